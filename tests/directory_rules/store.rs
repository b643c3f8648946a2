//! The file on disk: settings, modes, wrong files, damage, old schemas, several connections.

use std::fs;
use std::path::{Path, PathBuf};

use crate::directory::{ANA, ANA_PASSWORD, Place, create, draft, provision, sign_in};
#[cfg(unix)]
use crate::itself::in_a_process_of_its_own;
use avo_admin::domain::audit_detail::AuditDetail;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::Field;
use avo_admin::domain::query::UserQuery;
use avo_admin::service::{HashPolicy, Reads as _, Service};

fn open(place: &Place, path: &Path) -> Result<Service, Failure> {
    Service::open(path, HashPolicy::cheap_for_tests_only(), place.clock.clone())
}

fn storage(result: Result<Service, Failure>) -> StorageFailure {
    match result {
        Err(Failure::Storage(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

/// Every file of a folder with its bytes.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// A directory at rest: closed, so that everything is in the one file.
fn at_rest() -> Place {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    for index in 0..40 {
        let id = create(&mut service, &ana, &draft(&format!("user.{index}"))).user.id;
        provision(&mut service, &ana, id, &format!("client-{index}"));
    }
    drop(service);
    assert_eq!(snapshot(place.folder.path()).len(), 1, "a closed directory is one file");
    place
}

/// In a process of its own, to which the mask belongs.
#[cfg(unix)]
#[test]
fn everything_is_for_the_owner_alone_under_umask_000() {
    in_a_process_of_its_own(
        "store::everything_is_for_the_owner_alone_under_umask_000",
        make_everything_under_umask_000,
    );
}

#[cfg(unix)]
fn make_everything_under_umask_000() {
    use std::os::unix::fs::PermissionsExt as _;
    rustix::process::umask(rustix::fs::Mode::empty());
    let mut place = Place::empty();
    place.path = place.folder.path().join("new/deep/directory.db");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let password = avo_admin::domain::secret::SecretText::from(ANA_PASSWORD);
    let policy = HashPolicy::cheap_for_tests_only();
    let mut service = Service::create(&place.path, policy, place.clock.clone(), &draft(ANA), &password).unwrap();
    let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    create(&mut service, &ana, &draft("bo.lindqvist"));
    let files = snapshot(place.path.parent().unwrap());
    assert_eq!(files.len(), 3, "the file, its log and its index");
    for (file, _) in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(&place.folder.path().join("new")), 0o700);
    assert_eq!(mode(&place.folder.path().join("new/deep")), 0o700);
    drop(service);
    fs::set_permissions(&place.path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(place.open());
    assert_eq!(
        mode(&place.path),
        0o600,
        "a mode that somebody widened is narrowed again"
    );
}

#[test]
fn whatever_is_not_a_directory_is_refused_and_left_as_it_is_to_the_byte() {
    let place = at_rest();
    let folder = place.folder.path();
    let at = |name: &str| folder.join(name);
    fs::write(at("empty"), "").unwrap();
    fs::write(at("text"), "User Name,Email Id\n".repeat(20)).unwrap();
    fs::write(at("short"), "SQLite format 3\0").unwrap();
    let foreign = rusqlite::Connection::open(at("foreign")).unwrap();
    foreign
        .execute_batch("CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (1)")
        .unwrap();
    drop(foreign);
    fs::copy(&place.path, at("newer")).unwrap();
    let newer = rusqlite::Connection::open(at("newer")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    newer
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    drop(newer);
    fs::create_dir(at("folder")).unwrap();
    let before = snapshot(folder);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&place.path, at("link")).unwrap();
        assert!(matches!(
            storage(open(&place, &at("link"))),
            StorageFailure::NotAFile(_)
        ));
        fs::remove_file(at("link")).unwrap();
    }
    let refusal = |name: &str| storage(open(&place, &at(name)));
    assert!(matches!(refusal("empty"), StorageFailure::Empty(_)));
    assert!(matches!(refusal("text"), StorageFailure::Foreign(_)));
    assert!(matches!(refusal("short"), StorageFailure::Foreign(_)));
    assert!(matches!(refusal("foreign"), StorageFailure::Foreign(_)));
    assert_eq!(refusal("newer"), StorageFailure::Newer { found: 99, known: 3 });
    assert!(matches!(refusal("folder"), StorageFailure::NotAFile(_)));
    assert!(matches!(refusal("missing"), StorageFailure::Missing(_)));
    assert!(matches!(refusal("missing/directory.db"), StorageFailure::Missing(_)));
    assert_eq!(snapshot(folder), before);
}

#[test]
fn a_path_is_a_path_and_not_an_address() {
    let mut place = Place::empty();
    place.path = place.folder.path().join("file:odd?mode=memory&x#y %41.db");
    let password = avo_admin::domain::secret::SecretText::from(ANA_PASSWORD);
    let policy = HashPolicy::cheap_for_tests_only();
    drop(Service::create(&place.path, policy, place.clock.clone(), &draft(ANA), &password).unwrap());
    assert_eq!(snapshot(place.folder.path())[0].0, place.path);
    sign_in(&mut place.open(), ANA, ANA_PASSWORD);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_followed_and_a_linked_file_is_not() {
    let place = Place::with_ana();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("linked");
    std::os::unix::fs::symlink(place.folder.path(), &link).unwrap();
    open(&place, &link.join("directory.db")).unwrap();
}

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
fn flipped_bytes_anywhere_give_the_answer_or_are_told_as_damage() {
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

/// Tables, indexes and triggers as they were written.
fn outline(raw: &rusqlite::Connection) -> Vec<String> {
    let mut statement = raw
        .prepare("SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY 1")
        .unwrap();
    statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// The fixtures are what earlier versions wrote, and stay as they are for ever.
#[test]
fn a_directory_of_every_earlier_version_opens_and_equals_a_fresh_one() {
    let place = Place::with_ana();
    let fresh = outline(&place.raw());
    for (version, written, entries) in [
        (1, include_str!("fixtures/schema_v1.sql"), 2),
        (2, include_str!("fixtures/schema_v2.sql"), 2),
        (3, include_str!("fixtures/schema_v3.sql"), 4),
    ] {
        let old = place.folder.path().join(format!("version-{version}.db"));
        rusqlite::Connection::open(&old)
            .unwrap()
            .execute_batch(written)
            .unwrap();
        let mut service = open(&place, &old).unwrap();
        service.check_quickly().unwrap();
        let list = service.read_users(&UserQuery::default(), None).unwrap();
        let names: Vec<&str> = list.rows.iter().map(|row| row.user.user_name.as_str()).collect();
        assert_eq!(names, ["ana.garcia", "bo.lindqvist"]);
        assert_eq!(list.total_clients, 3);
        assert_eq!(service.read_audit().unwrap().len(), entries);
        assert_eq!(
            outline(&rusqlite::Connection::open(&old).unwrap()),
            fresh,
            "version {version}"
        );
    }
}

/// Entries of earlier versions hold English sentences. The upgrade gives them their structure, whatever version wrote
/// them, and keeps to the letter what it does not understand.
#[test]
fn the_sentences_of_earlier_audit_entries_become_structure() {
    let place = Place::with_ana();
    for written in [
        include_str!("fixtures/schema_v1.sql"),
        include_str!("fixtures/schema_v2.sql"),
    ] {
        let old = place.folder.path().join(format!("trail-{}.db", written.len()));
        let raw = rusqlite::Connection::open(&old).unwrap();
        raw.execute_batch(written).unwrap();
        raw.execute_batch(
            "INSERT INTO audit (at, actor_kind, actor_id, actor_name, action, user_id, user_name, detail) VALUES
                 (1795000020000, 'user', 1, 'ana.garcia', 'user_updated', 2, 'bo.lindqvist', 'Email Id; Password'),
                 (1795000030000, 'user', 1, 'ana.garcia', 'user_updated', 2, 'bo.lindqvist', 'Shoe Size')",
        )
        .unwrap();
        drop(raw);
        let entries = open(&place, &old).unwrap().read_audit().unwrap();
        let details: Vec<_> = entries.into_iter().map(|entry| entry.detail).collect();
        let changed = AuditDetail::UserChanged {
            fields: vec![Field::Email, Field::Password],
            roles: None,
        };
        assert_eq!(
            details,
            [None, None, Some(changed), Some(AuditDetail::text("Shoe Size"))]
        );
    }
}

/// After an update the service and a window start together on a directory of the version before.
#[test]
fn several_programs_that_upgrade_a_directory_at_once_all_open_it() {
    for round in 0..10 {
        let place = Place::with_ana();
        let old = place.folder.path().join(format!("old-{round}.db"));
        let raw = rusqlite::Connection::open(&old).unwrap();
        raw.execute_batch(include_str!("fixtures/schema_v1.sql")).unwrap();
        // As every version leaves its directories.
        raw.pragma_update(None, "journal_mode", "wal").unwrap();
        drop(raw);
        let (old, place, start) = (&old, &place, &std::sync::Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(move || {
                    start.wait();
                    open(place, old).unwrap().check_quickly().unwrap();
                });
            }
        });
    }
}

/// A window of the version before that is open meanwhile goes on until it is closed: it can read and write as it did.
#[test]
fn an_older_window_that_is_open_during_an_upgrade_goes_on() {
    let place = Place::with_ana();
    let old = place.folder.path().join("old.db");
    let window = rusqlite::Connection::open(&old).unwrap();
    window.execute_batch(include_str!("fixtures/schema_v1.sql")).unwrap();
    window.pragma_update(None, "journal_mode", "wal").unwrap();
    window.pragma_update(None, "foreign_keys", "on").unwrap();
    let read = "SELECT name, state FROM clients WHERE id = 1";
    let state = || -> String {
        window
            .prepare_cached(read)
            .unwrap()
            .query_row([], |row| row.get(1))
            .unwrap()
    };
    // It is in the middle of reading.
    window.execute_batch("BEGIN").unwrap();
    assert_eq!(state(), "registered");
    let mut service = open(&place, &old).unwrap();
    assert_eq!(state(), "registered");
    window.execute_batch("COMMIT").unwrap();
    // What version 1 does at Reprovision, and at Generate.
    window
        .execute_batch(
            "BEGIN IMMEDIATE;
             UPDATE clients SET state = 'provisioned', changed_at = 9, revision = revision + 1, credential_hash = NULL,
                 credential_issued_at = NULL WHERE id = 1 AND revision = 1;
             INSERT INTO tokens (hash, hint, user_id, client_id, state, issued_at)
                 VALUES (zeroblob(32), 'dddd', 2, 1, 'live', 9);
             UPDATE clients SET token_hint = 'dddd', token_issued_at = 9, token_expires_at = NULL WHERE id = 1;
             INSERT INTO audit (at, actor_kind, actor_id, actor_name, action, user_id, user_name, client_id, detail)
                 VALUES (9, 'user', 1, 'ana.garcia', 'client_reprovisioned', 2, 'bo.lindqvist', 1, 'token …dddd');
             COMMIT",
        )
        .unwrap();
    assert_eq!(state(), "provisioned");
    let rows = service.read_users(&UserQuery::default(), None).unwrap().rows;
    let bo = rows
        .iter()
        .find(|row| row.user.user_name.as_str() == "bo.lindqvist")
        .unwrap();
    assert_eq!((bo.clients.registered, bo.clients.provisioned), (0, 2));
    let written = service.read_audit().unwrap().pop().unwrap();
    assert_eq!(written.detail, Some(AuditDetail::text("token …dddd")));
    service.check_quickly().unwrap();
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

#[test]
fn another_program_that_keeps_the_directory_busy_is_named_and_nothing_is_changed() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let before = place.contents_without_audit();
    let raw = place.raw();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    let password = avo_admin::domain::secret::SecretText::from(crate::directory::OTHER_PASSWORD);
    let failure = service
        .create_user(&ana, &draft("bo.lindqvist"), &password)
        .unwrap_err();
    assert_eq!(failure, Failure::Storage(StorageFailure::Busy));
    service
        .list_users(&ana, &UserQuery::default())
        .expect("reading goes on");
    raw.execute_batch("ROLLBACK").unwrap();
    assert_eq!(place.contents_without_audit(), before);
    create(&mut service, &ana, &draft("bo.lindqvist"));
}

#[test]
fn what_was_deleted_is_in_no_file_any_more() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("vanishing.person")).user;
    for index in 0..50 {
        provision(&mut service, &ana, user.id, &format!("vanishing-client-{index}"));
    }
    let hash: String = place
        .raw()
        .query_row("SELECT password_hash FROM users WHERE id = ?1", [user.id.0], |row| {
            row.get(0)
        })
        .unwrap();
    service.delete_user(&ana, user.id, user.revision).unwrap();
    for (file, bytes) in snapshot(place.folder.path()) {
        let is_there = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        assert!(!is_there(&hash), "{}", file.display());
        assert!(!is_there("vanishing.person@example.com"), "{}", file.display());
    }
}
