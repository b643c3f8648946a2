//! One-time passwords: made on the hash lane, copied on the clipboard's, shown in a dialog of their own.

use crate::command::{MakeOneTimePassword, OneTimePasswordCommand};
use crate::domain::failure::Failure;
use crate::domain::one_time_password::OneTimeSecret;
use crate::domain::user::{User, UserId};
use crate::service::{HashedOneTimePassword, Hashes as _, MadePassword};
use crate::state::{
    BoxedPassword, Carried, FreshPassword, Modal, PasswordHandOver, Phase, SecretKind, SecretMessage, SecretName,
    Submission,
};
use crate::worker::directory::{DirectoryWorker, HashWorker, Hashed, Version};

use super::core::App;
use super::hashed_request::HashedRequest;
use super::request::Survives;

/// Survives a lock, which the password in it does not: its loss must be reported.
impl HashedRequest for MakeOneTimePassword {
    type Hashed = Hashed<HashedOneTimePassword>;
    type Value = MadePassword;
    const SURVIVES: Survives = Survives::Lock;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.hash(|hashing, session| hashing.hash_one_time_password(session, self.id, self.revision))
    }

    fn work(&self, directory: &mut DirectoryWorker, hashed: &Self::Hashed) -> Result<MadePassword, Failure> {
        directory.hashed(hashed, |service, session, hashed| {
            service.give_one_time_password(session, self.id, self.revision, hashed)
        })
    }

    fn take(self, app: &mut App, answer: Result<MadePassword, Failure>, at: Version) {
        app.take_made(self.id, answer, at);
    }
}

impl App {
    pub(super) fn handle_one_time_password(&mut self, command: OneTimePasswordCommand) {
        match command {
            OneTimePasswordCommand::Make(user) => self.make_one_time_password(*user),
            OneTimePasswordCommand::Copy => self.copy_password(),
            OneTimePasswordCommand::NoteSeen => {
                if let Some(password) = self.fresh_password_mut() {
                    password.is_seen = true;
                }
            }
        }
    }

    fn make_one_time_password(&mut self, user: User) {
        let making = if self.editor_of(user.id).is_some_and(|editor| editor.is_user_gone()) {
            self.submission(Err(Failure::UserGone))
        } else {
            self.submit_hashed(MakeOneTimePassword {
                id: user.id,
                revision: user.revision,
            })
        };
        self.open_hand_over(PasswordHandOver::making(user, making));
    }

    fn open_hand_over(&mut self, hand_over: PasswordHandOver) {
        self.state.modals.open(Modal::OneTimePassword(Box::new(hand_over)));
    }

    fn take_made(&mut self, user: UserId, answer: Result<MadePassword, Failure>, at: Version) {
        match answer {
            Ok(made) => {
                self.note_details(&made.details, at);
                self.show_password(made.details.user, made.password);
            }
            Err(failure) => {
                self.note_refusal(&failure, Some(user), at);
                match self.hand_over_of(user) {
                    Some(open) if open.making.is_pending() => open.making.refuse(failure.clone()),
                    _ => self.toast_error(failure.clone()),
                }
                self.note_lost_right(&failure);
            }
        }
        self.refresh();
    }

    /// The open dialog, if it is the one of this user.
    fn hand_over_of(&mut self, user: UserId) -> Option<&mut PasswordHandOver> {
        let open = self.state.modals.password_hand_over_mut();
        open.filter(|open| open.user.id == user)
    }

    /// The password in the open dialog, to note what was done with it.
    pub(super) fn fresh_password_mut(&mut self) -> Option<&mut FreshPassword> {
        self.state.modals.password_hand_over_mut()?.fresh_mut()
    }

    /// Shows a password that was just made in the dialog that waits for it, and copies it.
    fn show_password(&mut self, user: User, secret: OneTimeSecret) {
        if self.state.phase != Phase::SignedIn {
            // A lock wipes it, also one that was still on its way then.
            self.tell_discarded(&user);
            return;
        }
        let Some(password) = FreshPassword::new(secret, &user) else {
            return;
        };
        self.put_password(&password, &user);
        if let Some(open) = self.hand_over_of(user.id) {
            open.user = user;
            open.making.finish();
            open.password = BoxedPassword::Fresh(password);
        } else {
            // Its dialog is gone, so the clipboard is the only place left for it.
            self.toast_info(SecretMessage::CopiedWithoutDialog(name_of(&user)));
        }
    }

    /// Shows the password that a user was created with, in a dialog that opens for it.
    pub(super) fn show_first_password(&mut self, user: User, secret: OneTimeSecret) {
        if self.state.phase == Phase::SignedIn {
            self.open_hand_over(PasswordHandOver::making(user.clone(), Submission::default()));
        }
        self.show_password(user, secret);
    }

    fn copy_password(&mut self) {
        if let Some(open) = self.state.modals.password_hand_over()
            && let Some(password) = open.fresh()
        {
            let (password, user) = (password.clone(), open.user.clone());
            self.put_password(&password, &user);
        }
    }

    fn put_password(&mut self, password: &FreshPassword, user: &User) {
        if let Some(secret) = password.usable() {
            let carried = Carried::Password {
                mark: password.mark.clone(),
                standing: password.standing,
                user_name: user.user_name.to_string(),
            };
            self.put(secret.text().clone(), carried);
        }
    }

    /// Reports the password in the open dialog, which a lock is about to wipe.
    pub(super) fn tell_wiped_password(&mut self) {
        let open = self.state.modals.password_hand_over();
        if let Some(open) = open.filter(|open| open.fresh().is_some()) {
            let user = open.user.clone();
            self.tell_discarded(&user);
        }
    }

    fn tell_discarded(&mut self, user: &User) {
        self.toast_error(SecretMessage::Discarded(name_of(user)));
    }
}

fn name_of(user: &User) -> SecretName {
    SecretName {
        kind: SecretKind::OneTimePassword,
        of: user.user_name.to_string(),
    }
}
