//! What to do about a token that was found, by its verdict and its client as that is now.
//!
//! [`TokenAdvice::of`] is the one rule. It names only actions that the client's state allows.

use super::client::{ClientAction, ClientState};
use super::token::TokenRefusal;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenAdvice {
    /// It works: if it is where it should not be, reprovision or deregister its client.
    EndIfFound,
    /// Copy the whole of it again.
    CopyAgain,
    /// Check whether it was made in this directory.
    CheckDirectory,
    /// Enable the user.
    EnableUser,
    /// Reprovision the client.
    Reprovision,
    /// Reprovision the client, if it must register again.
    ReprovisionIfNeeded,
    /// Use the client's newest token, or reprovision the client.
    UseNewest,
    /// Reregister the client.
    Reregister,
    /// The client is gone: make another.
    NewClient,
}

impl TokenAdvice {
    /// The advice for a verdict about a token of `client`; none where that is not there.
    pub const fn of(verdict: Result<(), TokenRefusal>, client: Option<ClientState>) -> Self {
        let refusal = match verdict {
            Ok(()) => return Self::EndIfFound,
            Err(TokenRefusal::Malformed) => return Self::CopyAgain,
            Err(TokenRefusal::Unknown) => return Self::CheckDirectory,
            Err(TokenRefusal::Disabled) => return Self::EnableUser,
            Err(refusal) => refusal,
        };
        match client {
            None => Self::NewClient,
            Some(ClientState::Deregistered) => Self::Reregister,
            Some(ClientState::Registered { is_waiting: false }) => Self::ReprovisionIfNeeded,
            Some(ClientState::Provisioned | ClientState::Registered { is_waiting: true }) => match refusal {
                TokenRefusal::Expired => Self::Reprovision,
                _ => Self::UseNewest,
            },
        }
    }

    /// The actions on the client that it names.
    pub const fn actions(self) -> &'static [ClientAction] {
        match self {
            Self::EndIfFound => &[ClientAction::Reprovision, ClientAction::Deregister],
            Self::Reprovision | Self::ReprovisionIfNeeded | Self::UseNewest => &[ClientAction::Reprovision],
            Self::Reregister => &[ClientAction::Reregister],
            Self::CopyAgain | Self::CheckDirectory | Self::EnableUser | Self::NewClient => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [ClientState; 4] = [
        ClientState::Provisioned,
        ClientState::Registered { is_waiting: true },
        ClientState::Registered { is_waiting: false },
        ClientState::Deregistered,
    ];

    #[test]
    fn only_actions_that_the_client_offers_are_advised() {
        for refusal in TokenRefusal::ALL {
            for state in STATES {
                let advice = TokenAdvice::of(Err(refusal), Some(state));
                for action in advice.actions() {
                    let is_offered = state.actions().any(|offered| offered == *action);
                    assert!(is_offered, "{action:?} for {refusal:?}, {state:?}");
                }
            }
            assert!(TokenAdvice::of(Err(refusal), None).actions().is_empty(), "{refusal:?}");
        }
        for state in STATES.into_iter().filter(|state| state.awaits_registration()) {
            let advice = TokenAdvice::of(Ok(()), Some(state));
            assert!(
                advice
                    .actions()
                    .iter()
                    .all(|action| state.actions().any(|offered| offered == *action))
            );
        }
    }

    #[test]
    fn who_finds_a_token_that_works_can_end_it_at_once() {
        let found = TokenAdvice::of(Ok(()), Some(ClientState::Provisioned));
        assert_eq!(found.actions(), [ClientAction::Reprovision, ClientAction::Deregister]);
        assert_eq!(TokenAdvice::Reregister.actions(), [ClientAction::Reregister]);
        assert_eq!(TokenAdvice::UseNewest.actions(), [ClientAction::Reprovision]);
    }

    #[test]
    fn the_advice_follows_what_became_of_the_client() {
        use ClientState::{Deregistered, Provisioned, Registered};
        for (refusal, state, advice) in [
            (
                TokenRefusal::Used,
                Some(Registered { is_waiting: false }),
                TokenAdvice::ReprovisionIfNeeded,
            ),
            (TokenRefusal::Used, Some(Deregistered), TokenAdvice::Reregister),
            (TokenRefusal::Replaced, Some(Provisioned), TokenAdvice::UseNewest),
            (TokenRefusal::Replaced, Some(Deregistered), TokenAdvice::Reregister),
            (
                TokenRefusal::Deregistered,
                Some(Registered { is_waiting: true }),
                TokenAdvice::UseNewest,
            ),
            (TokenRefusal::Expired, Some(Provisioned), TokenAdvice::Reprovision),
            (TokenRefusal::Expired, Some(Deregistered), TokenAdvice::Reregister),
            (TokenRefusal::Used, None, TokenAdvice::NewClient),
            (TokenRefusal::Disabled, Some(Provisioned), TokenAdvice::EnableUser),
        ] {
            assert_eq!(TokenAdvice::of(Err(refusal), state), advice, "{refusal:?}, {state:?}");
        }
    }
}
