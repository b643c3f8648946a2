//! What is heard of the verification of a backup, and stopping it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc;

use tempfile::TempDir;

use super::*;
use crate::crypto::BackupKey;

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(1_795_000_000_000)
    }
}

const POLICY: fn() -> HashPolicy = HashPolicy::cheap_for_tests_only;

fn passphrase() -> SecretText {
    SecretText::from("copper lantern violet tractor")
}

/// A directory and an encrypted backup of it.
fn with_backup() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup) = (folder.path().join("directory.db"), folder.path().join("backup.db.age"));
    let made = Service::fill_with_demo(&path, POLICY(), Arc::new(StoppedClock), 14).unwrap();
    let mut service = Service::open(&path, POLICY(), Arc::new(StoppedClock)).unwrap();
    let session = service.sign_in(&made.user_name, &made.password).unwrap().session;
    let key = BackupKey::Passphrase(passphrase());
    let mut reader = service.reader().unwrap();
    reader
        .back_up(&session, &backup, Some(&key), &mut |_| ControlFlow::Continue(()))
        .unwrap();
    (folder, path, backup)
}

/// Prepares the restore, which the beat of number `stopped_at` stops. Returns what was heard too.
fn prepare(path: &Path, backup: &Path, stopped_at: Option<usize>) -> (Result<Restoration, RestoreError>, Vec<u64>) {
    let (told, heard) = mpsc::channel();
    let mut beats = 0;
    let pulse = Pulse::new(move |progress| {
        assert_eq!(progress.of, 1_000);
        told.send(progress.done).unwrap();
        beats += 1;
        if Some(beats) == stopped_at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let unlock = BackupUnlock::Passphrase(passphrase());
    let clock = Arc::new(StoppedClock);
    let prepared = Restoration::prepare_heard(path, backup, Some(&unlock), POLICY(), clock, &pulse);
    (prepared, heard.try_iter().collect())
}

#[test]
fn the_verification_of_a_backup_tells_how_far_it_is_from_beginning_to_end() {
    let (_folder, path, backup) = with_backup();
    let (prepared, heard) = prepare(&path, &backup, None);
    assert!(prepared.is_ok());
    assert!(heard.is_sorted(), "{heard:?}");
    let (first, last) = (*heard.first().unwrap(), *heard.last().unwrap());
    assert!(first < 50 && last > 900, "{heard:?}");
}

#[test]
fn the_verification_of_a_backup_is_stopped_wherever_it_is_and_leaves_no_copy() {
    let (folder, path, backup) = with_backup();
    let beats = prepare(&path, &backup, None).1.len();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let before = files();
    for stopped_at in 1..=beats {
        let (stopped, heard) = prepare(&path, &backup, Some(stopped_at));
        let failure = Failure::from(stopped.err().unwrap());
        assert!(failure.is_interrupted(), "{stopped_at} of {beats}: {failure:?}");
        assert_eq!((heard.len(), files()), (stopped_at, before), "{stopped_at} of {beats}");
    }
}
