//! A client registers with its token. The network side of it is not here.

use super::{Service, named};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::client::{Client, ClientEvent};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenHash, TokenRefusal, TokenSecret};
use crate::domain::user::is_control_or_bidi;
use crate::store::{KnownToken, Tx};

const MOST_HOST_CHARS: usize = 253;

impl Service {
    /// Uses a token up and gives its client the credential of its own that it chose; only its SHA-256 comes here. The
    /// same registration sent again, because the answer was lost, succeeds again.
    ///
    /// # Errors
    /// [`Failure::Storage`]. A refused token is an answer and not a failure: the inner `Err` names the cause, and
    /// nothing has changed.
    pub fn register_client(
        &mut self,
        token_text: &str,
        host: &str,
        credential_hash: [u8; 32],
    ) -> Result<Result<Client, TokenRefusal>, Failure> {
        let Ok(token) = TokenSecret::parse(token_text) else {
            return Ok(Err(TokenRefusal::Malformed));
        };
        let host = shown_host(host);
        let hash = token.hash();
        let clock = std::sync::Arc::clone(&self.clock);
        self.directory.write(|tx| {
            let now = clock.now();
            let Some(known) = tx.token(&hash)? else {
                return Ok(Err(TokenRefusal::Unknown));
            };
            if let Err(cause) = accept(tx, &known, now)? {
                let is_sent_again = cause == TokenRefusal::Used
                    && match known.client {
                        Some(client) => tx.holds_credential(client, credential_hash)?,
                        None => false,
                    };
                if !is_sent_again {
                    return Ok(Err(cause));
                }
                return client_of(tx, &known).map(Ok);
            }
            register(tx, &hash, &known, &host, credential_hash, now).map(Ok)
        })
    }
}

/// A host as it is kept. Its name comes from another machine and stands in tables and in the trail, so it brings neither
/// control characters nor ones that turn the reading direction, and is no longer than a name can be (RFC 1035).
fn shown_host(host: &str) -> String {
    let kept = host.trim().chars().filter(|character| !is_control_or_bidi(*character));
    let kept: String = kept.take(MOST_HOST_CHARS).collect();
    if kept.is_empty() { "unknown".to_owned() } else { kept }
}

/// What a token is worth at this moment, without using it up.
pub(super) fn accept(tx: &Tx<'_>, known: &KnownToken, now: Timestamp) -> Result<Result<(), TokenRefusal>, Failure> {
    let is_disabled = tx.user(known.user)?.is_none_or(|user| user.is_disabled);
    Ok(known.state.check(known.expires_at, is_disabled, now))
}

fn register(
    tx: &Tx<'_>,
    hash: &TokenHash,
    known: &KnownToken,
    host: &str,
    credential_hash: [u8; 32],
    now: Timestamp,
) -> Result<Client, Failure> {
    let odd = |what: &str| Failure::Storage(StorageFailure::Damaged(what.to_owned()));
    let client = client_of(tx, known)?;
    let next = client
        .state
        .apply(ClientEvent::Register)
        .ok()
        .and_then(|step| step.next)
        .ok_or_else(|| odd("a live token of a client that awaits none"))?;
    if tx.is_credential_taken(credential_hash)? {
        return Err(Failure::Machine("Another client has this credential".to_owned()));
    }
    let is_done = tx.use_up_token(hash, now)? && tx.register_client(&client, next, host, credential_hash, now)?;
    if !is_done {
        return Err(odd("a token that could not be used up"));
    }
    let owner = tx.user(client.user_id)?.ok_or(Failure::UserGone)?;
    tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::Nobody,
        action: AuditAction::ClientRegistered,
        user: Some(named(&owner)),
        client: Some((client.id, client.name.to_string())),
        detail: Some(format!("from {host}")),
    })?;
    client_of(tx, known)
}

fn client_of(tx: &Tx<'_>, known: &KnownToken) -> Result<Client, Failure> {
    let client = match known.client {
        Some(id) => tx.client(id)?,
        None => None,
    };
    client.ok_or_else(|| Failure::Storage(StorageFailure::Damaged("a live token without its client".to_owned())))
}
