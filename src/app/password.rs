//! One's own password: changing it, and giving it again for a change that needs it.

use crate::command::{ChangePassword, Command, ConfirmPassword};
use crate::domain::failure::Failure;
use crate::domain::user::User;
use crate::service::{ComparedPassword, HashedOwnPassword, Hashes as _, Service};
use crate::state::{Modal, Phase, Submission, UserMessage};
use crate::worker::directory::{DirectoryWorker, HashWorker, Hashed, Version};

use super::core::App;
use super::hashed_request::HashedRequest;
use super::request::Survives;

/// That a password was changed must not open a console that was locked in the meantime.
impl HashedRequest for ChangePassword {
    type Hashed = Hashed<HashedOwnPassword>;
    type Value = User;
    const SURVIVES: Survives = Survives::Nothing;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.hash(|hashing, session| hashing.hash_own_password(session, self.current.as_ref(), &self.new))
    }

    fn work(&self, directory: &mut DirectoryWorker, hashed: &Self::Hashed) -> Result<User, Failure> {
        directory.hashed(hashed, Service::change_hashed_password)
    }

    fn take(self, app: &mut App, answer: Result<User, Failure>, at: Version) {
        app.take_password_changed(answer, at);
    }
}

impl HashedRequest for ConfirmPassword {
    type Hashed = Hashed<ComparedPassword>;
    type Value = ();
    const SURVIVES: Survives = Survives::Nothing;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.hash(|hashing, session| hashing.compare_own(session, &self.password))
    }

    fn work(&self, directory: &mut DirectoryWorker, compared: &Self::Hashed) -> Result<(), Failure> {
        directory.hashed(compared, Service::confirm_compared)
    }

    fn take(self, app: &mut App, answer: Result<(), Failure>, _: Version) {
        app.take_password_confirmed(answer);
    }
}

impl App {
    fn take_password_changed(&mut self, result: Result<User, Failure>, at: Version) {
        let is_first = self.state.phase == Phase::PasswordMustChange;
        match result {
            Ok(user) => {
                self.state.modals.retain(|open| !matches!(open, Modal::ChangePassword));
                self.state.signing_in = Submission::default();
                self.state.retry = None;
                if is_first {
                    self.enter(user);
                } else {
                    self.take_me(Ok(user), at);
                }
                self.toast_success(UserMessage::PasswordChanged);
            }
            Err(Failure::SessionEnded) => self.end_session(),
            Err(failure) => self.refuse_own_password(failure),
        }
    }

    /// Asks for the password that `command` needs, and sends it again once that was right.
    pub(super) fn ask_password_for(&mut self, command: impl Into<Command>) {
        self.needs_password = Some(command.into());
        self.state.modals.open(Modal::PasswordPrompt(Submission::default()));
    }

    pub(super) fn confirm_password(&mut self, request: ConfirmPassword) {
        let confirming = self.submit_hashed(request);
        if let Some(prompt) = self.state.modals.password_prompt_mut() {
            *prompt = confirming;
        }
    }

    fn take_password_confirmed(&mut self, result: Result<(), Failure>) {
        let prompt = self.state.modals.password_prompt();
        if !prompt.is_some_and(Submission::is_pending) {
            // The question was withdrawn.
            return;
        }
        match result {
            Ok(()) => {
                self.state
                    .modals
                    .retain(|open| !matches!(open, Modal::PasswordPrompt(_)));
                if let Some(command) = self.needs_password.take() {
                    self.handle(command);
                }
            }
            Err(Failure::SessionEnded) => self.end_session(),
            Err(failure) => {
                if let Some(prompt) = self.state.modals.password_prompt_mut() {
                    prompt.refuse(failure);
                }
            }
        }
    }
}
