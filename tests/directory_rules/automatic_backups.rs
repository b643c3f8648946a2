//! Backups that nobody asks for: when, where, by whom, and which are kept.

mod folders;
mod settings;
mod together;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::directory::damaging::PAGE_BYTES;
use crate::directory::{ANA, ANA_PASSWORD, Place, column, create, draft, secret, sign_in};
use avo_admin::domain::backup_problem::BackupProblem;
use avo_admin::domain::backup_schedule::{BackupRecord, BackupSettings};
use avo_admin::domain::failure::Failure;
use avo_admin::service::{
    AutomaticBackups, BackupIdentity, BackupUnlock, FreeBytes, HashPolicy, Reads as _, Restoration, Service, Session,
    UnknownSecrets,
};

const HOUR_SECS: i64 = 60 * 60;
const DAY_SECS: i64 = 24 * HOUR_SECS;

/// A disk without an end.
fn endless() -> FreeBytes {
    Arc::new(|_| Some(u64::MAX))
}

fn backups_of(service: &Service) -> AutomaticBackups {
    AutomaticBackups::new(service.reader().unwrap(), endless())
}

fn make(backups: &mut AutomaticBackups) -> Result<Option<PathBuf>, Failure> {
    backups.make_if_due(|_| ControlFlow::Continue(()))
}

fn make_now(backups: &mut AutomaticBackups) -> PathBuf {
    make(backups).unwrap().expect("a backup that is due")
}

fn folder_of(place: &Place) -> PathBuf {
    place.folder.path().join("backups")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn record(service: &mut Service, session: &Session) -> BackupRecord {
    service.backup_record(session).unwrap()
}

fn set(service: &mut Service, session: &Session, change: impl FnOnce(&mut BackupSettings)) -> Result<(), Failure> {
    let before = record(service, session).settings;
    let mut after = before.clone();
    change(&mut after);
    service.change_backup_settings(session, &before, &after)
}

/// How many lines of the trail have that action.
fn lines(place: &Place, action: &str) -> i64 {
    let sql = "SELECT count(*) FROM audit WHERE action = ?1";
    place.raw().query_row(sql, [action], |row| row.get(0)).unwrap()
}

#[test]
fn a_backup_is_made_once_a_day_and_is_in_the_trail() {
    let place = Place::with_ana();
    let mut service = place.open();
    let mut backups = backups_of(&service);
    let first = make_now(&mut backups);
    assert_eq!(first.parent(), Some(&*folder_of(&place)));
    let name = first.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("directory-") && name.ends_with("-20261118T110640Z.avobackup"),
        "{name}"
    );
    let detail = format!(
        r#"{{"kind":"backup","encryption":"none","file":"{}","automatic":true}}"#,
        first.display()
    );
    assert_eq!(place.last_audit(), ("backup_made".to_owned(), Some(detail)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder_of(&place)), mode(&first)), (0o700, 0o600));
    }
    place.clock.pass_secs(DAY_SECS - 1);
    assert_eq!(make(&mut backups), Ok(None));
    place.clock.pass_secs(1);
    make_now(&mut backups);
    assert_eq!(names(&folder_of(&place)).len(), 2);
    let session = sign_in(&mut service, ANA, ANA_PASSWORD);
    let record = record(&mut service, &session);
    assert!(record.failed.is_none() && record.claimed_at.is_none(), "{record:?}");
    assert!(!names(place.folder.path()).iter().any(|name| name.contains(".new")));
}

#[test]
fn a_backup_that_was_made_automatically_restores() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    let backup = make_now(&mut backups_of(&service));
    create(&mut service, &ana, &draft("later.user"));
    drop(service);
    restore(&place, &backup, None);
    let mut service = place.open();
    service.check_quickly().unwrap();
    let list = service
        .read_users(&avo_admin::domain::query::UserQuery::default(), None)
        .unwrap();
    assert_eq!(list.rows.len(), 2);
    // The claim under which it was made is in it.
    place.clock.pass_secs(DAY_SECS);
    make_now(&mut backups_of(&service));
}

fn restore(place: &Place, backup: &Path, unlock: Option<&BackupUnlock>) {
    let policy = HashPolicy::cheap_for_tests_only();
    let restoration = Restoration::prepare(&place.path, backup, unlock, policy, place.clock.clone());
    let restored = restoration
        .unwrap()
        .run(ANA, &secret(ANA_PASSWORD), UnknownSecrets::Void);
    restored.unwrap();
}

