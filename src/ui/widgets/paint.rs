//! Small helpers for painting text and boxes, shared by the widgets.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Stroke, StrokeKind, Ui};

/// Lays `text` out on one line.
pub fn galley(ui: &Ui, text: &str, font: FontId, color: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font, color)
}

/// Lays `text` out on one line that ends in an ellipsis where it would be wider than `max_width` points.
pub fn galley_elided(ui: &Ui, text: &str, font: FontId, color: Color32, max_width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color));
    job.wrap = TextWrapping::truncate_at_width(max_width.max(0.0));
    ui.painter().layout_job(job)
}

/// Paints one line of text so that `align` of it lies on `pos`, and returns where it went.
pub fn text(ui: &Ui, pos: Pos2, align: Align2, text: &str, font: FontId, color: Color32) -> Rect {
    let galley = galley(ui, text, font, color);
    let rect = align.anchor_size(pos, galley.size());
    ui.painter().galley(rect.min, galley, color);
    rect
}

/// Paints one line of text inside `rect`, left and in the middle, with an ellipsis where it does not fit.
pub fn text_in(ui: &Ui, rect: Rect, text: &str, font: FontId, color: Color32) -> Rect {
    let galley = galley_elided(ui, text, font, color, rect.width());
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
    ui.painter().galley(at.min, galley, color);
    at
}

/// Paints a filled box with a thin line just inside its edge.
pub fn boxed(ui: &Ui, rect: Rect, radius: u8, fill: Color32, line: Color32) {
    ui.painter().rect(
        rect,
        CornerRadius::same(radius),
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
}

/// A colour between `from` and `to`, `t` of the way (0 to 1).
pub fn blend(from: Color32, to: Color32, t: f32) -> Color32 {
    from.lerp_to_gamma(to, t.clamp(0.0, 1.0))
}
