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
