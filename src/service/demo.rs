//! A directory of sample users, for trying the console and for measurements.

mod chance;
mod crowd;
mod cultures;
mod fleet;
mod known;
mod made_up;
mod names;

use std::sync::Arc;

use super::{HashPolicy, Service, check_new_user};
use crate::crypto::{Hasher, PasswordHash, UnknownHashes, make_one_time_password, make_salt};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::{ClientName, ClientState, ClientStatus};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors};
use crate::domain::location::Location;
use crate::domain::secret::SecretText;
use crate::domain::throttle::Attempts;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::token::{TokenHash, TokenState};
use crate::domain::user::{UserId, ValidUser};
use crate::store::{BulkWriter, Directory, Founding, Hold, NewClient, NewDirectory, NewToken, NewUser, WriteTx};
use crowd::Crowd;
use known::ADMINISTRATOR;
use made_up::{MadeClient, MadeUp};

/// After so many wrong passwords nobody tries again for the longest wait.
const FAILURES_OF_LOCKED: u32 = 12;

/// The user who can sign in to a directory of sample users.
#[derive(Debug)]
pub struct DemoAdministrator {
    /// The User Name.
    pub user_name: String,
    /// The password, made for this directory.
    pub password: SecretText,
}

impl Service {
    /// Creates a directory with `users` sample users, at least the administrator. Only the administrator has a password.
    ///
    /// # Errors
    /// [`Failure::Storage`] where there is a file already, or none can be made.
    pub fn fill_with_demo(
        location: impl Into<Location>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
        users: u32,
    ) -> Result<DemoAdministrator, Failure> {
        Self::fill_with_demo_watched(location, policy, clock, users, &mut |_| {})
    }

    /// The same, and says how many users there are from time to time.
    ///
    /// # Errors
    /// As [`Self::fill_with_demo`].
    #[expect(clippy::needless_pass_by_value, reason = "asked for like `open` and `create`")]
    pub fn fill_with_demo_watched(
        location: impl Into<Location>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
        users: u32,
        watch: &mut dyn FnMut(u32),
    ) -> Result<DemoAdministrator, Failure> {
        let now = clock.now();
        let known: Vec<MadeUp> = known::all(now)
            .take(usize::try_from(users.max(1)).unwrap_or(usize::MAX))
            .collect();
        let password = make_one_time_password()?;
        let hash = hash_of_administrator(&known, &password, policy)?;
        let founding = Founding {
            created_at: now,
            salt: make_salt()?,
        };
        let mut hashes = UnknownHashes::new()?;
        let directory = Directory::create_in_steps(location, &founding, |directory| {
            directory.write(|tx| write_known(tx, &known, &hash, users, now, &mut hashes))?;
            write_crowd(directory, &known, users, now, &mut hashes, watch)
        })?;
        drop(directory);
        Ok(DemoAdministrator {
            user_name: ADMINISTRATOR.to_owned(),
            password,
        })
    }
}

fn hash_of_administrator(known: &[MadeUp], password: &SecretText, policy: HashPolicy) -> Result<PasswordHash, Failure> {
    let administrator = known.first().ok_or(Failure::Defect)?;
    let (_, checked) = check_new_user(&administrator.draft, password)?;
    Ok(Hasher::new(policy).hash(&checked)?)
}

/// The users who are in every demonstration, and the entry of the trail about all of them.
fn write_known(
    tx: &WriteTx<'_>,
    known: &[MadeUp],
    hash: &PasswordHash,
    users: u32,
    now: Timestamp,
    hashes: &mut UnknownHashes,
) -> Result<(), Failure> {
    let mut administrator = None;
    for person in known {
        let details = person.draft.validate()?;
        let password_hash = administrator.is_none().then_some(hash.as_str());
        let id = tx.insert_user(&new_user(person, &details, password_hash))?;
        administrator.get_or_insert(id);
        for client in &person.clients {
            let name = name_of(client)?;
            let new = new_client(client, &name, id, hashes);
            let made = tx.insert_client(&new)?;
            tx.issue_token(id, made, &new_token(client, hashes))?;
        }
    }
    Ok(tx.write_audit(&AuditEntry {
        at: now,
        actor: AuditActor::User {
            id: administrator.ok_or(Failure::Defect)?,
            name: ADMINISTRATOR.to_owned(),
        },
        action: AuditAction::DirectoryCreated,
        user: None,
        client: None,
        detail: Some(AuditDetail::SampleData { users: users.max(1) }),
    })?)
}

