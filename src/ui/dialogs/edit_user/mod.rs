//! Stand-in for the dialog Edit User and Create User until it is merged.

use egui::Ui;

use crate::command::{Command, Commands};
use crate::state::AppState;
use crate::ui::widgets::{Button, Dialog, DialogPart};

/// The dialog.
pub struct EditUserDialog;

impl EditUserDialog {
    /// A dialog for one opening.
    pub fn new(_opening: u64) -> Self {
        Self
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, _state: &AppState, commands: &mut Commands) {
        let mut closes = false;
        let response = Dialog::new("edit-user", "Edit User").show(ui.ctx(), |ui, part| {
            if part == DialogPart::Footer {
                closes |= Button::new("Cancel").show(ui).clicked();
            }
        });
        if closes || response.close_requested {
            commands.send(Command::CloseEditor);
        }
    }

    /// Whether something was typed.
    pub fn is_dirty(&self, _state: &AppState) -> bool {
        false
    }

    /// Overwrites passwords.
    pub fn wipe_secrets(&mut self) {}

    /// Asks to close.
    pub fn ask_to_close(&mut self) {}
}
