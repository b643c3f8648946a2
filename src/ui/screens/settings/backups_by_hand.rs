//! Backups that a person makes and restores: what opens the dialogs for it.

use egui::Ui;

use super::row_ui;
use crate::command::{BackupCommand, Commands};
use crate::ui::strings::{back_up as words, restore};
use crate::ui::widgets::{Button, line_ui};

/// Draws the rows.
pub(super) fn backups_by_hand_ui(ui: &mut Ui, commands: &mut Commands) {
    row_ui(ui, words::dialog(), words::text(), None, |ui| {
        if Button::new(words::open()).show(ui).clicked() {
            commands.send(BackupCommand::Open);
        }
    });
    line_ui(ui);
    row_ui(ui, restore::row(), restore::row_text(), None, |ui| {
        if Button::new(restore::open()).show(ui).clicked() {
            commands.send(BackupCommand::OpenRestore(None));
        }
    });
}
