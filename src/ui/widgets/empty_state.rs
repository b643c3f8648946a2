//! What is shown in place of an empty list: why it is empty, and what to do.

use egui::{Align, Layout, RichText, Ui, UiBuilder, vec2};

use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tokens};

/// Draws an icon, a title, a line of text and what `action` draws below, in the middle of the room there is.
pub fn empty_state_ui<R>(ui: &mut Ui, icon: Icon, title: &str, text: &str, action: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    let room = ui.available_rect_before_wrap();
    let height = if room.height().is_finite() {
        room.height()
    } else {
        240.0
    };
    ui.add_space(((height - 190.0) * 0.42).max(16.0));
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(48.0, 48.0), egui::Sense::hover());
        ui.painter().circle_filled(rect.center(), 24.0, t.soft);
        icon.paint_sized(ui, rect, 20.0, t.accent);
        ui.add_space(14.0);
        ui.label(RichText::new(title).font(theme::semibold(15.0)).color(t.text));
        ui.add_space(6.0);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.label(RichText::new(text).color(t.muted));
        });
        ui.add_space(16.0);
        action_row_ui(ui, action)
    })
    .inner
}

/// A row in the middle, measured in the pass before.
fn action_row_ui<R>(ui: &mut Ui, action: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.unique_id().with("empty_action");
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let room = ui.available_rect_before_wrap();
    let left = room.center().x - known.unwrap_or(0.0) / 2.0;
    let rect = egui::Rect::from_min_max(egui::pos2(left, room.top()), room.max);
    let inner = ui.scope_builder(
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::left_to_right(Align::Min)),
        action,
    );
    let width = inner.response.rect.width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_repaint();
    }
    inner.inner
}