fn write_crowd(
    directory: &mut NewDirectory<'_>,
    known: &[MadeUp],
    users: u32,
    now: Timestamp,
    hashes: &mut UnknownHashes,
    watch: &mut dyn FnMut(u32),
) -> Result<(), Failure> {
    let first = u32::try_from(known.len()).unwrap_or(u32::MAX);
    if users <= first {
        return Ok(());
    }
    let mut crowd = Crowd::new(now, known);
    let mut locked = Vec::new();
    directory.fill(|bulk| {
        (first..users).try_for_each(|index| {
            let person = crowd.next(index);
            write_one(bulk, &person, hashes)?;
            if person.is_locked {
                locked.push(person.draft.user_name);
            }
            let made = index + 1;
            if made.is_multiple_of(1_000) {
                watch(made);
            }
            Ok::<(), Failure>(())
        })
    })?;
    directory.write(|tx| locked.iter().try_for_each(|user_name| lock(tx, user_name, now)))
}

fn write_one(bulk: &mut BulkWriter<'_>, person: &MadeUp, hashes: &mut UnknownHashes) -> Result<(), Failure> {
    let details = person.draft.validate()?;
    let clients_changed_at = person.clients.iter().map(|client| client.created_at).max();
    let id = bulk.insert_user(&new_user(person, &details, None), clients_changed_at)?;
    for client in &person.clients {
        let name = name_of(client)?;
        let new = new_client(client, &name, id, hashes);
        bulk.insert_client(&new, &new_token(client, hashes))?;
    }
    Ok(())
}

fn lock(tx: &WriteTx<'_>, user_name: &str, now: Timestamp) -> Result<(), Failure> {
    let failures = 0..FAILURES_OF_LOCKED;
    let attempts = failures.fold(Attempts::none(now), |attempts, _| attempts.after_failure(now));
    tx.hold(Hold::Attempts(user_name))?;
    Ok(tx.save_attempts(user_name, &attempts, now)?)
}

const fn new_user<'a>(person: &MadeUp, details: &'a ValidUser, password_hash: Option<&'a str>) -> NewUser<'a> {
    NewUser {
        details,
        password_hash,
        must_change_password: false,
        password_expires_at: None,
        is_disabled: person.is_disabled,
        created_at: person.created_at,
        last_sign_in_at: person.last_sign_in_at,
    }
}

fn name_of(client: &MadeClient) -> Result<ClientName, Failure> {
    ClientName::parse(&client.name).map_err(|problem| FieldErrors::one(Field::ClientName, problem).into())
}

fn new_client<'a>(
    client: &'a MadeClient,
    name: &'a ClientName,
    user: UserId,
    hashes: &mut UnknownHashes,
) -> NewClient<'a> {
    let state = match client.status {
        ClientStatus::Registered => ClientState::Registered { is_waiting: false },
        ClientStatus::Deregistered => ClientState::Deregistered,
        ClientStatus::Waiting => ClientState::Registered { is_waiting: true },
        ClientStatus::Provisioned | ClientStatus::Expired => ClientState::Provisioned,
    };
    let has_registered = state != ClientState::Provisioned;
    NewClient {
        user,
        name,
        state,
        host: has_registered.then_some(client.host.as_str()),
        version: has_registered.then_some(client.version),
        credential_hash: (client.status == ClientStatus::Registered).then(|| hashes.make()),
        registered_at: has_registered.then_some(client.created_at),
        last_seen_at: has_registered.then_some(client.last_seen_at),
        created_at: client.created_at,
    }
}

fn new_token(client: &MadeClient, hashes: &mut UnknownHashes) -> NewToken {
    let state = match client.status {
        ClientStatus::Registered => (TokenState::Used, Some(client.created_at)),
        ClientStatus::Deregistered => (TokenState::Void, Some(client.created_at)),
        ClientStatus::Provisioned | ClientStatus::Waiting | ClientStatus::Expired => (TokenState::Live, None),
    };
    NewToken {
        credential_days: None,
        hash: TokenHash(hashes.make()),
        hint: hashes.make_hint(),
        issued_at: client.created_at,
        expires_at: client.token_expires_at,
        state,
    }
}

#[cfg(test)]
mod tests;
