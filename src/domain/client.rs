//! Clients, and the life of a client as one total function.
//!
//! [`ClientState::apply`] answers every event in every state, so the table of actions, the store's writes and the
//! registration service cannot disagree about what is allowed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::expiry::Expiry;
use super::field::FieldProblem;
use super::time::Timestamp;
use super::user::{Revision, UserId};

/// The number the directory gives a client; never used again after a delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(pub i64);

/// A client's name: 1 to 64 of ASCII letters, digits, `.`, `_`, `-` and space; unique in the directory without regard
/// to case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClientName(String);

impl ClientName {
    /// Checks `text`, which is trimmed first.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ' ');
        if !text.chars().all(is_allowed) {
            return Err(FieldProblem::ClientNameCharacters);
        }
        if text.len() > 64 {
            return Err(FieldProblem::ClientNameLength);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where a client is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientState {
    /// A token has been made and not been used yet.
    Provisioned,
    /// Active. While waiting, it was reregistered and its new token has not been used yet.
    Registered {
        /// Whether the new token of a Reregister is still unused.
        is_waiting: bool,
    },
    /// Inactive: no token and no credential works.
    Deregistered,
}

/// Something that happens to a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientEvent {
    /// An administrator acts.
    Act(ClientAction),
    /// The client registers with its live token.
    Register,
    /// The client connects with its credential.
    Connect,
}

/// What an administrator can do to an existing client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAction {
    /// A new token; the old one and the credential are void.
    Reprovision,
    /// Make the client inactive; token and credential are void.
    Deregister,
    /// Make an inactive client active again with a new token.
    Reregister,
    /// Remove an inactive client; its name is free again.
    Delete,
}

impl ClientAction {
    /// Every action.
    pub const ALL: [Self; 4] = [Self::Reprovision, Self::Deregister, Self::Reregister, Self::Delete];
}

/// What happens to the client's token in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenEffect {
    /// Nothing.
    Kept,
    /// The old one is void and a new one is made.
    Replaced,
    /// The old one is void.
    Voided,
    /// It has done its work.
    UsedUp,
}

/// One allowed step in a client's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The state afterwards; `None` means the client is gone.
    pub next: Option<ClientState>,
    /// What happens to the token.
    pub token: TokenEffect,
    /// Whether the client's credential is void afterwards.
    pub voids_credential: bool,
}

/// The state does not allow the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepRefused;

impl ClientState {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Provisioned,
        Self::Registered { is_waiting: false },
        Self::Registered { is_waiting: true },
        Self::Deregistered,
    ];

    /// What `event` does in this state. Total: every pair is either a step or refused.
    pub const fn apply(self, event: ClientEvent) -> Result<Step, StepRefused> {
        use ClientAction::{Delete, Deregister, Reprovision, Reregister};
        use ClientEvent::{Act, Connect, Register};
        let (next, token, voids_credential) = match (self, event) {
            (Self::Provisioned | Self::Registered { .. }, Act(Reprovision)) => {
                (Some(Self::Provisioned), TokenEffect::Replaced, true)
            }
            (Self::Provisioned | Self::Registered { .. }, Act(Deregister)) => {
                (Some(Self::Deregistered), TokenEffect::Voided, true)
            }
            (Self::Deregistered, Act(Reregister)) => {
                (Some(Self::Registered { is_waiting: true }), TokenEffect::Replaced, true)
            }
            (Self::Deregistered, Act(Delete)) => (None, TokenEffect::Voided, true),
            (Self::Provisioned | Self::Registered { is_waiting: true }, Register) => {
                (Some(Self::Registered { is_waiting: false }), TokenEffect::UsedUp, false)
            }
            (Self::Registered { is_waiting: false }, Connect) => {
                (Some(Self::Registered { is_waiting: false }), TokenEffect::Kept, false)
            }
            (Self::Provisioned | Self::Registered { .. }, Act(Reregister | Delete))
            | (Self::Registered { is_waiting: false }, Register)
            | (Self::Provisioned | Self::Registered { is_waiting: true }, Connect)
            | (Self::Deregistered, Act(Reprovision | Deregister) | Register | Connect) => return Err(StepRefused),
        };
        Ok(Step {
            next,
            token,
            voids_credential,
        })
    }

    /// The actions this state allows, in the order of the Actions column.
    pub fn actions(self) -> impl Iterator<Item = ClientAction> {
        [
            ClientAction::Reprovision,
            ClientAction::Reregister,
            ClientAction::Deregister,
            ClientAction::Delete,
        ]
        .into_iter()
        .filter(move |action| self.apply(ClientEvent::Act(*action)).is_ok())
    }

    /// Whether an unused token is out in this state.
    pub const fn awaits_registration(self) -> bool {
        matches!(self, Self::Provisioned | Self::Registered { is_waiting: true })
    }
}

