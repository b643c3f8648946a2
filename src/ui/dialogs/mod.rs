//! The dialogs and questions, drawn in the order of [`crate::state::Modals`]. Here is what is typed in them; which are
//! open, and what is known and under way, is in the state.

mod back_up;
mod change_password;
mod draft;
mod edit_user;
mod identify;
mod keyboard;
mod messages;
mod one_time_password;
mod password_prompt;
mod quit;
mod restore;
mod salvage;
mod sign_out;
mod user_question;

use egui::Ui;

use crate::command::{Commands, DialogCommand};
use crate::state::{AppState, Message, Modal, ModalId};

use back_up::BackUpDialog;
use change_password::ChangePasswordDialog;
use draft::Draft;
use edit_user::EditUserDialog;
use identify::IdentifyDialog;
use one_time_password::OneTimePasswordDialog;
use password_prompt::PasswordPrompt;
use quit::QuitQuestion;
use restore::RestoreDialog;
use salvage::SalvageDialog;

/// What is typed in the open dialogs.
#[derive(Default)]
pub struct Dialogs {
    editor: Draft<EditUserDialog>,
    prompt: Draft<PasswordPrompt>,
    identify: Draft<IdentifyDialog>,
    change_password: Draft<ChangePasswordDialog>,
    one_time: Draft<OneTimePasswordDialog>,
    back_up: Draft<BackUpDialog>,
    restore: Draft<RestoreDialog>,
    salvage: Draft<SalvageDialog>,
    quit: Draft<QuitQuestion>,
}

/// Where a dialog lies among those that are open.
#[derive(Debug, Clone, Copy)]
struct Layer {
    id: ModalId,
    /// Nothing lies over it: it alone gets keys.
    is_top: bool,
}

impl Layer {
    /// Asks for the dialog to be closed.
    fn close(self, commands: &mut Commands) {
        commands.send(DialogCommand::Close(self.id));
    }
}

impl Dialogs {
    /// Whether closing would lose details that were typed, or a secret that was neither copied nor saved or seen.
    pub fn has_unsaved(&self, state: &AppState) -> bool {
        self.has_draft(state) || state.untaken_secret().is_some()
    }

    /// Whether details were typed in the dialog for a user that are not saved.
    pub(crate) fn has_draft(&self, state: &AppState) -> bool {
        let is_changed = |(id, _)| self.editor.get(id).is_some_and(EditUserDialog::is_changed);
        state.modals.iter().any(is_changed)
    }

    /// Whether `message` stands in the dialog on top, as it was drawn last.
    pub(crate) fn tells(&self, state: &AppState, message: &Message) -> bool {
        match state.top_modal() {
            Some((id, Modal::Editor(editor))) => {
                let draft = self.editor.get(id);
                draft.is_some_and(|draft| draft.tells(state, editor, message))
            }
            Some((_, Modal::OneTimePassword(open))) => one_time_password::tells(state, open, message),
            _ => false,
        }
    }

    /// Overwrites every typed password and hides the token; the details that were typed stay.
    pub fn wipe_secrets(&mut self) {
        let Self {
            editor,
            prompt,
            identify,
            change_password,
            one_time,
            back_up,
            restore,
            salvage: _,
            quit: _,
        } = self;
        if let Some(editor) = editor.any_mut() {
            editor.wipe_secrets();
        }
        prompt.clear();
        identify.clear();
        change_password.clear();
        one_time.clear();
        back_up.clear();
        restore.clear();
    }

    /// Gives the focus to where the open tab of the dialog for a user begins.
    pub(crate) fn focus_editor(&mut self) {
        if let Some(editor) = self.editor.any_mut() {
            editor.focus_first();
        }
    }

    /// Drops what was typed in dialogs that are closed.
    fn drop_closed(&mut self, state: &AppState) {
        let Self {
            editor,
            prompt,
            identify,
            change_password,
            one_time,
            back_up,
            restore,
            salvage,
            quit,
        } = self;
        let modals = &state.modals;
        editor.keep_open(modals);
        prompt.keep_open(modals);
        identify.keep_open(modals);
        change_password.keep_open(modals);
        one_time.keep_open(modals);
        back_up.keep_open(modals);
        restore.keep_open(modals);
        salvage.keep_open(modals);
        quit.keep_open(modals);
    }

    /// Draws what is open and can be seen, the lowest first.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        self.drop_closed(state);
        let top = state.top_modal().map(|(id, _)| id);
        for (id, modal) in state.modals.shown_in(&state.phase) {
            let is_top = top == Some(id);
            self.modal_ui(ui, state, modal, Layer { id, is_top }, commands);
        }
    }

    fn modal_ui(&mut self, ui: &mut Ui, state: &AppState, modal: &Modal, layer: Layer, commands: &mut Commands) {
        match modal {
            Modal::Editor(editor) => {
                let draft = self.editor.of(layer.id, || EditUserDialog::new(editor, layer.id));
                draft.show(ui, state, editor, layer, commands);
            }
            Modal::EditorQuestion(question) => {
                let is_confirmed = edit_user::question_ui(ui, state, question, layer, commands);
                if let (true, Some(draft)) = (is_confirmed, self.editor.any_mut()) {
                    draft.go_on(question, state, commands);
                }
            }
            Modal::PasswordPrompt(submission) => {
                let draft = self.prompt.of(layer.id, PasswordPrompt::default);
                draft.show(ui, state, submission, layer, commands);
            }
            Modal::Identification(known) => {
                let draft = self.identify.of(layer.id, IdentifyDialog::default);
                draft.show(ui, state, known, layer, commands);
            }
            Modal::ChangePassword => {
                let draft = self.change_password.of(layer.id, ChangePasswordDialog::default);
                draft.show(ui, state, layer, commands);
            }
            Modal::AboutUser(question) => user_question::user_question_ui(ui, state, question, layer, commands),
            Modal::OneTimePassword(open) => {
                let draft = self.one_time.of(layer.id, OneTimePasswordDialog::default);
                draft.show(ui, state, open, layer, commands);
            }
            Modal::LosePassword => one_time_password::lose_password_ui(ui, state, layer, commands),
            Modal::BackUp(open) => {
                let draft = self.back_up.of(layer.id, || BackUpDialog::new(open));
                draft.show(ui, state, open, layer, commands);
            }
            Modal::Restore(open) => {
                let draft = self.restore.of(layer.id, || RestoreDialog::new(open, state));
                draft.show(ui, state, open, layer, commands);
            }
            Modal::Salvage(open) => {
                let draft = self.salvage.of(layer.id, || SalvageDialog::new(open));
                draft.show(ui, state, open, layer, commands);
            }
            Modal::Keyboard => keyboard::keyboard_ui(ui, layer, commands),
            Modal::Messages => messages::messages_ui(ui, state, layer, commands),
            Modal::SignOut => sign_out::sign_out_ui(ui, state, self.has_unsaved(state), layer, commands),
            Modal::Quit => {
                let has_unsaved = self.has_unsaved(state);
                let draft = self.quit.of(layer.id, QuitQuestion::default);
                draft.show(ui, state, has_unsaved, layer, commands);
            }
        }
    }
}
