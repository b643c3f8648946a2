//! Why the directory cannot be opened, and what can be done: try again, set a foreign log aside, accept an older copy.

use egui::{Id, Key, Ui};

use super::brand_head_ui;
use super::damaged::damaged_ui;
use crate::command::{AcceptCopy, Commands, SessionCommand, ViewCommand};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::secret::SecretText;
use crate::state::{AppState, SubmissionId};
use crate::ui::parts::refusal::{announce_refusal_ui, refusal_text};
use crate::ui::parts::{centered_column_ui, faint_ui, heading_ui, muted_ui};
use crate::ui::strings::{common, screens::opening as words, screens::sign_in};
use crate::ui::widgets::{Button, FocusRequest, SecretField, TextField, focus};
use crate::words::Explain as _;

/// What is typed to accept an older copy.
#[derive(Default)]
pub(crate) struct OpenFailedScreen {
    user_name: String,
    password: SecretText,
    taken: SubmissionId,
}

fn name_id() -> Id {
    Id::unique("accept_copy_user_name")
}

fn password_id() -> Id {
    Id::unique("accept_copy_password")
}

impl OpenFailedScreen {
    /// Overwrites the typed password.
    pub(crate) fn wipe(&mut self) {
        self.password.clear();
    }

    /// Draws the screen.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        failure: &Failure,
        first: &mut FocusRequest,
        commands: &mut Commands,
    ) {
        let width = if failure.is_damage() { 560.0 } else { 480.0 };
        centered_column_ui(ui, "open-failed", width, |ui| {
            brand_head_ui(ui);
            if failure.is_damage() {
                damaged_ui(ui, state, first, commands);
                ui.add_space(18.0);
                faint_ui(ui, &state.directory.location.to_string());
                return;
            }
            heading_ui(ui, words::failed(), 18.0);
            ui.add_space(8.0);
            ui.label(failure.cause());
            ui.add_space(2.0);
            muted_ui(ui, &failure.next_step());
            ui.add_space(18.0);
            if matches!(failure, Failure::Storage(storage) if storage.is_misplaced()) {
                self.accept_ui(ui, state, commands);
                ui.add_space(18.0);
            }
            ui.horizontal(|ui| buttons_ui(ui, failure, first, commands));
            ui.add_space(18.0);
            faint_ui(ui, &state.directory.location.to_string());
        });
    }

    /// One of the copy's own administrators accepts it.
    fn accept_ui(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        if state.signing_in.new_refusal(&mut self.taken).is_some() {
            self.password.clear();
            focus::give_to(ui, password_id());
        }
        TextField::new(sign_in::user_name(), &mut self.user_name)
            .id(name_id())
            .char_limit(64)
            .show(ui);
        ui.add_space(12.0);
        let failure = state.signing_in.failure();
        let refusal = refusal_text(state, failure, state.retry_in_secs(&self.user_name));
        let password = SecretField::new(common::password(), &mut self.password)
            .id(password_id())
            .error(refusal.as_deref())
            .show(ui);
        announce_refusal_ui(ui, failure, refusal.as_deref());
        ui.add_space(12.0);
        let is_free = !state.signing_in.is_pending() && state.retry_in_secs(&self.user_name).is_none();
        let is_entered = password.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_pressed = Button::new(words::use_copy()).enabled(is_free).show(ui).clicked();
        if is_pressed || (is_entered && is_free) {
            self.accept(ui, commands);
        }
    }

    fn accept(&self, ui: &Ui, commands: &mut Commands) {
        let missing = if self.user_name.trim().is_empty() {
            name_id()
        } else if self.password.is_empty() {
            password_id()
        } else {
            commands.send(SessionCommand::AcceptCopy(AcceptCopy {
                user_name: self.user_name.trim().to_owned(),
                password: self.password.clone(),
            }));
            return;
        };
        focus::give_to(ui, missing);
    }
}

fn buttons_ui(ui: &mut Ui, failure: &Failure, first: &mut FocusRequest, commands: &mut Commands) {
    if !failure.needs_restart() {
        let retry = Button::primary(common::try_again()).show(ui);
        first.give(&(), &retry);
        if retry.clicked() {
            commands.send(SessionCommand::RetryOpen);
        }
    }
    if matches!(failure, Failure::Storage(StorageFailure::ForeignLog(_)))
        && Button::new(words::set_log_aside()).show(ui).clicked()
    {
        commands.send(SessionCommand::SetLogAside);
    }
    let quit = Button::new(common::quit()).show(ui);
    first.give(&(), &quit);
    if quit.clicked() {
        commands.send(ViewCommand::AskToQuit);
    }
}
