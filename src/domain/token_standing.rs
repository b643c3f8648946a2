//! The standing of a token that this console has made: whether it still works, as far as its user's clients were read.
//!
//! [`TokenStanding::of`] is the one rule. The box, the clipboard, the questions before something is lost and the status
//! line all follow it. Not its job: whether a presented token is accepted, which [`super::token::TokenState`] decides
//! from the directory itself.

use super::client::{Client, ClientId, ClientState};
use super::query::UserDetails;
use super::time::Timestamp;
use super::user::UserId;

/// Identifies a token without being a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenMark {
    /// Its user.
    pub user: UserId,
    /// Its client.
    pub client: ClientId,
    /// Its last four characters.
    pub hint: String,
    /// When it runs out unused.
    pub expires_at: Option<Timestamp>,
}

/// A token's user and that user's clients, as they were read last.
#[derive(Debug, Clone, Copy)]
pub enum UserReading<'a> {
    /// They have not been read.
    NotYet,
    /// The user is no longer in the directory.
    UserGone,
    /// They were read.
    Known {
        /// Whether the user is disabled.
        is_user_disabled: bool,
        /// When a one-time password that the user still has stops working.
        password_expires_at: Option<Timestamp>,
        /// All clients of the user.
        clients: &'a [Client],
    },
}

impl<'a> From<&'a UserDetails> for UserReading<'a> {
    fn from(details: &'a UserDetails) -> Self {
        Self::Known {
            is_user_disabled: details.user.is_disabled,
            password_expires_at: details.user.password_expires_at,
            clients: &details.clients,
        }
    }
}

/// Why a token is void.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VoidCause {
    /// Its client got a newer token.
    Replaced,
    /// Its client was deregistered.
    Deregistered,
    /// Its client was deleted.
    ClientDeleted,
    /// Its user was deleted.
    UserDeleted,
}

/// Whether a token works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenStanding {
    /// Not known, because the clients have not been read.
    Unread,
    /// A client can register with it.
    Live,
    /// It is refused while its user is disabled, and works again once the user is enabled.
    Suspended,
    /// Its client has registered with it.
    Used {
        /// The host it registered from.
        host: Option<String>,
        /// When.
        at: Option<Timestamp>,
    },
    /// It never works again.
    Void(VoidCause),
    /// It ran out unused.
    Expired,
}

impl TokenStanding {
    /// The standing at `now` of the token that `mark` names.
    pub fn of(mark: &TokenMark, reading: UserReading<'_>, now: Timestamp) -> Self {
        let is_expired = mark.expires_at.is_some_and(|at| at <= now);
        let (is_user_disabled, clients) = match reading {
            UserReading::NotYet if is_expired => return Self::Expired,
            UserReading::NotYet => return Self::Unread,
            UserReading::UserGone => return Self::Void(VoidCause::UserDeleted),
            UserReading::Known {
                is_user_disabled,
                clients,
                ..
            } => (is_user_disabled, clients),
        };
        let Some(client) = clients.iter().find(|client| client.id == mark.client) else {
            return Self::Void(VoidCause::ClientDeleted);
        };
        let is_expired = is_expired || client.expiry_seen_at.is_some();
        let is_latest = client.token_hint.as_deref() == Some(&mark.hint);
        match client.state {
            ClientState::Deregistered => Self::Void(VoidCause::Deregistered),
            _ if !is_latest => Self::Void(VoidCause::Replaced),
            ClientState::Registered { is_waiting: false } => Self::Used {
                host: client.host.clone(),
                at: client.registered_at,
            },
            _ if is_expired => Self::Expired,
            _ if is_user_disabled => Self::Suspended,
            ClientState::Provisioned | ClientState::Registered { is_waiting: true } => Self::Live,
        }
    }

    /// Whether it can be handed over: it works, or it will once its user is enabled.
    pub const fn is_usable(&self) -> bool {
        matches!(self, Self::Live | Self::Suspended)
    }