/// A client's status as it is shown. What has expired is shown as Expired, never as active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClientStatus {
    /// Active, and its client has registered.
    Registered,
    /// Inactive.
    Deregistered,
    /// Ready to register.
    Provisioned,
    /// Active again, but its client has not registered with the new token yet.
    Waiting,
    /// Its unused token, or its credential, has run out.
    Expired,
}

impl ClientStatus {
    /// Every status, from calm to worst.
    pub const ALL: [Self; 5] = [
        Self::Registered,
        Self::Deregistered,
        Self::Provisioned,
        Self::Waiting,
        Self::Expired,
    ];

    /// The status of a client in `state` whose unused token, or else whose credential, runs out at `ends_at`.
    pub fn of(state: ClientState, ends_at: Option<Timestamp>, now: Timestamp) -> Self {
        let is_expired = state != ClientState::Deregistered && ends_at.is_some_and(|at| at <= now);
        match state {
            _ if is_expired => Self::Expired,
            ClientState::Provisioned => Self::Provisioned,
            ClientState::Registered { is_waiting: true } => Self::Waiting,
            ClientState::Registered { is_waiting: false } => Self::Registered,
            ClientState::Deregistered => Self::Deregistered,
        }
    }
}

/// One installation of the Avo Assure Client that works for a user, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The directory's number for the client.
    pub id: ClientId,
    /// Whose client it is.
    pub user_id: UserId,
    /// Its name.
    pub name: ClientName,
    /// Where it is in its life.
    pub state: ClientState,
    /// Whether it holds a credential that works.
    pub holds_credential: bool,
    /// The host it registered from.
    pub host: Option<String>,
    /// The version that it reported when it registered.
    pub version: Option<String>,
    /// When its latest token was made.
    pub token_issued_at: Option<Timestamp>,
    /// The last four characters of its latest token.
    pub token_hint: Option<String>,
    /// When its unused token runs out.
    pub token_expires_at: Option<Timestamp>,
    /// When its credential runs out.
    pub credential_expires_at: Option<Timestamp>,
    /// When what ends of the two was seen to have run out: it stays so, whatever the clock shows.
    pub expiry_seen_at: Option<Timestamp>,
    /// When it last registered.
    pub registered_at: Option<Timestamp>,
    /// When it last connected.
    pub last_seen_at: Option<Timestamp>,
    /// How often it has been changed.
    pub revision: Revision,
}

impl Client {
    /// The status that is shown at `now`.
    pub fn status(&self, now: Timestamp) -> ClientStatus {
        ClientStatus::of(self.state, self.ends_at(), self.latest(now))
    }

    /// When it stops to be what it is by itself: its unused token runs out, or else its credential.
    pub const fn ends_at(&self) -> Option<Timestamp> {
        match self.state {
            ClientState::Deregistered => None,
            ClientState::Registered { is_waiting: false } => self.credential_expires_at,
            ClientState::Provisioned | ClientState::Registered { is_waiting: true } => self.token_expires_at,
        }
    }

    /// What that means at `now`.
    pub fn expiry(&self, now: Timestamp) -> Expiry {
        Expiry::of(self.ends_at(), self.latest(now))
    }

    /// The moment that counts for its end at `now`: that at which it was seen, where the clock was set back since.
    pub fn latest(&self, now: Timestamp) -> Timestamp {
        self.expiry_seen_at.map_or(now, |seen| seen.max(now))
    }
}

#[cfg(test)]
mod tests;
