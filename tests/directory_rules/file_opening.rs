//! Which files are opened as a directory, and with which modes.

use std::fs;
use std::path::Path;

use crate::at_rest::{at_rest, open, snapshot, storage};
use crate::directory::{ANA, ANA_PASSWORD, Place, create, draft, sign_in};
#[cfg(unix)]
use crate::itself::in_a_process_of_its_own;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;
use avo_admin::service::{HashPolicy, Reads as _, Service};

/// In a process of its own, to which the mask belongs.
#[cfg(unix)]
#[test]
fn every_file_is_readable_by_its_owner_only_under_umask_000() {
    in_a_process_of_its_own(
        "file_opening::every_file_is_readable_by_its_owner_only_under_umask_000",
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
    assert_eq!(files.len(), 4, "the file, its log, its index and its mark");
    for (file, _) in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(&place.folder.path().join("new")), 0o700);
    assert_eq!(mode(&place.folder.path().join("new/deep")), 0o700);
    drop(service);
    fs::set_permissions(&place.path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(place.open());
    assert_eq!(mode(&place.path), 0o600, "a mode that was widened is narrowed again");
}

#[test]
fn a_file_that_is_not_a_directory_is_refused_and_left_unchanged() {
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
    assert_eq!(refusal("newer"), StorageFailure::Newer { found: 99, known: 8 });
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
        .expect("reading continues");
    raw.execute_batch("ROLLBACK").unwrap();
    assert_eq!(place.contents_without_audit(), before);
    create(&mut service, &ana, &draft("bo.lindqvist"));
}
