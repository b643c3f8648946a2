//! The entries of the navigation pane.

use egui::{Color32, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{focus, paint};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, ICON_SIZE, MOTION_SECS, RADIUS, Tokens};

/// Draws an entry of the navigation pane; `compact` shows the icon only, with the label when the pointer rests on it.
pub fn nav_item(ui: &mut Ui, icon: Icon, label: &str, selected: bool, compact: bool) -> Response {
    let enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, label));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if selected {
            node.set_aria_current(egui::accesskit::AriaCurrent::Page);
        }
    });
    focus::take_on_click(&response);
    if ui.is_rect_visible(rect) {
        let t = Tokens::of(ui);
        let hover = ui
            .ctx()
            .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
        let fill = if selected {
            t.soft
        } else {
            t.line.gamma_multiply(0.7 * hover)
        };
        let ink = if selected {
            t.accent
        } else {
            paint::blend(t.muted, t.text, hover)
        };
        if fill != Color32::TRANSPARENT {
            ui.painter().rect_filled(rect, f32::from(RADIUS), fill);
        }
        focus::paint_ring_if_focused(ui, &response, RADIUS);
        let icon_left = if compact {
            rect.center().x - ICON_SIZE / 2.0
        } else {
            rect.left() + 10.0
        };
        let at = Rect::from_min_size(pos2(icon_left, rect.top()), vec2(ICON_SIZE, rect.height()));
        icon.paint(ui, at, ink);
        if !compact {
            let font = if selected {
                theme::semibold(theme::TEXT)
            } else {
                theme::regular(theme::TEXT)
            };
            let room = Rect::from_min_max(pos2(at.right() + 10.0, rect.top()), rect.max - vec2(6.0, 0.0));
            paint::text_in(ui, room, label, font, ink);
        }
    }
    if compact {
        response.on_hover_text(label)
    } else {
        response
    }
}
