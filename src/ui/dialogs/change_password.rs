//! The dialog Change Password.

use egui::Ui;

use super::Layer;
use crate::command::Commands;
use crate::state::AppState;
use crate::ui::parts::forms::change_password::ChangePasswordForm;
use crate::ui::strings::{common, dialogs::change_password as words};
use crate::ui::widgets::{Button, Dialog, DialogPart, focus, right_aligned_ui};

/// The dialog Change Password.
pub(super) struct ChangePasswordDialog {
    form: ChangePasswordForm,
}

impl Default for ChangePasswordDialog {
    fn default() -> Self {
        Self {
            form: ChangePasswordForm::new(true),
        }
    }
}

impl ChangePasswordDialog {
    /// Draws the dialog.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, layer: Layer, commands: &mut Commands) {
        let mut submits = false;
        let mut closes = false;
        let form = &mut self.form;
        let response = Dialog::new("change-password", words::title())
            .max_width(440.0)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    submits |= form.fields_ui(ui, state);
                }
                DialogPart::Footer => right_aligned_ui(ui, "buttons", |ui| {
                    closes |= Button::new(common::cancel()).show(ui).clicked();
                    submits |= ChangePasswordForm::submit_ui(ui, state, false);
                }),
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            let first = self.form.first_field();
            focus::give_to(ui, first);
        }
        if closes || response.close_requested {
            layer.close(commands);
        } else if submits {
            self.form.submit(ui, state, commands);
        }
    }
}
