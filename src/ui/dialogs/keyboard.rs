//! The list of keys.

use egui::{RichText, Ui};

use crate::ui::strings::dialogs::keyboard as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Dialog, DialogPart, keyboard_hint};

const KEYS_WIDTH: f32 = 108.0;

/// Draws the dialog; returns whether it stays open.
pub(crate) fn keyboard_ui(ui: &Ui) -> bool {
    let response = Dialog::new("keyboard", words::TITLE)
        .max_width(460.0)
        .without_footer()
        .show(ui.ctx(), |ui, part| {
            if part == DialogPart::Body {
                groups_ui(ui);
            }
        });
    !response.close_requested
}

fn groups_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, (group, keys)) in words::GROUPS.iter().enumerate() {
        if index > 0 {
            ui.add_space(12.0);
        }
        let color = Tokens::of(ui).faint;
        ui.label(
            RichText::new(*group)
                .font(theme::semibold(theme::TEXT_GROUP))
                .color(color),
        );
        for (key, what) in *keys {
            row_ui(ui, key, what);
        }
    }
}

fn row_ui(ui: &mut Ui, key: &str, what: &str) {
    ui.horizontal(|ui| {
        let left = ui.cursor().left();
        keyboard_hint(ui, key);
        ui.add_space((left + KEYS_WIDTH - ui.cursor().left()).max(0.0));
        ui.label(what);
    });
}
