//! A damaged directory: the file stays as it is, a good backup is restored, and what can be read is exported.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use avo_admin::domain::secret::SecretText;
use avo_admin::service::BackupKey;
use avo_admin::state::{Phase, TaskKind};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office};
use crate::tampering::{break_table, tamper};

const PAGE: usize = 4096;

pub(super) fn back_up(office: &Office, name: &str, key: Option<&BackupKey>, age_secs: u64) -> PathBuf {
    let folder = office.path().join("backups");
    fs::create_dir_all(&folder).unwrap();
    let file = office.as_admin(|service, session| {
        let mut reader = service.reader().unwrap();
        let file = folder.join(name);
        reader
            .back_up(session, &file, key, &mut |_| ControlFlow::Continue(()))
            .unwrap()
    });
    set_age(&file, age_secs);
    file
}

/// Makes a file that many seconds old.
fn set_age(path: &Path, secs: u64) {
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_795_424_400 - secs);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(at).unwrap();
}

/// Breaks pages that ordinary opening does not look at. Returns what the file is then.
pub(super) fn flip_bytes(office: &Office) -> Vec<u8> {
    let mut bytes = fs::read(office.database()).unwrap();
    let pages = bytes.len() / PAGE;
    let mut file = fs::File::options().write(true).open(office.database()).unwrap();
    for page in pages / 2..pages {
        let at = page * PAGE;
        bytes[at..at + 8].fill(0xa5);
        file.seek(SeekFrom::Start(u64::try_from(at).unwrap())).unwrap();
        file.write_all(&bytes[at..at + 8]).unwrap();
    }
    bytes
}

/// Takes the head of the file away.
pub(super) fn behead(office: &Office) -> Vec<u8> {
    let mut bytes = fs::read(office.database()).unwrap();
    bytes[..PAGE].fill(0);
    fs::write(office.database(), &bytes).unwrap();
    bytes
}

/// An office with a good backup, a newer damaged and a newest encrypted one.
pub(super) fn with_backups() -> (Office, PathBuf) {
    let office = Office::with_users();
    let good = back_up(&office, "good.db", None, 3600);
    let damaged = back_up(&office, "damaged.db", None, 1800);
    let bytes = fs::read(&damaged).unwrap();
    fs::write(&damaged, &bytes[..bytes.len() - PAGE]).unwrap();
    set_age(&damaged, 1800);
    let key = BackupKey::Passphrase(SecretText::from("copper lantern violet tractor"));
    back_up(&office, "newest.db.age", Some(&key), 60);
    (office, good)
}

pub(super) fn restore(desk: &mut Desk) {
    desk.press("Check Backup");
    desk.expect("There is no readable directory to compare the backup with");
    desk.fill("User Name", ADMIN);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
}

#[test]
fn a_directory_that_cannot_be_opened_is_restored_from_the_newest_good_backup() {
    let (office, good) = with_backups();
    let damaged = behead(&office);
    let mut desk = office.console();
    assert!(matches!(desk.state().phase, Phase::OpenFailed(_)), "{}", desk.tree());
    desk.expect("The directory is damaged");
    desk.expect("Newest good backup");
    desk.expect(&good.display().to_string());
    desk.expect("newest.db.age");
    let button = desk.get(Role::Button, "Restore This Backup…");
    assert!(button.accesskit_node().is_focused(), "{}", desk.tree());
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Restore"));
    desk.press("Check Backup");
    desk.fill("User Name", ADMIN);
    desk.fill_secret("Password", "not the password at all");
    desk.press("Restore");
    desk.expect("Incorrect user name or password");
    assert!(fs::read(office.database()).unwrap() == damaged);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.key(Key::Enter);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
    desk.expect("The backup was restored");
    let kept = fs::read_dir(office.path()).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept.into_iter().find(|path| is_kept_file(path)).unwrap();
    assert!(fs::read(kept).unwrap() == damaged, "the damaged file is kept");
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.go_to_users();
    assert!(desk.has(Role::Row, "bo.lindqvist"), "{}", desk.tree());
}

