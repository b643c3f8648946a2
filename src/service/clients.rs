//! What administrators do with clients and their tokens.

use super::Service;
use super::gate::Caller;
use super::lookup::details;
use super::session::Session;
use crate::crypto::make_token;
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::{Client, ClientAction, ClientEvent, ClientId, ClientName, ClientState, TokenEffect};
use crate::domain::conflict::Conflict;
use crate::domain::expiry::Terms;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenSecret, TokenState};
use crate::domain::user::{Revision, UserId};
use crate::store::{Hold, NewClient, NewToken, Tx, WriteTx};

/// A new client with its token. The token exists nowhere else: dropping this loses it.
#[derive(Debug)]
pub struct Provisioned {
    /// The user as it is now.
    pub details: UserDetails,
    /// The new client.
    pub client: ClientId,
    /// The token.
    pub token: TokenSecret,
}

/// What an action on a client led to.
#[derive(Debug)]
pub struct ActedOn {
    /// The user as it is now.
    pub details: UserDetails,
    /// The client, which is gone after a Delete.
    pub client: ClientId,
    /// The new token, where the action made one.
    pub token: Option<TokenSecret>,
}

impl Service {
    /// Makes a client and its token, which lasts as `terms` say.
    ///
    /// # Errors
    /// [`Failure`], as everywhere below.
    pub fn generate_token(
        &mut self,
        session: &Session,
        user: UserId,
        client_name: &str,
        terms: Terms,
    ) -> Result<Provisioned, Failure> {
        let token = make_token()?;
        self.writing(session, Operation::GenerateToken(user), |tx, caller| {
            let owner = tx.user(user)?.ok_or(Failure::UserGone)?;
            let invalid = |problem| FieldErrors::one(Field::ClientName, problem);
            let name = ClientName::parse(client_name).map_err(invalid)?;
            if tx.is_client_name_taken(&name)? {
                return Err(invalid(FieldProblem::ClientNameTaken).into());
            }
            let client = tx.insert_client(&NewClient {
                user,
                name: &name,
                state: ClientState::Provisioned,
                host: None,
                version: None,
                credential_hash: None,
                registered_at: None,
                last_seen_at: None,
                created_at: caller.now,
            })?;
            tx.issue_token(user, client, &live_token(&token, terms, caller.now))?;
            tx.write_audit(&AuditEntry {
                client: Some((client, name.to_string())),
                detail: Some(AuditDetail::token_issued(&token, terms)),
                ..caller.entry(AuditAction::ClientProvisioned, &owner)
            })?;
            Ok((details(tx, user)?, client))
        })
        .map(|(details, client)| Provisioned { details, client, token })
    }

    /// Does to a client what its state allows; a token that is made for it lasts as `terms` say.
    pub fn act_on_client(
        &mut self,
        session: &Session,
        id: ClientId,
        revision: Revision,
        action: ClientAction,
        terms: Terms,
    ) -> Result<ActedOn, Failure> {
        let token = make_token()?;
        let owner = self.owner_of(id)?;
        self.writing(session, Operation::ActOnClient(owner, action), |tx, caller| {
            tx.hold(Hold::Client(id))?;
            let conflict = || conflict(tx, owner, id);
            let Some(client) = tx.client(id)? else {
                return Err(conflict()?);
            };
            if client.revision != revision {
                return Err(conflict()?);
            }
            let Ok(step) = client.state.apply(ClientEvent::Act(action)) else {
                return Err(Failure::ActionNotAllowed(Box::new(details(tx, owner)?)));
            };
            if step.token != TokenEffect::Kept {
                tx.void_token_of(id, caller.now)?;
            }
            let is_done = match step.next {
                Some(next) => tx.move_client(&client, next, step.voids_credential, caller.now)?,
                None => tx.delete_client(&client, caller.now)?,
            };
            if !is_done {
                return Err(conflict()?);
            }
            let has_token = step.token == TokenEffect::Replaced;
            if has_token {
                tx.issue_token(owner, id, &live_token(&token, terms, caller.now))?;
            }
            write_action_audit(
                tx,
                caller,
                &client,
                action,
                has_token.then(|| AuditDetail::token_issued(&token, terms)),
            )?;
            Ok((details(tx, owner)?, has_token))
        })
        .map(|(details, has_token)| ActedOn {
            details,
            client: id,
            token: has_token.then_some(token),
        })
    }

