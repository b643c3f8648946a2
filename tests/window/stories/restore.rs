//! Restoring a backup from Settings.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use avo_admin::domain::backup_schedule::BackupSettings;
use avo_admin::domain::secret::SecretText;
use avo_admin::platform::service_lock::ServiceLock;
use avo_admin::service::BackupKey;
use avo_admin::state::Phase;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office};

const PASSPHRASE: &str = "copper lantern violet tractor";

/// Makes a backup in the folder that backups are looked for in.
fn back_up(office: &Office, name: &str, key: Option<&BackupKey>) -> PathBuf {
    let folder = office.path().join("backups");
    fs::create_dir_all(&folder).unwrap();
    office.as_admin(|service, session| {
        let mut reader = service.reader().unwrap();
        let file = folder.join(name);
        reader
            .back_up(session, &file, key, &mut |_| ControlFlow::Continue(()))
            .unwrap()
    })
}

/// An office with a backup, after which Bo was disabled and Dora came.
fn after_a_backup() -> (Office, PathBuf) {
    let office = Office::with_users();
    let backup = back_up(&office, "one.db", None);
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| service.set_user_disabled(session, bo.id, bo.revision, true).unwrap());
    office.add_user("dora.berg", "Dora", "Berg");
    (office, backup)
}

fn dialog(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.press("Restore…");
    assert!(desk.has(Role::Dialog, "Restore"), "{}", desk.tree());
    desk
}

/// The files that a restore leaves for a while beside the directory.
fn copies(office: &Office) -> usize {
    let names = fs::read_dir(office.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".avo-admin-")).count()
}

fn kept(office: &Office) -> Option<PathBuf> {
    let mut paths = fs::read_dir(office.path()).unwrap().map(|entry| entry.unwrap().path());
    paths.find(|path| is_kept_file(path))
}

fn has_user(office: &Office, user_name: &str) -> bool {
    office.as_admin(|service, session| {
        let query = avo_admin::domain::query::UserQuery::default();
        let list = avo_admin::service::Reads::list_users(service, session, &query).unwrap();
        list.rows.iter().any(|row| row.user.user_name.as_str() == user_name)
    })
}

#[track_caller]
fn assert_focused(desk: &Desk, role: Role, name: &str) {
    let is_focused = desk.get(role, name).accesskit_node().is_focused();
    assert!(is_focused, "{name} in\n{}", desk.tree());
}

#[test]
fn a_backup_is_restored_by_the_keyboard_alone_and_the_sign_in_names_the_kept_file() {
    let (office, backup) = after_a_backup();
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.get(Role::Button, "Restore…").focus();
    desk.run();
    desk.key(Key::Enter);
    desk.expect(&backup.display().to_string());
    let entry = entry(&desk, "one.db");
    let chosen = desk.get(Role::RadioButton, &entry);
    assert!(chosen.accesskit_node().is_focused(), "{}", desk.tree());
    desk.key(Key::Enter);
    desk.expect("The backup is sound");
    desk.expect("User bo.lindqvist: disabled");
    assert_focused(&desk, Role::PasswordInput, "Password");
    assert_eq!(desk.get(Role::TextInput, "User Name").value().as_deref(), Some(ADMIN));
    desk.type_text(ADMIN_PASSWORD);
    desk.key(Key::Enter);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
    desk.expect("The backup was restored");
    let kept = kept(&office).unwrap();
    desk.expect(&kept.display().to_string());
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.state().phase, Phase::SignedIn);
    assert!(!desk.says("The backup was restored"));
    desk.go_to_users();
    assert!(!desk.has(Role::Row, "dora.berg"), "{}", desk.tree());
    assert!(office.details("bo.lindqvist").user.is_disabled);
    assert_eq!(copies(&office), 0);
}

#[test]
fn a_wrong_password_changes_nothing_and_one_can_go_on() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    desk.press("Check Backup");
    desk.press("Restore");
    desk.expect("Enter your password");
    desk.fill_secret("Password", "not the password at all");
    desk.press("Restore");
    desk.expect("Incorrect user name or password");
    assert_focused(&desk, Role::PasswordInput, "Password");
    assert!(kept(&office).is_none());
    desk.fill("User Name", "bo.lindqvist");
    desk.fill_secret("Password", "seven green lanterns over water");
    desk.press("Restore");
    assert!(kept(&office).is_none(), "Bo is no administrator");
    assert_eq!(desk.state().phase, Phase::SignedIn);
    desk.fill("User Name", ADMIN);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
    assert!(kept(&office).is_some());
}

