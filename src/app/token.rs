//! The tokens and one-time passwords that this console has made: shown and copied while they work, taken away once they
//! do not.
//!
//! Every reading of a user comes through here, so that no secret outlives what is known of its client or user.

use crate::domain::client::{ClientId, ClientName};
use crate::domain::failure::Failure;
use crate::domain::one_time_password::PasswordStanding;
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::token::TokenSecret;
use crate::domain::token_standing::{TokenStanding, UserReading};
use crate::domain::user::UserId;
use crate::state::{BoxedToken, Carried, FreshToken, Phase, SecretKind, SecretMessage, SecretName};
use crate::worker::directory::Version;

use super::core::App;
use super::versions::Shown;

impl App {
    /// The user whose dialog is open.
    pub(super) fn edited_user(&self) -> Option<UserId> {
        self.state.modals.editor()?.mode.user()
    }

    /// Takes in a user and the clients as they are at version `at`, unless newer ones are known.
    pub(super) fn note_details(&mut self, details: &UserDetails, at: Version) {
        let id = details.user.id;
        if !self.versions.admit(Shown::Details(id), at) {
            return;
        }
        if let Some(editor) = self.editor_of(id) {
            editor.take_reading(Ok(details.clone()));
        }
        self.retire_secrets(id, UserReading::from(details));
    }

    /// Takes in what a refusal says about `user`, or about the user it carries.
    pub(super) fn note_refusal(&mut self, failure: &Failure, user: Option<UserId>, at: Version) {
        match (failure, user) {
            (Failure::ClientConflict(conflict) | Failure::UserConflict(conflict), _) => {
                self.note_details(&conflict.now, at);
            }
            (Failure::ActionNotAllowed(details), _) => self.note_details(details, at),
            (Failure::UserGone, Some(user)) => self.note_user_gone(user),
            _ => {}
        }
    }

    /// Takes in that a user was deleted, which is final.
    pub(super) fn note_user_gone(&mut self, user: UserId) {
        self.retire_secrets(user, UserReading::UserGone);
    }

    /// Shows a token that was just made, and copies it.
    pub(super) fn show_token(&mut self, details: &UserDetails, client: ClientId, secret: TokenSecret) {
        let Some(client) = details.clients.iter().find(|known| known.id == client) else {
            return;
        };
        let name = &client.name;
        if self.state.phase != Phase::SignedIn {
            // A lock wipes the token, also one that was still on its way then.
            self.toast_error(SecretMessage::Discarded(token_of(name)));
            return;
        }
        let token = FreshToken::new(secret, client, &details.user);
        let usable = token.usable(UserReading::from(details), self.state.now);
        let is_usable = usable.is_some();
        if let Some(usable) = &usable {
            self.put_on_clipboard(usable);
        }
        if let Some(editor) = self.editor_of(details.user.id) {
            editor.token = BoxedToken::Fresh(token);
        } else if is_usable {
            // Its dialog is gone, so the clipboard is the only place left for it.
            self.toast_info(SecretMessage::CopiedWithoutDialog(token_of(name)));
        }
    }

    /// Whose secret is on the clipboard, or on its way there.
    pub(super) fn user_of_carried(&self) -> Option<UserId> {
        self.carried().map(Carried::user)
    }

    /// Takes away what has run out meanwhile.
    pub(super) fn tick_tokens(&mut self) {
        if let Some(editor) = self.state.modals.editor_mut()
            && let Some(standing) = editor.token_standing(self.state.now)
        {
            editor.token.settle(standing);
        }
        if let Some(open) = self.state.modals.password_hand_over_mut() {
            open.settle(UserReading::NotYet, self.state.now);
        }
        if let Some(user) = self.user_of_carried() {
            self.retire_carried(user, UserReading::NotYet);
        }
    }

    /// Takes a secret of `user` that does not work any longer out of its dialog and off the clipboard.
    fn retire_secrets(&mut self, user: UserId, reading: UserReading<'_>) {
        let now = self.state.now;
        if let Some(editor) = self.editor_of(user)
            && let Some(token) = editor.token.fresh()
        {
            let standing = token.standing(reading, now);
            editor.token.settle(standing);
        }
        if let Some(open) = self.state.modals.password_hand_over_mut()
            && open.user.id == user
        {
            open.settle(reading, now);
        }
        self.retire_carried(user, reading);
    }

    /// The same for the secret on the clipboard, also for one that stands worse than when it was copied. Its dialog tells
    /// what became of it; without one, a message does.
    fn retire_carried(&mut self, user: UserId, reading: UserReading<'_>) {
        let carried = self.carried().filter(|carried| carried.user() == user);
        let Some((carried, left)) =
            carried.and_then(|carried| Some((carried, departure(carried, reading, self.state.now)?)))
        else {
            return;
        };
        let is_told = self.is_told_of(carried, &left);
        self.clear_and_tell((!is_told).then_some(left));
    }

    /// Whether something other than a message tells that `carried` has left the clipboard.
    fn is_told_of(&self, carried: &Carried, left: &SecretMessage) -> bool {
        let modals = &self.state.modals;
        match carried {
            Carried::Token { mark, .. } => {
                let boxed = modals.editor().and_then(|editor| editor.token.mark());
                // Of a token that was used, the arrival of its client tells.
                let is_used = matches!(
                    left,
                    SecretMessage::TokenLeft {
                        standing: TokenStanding::Used { .. },
                        ..
                    }
                );
                boxed == Some(mark) || is_used
            }
            Carried::Password { mark, .. } => modals
                .password_hand_over()
                .is_some_and(|open| open.user.id == mark.user),
        }
    }
}

/// Why `carried` leaves the clipboard, where it stands worse at `now` than when it was copied.
fn departure(carried: &Carried, reading: UserReading<'_>, now: Timestamp) -> Option<SecretMessage> {
    match carried {
        Carried::Token {
            mark,
            standing: before,
            client_name,
        } => {
            let standing = TokenStanding::of(mark, reading, now);
            let is_worse = standing != *before && !matches!(standing, TokenStanding::Live | TokenStanding::Unread);
            is_worse.then(|| SecretMessage::TokenLeft {
                client: client_name.clone(),
                standing,
            })
        }
        Carried::Password {
            mark,
            standing: before,
            user_name,
        } => {
            use PasswordStanding::{Live, Unread};
            let standing = PasswordStanding::of(mark, reading, now);
            let is_worse = standing != *before && !matches!(standing, Live | Unread);
            is_worse.then(|| SecretMessage::PasswordLeft {
                user_name: user_name.clone(),
                standing,
            })
        }
    }
}

fn token_of(client: &ClientName) -> SecretName {
    SecretName {
        kind: SecretKind::Token,
        of: client.to_string(),
    }
}
