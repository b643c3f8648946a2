//! A directory of sample users, for trying the console and for measurements.

use std::sync::Arc;

use super::demo_people::{FIRST_NAMES, KNOWN, LAST_NAMES};
use super::{HashPolicy, Service, check_new_user};
use crate::crypto::{Hasher, make_one_time_password, make_salt, make_token};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::{ClientName, ClientState, ClientStatus};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors};
use crate::domain::location::Location;
use crate::domain::role::PrimaryRole;
use crate::domain::secret::SecretText;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::token::TokenState;
use crate::domain::user::{UserDraft, UserId, ValidUser};
use crate::store::{Directory, Founding, NewClient, NewToken, NewUser, WriteTx};

const DEMO_CLIENT_VERSION: &str = "1.4.0";
const HOUR_SECS: i64 = 60 * 60;
const DAY_SECS: i64 = 24 * HOUR_SECS;
/// The administrator of a directory of sample users.
const ADMINISTRATOR: &str = "ana.garcia";
/// The names of a sample user's clients, and the beginnings of their hosts.
const CLIENT_KINDS: [(&str, &str); 3] = [("laptop", "lt"), ("build", "bh"), ("lab", "rig")];
/// The numbers of clients of successive sample users.
const CLIENT_COUNTS: [usize; 8] = [1, 0, 2, 1, 3, 1, 0, 2];

/// The user who can sign in to a directory of sample users.
#[derive(Debug)]
pub struct DemoAdministrator {
    /// The User Name.
    pub user_name: String,
    /// The password, made for this directory.
    pub password: SecretText,
}

/// A sample user before it is stored.
struct MadeUp {
    draft: UserDraft,
    changed_at: Timestamp,
    last_sign_in_at: Option<Timestamp>,
    is_disabled: bool,
    clients: Vec<(String, String, ClientStatus)>,
}

impl Service {
    /// Creates a directory with `users` sample users, at least the administrator. Only the administrator has a password.
    ///
    /// # Errors
    /// [`Failure::Storage`] where there is a file already, or none can be made.
    #[expect(clippy::needless_pass_by_value, reason = "asked for like `open` and `create`")]
    pub fn fill_with_demo(
        location: impl Into<Location>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
        users: u32,
    ) -> Result<DemoAdministrator, Failure> {
        let now = clock.now();
        let password = make_one_time_password()?;
        let administrator = known(0, now).draft;
        let (_, checked) = check_new_user(&administrator, &password)?;
        let hash = Hasher::new(policy).hash(&checked)?;
        let founding = Founding {
            created_at: now,
            salt: make_salt()?,
        };
        let directory = Directory::create::<Failure>(location, &founding, |tx| {
            let id = insert(tx, &known(0, now), Some(hash.as_str()), now)?;
            for index in 1..usize::try_from(users).unwrap_or(usize::MAX) {
                let made_up = if index < KNOWN.len() {
                    known(index, now)
                } else {
                    unknown(index, now)
                };
                insert(tx, &made_up, None, now)?;
            }
            tx.write_audit(&AuditEntry {
                at: now,
                actor: AuditActor::User {
                    id,
                    name: ADMINISTRATOR.to_owned(),
                },
                action: AuditAction::DirectoryCreated,
                user: None,
                client: None,
                detail: Some(AuditDetail::SampleData { users: users.max(1) }),
            })?;
            Ok(())
        })?;
        drop(directory);
        Ok(DemoAdministrator {
            user_name: ADMINISTRATOR.to_owned(),
            password,
        })
    }
}

/// One of the users who are in every demonstration.
fn known(index: usize, now: Timestamp) -> MadeUp {
    let Some(person) = KNOWN.get(index) else {
        return unknown(index, now);
    };
    let changed_at = now.plus_secs(-person.changed_hours_ago * HOUR_SECS);
    let clients = person.clients.iter();
    MadeUp {
        draft: UserDraft {
            user_name: person.user_name.to_owned(),
            email: person.email.to_owned(),
            first_name: person.first_name.to_owned(),
            last_name: person.last_name.to_owned(),
            primary_role: person.role,
            is_admin: person.user_name == ADMINISTRATOR,
        },
        changed_at,
        last_sign_in_at: (person.role != PrimaryRole::QualityEngineer).then(|| changed_at.plus_secs(-HOUR_SECS / 2)),
        is_disabled: person.user_name == "kai.silva",
        clients: clients
            .map(|(name, host, status)| ((*name).to_owned(), (*host).to_owned(), *status))
            .collect(),
    }
}