#[test]
fn damage_that_the_check_finds_closes_the_directory_and_offers_the_same() {
    let (office, good) = with_backups();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let damaged = flip_bytes(&office);
    let mut desk = office.console();
    desk.expect("The directory is damaged");
    desk.expect(&good.display().to_string());
    let before = fs::read(office.database()).unwrap();
    desk.wait_secs(60);
    assert!(
        fs::read(office.database()).unwrap() == before,
        "nothing more is written"
    );
    assert_eq!(before.len(), damaged.len());
    desk.press("Restore This Backup…");
    restore(&mut desk);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

#[test]
fn without_a_good_backup_the_screen_says_so_and_takes_a_path() {
    let office = Office::with_users();
    let good = back_up(&office, "good.db", None, 60);
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("good.db");
    fs::rename(good, &moved).unwrap();
    behead(&office);
    let mut desk = office.console();
    desk.expect("No good backup was found");
    assert!(!desk.has(Role::Button, "Restore This Backup…"));
    desk.press("Other Backup…");
    desk.fill("File", &moved.display().to_string());
    restore(&mut desk);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

#[test]
fn tokens_and_credentials_are_void_unless_the_administrator_chooses_otherwise() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    back_up(&office, "good.db", None, 60);
    behead(&office);
    let mut desk = office.console();
    desk.press("Restore This Backup…");
    desk.press("Check Backup");
    desk.expect("Client laptop-bo of bo.lindqvist: deregistered");
    desk.click(Role::CheckBox, "Let tokens and credentials work as in the backup");
    desk.expect("also those that were used or withdrawn since");
    assert!(!desk.says("Client laptop-bo"), "{}", desk.tree());
    desk.fill("User Name", ADMIN);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
    let laptop = office.details("bo.lindqvist").clients.remove(0);
    assert!(laptop.holds_credential);
}

#[test]
fn what_can_be_read_is_exported_by_the_keyboard_alone() {
    let (office, _) = with_backups();
    flip_bytes(&office);
    let mut desk = office.console();
    let before = fs::read(office.database()).unwrap();
    desk.get(Role::Button, "Export What Can Be Read…").focus();
    desk.run();
    desk.key(Key::Enter);
    let field = desk.get(Role::TextInput, "File");
    assert!(field.accesskit_node().is_focused(), "{}", desk.tree());
    let file = PathBuf::from(field.value().unwrap());
    assert_eq!(file.extension().unwrap(), "jsonl");
    desk.key(Key::Enter);
    desk.expect("Export completed");
    desk.expect(&file.display().to_string());
    desk.expect("Users: ");
    assert!(fs::read_to_string(&file).unwrap().contains(r#""kind":"end""#));
    assert!(fs::read(office.database()).unwrap() == before);
    desk.key(Key::Enter);
    assert!(!desk.has(Role::Dialog, "Export What Can Be Read"), "{}", desk.tree());
    desk.press("Export What Can Be Read…");
    desk.press("Export");
    desk.expect("A file already exists at");
}

/// A console whose check after the opening has found nothing.
fn at_work(office: &Office) -> Desk {
    let desk = office.signed_in();
    assert!(desk.state().tasks.is_empty());
    desk
}

#[track_caller]
fn assert_closed(desk: &mut Desk) {
    desk.run();
    desk.run();
    assert!(matches!(desk.state().phase, Phase::OpenFailed(_)), "{}", desk.tree());
    desk.expect("The directory is damaged");
    assert!(!desk.has(Role::Link, "User Management"));
}

fn is_checking(desk: &Desk) -> bool {
    desk.state()
        .tasks
        .iter()
        .any(|task| task.what == TaskKind::CheckDirectory)
}

#[test]
fn damage_that_a_reading_meets_has_the_file_checked_and_closes_the_directory() {
    let (office, good) = with_backups();
    let mut desk = at_work(&office);
    desk.is_background_held.set(true);
    break_table(&office.database(), "users");
    desk.run();
    desk.expect("The directory is being checked for damage");
    assert!(!desk.says("The directory is damaged"), "it is not known yet");
    desk.wait_secs(1);
    desk.expect("Checking the directory");
    assert!(!desk.has(Role::Button, "Cancel"), "{}", desk.tree());
    desk.is_background_held.set(false);
    assert_closed(&mut desk);
    desk.expect(&good.display().to_string());
    let before = fs::read(office.database()).unwrap();
    desk.wait_secs(60);
    assert!(
        fs::read(office.database()).unwrap() == before,
        "nothing more is written"
    );
    desk.press("Restore This Backup…");
    restore(&mut desk);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

#[test]
fn damage_that_a_change_meets_closes_the_directory() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = at_work(&office);
    desk.provision("bo.lindqvist");
    break_table(&office.database(), "former_credentials");
    desk.run();
    assert_eq!(desk.state().phase, Phase::SignedIn, "no reading meets it");
    desk.press("Deregister laptop-bo");
    desk.press("Deregister");
    assert_closed(&mut desk);
}

#[test]
fn damage_that_the_upkeep_meets_closes_the_directory_while_nobody_is_signed_in() {
    let office = Office::with_users();
    let mut desk = office.console();
    assert_eq!(desk.state().phase, Phase::SignIn);
    break_table(&office.database(), "clock");
    desk.wait_secs(120);
    assert_closed(&mut desk);
}

#[test]
fn damage_met_by_what_was_asked_before_a_lock_closes_the_locked_directory() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = at_work(&office);
    desk.provision("bo.lindqvist");
    break_table(&office.database(), "former_credentials");
    desk.press("Deregister laptop-bo");
    desk.is_directory_held.set(true);
    desk.press("Deregister");
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    desk.is_directory_held.set(false);
    assert_closed(&mut desk);
}

#[test]
fn one_value_that_cannot_be_read_has_the_file_checked_once_and_closes_nothing() {
    let office = Office::with_users();
    let mut desk = at_work(&office);
    desk.edit("bo.lindqvist");
    desk.is_background_held.set(true);
    let raw = rusqlite::Connection::open(office.database()).unwrap();
    tamper(
        &raw,
        "UPDATE users SET first_name = 'Bo' || char(10) WHERE user_name = 'bo.lindqvist'",
    );
    desk.run();
    desk.expect("A value in the directory can't be read");
    desk.expect("The directory is being checked for damage");
    assert!(is_checking(&desk));
    desk.is_background_held.set(false);
    desk.run();
    assert_eq!(desk.state().phase, Phase::SignedIn, "{}", desk.tree());
    desk.expect("Restore a backup (avo-admin restore FILE), or have the value corrected");
    desk.is_background_held.set(true);
    for is_checked_again in [false, true] {
        desk.press("Try again");
        assert_eq!(is_checking(&desk), is_checked_again);
        desk.wait_secs(5 * 60);
        desk.key(Key::Tab);
        desk.wait_secs(5 * 60);
    }
}

#[test]
fn damage_met_during_the_check_after_the_opening_has_the_file_checked_again() {
    let office = Office::with_users();
    let mut desk = office.console_that_checks();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    let opening = desk.state().tasks[0].id;
    desk.edit("bo.lindqvist");
    let raw = rusqlite::Connection::open(office.database()).unwrap();
    tamper(
        &raw,
        "UPDATE users SET first_name = 'Bo' || char(10) WHERE user_name = 'bo.lindqvist'",
    );
    desk.run();
    desk.expect("The directory is being checked for damage");
    desk.wait_secs(1);
    let tasks = &desk.state().tasks;
    assert!(tasks.len() == 1 && tasks[0].id == opening, "one at a time: {tasks:?}");
    desk.key(Key::Escape);
    desk.press("Cancel");
    assert!(!is_checking(&desk));
    // Nothing reads it but a check.
    break_table(&office.database(), "former_credentials");
    desk.is_background_held.set(false);
    assert_closed(&mut desk);
}

/// Whether it is the main file that a restore has kept, and not what lies beside it.
fn is_kept_file(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.contains(".before-restore-") && !name.ends_with(".generation")
}
