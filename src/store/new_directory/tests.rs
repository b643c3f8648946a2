use rusqlite::types::Value;

use super::*;
use crate::domain::client::{ClientName, ClientState};
use crate::domain::role::PrimaryRole;
use crate::domain::token::{TokenHash, TokenState};
use crate::domain::user::{UserDraft, ValidUser};
use crate::store::beginning::{NOW, closed_directory};
use crate::store::{Directory, Founding};

const CLIENTS_OF_EACH: u8 = 3;

fn person(number: u8) -> ValidUser {
    let draft = UserDraft {
        user_name: format!("Zoe.{number}"),
        email: format!("Zoe{number}@Bücher.example"),
        first_name: "Zoë".to_owned(),
        last_name: ["Nguyễn", "佐藤", "O’Brien"][usize::from(number % 3)].to_owned(),
        primary_role: PrimaryRole::QualityManager,
        is_admin: number == 1,
    };
    draft.validate().unwrap()
}

fn user(details: &ValidUser, number: u8) -> NewUser<'_> {
    let has_password = number.is_multiple_of(4);
    NewUser {
        details,
        password_hash: has_password.then_some("hash"),
        must_change_password: has_password,
        password_expires_at: has_password.then_some(NOW),
        is_disabled: number.is_multiple_of(3),
        created_at: NOW.plus_secs(number.into()),
        last_sign_in_at: number.is_multiple_of(2).then_some(NOW),
    }
}

fn client(name: &ClientName, user: UserId, number: u8) -> (NewClient<'_>, NewToken) {
    let (state, token) = match number % 3 {
        0 => (ClientState::Provisioned, (TokenState::Live, None)),
        1 => (
            ClientState::Registered { is_waiting: false },
            (TokenState::Used, Some(NOW)),
        ),
        _ => (ClientState::Deregistered, (TokenState::Void, Some(NOW))),
    };
    let (is_provisioned, is_registered) = (number.is_multiple_of(3), number % 3 == 1);
    let new = NewClient {
        user,
        name,
        state,
        host: is_registered.then_some("CI-1.example"),
        credential_hash: is_registered.then_some([number; 32]),
        version: is_registered.then_some("1.4.0"),
        registered_at: is_registered.then_some(NOW),
        last_seen_at: is_registered.then_some(NOW.plus_secs(1)),
        created_at: created_at(number),
    };
    let token = NewToken {
        hash: TokenHash([number; 32]),
        hint: "aB3d".to_owned(),
        issued_at: NOW,
        expires_at: is_provisioned.then_some(NOW),
        credential_days: is_provisioned.then_some(30),
        state: token,
    };
    (new, token)
}

fn created_at(client: u8) -> Timestamp {
    NOW.plus_secs(-i64::from(client))
}

fn clients_of(person: u8) -> impl Iterator<Item = (u8, ClientName)> {
    let numbers = (0..CLIENTS_OF_EACH).map(move |place| person * CLIENTS_OF_EACH + place);
    numbers.map(|number| (number, ClientName::parse(&format!("Laptop {number}")).unwrap()))
}

fn write_in_steps(tx: &WriteTx<'_>, people: impl IntoIterator<Item = u8>) -> Result<(), StoreError> {
    for number in people {
        let id = tx.insert_user(&user(&person(number), number))?;
        for (number, name) in clients_of(number) {
            let (client, token) = client(&name, id, number);
            let made = tx.insert_client(&client)?;
            tx.issue_token(id, made, &token)?;
        }
    }
    Ok(())
}

fn write_at_once(bulk: &mut BulkWriter<'_>, people: impl IntoIterator<Item = u8>) -> Result<(), StoreError> {
    for number in people {
        let newest = clients_of(number).map(|(client, _)| created_at(client)).max();
        let id = bulk.insert_user(&user(&person(number), number), newest)?;
        for (number, name) in clients_of(number) {
            let (client, token) = client(&name, id, number);
            bulk.insert_client(&client, &token)?;
        }
    }
    Ok(())
}

/// Every row of every table but the record of the directory, which has random bytes, and of what follows the rows: the
/// numbers of their changes and the index of the search.
fn rows(directory: &Directory) -> Vec<(String, Vec<Value>)> {
    let connection = directory.connection_for_tests();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'user_*'
        AND name NOT IN ('directory', 'changes', 'search_index', 'unindexed_users') ORDER BY name";
    let mut tables = connection.prepare(tables).unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut all = Vec::new();
    for table in tables.map(Result::unwrap) {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values = (0..columns).map(|column| row.get(column).unwrap());
            all.push((table.clone(), values.collect()));
        }
    }
    all
}

#[test]
fn rows_that_are_written_at_once_are_those_that_ordinary_writers_write() {
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding {
        created_at: NOW,
        salt: [7; 16],
    };
    let path = |name: &str| folder.path().join(name);
    let ordinary = Directory::create::<StoreError>(path("ordinary.db"), &founding, |tx| write_in_steps(tx, 1..9));
    let filled = Directory::create_in_steps::<StoreError>(path("filled.db"), &founding, |directory| {
        directory.write(|tx| write_in_steps(tx, [1, 2]))?;
        directory.fill(|bulk| write_at_once(bulk, 3..8))?;
        directory.write(|tx| write_in_steps(tx, [8]))
    });
    let (mut ordinary, mut filled) = (ordinary.unwrap(), filled.unwrap());
    let expected = rows(&ordinary);
    assert_eq!(expected.iter().filter(|(table, _)| table == "tokens").count(), 24);
    assert_eq!(rows(&filled), expected);
    filled.check_quickly().unwrap();
    let broken = filled.read::<_, StoreError>(|tx| tx.verify_rows(&[])).unwrap();
    assert_eq!(broken, Ok(()));
    let index = |directory: &mut Directory, word: &str| {
        directory.write::<_, StoreError>(|tx| tx.index_users(100)).unwrap();
        directory.write::<_, StoreError>(|tx| tx.index_users(100)).unwrap();
        let words = [word.to_owned()];
        let lists = directory
            .read::<_, StoreError>(|tx| tx.candidates(&words, 100))
            .unwrap();
        lists.into_iter().flat_map(|list| list.ids).collect::<Vec<_>>()
    };
    for word in ["nguyen", "ci-1", "佐藤", "z"] {
        let expected = index(&mut ordinary, word);
        assert!(!expected.is_empty(), "{word}");
        assert_eq!(index(&mut filled, word), expected, "{word}");
    }
}

#[test]
fn the_settings_are_those_of_any_directory_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection = Connection::open(closed_directory(folder.path())).unwrap();
    settings::apply(&connection).unwrap();
    let before = settings::read_back(&connection).unwrap();
    let mut directory = NewDirectory::new(&mut connection);
    directory
        .fill::<StoreError>(|bulk| write_at_once(bulk, [1, 2]))
        .unwrap();
    assert_eq!(settings::read_back(&connection).unwrap(), before);
}