#[test]
fn an_encrypted_backup_asks_for_its_passphrase() {
    let (office, _) = after_a_backup();
    office.clock.advance_secs(3600);
    let key = BackupKey::Passphrase(SecretText::from(PASSPHRASE));
    back_up(&office, "two.db.age", Some(&key));
    let mut desk = dialog(&office);
    desk.click(Role::RadioButton, &entry(&desk, "two.db.age"));
    desk.press("Check Backup");
    desk.expect("Enter the passphrase of the backup");
    desk.fill_secret("Passphrase", "another copper lantern");
    desk.press("Check Backup");
    desk.expect("Incorrect passphrase or key for this backup");
    assert_focused(&desk, Role::PasswordInput, "Passphrase");
    desk.fill_secret("Passphrase", PASSPHRASE);
    desk.key(Key::Enter);
    desk.expect("The backup is sound");
    desk.expect("nothing was withdrawn since");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

/// The name of the entry for a file.
fn entry(desk: &Desk, file: &str) -> String {
    let entries = desk.spoken();
    entries
        .into_iter()
        .find(|text| text.contains(file) && text.contains('·'))
        .unwrap()
}

#[test]
fn a_backup_is_named_by_its_path_and_opened_with_a_key_file() {
    let (office, _) = after_a_backup();
    let identity = age::x25519::Identity::generate();
    let recipient = avo_admin::service::BackupRecipient::parse(&identity.to_public().to_string()).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = back_up(&office, "three.db.age", Some(&BackupKey::Recipient(recipient)));
    let moved = elsewhere.path().join("three.db.age");
    fs::rename(file, &moved).unwrap();
    let key_file = elsewhere.path().join("key.txt");
    {
        use age::secrecy::ExposeSecret as _;
        fs::write(&key_file, identity.to_string().expose_secret()).unwrap();
    }
    let mut desk = dialog(&office);
    desk.click(Role::RadioButton, "Other file");
    desk.press("Check Backup");
    desk.expect("Enter the full path of a backup");
    desk.fill("File", "three.db.age");
    desk.press("Check Backup");
    desk.expect("Enter a full path");
    desk.fill("File", &elsewhere.path().join("four.db").display().to_string());
    desk.press("Check Backup");
    desk.expect("or its folder does not exist");
    desk.fill("File", &moved.display().to_string());
    desk.press("Check Backup");
    desk.expect("The backup is encrypted");
    desk.click(Role::RadioButton, "Age key file");
    desk.fill("Key File", &moved.display().to_string());
    desk.press("Check Backup");
    desk.expect("The file contains no age key");
    desk.fill("Key File", &key_file.display().to_string());
    desk.press("Check Backup");
    desk.expect("The backup is sound");
}

#[test]
fn what_is_no_backup_and_what_is_damaged_is_refused_with_the_reason() {
    let (office, backup) = after_a_backup();
    let text = office.path().join("notes.txt");
    fs::write(&text, "not a backup").unwrap();
    let mut bytes = fs::read(&backup).unwrap();
    let end = bytes.len() - 4096;
    bytes.truncate(end);
    fs::write(&backup, bytes).unwrap();
    let mut desk = dialog(&office);
    desk.press("Check Backup");
    desk.expect("The backup is damaged");
    desk.click(Role::RadioButton, "Other file");
    for (path, why) in [
        (&text, "This file is not a backup"),
        (&office.database(), "is one of the directory's own files"),
    ] {
        desk.fill("File", &path.display().to_string());
        desk.press("Check Backup");
        desk.expect(why);
    }
    desk.key(Key::Escape);
    assert!(has_user(&office, "dora.berg"));
    assert_eq!(copies(&office), 0);
}

#[test]
fn cancelling_going_back_and_a_lock_leave_no_copy_and_change_nothing() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    desk.press("Check Backup");
    assert_ne!(copies(&office), 0);
    desk.press("Back");
    assert!(desk.has(Role::Button, "Check Backup"), "{}", desk.tree());
    assert_eq!(copies(&office), 0);
    desk.press("Check Backup");
    desk.press("Cancel");
    assert!(!desk.has(Role::Dialog, "Restore"));
    assert_eq!(copies(&office), 0);
    desk.press("Restore…");
    desk.press("Check Backup");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert!(!desk.has(Role::Dialog, "Restore"), "{}", desk.tree());
    assert_eq!(copies(&office), 0);
    assert!(kept(&office).is_none() && has_user(&office, "dora.berg"));
}

#[test]
fn cancel_stops_the_verification_and_goes_back_to_the_choice() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    desk.is_background_held.set(true);
    desk.press("Check Backup");
    assert!(desk.has(Role::ProgressIndicator, "Verifying the backup"));
    desk.press("Cancel");
    assert!(desk.has(Role::Dialog, "Restore"), "{}", desk.tree());
    assert!(!desk.says("Verifying the backup"), "{}", desk.tree());
    assert_focused(&desk, Role::RadioButton, &entry(&desk, "one.db"));
    desk.press("Check Backup");
    desk.is_background_held.set(false);
    desk.run();
    desk.expect("The backup is sound");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