/// A user composed from the lists; the same index gives the same user.
fn unknown(index: usize, now: Timestamp) -> MadeUp {
    let (first_typed, first_name) = pick(&FIRST_NAMES, index);
    let (last_typed, last_name) = pick(&LAST_NAMES, index);
    // The two lists' lengths have no common divisor, so each pair comes once before any comes again.
    let user_name = match index / (FIRST_NAMES.len() * LAST_NAMES.len()) {
        0 => format!("{first_typed}.{last_typed}"),
        round => format!("{first_typed}.{last_typed}{}", round + 1),
    };
    let age = i64::try_from(index).unwrap_or(0);
    let changed_at = now.plus_secs(-(15 * DAY_SECS + age * 977 % (700 * DAY_SECS)));
    let clients = CLIENT_KINDS.iter().take(pick(&CLIENT_COUNTS, index));
    MadeUp {
        draft: UserDraft {
            email: format!("{user_name}@example.com"),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            primary_role: match index % 20 {
                0 => PrimaryRole::QualityManager,
                1..4 => PrimaryRole::QualityLead,
                _ => PrimaryRole::QualityEngineer,
            },
            is_admin: false,
            user_name: user_name.clone(),
        },
        changed_at,
        last_sign_in_at: (!index.is_multiple_of(3)).then(|| changed_at.plus_secs(age % 14 * DAY_SECS)),
        is_disabled: index.is_multiple_of(23),
        clients: clients
            .enumerate()
            .map(|(nth, (kind, host))| {
                let status = match (index + nth * 5) % 16 {
                    3 => ClientStatus::Provisioned,
                    7 => ClientStatus::Deregistered,
                    11 => ClientStatus::Waiting,
                    15 => ClientStatus::Expired,
                    _ => ClientStatus::Registered,
                };
                (format!("{kind}-{user_name}"), format!("{host}-{index:05}"), status)
            })
            .collect(),
    }
}

fn pick<T: Copy + Default, const N: usize>(list: &[T; N], index: usize) -> T {
    list.get(index % N).copied().unwrap_or_default()
}

fn insert(tx: &WriteTx<'_>, made_up: &MadeUp, password_hash: Option<&str>, now: Timestamp) -> Result<UserId, Failure> {
    let details: ValidUser = made_up.draft.validate()?;
    let user = tx.insert_user(&NewUser {
        details: &details,
        password_hash,
        must_change_password: false,
        password_expires_at: None,
        is_disabled: made_up.is_disabled,
        created_at: made_up.changed_at,
        last_sign_in_at: made_up.last_sign_in_at,
    })?;
    for (name, host, status) in &made_up.clients {
        insert_client(tx, user, name, host, *status, made_up.changed_at, now)?;
    }
    Ok(user)
}

fn insert_client(
    tx: &WriteTx<'_>,
    user: UserId,
    name: &str,
    host: &str,
    status: ClientStatus,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    let name = ClientName::parse(name).map_err(|problem| FieldErrors::one(Field::ClientName, problem))?;
    let token = make_token()?;
    let (state, token_state, expires_at) = match status {
        ClientStatus::Registered => (ClientState::Registered { is_waiting: false }, TokenState::Used, None),
        ClientStatus::Deregistered => (ClientState::Deregistered, TokenState::Void, None),
        ClientStatus::Provisioned => (
            ClientState::Provisioned,
            TokenState::Live,
            Some(now.plus_secs(5 * 24 * HOUR_SECS)),
        ),
        ClientStatus::Waiting => (
            ClientState::Registered { is_waiting: true },
            TokenState::Live,
            Some(now.plus_secs(18 * HOUR_SECS)),
        ),
        ClientStatus::Expired => (
            ClientState::Provisioned,
            TokenState::Live,
            Some(now.plus_secs(-HOUR_SECS)),
        ),
    };
    let has_registered = !matches!(status, ClientStatus::Provisioned | ClientStatus::Expired);
    let registered_at = has_registered.then_some(at);
    let credential = match status {
        // The hash of a discarded token: no credential matches it.
        ClientStatus::Registered => Some(make_token()?.hash().0),
        _ => None,
    };
    let client = tx.insert_client(&NewClient {
        user,
        name: &name,
        state,
        host: has_registered.then_some(host),
        version: has_registered.then_some(DEMO_CLIENT_VERSION),
        credential_hash: credential,
        registered_at,
        last_seen_at: registered_at.map(|at| at.plus_secs(HOUR_SECS).min(now)),
        created_at: at,
    })?;
    let ended_at = (token_state != TokenState::Live).then_some(at);
    tx.issue_token(
        user,
        client,
        &NewToken {
            credential_days: None,
            hash: token.hash(),
            hint: token.hint(),
            issued_at: at,
            expires_at,
            state: (token_state, ended_at),
        },
    )?;
    Ok(())
}
