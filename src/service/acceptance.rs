//! Whether a client is let in, and why not. Only reads, so that it can also be asked beforehand.

use super::lookup::{accept, is_inactive};
use crate::domain::client::{Client, ClientId};
use crate::domain::credential::CredentialHash;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::registration::{ClientAsks, ClientRefusal};
use crate::domain::time::Timestamp;
use crate::domain::token::{Circumstances, TokenHash, TokenRefusal, TokenState};
use crate::domain::user::UserId;
use crate::store::{FormerCredential, KnownToken, Owner, Tx};

/// A refusal with whom it is about, as far as that is known, for the trail.
pub(super) struct Refused {
    pub(super) why: ClientRefusal,
    pub(super) user: Option<UserId>,
    pub(super) client: Option<ClientId>,
}

impl Refused {
    const fn unknown() -> Self {
        Self {
            why: ClientRefusal::Token(TokenRefusal::Unknown),
            user: None,
            client: None,
        }
    }
}

/// What a registration comes to that is not refused.
pub(super) enum RegistrationStep {
    /// The same one again, whose answer was lost.
    Repeat(Client),
    /// The token is used up.
    UseUp(KnownToken),
}

/// What the request would be refused for at this moment. Only reads.
pub(super) fn foresee(tx: &Tx<'_>, asks: &ClientAsks, now: Timestamp) -> Result<Option<ClientRefusal>, Failure> {
    let refused = match asks {
        ClientAsks::Register { token, credential, .. } => check_registration(tx, token, credential, now)?.err(),
        ClientAsks::Connect { credential, .. } => check_connect(tx, credential, now)?.err(),
    };
    Ok(refused.map(|refused| refused.why))
}

/// What comes of a registration.
pub(super) fn check_registration(
    tx: &Tx<'_>,
    token: &TokenHash,
    credential: &CredentialHash,
    now: Timestamp,
) -> Result<Result<RegistrationStep, Refused>, Failure> {
    let Some(known) = tx.token(token)? else {
        return Ok(Err(Refused::unknown()));
    };
    let holder = tx.client_with_credential(credential)?;
    let refused = |why| {
        Ok(Err(Refused {
            why,
            user: Some(known.user),
            client: known.client,
        }))
    };
    if let Err(cause) = accept(tx, &known, now)? {
        let repeated = holder.filter(|_| cause == TokenRefusal::Used && known.taken_by.as_ref() == Some(credential));
        let Some(client) = repeated else {
            return refused(ClientRefusal::Token(cause));
        };
        // The answer was lost; since then it may have come to what would refuse its next connect as well.
        return match accept_credential(tx, &client, now)? {
            Ok(()) => Ok(Ok(RegistrationStep::Repeat(client))),
            Err(cause) => refused(ClientRefusal::Token(cause)),
        };
    }
    if holder.is_some() || tx.former_credential(credential)?.is_some() {
        return refused(ClientRefusal::CredentialTaken);
    }
    Ok(Ok(RegistrationStep::UseUp(known)))
}

/// The client that connects.
pub(super) fn check_connect(
    tx: &Tx<'_>,
    credential: &CredentialHash,
    now: Timestamp,
) -> Result<Result<Client, Refused>, Failure> {
    let Some(client) = tx.client_with_credential(credential)? else {
        return Ok(Err(match tx.former_credential(credential)? {
            Some(former) => refuse_former(tx, &former)?,
            None => Refused::unknown(),
        }));
    };
    Ok(match accept_credential(tx, &client, now)? {
        Ok(()) => Ok(client),
        Err(cause) => Err(Refused {
            why: ClientRefusal::Token(cause),
            user: Some(client.user_id),
            client: Some(client.id),
        }),
    })
}

/// Whether the credential that a client holds is accepted, and why not.
fn accept_credential(tx: &Tx<'_>, client: &Client, now: Timestamp) -> Result<Result<(), TokenRefusal>, Failure> {
    let circumstances = Circumstances {
        expires_at: client.credential_expires_at,
        is_user_disabled: owner_of(tx, client)?.is_disabled,
        // Counts for what is void alone; an inactive client holds no credential.
        is_client_inactive: false,
    };
    Ok(TokenState::Live.check(&circumstances, client.latest(now)))
}

/// Why a credential does not work that once did.
fn refuse_former(tx: &Tx<'_>, former: &FormerCredential) -> Result<Refused, Failure> {
    let is_inactive = is_inactive(tx, former.client)?;
    Ok(Refused {
        why: ClientRefusal::Token(if is_inactive {
            TokenRefusal::Deregistered
        } else {
            TokenRefusal::Replaced
        }),
        user: Some(former.user),
        client: former.client,
    })
}

pub(super) fn owner_of(tx: &Tx<'_>, client: &Client) -> Result<Owner, Failure> {
    tx.owner(client.user_id)?
        .ok_or_else(|| odd("a client without its user"))
}

/// Something that the program never writes.
pub(super) fn odd(what: &str) -> Failure {
    Failure::Storage(StorageFailure::UnreadableValue(what.to_owned()))
}
