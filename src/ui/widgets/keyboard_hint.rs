//! The small box that shows a shortcut, such as "Ctrl+F".

use egui::{Align2, Color32, Pos2, Response, Sense, StrokeKind, Ui, Vec2, vec2};

use super::paint;
use crate::ui::theme::{self, Tokens};

const PADDING: Vec2 = vec2(6.0, 2.0);

fn size(ui: &Ui, keys: &str) -> Vec2 {
    let text = paint::galley(ui, keys, theme::regular(theme::TEXT_GROUP), Color32::PLACEHOLDER);
    vec2((text.size().x + 2.0 * PADDING.x).ceil(), 18.0)
}

/// How wide the hint is, in points.
pub fn width(ui: &Ui, keys: &str) -> f32 {
    size(ui, keys).x
}

/// Paints the hint so that `align` of it lies on `pos`.
pub fn paint(ui: &Ui, pos: Pos2, align: Align2, keys: &str) {
    let t = Tokens::of(ui);
    let rect = align.anchor_size(pos, size(ui, keys));
    ui.painter()
        .rect_stroke(rect, 5.0, egui::Stroke::new(1.0, t.input_line), StrokeKind::Inside);
    paint::text(
        ui,
        rect.center(),
        Align2::CENTER_CENTER,
        keys,
        theme::regular(theme::TEXT_GROUP),
        t.faint,
    );
}

/// Draws the hint in the flow of what stands around it.
pub fn keyboard_hint(ui: &mut Ui, keys: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size(ui, keys), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, keys));
    paint(ui, rect.center(), Align2::CENTER_CENTER, keys);
    response
}
