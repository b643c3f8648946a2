//! The tokens that this console has made: shown and copied while they work, taken away once they do not.
//!
//! Every reading of a user comes through here, so that no token outlives what is known of its client.

use crate::domain::client::ClientId;
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::token::TokenSecret;
use crate::domain::token_standing::{TokenStanding, UserReading};
use crate::domain::user::UserId;
use crate::state::{BoxedToken, FreshToken, Phase, TokenMessage};
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
            editor.details.answer(Ok(details.clone()));
        }
        self.retire_tokens(id, UserReading::from(details));
    }

    /// Takes in what a refusal says about `user`, or about the user it carries.
    pub(super) fn note_refusal(&mut self, failure: &Failure, user: Option<UserId>, at: Version) {
        match (failure, user) {
            (
                Failure::ClientConflict(details) | Failure::ActionNotAllowed(details) | Failure::UserConflict(details),
                _,
            ) => self.note_details(details, at),
            (Failure::UserGone, Some(user)) => self.note_user_gone(user),
            _ => {}
        }
    }

    /// Takes in that a user was deleted, which is final.
    pub(super) fn note_user_gone(&mut self, user: UserId) {
        self.retire_tokens(user, UserReading::UserGone);
    }

    /// Shows a token that was just made, and copies it.
    pub(super) fn show_token(&mut self, details: &UserDetails, client: ClientId, secret: TokenSecret) {
        let Some(client) = details.clients.iter().find(|known| known.id == client) else {
            return;
        };
        let name = &client.name;
        if self.state.phase != Phase::SignedIn {
            // A lock wipes the token, also one that was still on its way then.
            self.toast_error(TokenMessage::Discarded(name.to_string()));
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
            self.toast_info(TokenMessage::CopiedWithoutDialog(name.to_string()));
        }
    }

    /// Whose token is on the clipboard, or on its way there.
    pub(super) fn user_of_carried_token(&self) -> Option<UserId> {
        self.carried_token().map(|carried| carried.mark.user)
    }

    /// Takes away what has run out meanwhile.
    pub(super) fn tick_tokens(&mut self) {
        if let Some(editor) = self.state.modals.editor_mut()
            && let Some(standing) = editor.token_standing(self.state.now)
        {
            editor.token.settle(standing);
        }
        if let Some(user) = self.user_of_carried_token() {
            self.retire_carried_token(user, UserReading::NotYet);
        }
    }

    /// Takes a token of `user` that does not work any longer out of the box and off the clipboard.
    fn retire_tokens(&mut self, user: UserId, reading: UserReading<'_>) {
        let now = self.state.now;
        if let Some(editor) = self.editor_of(user)
            && let Some(token) = editor.token.fresh()
        {
            let standing = token.standing(reading, now);
            editor.token.settle(standing);
        }
        self.retire_carried_token(user, reading);
    }

    /// The same for the token on the clipboard, also for one that stands worse than when it was copied. The box tells
    /// what became of it; without one, a message does.
    fn retire_carried_token(&mut self, user: UserId, reading: UserReading<'_>) {
        let Some(carried) = self.carried_token().filter(|carried| carried.mark.user == user) else {
            return;
        };
        let standing = TokenStanding::of(&carried.mark, reading, self.state.now);
        let is_unchanged = standing == carried.standing;
        if is_unchanged || matches!(standing, TokenStanding::Live | TokenStanding::Unread) {
            return;
        }
        let boxed = self.state.modals.editor().and_then(|editor| editor.token.mark());
        // Of a token that was used, the arrival of its client tells.
        let is_told = boxed == Some(&carried.mark) || matches!(standing, TokenStanding::Used { .. });
        self.clear_and_tell((!is_told).then_some(TokenMessage::LeftClipboard {
            client: carried.client_name,
            standing,
        }));
    }
}
