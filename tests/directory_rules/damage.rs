//! Damaged files are refused or reported, and never written over.

use std::fs;

use crate::at_rest::{at_rest, open, storage};
use crate::directory::Place;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;

/// Pseudo-random numbers from a fixed start (`SplitMix64`), so that a failure comes again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((value ^ (value >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }
}

#[test]
fn damage_is_refused_or_found_and_never_written_over() {
    let place = at_rest();
    let whole = fs::read(&place.path).unwrap();
    let page_bytes = 4096;
    let pages = whole.len() / page_bytes;
    assert!(pages > 20);
    let mut numbers = Numbers(7);
    for round in 0..200 {
        let mut damaged = whole.clone();
        let what = if round < pages {
            damaged[round * page_bytes..(round + 1) * page_bytes].fill(0);
            format!("page {round} zeroed")
        } else if round % 2 == 0 {
            let length = 1 + numbers.below(whole.len() - 1);
            damaged.truncate(length);
            format!("cut to {length}")
        } else {
            let start = numbers.below(pages) * page_bytes;
            // The first bytes of a page say what the rest of it is.
            let at = start + if start == 0 { 100 } else { 0 } + numbers.below(8);
            damaged[at] ^= 0xFF;
            format!("byte {at} turned around")
        };
        fs::write(&place.path, &damaged).unwrap();
        let found = open(&place, &place.path).and_then(|mut service| service.check_quickly());
        let failure = match found {
            Err(Failure::Storage(failure)) => failure,
            other => panic!("{what}: {other:?}"),
        };
        assert!(
            matches!(failure, StorageFailure::Damaged(_) | StorageFailure::Foreign(_)),
            "{what}: {failure:?}"
        );
        assert!(
            fs::read(&place.path).unwrap() == damaged,
            "{what}: the file was changed"
        );
        for beside in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{beside}", place.path.display()));
        }
    }
    fs::write(&place.path, &whole).unwrap();
    place.open().check_quickly().unwrap();
}

#[track_caller]
fn assert_answered_or_damaged<T: std::fmt::Debug>(answer: &Result<T, Failure>) {
    match answer {
        Ok(_)
        | Err(Failure::Storage(
            StorageFailure::Damaged(_) | StorageFailure::Foreign(_) | StorageFailure::Newer { .. },
        )) => {}
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
        for beside in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{beside}", place.path.display()));
        }
    }
}

#[test]
fn a_directory_whose_guard_was_taken_away_is_refused() {
    let place = Place::with_ana();
    place
        .raw()
        .execute_batch("DROP TRIGGER audit_is_never_deleted; DELETE FROM audit")
        .unwrap();
    let failure = storage(open(&place, &place.path));
    assert!(format!("{failure:?}").contains("audit_is_never_deleted"), "{failure:?}");
}
