//! Thin bars: loading, time left, strength.

use egui::{CornerRadius, Rect, Response, Sense, Ui, accesskit::Role, pos2, vec2};

use super::pill::StatusTone;
use super::text_field::note;
use crate::ui::theme::{LOADING_BAR_AFTER_SECS, Tokens};

/// Paints a thin moving line along the top of `rect` once loading has taken 200 ms.
///
/// `loading_secs` is how long it has taken so far, `None` when nothing is being loaded.
pub fn progress_line(ui: &Ui, rect: Rect, loading_secs: Option<f32>) {
    let Some(secs) = loading_secs else { return };
    if secs < LOADING_BAR_AFTER_SECS {
        let wait = std::time::Duration::from_secs_f32(LOADING_BAR_AFTER_SECS - secs.max(0.0));
        ui.ctx().request_repaint_after(wait);
        return;
    }
    let t = Tokens::of(ui);
    let track = Rect::from_min_size(rect.min, vec2(rect.width(), 2.0));
    let phase = (secs - LOADING_BAR_AFTER_SECS) % 1.4 / 1.4;
    let length = rect.width() * 0.3;
    let left = track.left() - length + (track.width() + length) * phase;
    let bar = Rect::from_min_max(pos2(left, track.top()), pos2(left + length, track.bottom())).intersect(track);
    if bar.is_positive() {
        ui.painter().rect_filled(bar, 1.0, t.accent);
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(33));
}

fn bar(ui: &Ui, rect: Rect, fraction: f32, track: egui::Color32, fill: egui::Color32) {
    let corner = CornerRadius::same(2);
    ui.painter().rect_filled(rect, corner, track);
    let width = rect.width() * fraction.clamp(0.0, 1.0);
    if width > 0.0 {
        ui.painter()
            .rect_filled(Rect::from_min_size(rect.min, vec2(width, rect.height())), corner, fill);
    }
}

/// Draws how much time is left, `fraction` from 1 down to 0. Decoration: words beside it tell the seconds.
pub fn countdown_bar(ui: &mut Ui, fraction: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let t = Tokens::of(ui);
    bar(ui, rect, fraction, t.input_line, t.accent);
    response
}

/// Draws how far work is, `fraction` from 0 to 1, or an empty bar where that is not known, and `text` above.
pub fn progress_bar(ui: &mut Ui, fraction: Option<f32>, text: &str) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(text);
        ui.add_space(8.0);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
        let t = Tokens::of(ui);
        bar(ui, rect, fraction.unwrap_or(0.0), t.input_line, t.accent);
        response.widget_info(|| egui::WidgetInfo::labeled(Role::ProgressIndicator, true, text));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(1.0);
            if let Some(fraction) = fraction {
                node.set_numeric_value(f64::from(fraction.clamp(0.0, 1.0)));
            }
        });
        response
    })
    .inner
}

/// Draws how strong a password is: a bar filled by `fraction` (0 to 1) in the colour of `tone`, and `text` below.
pub fn strength_meter(ui: &mut Ui, fraction: f32, text: &str, tone: StatusTone) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(8.0);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
        let t = Tokens::of(ui);
        bar(ui, rect, fraction, t.input_line, tone.ink(t));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Meter, true, text));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_numeric_value(f64::from(fraction.clamp(0.0, 1.0)));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(1.0);
        });
        note(ui, text, t.muted);
        response
    })
    .inner
}
