//! Backups that a person makes: what opens the dialog for it.

use egui::Ui;

use super::row_ui;
use crate::command::{BackupCommand, Commands};
use crate::ui::strings::back_up as words;
use crate::ui::widgets::Button;

/// Draws the row.
pub(super) fn backups_by_hand_ui(ui: &mut Ui, commands: &mut Commands) {
    row_ui(ui, words::dialog(), words::text(), None, |ui| {
        if Button::new(words::open()).show(ui).clicked() {
            commands.send(BackupCommand::Open);
        }
    });
}