#[test]
fn a_verification_ends_with_its_dialog() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    desk.is_background_held.set(true);
    desk.press("Check Backup");
    assert_eq!(desk.state().tasks.len(), 1);
    desk.key(Key::Escape);
    assert!(!desk.has(Role::Dialog, "Restore"));
    assert!(desk.state().tasks.is_empty());
    desk.is_background_held.set(false);
    desk.run();
    assert_eq!(copies(&office), 0);
}

#[test]
fn a_lock_while_a_backup_is_verified_drops_it() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    desk.is_background_held.set(true);
    desk.press("Check Backup");
    assert!(
        desk.has(Role::ProgressIndicator, "Verifying the backup"),
        "{}",
        desk.tree()
    );
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.is_background_held.set(false);
    desk.run();
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert_eq!(desk.state().phase, Phase::SignedIn);
    assert_eq!(copies(&office), 0);
}

#[test]
fn where_another_program_has_the_directory_open_it_is_named_and_one_stays_where_one_was() {
    let (office, _) = after_a_backup();
    let mut desk = dialog(&office);
    let other = office.service();
    let restore = |desk: &mut Desk| {
        desk.press("Check Backup");
        desk.fill_secret("Password", ADMIN_PASSWORD);
        desk.press("Restore");
        assert_eq!(desk.state().phase, Phase::SignedIn, "{}", desk.tree());
    };
    restore(&mut desk);
    desk.expect("Another window or program has the directory open");
    desk.expect("Nothing was changed");
    let lock = ServiceLock::hold(&office.database().into()).unwrap().unwrap();
    restore(&mut desk);
    desk.expect("The registration service has the directory open");
    desk.expect("Stop the service and try again");
    desk.key(Key::Escape);
    desk.go_to_users();
    assert!(desk.has(Role::Row, "dora.berg"), "the directory is open again");
    assert!(kept(&office).is_none());
    drop((lock, other));
    desk.click(Role::Link, "Settings");
    desk.press("Restore…");
    desk.press("Check Backup");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
}

#[test]
fn who_needs_a_one_time_password_after_a_restore_is_named() {
    let office = Office::with_users();
    back_up(&office, "one.db", None);
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| {
        let password = SecretText::from("eleven quiet herons by the lake");
        service
            .update_user(session, bo.id, bo.revision, &bo.draft(), Some(&password))
            .unwrap();
    });
    let mut desk = dialog(&office);
    desk.press("Check Backup");
    desk.expect("User bo.lindqvist: needs a one-time password");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Restore");
    desk.expect("These users need a one-time password: bo.lindqvist");
}

#[test]
fn only_backups_are_offered_the_newest_first() {
    let office = Office::with_users();
    let old = back_up(&office, "old.db", None);
    let new = back_up(&office, "new.db", None);
    set_age(&old, 7200);
    set_age(&new, 60);
    fs::copy(&new, office.path().join("directory.db.before-restore-1")).unwrap();
    fs::write(office.path().join("backups/notes.db"), "not a backup").unwrap();
    let mut desk = dialog(&office);
    let tree = desk.tree();
    let entries: Vec<&str> = tree.lines().filter(|line| line.contains('·')).collect();
    assert_eq!(entries.len(), 2, "{tree}");
    assert!(entries[0].contains("new.db") && entries[1].contains("old.db"), "{tree}");
    desk.key(Key::ArrowDown);
    desk.expect(&old.display().to_string());
}

#[test]
fn backups_in_the_folder_that_is_set_are_offered_too() {
    let office = Office::with_users();
    let backup = back_up(&office, "elsewhere.db", None);
    let folder = office.path().join("other-disk");
    fs::rename(backup.parent().unwrap(), &folder).unwrap();
    office.as_admin(|service, session| {
        let before = BackupSettings::default();
        let after = BackupSettings {
            folder: Some(folder.display().to_string()),
            ..before.clone()
        };
        service.change_backup_settings(session, &before, &after).unwrap();
    });
    let desk = dialog(&office);
    desk.expect(&folder.join("elsewhere.db").display().to_string());
}

/// Makes a file that many seconds old.
fn set_age(path: &Path, secs: u64) {
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_795_000_000 - secs);
    fs::File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(at)
        .unwrap();
}

/// Whether it is the main file that a restore has kept, and not what lies beside it.
fn is_kept_file(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.contains(".before-restore-") && !name.ends_with(".generation")
}
