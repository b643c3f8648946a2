//! Something that was chosen, as a chip that can be taken away.

use egui::{Align2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};

use super::button::icon_button_sized;
use super::paint;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tokens};

/// The height of a chip, in points.
pub const CHIP_HEIGHT: f32 = 28.0;

const MARGIN: f32 = 11.0;
const REMOVE_SIZE: f32 = 24.0;

/// Draws a chip that reads `text`, and returns the response of its button, which is named `remove`.
pub fn removable_chip_ui(ui: &mut Ui, text: &str, remove: &str) -> Response {
    let t = Tokens::of(ui);
    let galley = paint::galley(ui, text, theme::medium(theme::TEXT_SECONDARY), t.accent);
    let width = MARGIN + galley.size().x + 2.0 + REMOVE_SIZE + 2.0;
    let (rect, words) = ui.allocate_exact_size(vec2(width, CHIP_HEIGHT), Sense::hover());
    words.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CHIP_HEIGHT / 2.0, t.soft);
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + MARGIN, rect.center().y), galley.size());
    ui.painter().galley(at.min, galley, t.accent);
    let center = pos2(rect.right() - 2.0 - REMOVE_SIZE / 2.0, rect.center().y);
    let button = Rect::from_center_size(center, vec2(REMOVE_SIZE, REMOVE_SIZE));
    let mut child = ui.new_child(UiBuilder::new().id_salt(remove).max_rect(button));
    icon_button_sized(&mut child, Icon::Close, remove, REMOVE_SIZE)
}