    /// Whether it never works again, so that nothing is lost with it.
    pub const fn is_spent(&self) -> bool {
        match self {
            Self::Used { .. } | Self::Void(_) | Self::Expired => true,
            Self::Unread | Self::Live | Self::Suspended => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::client::ClientName;
    use crate::domain::user::Revision;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000);
    const REGISTERED: ClientState = ClientState::Registered { is_waiting: false };
    const WAITING: ClientState = ClientState::Registered { is_waiting: true };

    fn client(id: i64, state: ClientState, hint: &str) -> Client {
        Client {
            id: ClientId(id),
            user_id: UserId(7),
            name: ClientName::parse("build-host-7").unwrap(),
            state,
            holds_credential: state == REGISTERED,
            host: Some("lt-0231".to_owned()),
            version: None,
            token_issued_at: Some(NOW),
            token_hint: Some(hint.to_owned()),
            token_expires_at: None,
            credential_expires_at: None,
            expiry_seen_at: None,
            registered_at: Some(NOW),
            last_seen_at: None,
            revision: Revision(1),
        }
    }

    fn mark(expires_at: Option<Timestamp>) -> TokenMark {
        TokenMark {
            user: UserId(7),
            client: ClientId(1),
            hint: "x7Qa".to_owned(),
            expires_at,
        }
    }

    type Known = Option<(ClientState, &'static str)>;

    /// What is read of the token's client, state and hint or nothing, and the standing then: of an enabled user, of a
    /// disabled one, and once its time is over.
    fn table() -> Vec<(Known, [TokenStanding; 3])> {
        use ClientState::{Deregistered, Provisioned};
        use TokenStanding::{Expired, Live, Suspended, Void};
        let always = |standing: TokenStanding| [standing.clone(), standing.clone(), standing];
        let used = TokenStanding::Used {
            host: Some("lt-0231".to_owned()),
            at: Some(NOW),
        };
        vec![
            (Some((Provisioned, "x7Qa")), [Live, Suspended, Expired]),
            (Some((WAITING, "x7Qa")), [Live, Suspended, Expired]),
            (Some((REGISTERED, "x7Qa")), always(used)),
            (Some((Deregistered, "x7Qa")), always(Void(VoidCause::Deregistered))),
            (Some((Provisioned, "newT")), always(Void(VoidCause::Replaced))),
            (Some((WAITING, "newT")), always(Void(VoidCause::Replaced))),
            (Some((REGISTERED, "newT")), always(Void(VoidCause::Replaced))),
            (Some((Deregistered, "newT")), always(Void(VoidCause::Deregistered))),
            (None, always(Void(VoidCause::ClientDeleted))),
        ]
    }

    #[test]
    fn the_standing_of_a_token_is_the_table() {
        let (later, passed) = (mark(Some(NOW.plus_ms(1))), mark(Some(NOW)));
        for (known, [enabled, disabled, expired]) in table() {
            let its_own = known.map(|(state, hint)| client(1, state, hint));
            let other = client(2, ClientState::Provisioned, "x7Qa");
            let clients: Vec<Client> = its_own.into_iter().chain([other]).collect();
            let standing = |mark: &TokenMark, is_user_disabled| {
                let reading = UserReading::Known {
                    is_user_disabled,
                    password_expires_at: None,
                    clients: &clients,
                };
                TokenStanding::of(mark, reading, NOW)
            };
            assert_eq!(standing(&later, false), enabled, "{known:?}");
            assert_eq!(standing(&mark(None), false), enabled, "{known:?}, without an end");
            assert_eq!(standing(&later, true), disabled, "{known:?}, its user disabled");
            assert_eq!(standing(&passed, false), expired, "{known:?}, its time over");
            assert_eq!(
                standing(&passed, true),
                expired,
                "{known:?}, disabled and its time over"
            );
        }
    }

    #[test]
    fn without_a_reading_only_the_end_of_a_token_is_known() {
        let (later, passed) = (mark(Some(NOW.plus_ms(1))), mark(Some(NOW)));
        let standing = |mark, reading| TokenStanding::of(mark, reading, NOW);
        assert_eq!(standing(&later, UserReading::NotYet), TokenStanding::Unread);
        assert_eq!(standing(&passed, UserReading::NotYet), TokenStanding::Expired);
        let gone = TokenStanding::Void(VoidCause::UserDeleted);
        assert_eq!(standing(&later, UserReading::UserGone), gone);
        assert_eq!(standing(&passed, UserReading::UserGone), gone);
    }

    #[test]
    fn only_a_token_that_may_work_is_usable_and_one_that_never_does_is_spent() {
        use TokenStanding::{Expired, Live, Suspended, Unread, Used, Void};
        for (standing, is_usable) in [(Unread, false), (Live, true), (Suspended, true)] {
            assert!(!standing.is_spent(), "{standing:?}");
            assert_eq!(standing.is_usable(), is_usable, "{standing:?}");
        }
        let used = Used { host: None, at: None };
        for standing in [used, Void(VoidCause::Replaced), Expired] {
            assert!(standing.is_spent() && !standing.is_usable(), "{standing:?}");
        }
    }
}
