//! The dialogs, and which of them are open. While one is, the whole shell is disabled.

pub mod change_password;
pub mod edit_user;
pub mod identify;
pub mod keyboard;
pub mod messages;
pub mod password_prompt;
pub mod quit;
mod user_question;

use egui::Ui;

use crate::command::{Commands, SessionCommand};
use crate::state::AppState;
use crate::ui::parts::dialog_request::{DialogRequest, UserQuestion};
use crate::ui::strings::common;
use crate::ui::widgets::{Choice, ConfirmDialog};

use change_password::ChangePasswordDialog;
use edit_user::EditUserDialog;
use identify::IdentifyDialog;
use password_prompt::PasswordPrompt;
use quit::QuitQuestion;
use user_question::user_question_ui;

/// The open dialogs, with what is typed in them.
#[derive(Default)]
pub(crate) struct Dialogs {
    editor: Option<(u64, EditUserDialog)>,
    change_password: Option<ChangePasswordDialog>,
    identify: Option<IdentifyDialog>,
    prompt: Option<PasswordPrompt>,
    quit: QuitQuestion,
    asked_for: Option<AskedFor>,
}

/// A dialog that a screen asked for and that only the view knows of. Two are never open, because the screens are disabled
/// behind the first.
enum AskedFor {
    Keyboard,
    Messages,
    AboutUser(UserQuestion),
    SignOut,
}

impl Dialogs {
    /// Whether one is open that the shell must be disabled for.
    pub(crate) fn is_any_open(&self, state: &AppState) -> bool {
        state.editor.is_some()
            || state.identification.is_some()
            || state.is_changing_password
            || state.password_prompt.is_some()
            || state.is_quit_asked
            || self.asked_for.is_some()
    }

    /// Whether a question is open that may come up where nobody is at work: quit, or sign out of the locked console.
    pub(crate) const fn is_question_open(&self, state: &AppState) -> bool {
        state.is_quit_asked || matches!(self.asked_for, Some(AskedFor::SignOut))
    }

    /// Opens what a screen asked for.
    pub(crate) fn open(&mut self, request: DialogRequest, state: &AppState, commands: &mut Commands) {
        match request {
            DialogRequest::Keyboard => self.asked_for = Some(AskedFor::Keyboard),
            DialogRequest::Messages => self.asked_for = Some(AskedFor::Messages),
            DialogRequest::SignOut => self.sign_out(state, commands),
            DialogRequest::AboutUser(question) => self.asked_for = Some(AskedFor::AboutUser(question)),
        }
    }

    /// Signs out, after a question where something would be lost.
    fn sign_out(&mut self, state: &AppState, commands: &mut Commands) {
        if self.has_unsaved(state) {
            self.asked_for = Some(AskedFor::SignOut);
        } else {
            commands.send(SessionCommand::SignOut);
        }
    }

    /// Whether closing would lose details that were typed, or a token that nobody took.
    pub(crate) fn has_unsaved(&self, state: &AppState) -> bool {
        let is_dirty = match (&self.editor, &state.editor) {
            (Some((opening, dialog)), Some(editor)) => *opening == editor.opening && dialog.is_dirty(state),
            _ => false,
        };
        is_dirty || is_token_untaken(state)
    }

    /// Overwrites every typed password.
    pub(crate) fn wipe_secrets(&mut self) {
        if let Some((_, editor)) = &mut self.editor {
            editor.wipe_secrets();
        }
        self.identify = None;
        self.change_password = None;
        self.prompt = None;
    }

    /// Forgets everything, because nobody is signed in any more.
    pub(crate) fn close_all(&mut self) {
        self.wipe_secrets();
        *self = Self::default();
    }

    /// Draws what belongs to a signed-in window.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        self.editor_ui(ui, state, commands);
        self.identify_ui(ui, state, commands);
        self.change_password_ui(ui, state, commands);
        let is_answered = match &self.asked_for {
            Some(AskedFor::Keyboard) => !keyboard::keyboard_ui(ui),
            Some(AskedFor::Messages) => !messages::messages_ui(ui, state),
            Some(AskedFor::AboutUser(question)) => user_question_ui(ui, question, commands),
            // It can also be asked on the locked screen.
            Some(AskedFor::SignOut) | None => false,
        };
        if is_answered {
            self.asked_for = None;
        }
        self.prompt_ui(ui, state, commands);
        self.show_sign_out(ui, state, commands);
        self.show_quit(ui, state, commands);
    }

    /// Draws the question before the window closes; also where nobody is signed in.
    pub(crate) fn show_quit(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        let has_unsaved = self.has_unsaved(state);
        self.quit.show(ui, state, has_unsaved, commands);
    }

    /// Draws the question before somebody signs out with unsaved details; also on the locked screen.
    pub(crate) fn show_sign_out(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        if !matches!(self.asked_for, Some(AskedFor::SignOut)) {
            return;
        }
        if !self.has_unsaved(state) {
            // What was asked about is gone meanwhile, with a token that no longer works.
            self.asked_for = None;
            return;
        }
        let text = if is_token_untaken(state) {
            common::token_untaken_text()
        } else {
            common::unsaved_text()
        };
        let question = ConfirmDialog::new("sign-out", common::unsaved_title(), text, common::discard_changes())
            .cancel(common::keep_editing())
            .dangerous();
        match question.show(ui.ctx()) {
            Some(Choice::Confirm) => {
                self.asked_for = None;
                commands.send(SessionCommand::SignOut);
            }
            Some(Choice::Cancel) => self.asked_for = None,
            None => {}
        }
    }

    fn editor_ui(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        let Some(editor) = &state.editor else {
            self.editor = None;
            return;
        };
        let is_same = self
            .editor
            .as_ref()
            .is_some_and(|(opening, _)| *opening == editor.opening);
        if !is_same {
            self.editor = Some((editor.opening, EditUserDialog::new(editor.opening)));
        }
        if let Some((_, dialog)) = &mut self.editor {
            dialog.show(ui, state, commands);
        }
    }

    fn identify_ui(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        match &state.identification {
            Some(identification) => self
                .identify
                .get_or_insert_default()
                .show(ui, state, identification, commands),
            None => self.identify = None,
        }
    }

    fn change_password_ui(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        if state.is_changing_password {
            self.change_password.get_or_insert_default().show(ui, state, commands);
        } else {
            self.change_password = None;
        }
    }

    fn prompt_ui(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        match &state.password_prompt {
            Some(submission) => self
                .prompt
                .get_or_insert_default()
                .show(ui, state, submission, commands),
            None => self.prompt = None,
        }
    }
}

fn is_token_untaken(state: &AppState) -> bool {
    state
        .editor
        .as_ref()
        .is_some_and(|editor| editor.untaken_token(state.now).is_some())
}
