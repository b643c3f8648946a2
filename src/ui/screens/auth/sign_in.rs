//! Sign in.

use egui::{Id, Key, RichText, Ui};

use super::restored::restored_ui;
use super::{COLUMN, brand_head_ui, directory_ui};
use crate::command::{Commands, SessionCommand, SignIn};
use crate::domain::secret::SecretText;
use crate::state::{AppState, SubmissionId};
use crate::ui::parts::centered_column_ui;
use crate::ui::parts::refusal::{announce_refusal_ui, refusal_text};
use crate::ui::strings::{common, screens::sign_in as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, FocusRequest, SecretField, TextField, focus, token_frame};
use crate::words::failures::wait;

/// What is typed on the sign-in screen.
#[derive(Default)]
pub(crate) struct SignInScreen {
    user_name: String,
    password: SecretText,
    taken: SubmissionId,
}

fn name_id() -> Id {
    Id::unique("sign_in_user_name")
}

fn password_id() -> Id {
    Id::unique("sign_in_password")
}

impl SignInScreen {
    /// Overwrites the typed password.
    pub(crate) fn wipe(&mut self) {
        self.password.clear();
    }

    /// Draws the screen.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, first: &mut FocusRequest, commands: &mut Commands) {
        if state.signing_in.new_refusal(&mut self.taken).is_some() {
            self.password.clear();
            focus::give_to(ui, password_id());
        }
        centered_column_ui(ui, "sign-in", COLUMN, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            brand_head_ui(ui);
            demo_ui(ui, state, commands);
            if let Some(restored) = &state.restored {
                restored_ui(ui, restored);
            }
            let name = TextField::new(words::user_name(), &mut self.user_name)
                .id(name_id())
                .char_limit(64)
                .show(ui);
            // Whoever was here last has only the password to type.
            let is_known = !self.user_name.trim().is_empty();
            if !is_known {
                first.give(&(), &name);
            }
            ui.add_space(16.0);
            // The wait belongs to the name that was refused, and so does what is said about it.
            let is_other = state.retry.as_ref().is_some_and(|wait| !wait.is_of(&self.user_name));
            let failure = state.signing_in.failure().filter(|_| !is_other);
            let refusal = refusal_text(state, failure, state.retry_in_secs(&self.user_name));
            let password = SecretField::new(common::password(), &mut self.password)
                .id(password_id())
                .error(refusal.as_deref())
                .show(ui);
            if is_known {
                first.give(&(), &password);
            }
            announce_refusal_ui(ui, failure, refusal.as_deref());
            ui.add_space(20.0);
            let is_enter = ui.input(|input| input.key_pressed(Key::Enter));
            if name.lost_focus() && is_enter && self.password.is_empty() {
                focus::give_to(ui, password_id());
            }
            let is_entered = is_enter && (password.lost_focus() || name.lost_focus());
            if is_enter && password.lost_focus() && !self.is_ready(state) {
                // Enter leaves the field; where it does nothing else, as during a wait, the person stays in it.
                password.request_focus();
            }
            if self.submit_ui(ui, state) || (is_entered && self.is_ready(state)) {
                self.submit(commands);
            }
            ui.add_space(18.0);
            directory_ui(ui, state);
        });
    }

    fn is_ready(&self, state: &AppState) -> bool {
        let is_free = !state.signing_in.is_pending() && state.retry_in_secs(&self.user_name).is_none();
        is_free && !self.user_name.trim().is_empty() && !self.password.is_empty()
    }

    fn submit_ui(&self, ui: &mut Ui, state: &AppState) -> bool {
        let wait = state
            .retry_in_secs(&self.user_name)
            .map(|secs| common::try_again_in(&wait(secs)));
        let is_pending = state.signing_in.is_pending();
        let label = if is_pending { words::busy() } else { words::submit() };
        let mut button = Button::primary(label)
            .accessible_name(words::submit())
            .full_width()
            .enabled(!is_pending && wait.is_none());
        if let Some(wait) = &wait {
            button = button.tooltip(wait);
        }
        button.show(ui).clicked() && self.focus_what_is_missing(ui)
    }

    /// Whether both fields are filled; where one is not, it gets the focus.
    fn focus_what_is_missing(&self, ui: &Ui) -> bool {
        let missing = if self.user_name.trim().is_empty() {
            name_id()
        } else if self.password.is_empty() {
            password_id()
        } else {
            return true;
        };
        focus::give_to(ui, missing);
        false
    }

    fn submit(&mut self, commands: &mut Commands) {
        commands.send(SessionCommand::SignIn(SignIn {
            user_name: self.user_name.trim().to_owned(),
            password: self.password.clone(),
        }));
    }
}

/// Offers the account of a demonstration.
fn demo_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    let Some(demo) = &state.demo else { return };
    let t = Tokens::of(ui);
    token_frame(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 66.0);
                ui.label(
                    RichText::new(words::demo_title())
                        .font(theme::semibold(theme::TEXT))
                        .color(t.text),
                );
                let text =
                    RichText::new(words::demo_account(&demo.user_name)).font(theme::regular(theme::TEXT_SECONDARY));
                ui.add(egui::Label::new(text.color(t.muted)).wrap());
            });
            let is_free = !state.signing_in.is_pending();
            if Button::new(words::use_it()).small().enabled(is_free).show(ui).clicked() {
                commands.send(SessionCommand::UseDemoAccount);
            }
        });
    });
    ui.add_space(20.0);
}
