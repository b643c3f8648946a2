//! The open dialog for a user and its clients, and the token that was made in it.

use std::path::PathBuf;

use super::{Remote, Submission};
use crate::domain::client::{Client, ClientId, ClientName, ClientState};
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::token::TokenSecret;
use crate::domain::user::UserId;

/// Whether the dialog makes a new user, changes one, or shows one's own clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditorMode {
    /// Create User.
    Create,
    /// Edit User.
    Edit(UserId),
    /// Token Management of this user, who is the one who is signed in.
    OwnTokens(UserId),
}

impl EditorMode {
    /// The user the dialog is about, once there is one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Create => None,
            Self::Edit(id) | Self::OwnTokens(id) => Some(id),
        }
    }
}

/// A tab of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EditorTab {
    /// User Details.
    #[default]
    Details,
    /// Avo Assure Client Provision.
    Provision,
}

/// The open dialog Edit User or Create User: what is known and what is under way. What is typed belongs to the view.
#[derive(Debug, Clone)]
pub struct Editor {
    /// Tells one opening of the dialog from the next, so that nothing typed is carried over. It stays when Create User
    /// becomes Edit User.
    pub opening: u64,
    /// Create, edit, or one's own clients.
    pub mode: EditorMode,
    /// The tab in front when it opens.
    pub opens_on: EditorTab,
    /// The user as the directory has it, with all clients.
    pub details: Remote<UserDetails>,
    /// `Update` or `Create`.
    pub saving: Submission,
    /// `Generate` or an action on a client.
    pub acting: Submission,
    /// The token that was made last in this dialog; gone when the dialog closes and on lock.
    pub token: Option<FreshToken>,
    /// What became of the token that was made last, once its client has registered with it.
    pub used_token: Option<UsedToken>,
}

impl Editor {
    /// The token that would be lost if the dialog closed now: neither copied nor downloaded, and still of use.
    pub fn untaken_token(&self, now: Timestamp) -> Option<&FreshToken> {
        let token = self
            .token
            .as_ref()
            .filter(|token| !token.is_taken() && !token.is_expired(now))?;
        let Some(details) = self.details.value() else {
            return Some(token);
        };
        let client = details.clients.iter().find(|client| client.id == token.client_id)?;
        let is_live = client.state.awaits_registration() && client.token_hint.as_deref() == Some(&*token.secret.hint());
        is_live.then_some(token)
    }
}

/// A token that was just made.
#[derive(Debug, Clone)]
pub struct FreshToken {
    /// The token itself.
    pub secret: TokenSecret,
    /// Its user.
    pub user_id: UserId,
    /// Its client.
    pub client_id: ClientId,
    /// Its client's name.
    pub client_name: ClientName,
    /// First and last name of its user.
    pub user_full_name: String,
    /// When it runs out.
    pub expires_at: Option<Timestamp>,
    /// Whether it reached the clipboard.
    pub is_copied: bool,
    /// The file it was written to.
    pub downloaded_to: Option<PathBuf>,
}

/// Tells one token from others without being a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenMark {
    /// Its user.
    pub user: UserId,
    /// Its client.
    pub client: ClientId,
    /// Its last four characters.
    pub hint: String,
}

impl TokenMark {
    /// Whether the token is of no use any more: used up, void or expired, as the clients of its user show at `now`.
    pub fn is_spent(&self, clients: &[Client], now: Timestamp) -> bool {
        let Some(client) = clients.iter().find(|client| client.id == self.client) else {
            return true;
        };
        let is_waited_for = match client.state {
            ClientState::Provisioned | ClientState::Registered { is_waiting: true } => true,
            ClientState::Registered { is_waiting: false } | ClientState::Deregistered => false,
        };
        let is_another = client.token_hint.as_deref() != Some(&self.hint);
        !is_waited_for || is_another || client.token_expires_at.is_some_and(|at| at <= now)
    }
}

impl FreshToken {
    /// What tells it from others.
    pub fn mark(&self) -> TokenMark {
        TokenMark {
            user: self.user_id,
            client: self.client_id,
            hint: self.secret.hint(),
        }
    }

    /// Whether closing the dialog would lose it.
    pub const fn is_taken(&self) -> bool {
        self.is_copied || self.downloaded_to.is_some()
    }

    /// Whether it has run out at `now`.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// A fresh token whose client has registered with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedToken {
    /// Its client.
    pub client_id: ClientId,
    /// Its last four characters.
    pub hint: String,
    /// Its client's name.
    pub client_name: ClientName,
    /// The host it registered from.
    pub host: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// The file the token was written to, which is of no use any more.
    pub downloaded_to: Option<PathBuf>,
}