#[test]
fn a_backup_to_a_public_key_opens_with_its_secret_half() {
    use age::secrecy::ExposeSecret as _;

    let key = age::x25519::Identity::generate();
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let recipient = format!(" {} ", key.to_public());
    set(&mut service, &ana, |settings| settings.recipient = Some(recipient)).unwrap();
    let backup = make_now(&mut backups_of(&service));
    assert!(backup.to_str().unwrap().ends_with(".avobackup.age"));
    let bytes = fs::read(&backup).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> X25519 "));
    assert!(!bytes.windows(6).any(|part| part == b"SQLite"));
    assert!(place.last_audit().1.unwrap().contains(r#""encryption":"recipient""#));
    drop(service);
    let identity = BackupIdentity::find_in(key.to_string().expose_secret()).unwrap();
    restore(&place, &backup, Some(&BackupUnlock::Identity(identity)));
    place.open().check_quickly().unwrap();
}

#[test]
fn a_backup_that_would_fill_a_disk_is_not_made_and_is_tried_again_each_hour() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let size: u64 = place
        .raw()
        .query_row(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            [],
            |row| row.get::<_, i64>(0),
        )
        .unwrap()
        .try_into()
        .unwrap();
    let (there, beside) = (
        Arc::new(AtomicU64::new(3 * size - 1)),
        Arc::new(AtomicU64::new(2 * size - 1)),
    );
    let folder = folder_of(&place);
    let free_bytes: FreeBytes = {
        let (there, beside) = (Arc::clone(&there), Arc::clone(&beside));
        Arc::new(move |file| {
            let disk = if file.starts_with(&folder) { &there } else { &beside };
            Some(disk.load(Ordering::Relaxed))
        })
    };
    let mut backups = AutomaticBackups::new(service.reader().unwrap(), free_bytes);
    for (problem, disk, room) in [
        (BackupProblem::NoRoom, &there, 3 * size),
        (BackupProblem::NoRoomBeside, &beside, 2 * size),
    ] {
        assert_eq!(make(&mut backups), Ok(None));
        let now = record(&mut service, &ana);
        assert_eq!(now.failed.map(|(_, problem)| problem), Some(problem));
        disk.store(room, Ordering::Relaxed);
        place.clock.pass_secs(HOUR_SECS - 1);
        assert_eq!(make(&mut backups), Ok(None), "not before an hour has passed");
        place.clock.pass_secs(1);
    }
    assert_eq!(lines(&place, "backup_failed"), 1, "said when it began to fail");
    assert!(names(&folder_of(&place)).is_empty());
    make_now(&mut backups);
    assert_eq!(record(&mut service, &ana).failed, None);
}

#[test]
fn a_backup_that_was_stopped_leaves_nothing_and_is_begun_again() {
    let place = Place::with_ana();
    let service = place.open();
    let mut backups = backups_of(&service);
    let before = place.audit_rows();
    for beats in [1_u32, 2, 3, 5, 8] {
        let mut heard = 0;
        let stopped = backups.make_if_due(move |_| {
            heard += 1;
            if heard == beats {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(stopped.unwrap_err().is_interrupted(), "{beats}");
        assert!(names(&folder_of(&place)).is_empty(), "{beats}");
        assert_eq!(place.audit_rows(), before);
        assert!(!names(place.folder.path()).iter().any(|name| name.contains(".new")));
    }
    make_now(&mut backups);
}

#[test]
fn a_damaged_directory_is_not_backed_up_and_its_failure_is_recorded() {
    let place = Place::with_ana();
    let index = "SELECT rootpage FROM sqlite_schema WHERE name = 'tokens_by_user'";
    let page: usize = column::<u32>(&place.raw(), index)[0].try_into().unwrap();
    let mut bytes = fs::read(&place.path).unwrap();
    bytes[(page - 1) * PAGE_BYTES..page * PAGE_BYTES].fill(0);
    fs::write(&place.path, bytes).unwrap();
    let (mut service, ana) = place.open_as_ana();
    let failure = make(&mut backups_of(&service)).unwrap_err();
    assert!(failure.is_damage(), "{failure}");
    let failed = record(&mut service, &ana).failed;
    assert_eq!(failed.map(|(_, problem)| problem), Some(BackupProblem::Damaged));
    assert_eq!(lines(&place, "backup_failed"), 1);
    assert!(names(&folder_of(&place)).is_empty());
}

#[test]
fn a_clock_that_was_wrong_delays_no_backup_and_pushes_no_good_one_out() {
    let place = Place::with_ana();
    let service = place.open();
    let mut backups = backups_of(&service);
    for _ in 0..7 {
        make_now(&mut backups);
        place.clock.pass_secs(DAY_SECS);
    }
    let good = names(&folder_of(&place));
    place.clock.move_secs(900 * DAY_SECS);
    let wrong = make_now(&mut backups);
    place.clock.move_secs(-900 * DAY_SECS);
    let next = make_now(&mut backups);
    let left = names(&folder_of(&place));
    assert!(!wrong.exists() && next.exists(), "{left:?}");
    assert!(good[1..].iter().all(|name| left.contains(name)), "{left:?}");
}

#[test]
fn rotation_leaves_alone_what_is_not_a_backup_of_this_directory() {
    let place = Place::with_ana();
    let service = place.open();
    let mut backups = backups_of(&service);
    let first = make_now(&mut backups);
    let folder = folder_of(&place);
    let own = first.file_name().unwrap().to_str().unwrap().to_owned();
    let tag = own.split('-').nth(1).unwrap().to_owned();
    let foreign = [
        own.replace(&tag, "00000000"),
        own.replace("directory-", "other-"),
        own.replace(".avobackup", ".avobackup.copy"),
        own.replace("directory-", "keep directory-"),
        "notes.txt".to_owned(),
    ];
    for name in &foreign {
        fs::write(folder.join(name), "mine").unwrap();
    }
    let in_folder = own.replace("110640", "110641");
    fs::create_dir(folder.join(&in_folder)).unwrap();
    for _ in 0..40 {
        place.clock.pass_secs(DAY_SECS);
        make_now(&mut backups);
    }
    let left = names(&folder);
    for name in foreign.iter().chain([&in_folder]) {
        assert!(left.contains(name), "{name}");
    }
    assert!(!left.contains(&own));
    let ours = left
        .iter()
        .filter(|name| !foreign.contains(name) && **name != in_folder);
    let ours = ours.count();
    assert!((8..=11).contains(&ours), "{ours}");
}
