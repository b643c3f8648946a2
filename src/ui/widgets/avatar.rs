//! The round initials of a person, and the mark of the program.

use egui::{Align2, Rect, Response, Sense, Ui, Vec2};

use super::paint;
use crate::ui::theme::{self, Tokens};

const SIZE: f32 = 30.0;

/// Draws a person's initials in a disc. Decoration: the name stands beside it.
pub fn avatar(ui: &mut Ui, initials: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIZE), Sense::hover());
    let t = Tokens::of(ui);
    ui.painter().circle_filled(rect.center(), SIZE / 2.0, t.soft);
    paint::text(
        ui,
        rect.center(),
        Align2::CENTER_CENTER,
        initials,
        theme::semibold(theme::TEXT_SECONDARY),
        t.accent,
    );
    response
}

/// Draws the program's mark and name. `mark_size` is 24 in the navigation pane and 30 at sign-in, `text_size` 15 and 18.
pub fn brand_ui(ui: &mut Ui, name: &str, mark_size: f32, text_size: f32) -> Response {
    let t = Tokens::of(ui);
    let text = paint::galley(ui, name, theme::semibold(text_size), t.text);
    let size = egui::vec2(mark_size + 10.0 + text.size().x, mark_size);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, name));
    let mark = Rect::from_min_size(rect.min, Vec2::splat(mark_size));
    ui.painter().rect_filled(mark, 7.0, t.accent);
    let letter: String = name.chars().take(1).collect();
    paint::text(
        ui,
        mark.center(),
        Align2::CENTER_CENTER,
        &letter,
        theme::semibold(theme::TEXT),
        t.on_accent,
    );
    let at = Align2::LEFT_CENTER.anchor_size(egui::pos2(mark.right() + 10.0, mark.center().y), text.size());
    ui.painter().galley(at.min, text, t.text);
    response
}
