//! Opening and closing what lies over the screens.

use crate::command::DialogCommand;
use crate::state::{Modal, ModalId, Phase, Submission};

use super::core::App;

impl App {
    pub(super) fn handle_dialog(&mut self, command: DialogCommand) {
        match command {
            DialogCommand::Open(modal) => self.open_modal(modal),
            DialogCommand::Close(id) => self.close_modal(id),
        }
    }

    pub(super) fn open_modal(&mut self, modal: Modal) {
        let is_allowed = self.state.is_administrator() || !modal.needs_administrator();
        if self.state.phase == Phase::SignedIn && is_allowed {
            self.state.modals.open(modal);
        }
    }

    /// Closes `id` with what belongs to it, and drops what waits for it.
    fn close_modal(&mut self, id: ModalId) {
        match self.state.modals.close(id) {
            Some(Modal::Editor(_) | Modal::PasswordPrompt(_) | Modal::BackUp(_)) => self.needs_password = None,
            Some(Modal::Restore(_)) => self.forget_restore(),
            Some(Modal::ChangePassword) => self.state.signing_in = Submission::default(),
            Some(
                Modal::EditorQuestion(_)
                | Modal::Identification(_)
                | Modal::AboutUser(_)
                | Modal::OneTimePassword(_)
                | Modal::LosePassword
                | Modal::Salvage(_)
                | Modal::Keyboard
                | Modal::Messages
                | Modal::SignOut
                | Modal::Quit,
            )
            | None => {}
        }
    }
}