    /// Whose client it is, or was. This only names the user: rights and revision are checked
    /// in the transaction that writes, and a client never changes hands.
    fn owner_of(&mut self, id: ClientId) -> Result<UserId, Failure> {
        self.directory.read(|tx| {
            let owner = match tx.client(id)? {
                Some(client) => Some(client.user_id),
                None => tx.former_owner(id)?,
            };
            // No user has this id, so the call is refused or the user reported as gone.
            Ok(owner.unwrap_or(UserId(0)))
        })
    }
}

/// The refusal of an action that started from an older revision, with what is there now and who changed the client.
fn conflict(tx: &Tx<'_>, owner: UserId, client: ClientId) -> Result<Failure, Failure> {
    let now = details(tx, owner)?;
    let change = tx.latest_client_change(client)?;
    Ok(Failure::ClientConflict(Box::new(Conflict { now, change })))
}

/// A token as it is kept when it has just been made.
fn live_token(token: &TokenSecret, terms: Terms, now: Timestamp) -> NewToken {
    NewToken {
        hash: token.hash(),
        hint: token.hint(),
        issued_at: now,
        expires_at: terms.token.ends_at(now),
        credential_days: terms.credential.days(),
        state: (TokenState::Live, None),
    }
}

fn write_action_audit(
    tx: &WriteTx<'_>,
    caller: &Caller,
    client: &Client,
    action: ClientAction,
    detail: Option<AuditDetail>,
) -> Result<(), Failure> {
    let owner = tx.user(client.user_id)?.ok_or(Failure::UserGone)?;
    let action = match action {
        ClientAction::Reprovision => AuditAction::ClientReprovisioned,
        ClientAction::Deregister => AuditAction::ClientDeregistered,
        ClientAction::Reregister => AuditAction::ClientReregistered,
        ClientAction::Delete => AuditAction::ClientDeleted,
    };
    tx.write_audit(&AuditEntry {
        client: Some((client.id, client.name.to_string())),
        detail,
        ..caller.entry(action, &owner)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::credential::CredentialHash;
    use crate::domain::query::UserQuery;
    use crate::domain::time::Clock;
    use crate::store::StoreError;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);

    struct StoppedClock;

    impl Clock for StoppedClock {
        fn now(&self) -> Timestamp {
            NOW
        }
    }

    /// The service checks a token before it uses it up; this is the step itself, which must hold without that check.
    #[test]
    fn the_one_step_that_uses_a_token_up_takes_only_a_live_one() {
        let folder = tempfile::tempdir().unwrap();
        let (path, policy) = (folder.path().join("directory.db"), HashPolicy::cheap_for_tests_only());
        let demo = Service::fill_with_demo(&path, policy, Arc::new(StoppedClock), 14).unwrap();
        let mut service = Service::open(&path, policy, Arc::new(StoppedClock)).unwrap();
        let ana = service.sign_in(&demo.user_name, &demo.password).unwrap().session;
        let users = service.read_users(&UserQuery::default(), None).unwrap().rows;
        let mut users = users.into_iter().map(|row| row.user);
        let other = users
            .find(|user| user.id != ana.user_id() && !user.is_disabled)
            .unwrap();
        let provision =
            |service: &mut Service, name: &str| service.generate_token(&ana, other.id, name, Terms::default()).unwrap();
        let use_up = |service: &mut Service, token: &TokenSecret, now: Timestamp| {
            let credential = CredentialHash([1; 32]);
            let used = service.directory.write::<_, StoreError>(|tx| {
                tx.hold(Hold::Token(&token.hash()))?;
                tx.use_up_token(&token.hash(), &credential, now)
            });
            used.unwrap()
        };
        let once = provision(&mut service, "once").token;
        assert!(use_up(&mut service, &once, NOW));
        assert!(!use_up(&mut service, &once, NOW), "used");
        let void = provision(&mut service, "void");
        let mut clients = void.details.clients.iter();
        let revision = clients.find(|client| client.id == void.client).unwrap().revision;
        service
            .act_on_client(&ana, void.client, revision, ClientAction::Deregister, Terms::default())
            .unwrap();
        assert!(!use_up(&mut service, &void.token, NOW), "void");
        let expired = provision(&mut service, "expired").token;
        assert!(!use_up(&mut service, &expired, NOW.plus_secs(400 * 86_400)), "expired");
        let disabled = provision(&mut service, "disabled").token;
        service.set_user_disabled(&ana, other.id, other.revision, true).unwrap();
        assert!(!use_up(&mut service, &disabled, NOW), "disabled");
    }
}
