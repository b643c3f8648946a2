//! Every answer is compared with a plain look at all rows.

mod plain;

use plain::{Seen, look, totals};
use proptest::prelude::*;

use super::*;
use crate::domain::client::{ClientId, ClientName, ClientState};
use crate::domain::query::{ClientFilter, RoleFilter, Sort, SortColumn, StateFilter};
use crate::domain::role::PrimaryRole;
use crate::domain::token::{TokenHash, TokenState};
use crate::domain::user::{UserDraft, UserId, ValidUser};
use crate::store::beginning::{NOW, directory};
use crate::store::{Directory, Hold, NewClient, NewToken, NewUser, WriteTx};

const NAMES: [&str; 8] = ["Ana", "Bo", "Zoë", "Nguyễn", "佐藤", "O’Brien", "García", "ab"];
const HOSTS: [Option<&str>; 4] = [None, Some("ci-1"), Some("lt-0231.example"), Some("太郎-pc")];
const SEARCHES: [&str; 14] = [
    "",
    "a",
    "z",
    "佐",
    "佐藤",
    "an",
    "ana",
    "garcia",
    "ci-1",
    "ana ci",
    "nguyen lt",
    "q",
    "example",
    "user1 a",
];
/// Small, so that a few users lead down every way.
const SMALL: Thresholds = Thresholds {
    few: 2,
    first_part: 2,
    patience: [(2, 4), (6, usize::MAX)],
};

/// Something that happens to a directory.
#[derive(Debug, Clone)]
enum Step {
    Add {
        names: [usize; 2],
        role: usize,
        is_disabled: bool,
        signed_in: Option<i64>,
    },
    Rename {
        user: usize,
        names: [usize; 2],
    },
    Delete {
        user: usize,
    },
    AddClient {
        user: usize,
        state: usize,
        host: usize,
        ends_in: Option<i64>,
    },
    Deregister {
        client: usize,
    },
    DeleteClient {
        client: usize,
    },
    SeeExpiries {
        after: i64,
    },
    Index {
        users: u32,
    },
    Lock {
        user: usize,
    },
}

fn names() -> impl Strategy<Value = [usize; 2]> {
    [0..NAMES.len(), 0..NAMES.len()]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (names(), 0..4_usize, any::<bool>(), proptest::option::of(0..3_i64))
            .prop_map(|(names, role, is_disabled, signed_in)| Step::Add { names, role, is_disabled, signed_in }),
        1 => (any::<usize>(), names()).prop_map(|(user, names)| Step::Rename { user, names }),
        1 => any::<usize>().prop_map(|user| Step::Delete { user }),
        6 => (any::<usize>(), 0..4_usize, 0..HOSTS.len(), proptest::option::of(-2..4_i64))
            .prop_map(|(user, state, host, ends_in)| Step::AddClient { user, state, host, ends_in }),
        1 => any::<usize>().prop_map(|client| Step::Deregister { client }),
        1 => any::<usize>().prop_map(|client| Step::DeleteClient { client }),
        1 => (-1..3_i64).prop_map(|after| Step::SeeExpiries { after }),
        2 => (1..6_u32).prop_map(|users| Step::Index { users }),
        1 => any::<usize>().prop_map(|user| Step::Lock { user }),
    ]
}

fn query() -> impl Strategy<Value = UserQuery> {
    let columns = [
        SortColumn::UserName,
        SortColumn::FirstName,
        SortColumn::LastName,
        SortColumn::Email,
        SortColumn::PrimaryRole,
        SortColumn::Configuration,
        SortColumn::Clients,
        SortColumn::LastSignIn,
        SortColumn::LastChanged,
    ];
    let roles = [
        RoleFilter::Administrator,
        RoleFilter::Primary(PrimaryRole::QualityManager),
        RoleFilter::Primary(PrimaryRole::QualityEngineer),
    ];
    let statuses = [
        ClientFilter::Registered,
        ClientFilter::Deregistered,
        ClientFilter::Provisioned,
        ClientFilter::Waiting,
        ClientFilter::Expired,
        ClientFilter::ExpiresSoon,
    ];
    let states = [StateFilter::Active, StateFilter::Disabled, StateFilter::Locked];
    (
        proptest::sample::select(&SEARCHES[..]),
        proptest::option::weighted(0.2, proptest::sample::select(roles.to_vec())),
        proptest::option::weighted(0.3, proptest::sample::select(statuses.to_vec())),
        proptest::option::weighted(0.2, proptest::sample::select(states.to_vec())),
        proptest::option::weighted(0.1, (1..10_i64).prop_map(UserId)),
        (proptest::sample::select(columns.to_vec()), any::<bool>()),
    )
        .prop_map(
            |(search, role, client_status, state, also, (column, is_descending))| UserQuery {
                search: search.to_owned(),
                role,
                client_status,
                state,
                also,
                sort: Sort { column, is_descending },
            },
        )
}

