//! Damaged files are refused or reported, and never written over.

use std::fs;

use crate::at_rest::{at_rest, open, storage};
use crate::directory::Place;
use crate::directory::damaging::{Numbers, PAGE_BYTES, damaged, page_of_generation, without_raise};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;
use avo_admin::service::Service;

/// What `avo-admin check` does. The engine alone does not see that the content of a value is another one.
fn check(service: &mut Service) -> Result<(), Failure> {
    service.check_quickly()?;
    let verified = service.verify_all(&[])?;
    verified
        .map(drop)
        .map_err(|broken| StorageFailure::Damaged(format!("{broken:?}")).into())
}

#[test]
fn damage_is_refused_or_found_and_never_written_over() {
    let place = at_rest();
    let whole = fs::read(&place.path).unwrap();
    assert!(whole.len() / PAGE_BYTES > 20);
    let raised = page_of_generation(&place);
    let mut numbers = Numbers(7);
    for round in 0..200 {
        let (damaged, what) = damaged(&whole, round, &mut numbers);
        fs::write(&place.path, &damaged).unwrap();
        let found = open(&place, &place.path).and_then(|mut service| check(&mut service));
        let failure = match found {
            Err(Failure::Storage(failure)) => failure,
            other => panic!("{what}: {other:?}"),
        };
        assert!(
            matches!(failure, StorageFailure::Damaged(_) | StorageFailure::Foreign(_)),
            "{what}: {failure:?}"
        );
        let left = without_raise(&place, &raised, &damaged);
        assert!(left == damaged, "{what}: the file was changed");
        // The mark would take the next damaged file for an older copy, because an opening raises the generation.
        for beside in ["-wal", "-shm", ".generation"] {
            let _ = fs::remove_file(format!("{}{beside}", place.path.display()));
        }
    }
    fs::write(&place.path, &whole).unwrap();
    check(&mut place.open()).unwrap();
}

#[track_caller]
fn assert_answered_or_damaged<T: std::fmt::Debug>(answer: &Result<T, Failure>) {
    match answer {
        Ok(_) | Err(Failure::Storage(StorageFailure::Foreign(_) | StorageFailure::Newer { .. })) => {}
        Err(damage) if damage.is_damage() => {}
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn flipped_bytes_anywhere_give_the_answer_or_are_reported_as_damage() {
    let place = at_rest();
    let whole = fs::read(&place.path).unwrap();
    let mut numbers = Numbers(11);
    for _ in 0..300 {
        let mut damaged = whole.clone();
        for _ in 0..=numbers.below(20) {
            let at = numbers.below(damaged.len());
            damaged[at] = u8::try_from(numbers.below(256)).unwrap();
        }
        fs::write(&place.path, &damaged).unwrap();
        let opened = open(&place, &place.path);
        assert_answered_or_damaged(&opened);
        if let Ok(mut service) = opened {
            assert_answered_or_damaged(&service.check_quickly());
            assert_answered_or_damaged(&service.read_users(&UserQuery::default(), None));
            assert_answered_or_damaged(&service.read_audit());
        }
        // The mark would take the next damaged file for an older copy, because an opening raises the generation.
        for beside in ["-wal", "-shm", ".generation"] {
            let _ = fs::remove_file(format!("{}{beside}", place.path.display()));
        }
    }
}

/// A table and its index can each be whole and not fit together: the index is hidden while a row is changed.
#[test]
fn an_index_that_does_not_fit_its_table_is_found_by_the_thorough_check() {
    let place = at_rest();
    let schema = "type = 'index' AND name = 'users_by_last_sign_in'";
    let hide = format!(
        "PRAGMA writable_schema = ON; CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE {schema};
         DELETE FROM sqlite_schema WHERE {schema}"
    );
    place.raw().execute_batch(&hide).unwrap();
    let change = "UPDATE users SET last_sign_in_at = ifnull(last_sign_in_at, 0) + 1 WHERE id = 1";
    place.raw().execute_batch(change).unwrap();
    let show = "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM kept; DROP TABLE kept";
    place.raw().execute_batch(show).unwrap();
    let mut service = open(&place, &place.path).unwrap();
    service.check_quickly().unwrap();
    let found = service.check_thoroughly().unwrap_err();
    assert!(
        matches!(&found, Failure::Storage(StorageFailure::Damaged(what)) if what.contains("users_by_last_sign_in")),
        "{found:?}"
    );
}

#[test]
fn figures_that_were_changed_outside_are_found_by_the_thorough_check() {
    for change in [
        "UPDATE users SET waiting_clients = waiting_clients + 1 WHERE id = 1",
        "UPDATE client_figures SET clients = clients + 1 WHERE standing = 'waiting'",
    ] {
        let place = at_rest();
        open(&place, &place.path).unwrap().check_thoroughly().unwrap();
        place.tamper(change);
        let mut service = open(&place, &place.path).unwrap();
        service.check_quickly().unwrap();
        let found = service.check_thoroughly();
        assert!(
            matches!(found, Err(Failure::Storage(StorageFailure::Damaged(_)))),
            "{change}: {found:?}"
        );
    }
}

#[test]
fn a_directory_whose_guard_was_taken_away_is_refused() {
    let place = Place::with_ana();
    place
        .raw()
        .execute_batch("DROP TRIGGER audit_is_deleted_once_sealed; DELETE FROM audit")
        .unwrap();
    let failure = storage(open(&place, &place.path));
    assert!(
        format!("{failure:?}").contains("audit_is_deleted_once_sealed"),
        "{failure:?}"
    );
}
