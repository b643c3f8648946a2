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
    user_question: Option<UserQuestion>,
    is_keyboard_open: bool,
    are_messages_open: bool,
    is_sign_out_asked: bool,
}

impl Dialogs {
    /// Whether one is open that the shell must be disabled for.
    pub(crate) fn is_any_open(&self, state: &AppState) -> bool {
        state.editor.is_some()
            || state.identification.is_some()
            || state.is_changing_password
            || state.password_prompt.is_some()
            || state.is_quit_asked
            || self.user_question.is_some()
            || self.is_keyboard_open
            || self.are_messages_open
            || self.is_sign_out_asked
    }

    /// Whether a question is open that may come up where nobody is at work: quit, or sign out of the locked console.
    pub(crate) const fn is_question_open(&self, state: &AppState) -> bool {
        state.is_quit_asked || self.is_sign_out_asked
    }

    /// Opens what a screen asked for.
    pub(crate) fn open(&mut self, request: DialogRequest, state: &AppState, commands: &mut Commands) {
        match request {
            DialogRequest::Keyboard => self.is_keyboard_open = true,
            DialogRequest::Messages => self.are_messages_open = true,
            DialogRequest::SignOut => self.sign_out(state, commands),
            DialogRequest::AboutUser(question) => self.user_question = Some(question),
        }
    }

    /// Signs out, after a question where something would be lost.
    fn sign_out(&mut self, state: &AppState, commands: &mut Commands) {
        if self.has_unsaved(state) {
            self.is_sign_out_asked = true;
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
        if let Some(question) = &self.user_question
            && user_question_ui(ui, question, commands)
        {
            self.user_question = None;
        }
        if self.is_keyboard_open {
            self.is_keyboard_open = keyboard::keyboard_ui(ui);
        }
        if self.are_messages_open {
            self.are_messages_open = messages::messages_ui(ui, state);
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
        // What was asked about may be gone meanwhile, with a token that no longer works.
        self.is_sign_out_asked &= self.has_unsaved(state);
        if !self.is_sign_out_asked {
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
                self.is_sign_out_asked = false;
                commands.send(SessionCommand::SignOut);
            }
            Some(Choice::Cancel) => self.is_sign_out_asked = false,
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