/// The numbers of the users and clients that there are.
#[derive(Default)]
struct Numbers {
    users: Vec<UserId>,
    clients: Vec<ClientId>,
    made: u8,
}

fn person(number: u8, names: [usize; 2], role: usize) -> ValidUser {
    let draft = UserDraft {
        user_name: format!("user{number}"),
        email: format!(
            "{}{number}@example.com",
            if number.is_multiple_of(2) { "x" } else { "y" }
        ),
        first_name: NAMES[names[0]].to_owned(),
        last_name: NAMES[names[1]].to_owned(),
        primary_role: PrimaryRole::ALL[role.min(2)],
        is_admin: role == 3,
    };
    let draft = UserDraft {
        primary_role: if role == 3 {
            PrimaryRole::QualityManager
        } else {
            draft.primary_role
        },
        ..draft
    };
    draft.validate().unwrap()
}

fn pick<T: Copy>(all: &[T], number: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[number % all.len()])
}

fn take(tx: &WriteTx<'_>, step: &Step, numbers: &mut Numbers) -> Result<(), StoreError> {
    numbers.made += 1;
    let at = NOW.plus_secs(i64::from(numbers.made / 3));
    match step {
        Step::Add {
            names,
            role,
            is_disabled,
            signed_in,
        } => {
            let details = person(numbers.made, *names, *role);
            numbers.users.push(tx.insert_user(&NewUser {
                details: &details,
                password_hash: None,
                must_change_password: false,
                password_expires_at: None,
                is_disabled: *is_disabled,
                created_at: at,
                last_sign_in_at: signed_in.map(|secs| NOW.plus_secs(secs)),
            })?);
        }
        Step::Rename { user, names } => {
            let Some(user) = pick(&numbers.users, *user) else {
                return Ok(());
            };
            tx.hold(Hold::User(user))?;
            let seen = tx.user(user)?.unwrap();
            let draft = UserDraft {
                first_name: NAMES[names[0]].to_owned(),
                last_name: NAMES[names[1]].to_owned(),
                ..seen.draft()
            };
            tx.update_user(&seen, &draft.validate().unwrap(), seen.revision, at)?;
        }
        Step::Delete { user } => {
            let Some(user) = pick(&numbers.users, *user) else {
                return Ok(());
            };
            tx.hold(Hold::User(user))?;
            let seen = tx.user(user)?.unwrap();
            let (clients, _) = tx.clients_of(user)?;
            tx.delete_user(user, seen.revision)?;
            numbers.users.retain(|known| *known != user);
            numbers
                .clients
                .retain(|known| clients.iter().all(|client| client.id != *known));
        }
        Step::Lock { user } => {
            let Some(user) = pick(&numbers.users, *user) else {
                return Ok(());
            };
            let name = tx.user(user)?.unwrap().user_name;
            tx.transaction.execute(
                "INSERT OR REPLACE INTO sign_in_attempts
                     (name_key, failures, last_failure_at, blocked_until, day_started_at, day_failures)
                 VALUES (?1, 9, ?2, ?3, ?2, 9)",
                rusqlite::params![name.as_str(), NOW.unix_ms(), NOW.plus_secs(60).unix_ms()],
            )?;
        }
        Step::SeeExpiries { after } => tx.see_expiries(NOW.plus_secs(after * 24 * 60 * 60))?,
        Step::Index { users } => tx.index_users(*users)?,
        step => return take_of_client(tx, step, numbers, at),
    }
    Ok(())
}

fn take_of_client(tx: &WriteTx<'_>, step: &Step, numbers: &mut Numbers, at: Timestamp) -> Result<(), StoreError> {
    match step {
        Step::AddClient {
            user,
            state,
            host,
            ends_in,
        } => {
            let Some(user) = pick(&numbers.users, *user) else {
                return Ok(());
            };
            let id = add_client(tx, user, (*state, HOSTS[*host], *ends_in), numbers.made)?;
            numbers.clients.push(id);
        }
        Step::Deregister { client } => {
            let Some(client) = pick(&numbers.clients, *client) else {
                return Ok(());
            };
            tx.hold(Hold::Client(client))?;
            let seen = tx.client(client)?.unwrap();
            tx.move_client(&seen, ClientState::Deregistered, true, at)?;
        }
        Step::DeleteClient { client } => {
            let Some(client) = pick(&numbers.clients, *client) else {
                return Ok(());
            };
            tx.hold(Hold::Client(client))?;
            let seen = tx.client(client)?.unwrap();
            tx.delete_client(&seen, at)?;
            numbers.clients.retain(|known| *known != client);
        }
        _ => {}
    }
    Ok(())
}

