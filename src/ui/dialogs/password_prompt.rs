//! One's password again, before a change that needs it.

use egui::{Id, Key, Ui};

use super::Layer;
use crate::command::{Commands, ConfirmPassword, SessionCommand};
use crate::domain::secret::SecretText;
use crate::state::{AppState, Submission, SubmissionId};
use crate::ui::parts::muted_ui;
use crate::ui::parts::refusal::{announce_refusal_ui, refusal_text};
use crate::ui::strings::{common, dialogs::confirm_password as words};
use crate::ui::widgets::{Button, Dialog, DialogPart, SecretField, focus, right_aligned_ui};

/// What is typed in the dialog.
#[derive(Default)]
pub(super) struct PasswordPrompt {
    password: SecretText,
    taken: SubmissionId,
}

fn password_id() -> Id {
    Id::unique("prompt_password")
}

impl PasswordPrompt {
    /// Draws the dialog over what became of the last answer.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &AppState,
        submission: &Submission,
        layer: Layer,
        commands: &mut Commands,
    ) {
        if submission.new_refusal(&mut self.taken).is_some() {
            self.password.clear();
            focus::give_to(ui, password_id());
        }
        let is_free = !submission.is_pending() && state.own_retry_in_secs().is_none();
        let (mut submits, mut closes) = (false, false);
        let password = &mut self.password;
        let response = Dialog::new("confirm-password", words::title())
            .max_width(440.0)
            .covered(!layer.is_top)
            .without_close()
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => {
                    muted_ui(ui, words::text());
                    ui.add_space(8.0);
                    let failure = submission.failure();
                    let refusal = refusal_text(state, failure, state.own_retry_in_secs());
                    let field = SecretField::new(common::password(), password)
                        .id(password_id())
                        .error(refusal.as_deref())
                        .show(ui);
                    announce_refusal_ui(ui, failure, refusal.as_deref());
                    submits |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                }
                DialogPart::Footer => right_aligned_ui(ui, "buttons", |ui| {
                    closes |= Button::new(common::cancel()).show(ui).clicked();
                    submits |= Button::primary(words::submit()).enabled(is_free).show(ui).clicked();
                }),
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            focus::give_to(ui, password_id());
        }
        if closes || response.close_requested {
            layer.close(commands);
        } else if submits && is_free {
            self.submit(ui, commands);
        }
    }

    fn submit(&mut self, ui: &Ui, commands: &mut Commands) {
        if self.password.is_empty() {
            focus::give_to(ui, password_id());
            return;
        }
        commands.send(SessionCommand::ConfirmPassword(ConfirmPassword {
            password: self.password.clone(),
        }));
    }
}
