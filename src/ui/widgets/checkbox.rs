//! A box to tick, with its words.

use egui::{Align2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, vec2};

use super::{focus, paint};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, MOTION_SECS, Tokens};

const BOX: f32 = 16.0;

/// Draws a box to tick; `changed()` of the response says that it was.
pub fn checkbox(ui: &mut Ui, ticked: &mut bool, label: &str) -> Response {
    let enabled = ui.is_enabled();
    let t = Tokens::of(ui);
    let text = paint::galley(ui, label, theme::regular(theme::TEXT), t.text);
    let size = vec2(BOX + 8.0 + text.size().x, 20.0_f32.max(text.size().y));
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *ticked = !*ticked;
        response.mark_changed();
        response.request_focus();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, *ticked, label));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let at = egui::pos2(rect.left() + BOX / 2.0, rect.center().y);
    let square = Rect::from_center_size(at, Vec2::splat(BOX));
    let hover = ui
        .ctx()
        .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
    if *ticked {
        let fill = paint::blend(t.accent, t.text, 0.08 * hover);
        paint::boxed(ui, square, 4, fill, fill);
        Icon::Check.paint_sized(ui, square, 13.0, t.on_accent);
    } else {
        paint::boxed(ui, square, 4, paint::blend(t.surface, t.hover, hover), t.input_line);
    }
    if response.has_focus() && focus::is_visible(ui.ctx()) {
        focus::paint_ring(ui, square, 4);
    }
    let at = Align2::LEFT_CENTER.anchor_size(egui::pos2(square.right() + 8.0, rect.center().y), text.size());
    ui.painter().galley(at.min, text, t.text);
    response
}