/// A client whose token or credential ends that many days from now.
fn add_client(
    tx: &WriteTx<'_>,
    user: UserId,
    (state, host, ends_in): (usize, Option<&str>, Option<i64>),
    number: u8,
) -> Result<ClientId, StoreError> {
    let state = [
        ClientState::Provisioned,
        ClientState::Registered { is_waiting: false },
        ClientState::Registered { is_waiting: true },
        ClientState::Deregistered,
    ][state];
    let is_registered = state == ClientState::Registered { is_waiting: false };
    let name = ClientName::parse(&format!("client-{number}")).unwrap();
    let id = tx.insert_client(&NewClient {
        user,
        name: &name,
        state,
        host,
        credential_hash: is_registered.then_some([number; 32]),
        version: None,
        registered_at: is_registered.then_some(NOW),
        last_seen_at: None,
        created_at: NOW.plus_secs(i64::from(number % 5)),
    })?;
    let end = ends_in.map(|days| NOW.plus_secs(days * 24 * 60 * 60 - 5));
    tx.issue_token(
        user,
        id,
        &NewToken {
            hash: TokenHash([number; 32]),
            hint: "aB3d".to_owned(),
            issued_at: NOW,
            expires_at: end.filter(|_| !is_registered),
            credential_days: None,
            state: (TokenState::Void, Some(NOW)),
        },
    )?;
    if is_registered {
        tx.transaction.execute(
            "UPDATE clients SET credential_expires_at = ?2 WHERE id = ?1",
            rusqlite::params![id.0, end.map(Timestamp::unix_ms)],
        )?;
    }
    Ok(id)
}

fn check(directory: &mut Directory, numbers: &Numbers, query: &UserQuery, now: Timestamp) {
    let read = directory.read::<_, StoreError>(|tx| {
        let mut seen = look(tx, numbers)?;
        seen.sort_by(|left, right| left.compare(right, query.sort, now));
        let words = search_key::words(&query.search);
        let is_found = |seen: &&Seen| words.iter().all(|word| seen.has(word));
        let is_listed = |seen: &&Seen| is_found(seen) && seen.passes(query, now) || Some(seen.user.id) == query.also;
        let expected: Vec<(UserId, ClientCounts)> = seen
            .iter()
            .filter(is_listed)
            .map(|seen| (seen.user.id, seen.counts(now)))
            .collect();
        let listed = |list: &UserList| -> Vec<(UserId, ClientCounts)> {
            list.rows.iter().map(|row| (row.user.id, row.clients)).collect()
        };
        let all = tx.list_users(query, None, now)?;
        assert_eq!(listed(&all), expected, "{query:?}");
        assert_eq!((all.total_users, all.total_clients), totals(&seen));
        for limit in [1, 3, 100] {
            for thresholds in [SMALL, Thresholds::USUAL] {
                let page = tx.list_users_by(query, Some(limit), now, &thresholds)?;
                let limit = usize::try_from(limit).unwrap();
                assert_eq!(
                    listed(&page),
                    expected[..limit.min(expected.len())],
                    "{query:?} {thresholds:?}"
                );
            }
        }
        let sum = seen.iter().fold(ClientCounts::default(), |mut sum, seen| {
            sum += seen.counts(now);
            sum
        });
        assert_eq!(tx.count_clients(now)?, sum);
        Ok(())
    });
    read.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_way_gives_what_a_plain_look_at_all_rows_gives(
        steps in proptest::collection::vec(step(), 1..60),
        queries in proptest::collection::vec((query(), -1..3_i64), 12),
        indexed in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut directory = directory(folder.path());
        let mut numbers = Numbers::default();
        for part in steps.chunks(10) {
            // Done twice by the test's own directory, so the numbers are those of the second time.
            let before = (numbers.users.clone(), numbers.clients.clone(), numbers.made);
            directory.write::<_, StoreError>(|tx| {
                (numbers.users, numbers.clients, numbers.made) = before.clone();
                part.iter().try_for_each(|step| take(tx, step, &mut numbers))
            }).unwrap();
        }
        if indexed {
            directory.write::<_, StoreError>(|tx| tx.index_users(1_000)).unwrap();
        }
        for (query, days) in &queries {
            check(&mut directory, &numbers, query, NOW.plus_secs(days * 24 * 60 * 60));
        }
    }
}
