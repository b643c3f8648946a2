//! Readings that several use cases share, each inside a transaction of its caller. Who may read is decided there.

use crate::domain::client::{Client, ClientId, ClientState};
use crate::domain::failure::Failure;
use crate::domain::query::{KnownTokenReport, TokenReport, UserDetails};
use crate::domain::time::Timestamp;
use crate::domain::token::{Circumstances, TokenHash, TokenMalformed, TokenRefusal, TokenSecret};
use crate::domain::user::UserId;
use crate::store::{KnownToken, Tx};

/// The user with all clients, or [`Failure::UserGone`].
pub(super) fn details(tx: &Tx<'_>, id: UserId) -> Result<UserDetails, Failure> {
    tx.user_details(id)?.ok_or(Failure::UserGone)
}

/// What a token is worth at this moment, without using it up.
pub(super) fn accept(tx: &Tx<'_>, known: &KnownToken, now: Timestamp) -> Result<Result<(), TokenRefusal>, Failure> {
    let client = client_if_any(tx, known.client)?;
    let circumstances = Circumstances {
        expires_at: known.expires_at,
        is_user_disabled: tx.owner(known.user)?.is_none_or(|owner| owner.is_disabled),
        is_client_inactive: client.as_ref().is_none_or(is_deregistered),
    };
    let now = client.map_or(now, |client| client.latest(now));
    Ok(known.state.check(&circumstances, now))
}

/// Whether a client is deregistered or gone, which only a deregistered one can be.
pub(super) fn is_inactive(tx: &Tx<'_>, client: Option<ClientId>) -> Result<bool, Failure> {
    Ok(client_if_any(tx, client)?.as_ref().is_none_or(is_deregistered))
}

fn is_deregistered(client: &Client) -> bool {
    client.state == ClientState::Deregistered
}

fn client_if_any(tx: &Tx<'_>, client: Option<ClientId>) -> Result<Option<Client>, Failure> {
    Ok(match client {
        Some(id) => tx.client(id)?,
        None => None,
    })
}

/// What is known of the token in `text`.
pub(super) fn identify(tx: &Tx<'_>, text: &str, now: Timestamp) -> Result<TokenReport, Failure> {
    match TokenSecret::find_in(text) {
        Ok(token) => identify_hash(tx, token.hash(), now),
        Err(TokenMalformed) => Ok(not_known(TokenRefusal::Malformed)),
    }
}

const fn not_known(cause: TokenRefusal) -> TokenReport {
    TokenReport {
        verdict: Err(cause),
        known: None,
    }
}

/// What is known of the token with this hash.
pub(super) fn identify_hash(tx: &Tx<'_>, hash: TokenHash, now: Timestamp) -> Result<TokenReport, Failure> {
    let Some(known) = tx.token(&hash)? else {
        return Ok(not_known(TokenRefusal::Unknown));
    };
    let verdict = accept(tx, &known, now)?;
    let client = client_if_any(tx, known.client)?;
    Ok(TokenReport {
        verdict,
        known: Some(KnownTokenReport {
            hash,
            user: tx.user(known.user)?.ok_or(Failure::UserGone)?,
            client,
            hint: known.hint,
            issued_at: known.issued_at,
            expires_at: known.expires_at,
            ended_at: known.ended_at,
        }),
    })
}
