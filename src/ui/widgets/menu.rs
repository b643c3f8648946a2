//! Menus: what one can do with a row, or behind a "more" button.
//!
//! Arrow keys move, Enter presses, Escape closes; the focus goes back to where it came from.

use egui::{
    Align2, Context, Frame, Id, LayerId, Margin, Popup, PopupCloseBehavior, PopupKind, Pos2, Rect, Response, Sense,
    Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::{focus, paint};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, ICON_SIZE, Tokens};

const ITEM_HEIGHT: f32 = 32.0;
const WIDTH: f32 = 216.0;

/// Draws the menu `id`, named `name`, at `at` while that is some; it becomes `None` when the menu closes.
pub fn menu_ui(ctx: &Context, id: &str, name: &str, at: &mut Option<Pos2>, contents: impl FnOnce(&mut Ui)) {
    let Some(pos) = *at else { return };
    let t = Tokens::of_ctx(ctx);
    let id = Id::unique(("menu", id));
    let frames = focus::dialog_shown(ctx, id);
    let mut open = true;
    let frame = Frame::popup(&ctx.global_style())
        .fill(t.raised)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(10)
        .inner_margin(Margin::same(4));
    Popup::new(id, ctx.clone(), pos, LayerId::background())
        .kind(PopupKind::Menu)
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(name)
        .frame(frame)
        .width(WIDTH)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(WIDTH);
            if frames == 1 {
                focus::move_to_next(ui);
            }
            contents(ui);
        });
    if !open {
        *at = None;
    }
}

/// Draws an entry of a menu. Pressing it closes the menu. `destroys` puts it in the colour of danger.
pub fn menu_item(ui: &mut Ui, icon: Icon, label: &str, keys: &str, destroys: bool) -> Response {
    let enabled = ui.is_enabled();
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ITEM_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, label));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, t.soft);
    }
    let ink = if destroys { t.bad } else { t.text };
    let at = Rect::from_min_size(rect.min + vec2(10.0, 0.0), vec2(ICON_SIZE, rect.height()));
    icon.paint(ui, at, if destroys { t.bad } else { t.muted });
    let room = Rect::from_min_max(pos2(at.right() + 10.0, rect.top()), rect.max - vec2(10.0, 0.0));
    paint::text_in(ui, room, label, theme::regular(theme::TEXT), ink);
    if !keys.is_empty() {
        paint::text(
            ui,
            room.right_center(),
            Align2::RIGHT_CENTER,
            keys,
            theme::regular(theme::TEXT_GROUP),
            t.faint,
        );
    }
    if response.clicked() {
        ui.close();
    }
    response
}

/// Draws a thin line between groups of entries.
pub fn menu_line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    let line = Rect::from_center_size(rect.center(), vec2(rect.width(), 1.0));
    ui.painter().rect_filled(line, 0.0, Tokens::of(ui).line);
}
