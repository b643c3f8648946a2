//! The list of keys.

use egui::{RichText, Ui, vec2};

use super::Layer;
use crate::command::Commands;
use crate::ui::actions::{ACTIONS, Group, hint};
use crate::ui::parts::fact::FactRow;
use crate::ui::strings::dialogs::keyboard as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Dialog, DialogPart, keyboard_hint};

const KEYS_WIDTH: f32 = 142.0;
const COLUMN_GAP: f32 = 20.0;

/// Draws the dialog.
pub(super) fn keyboard_ui(ui: &Ui, layer: Layer, commands: &mut Commands) {
    let response = Dialog::new("keyboard", words::title())
        .max_width(780.0)
        .covered(!layer.is_top)
        .without_footer()
        .show(ui.ctx(), |ui, part| {
            if part == DialogPart::Body {
                groups_ui(ui);
            }
        });
    if response.close_requested {
        layer.close(commands);
    }
}

/// Draws the first group beside the others, so that the whole list can be seen at once.
fn groups_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing = vec2(COLUMN_GAP, 4.0);
    let (first, others) = Group::ALL.split_at(1);
    ui.columns_const(|columns: &mut [Ui; 2]| {
        for (column, groups) in columns.iter_mut().zip([first, others]) {
            column.spacing_mut().item_spacing.x = 8.0;
            for (index, group) in groups.iter().enumerate() {
                group_ui(column, index > 0, *group);
            }
        }
    });
}

fn group_ui(ui: &mut Ui, is_below: bool, group: Group) {
    if is_below {
        ui.add_space(12.0);
    }
    let color = Tokens::of(ui).faint;
    ui.label(
        RichText::new(group.label())
            .font(theme::semibold(theme::TEXT_GROUP))
            .color(color),
    );
    for entry in ACTIONS.iter().filter(|entry| entry.group == group) {
        row_ui(ui, &hint(ui.ctx(), entry.action), entry.action.label());
    }
}

fn row_ui(ui: &mut Ui, key: &str, what: &str) {
    let key_ui = |ui: &mut Ui| {
        keyboard_hint(ui, key);
    };
    FactRow::new(20.0, KEYS_WIDTH).show_with(ui, key_ui, |ui| ui.label(what));
}
