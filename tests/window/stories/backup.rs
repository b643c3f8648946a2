//! Making a backup in Settings.

use std::fs;
use std::path::PathBuf;

use avo_admin::crypto::HashPolicy;
use avo_admin::domain::audit::AuditAction;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::{BackupUnlock, Restoration};
use avo_admin::state::Phase;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office, USER_PASSWORD};

const PASSPHRASE: &str = "copper lantern violet tractor";

/// A console at which Ana has opened Settings.
fn settings(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk
}

/// The same with the dialog.
fn dialog(office: &Office) -> Desk {
    let mut desk = settings(office);
    desk.press("Back Up…");
    assert!(desk.has(Role::Dialog, "Back Up"), "{}", desk.tree());
    desk
}

/// The path that the dialog proposes.
fn proposed(desk: &Desk) -> PathBuf {
    desk.get(Role::TextInput, "File").value().unwrap().into()
}

/// Whether the file is a backup that could be restored.
fn is_sound(office: &Office, file: &std::path::Path, unlock: Option<&BackupUnlock>) -> bool {
    let policy = HashPolicy::cheap_for_tests_only();
    Restoration::prepare(&office.database(), file, unlock, policy, office.clock()).is_ok()
}

#[track_caller]
fn assert_focused(desk: &Desk, role: Role, name: &str) {
    assert!(
        desk.get(role, name).accesskit_node().is_focused(),
        "{name} in\n{}",
        desk.tree()
    );
}

#[test]
fn a_backup_is_made_by_the_keyboard_alone_and_says_where_it_is() {
    let office = Office::with_users();
    let mut desk = settings(&office);
    desk.get(Role::Button, "Back Up…").focus();
    desk.run();
    desk.key(Key::Enter);
    assert_focused(&desk, Role::TextInput, "File");
    let file = proposed(&desk);
    assert_eq!(file, office.path().join("avo-directory-2026-11-23-0900.db"));
    desk.key(Key::Enter);
    desk.expect("Backup completed");
    desk.expect(&file.display().to_string());
    desk.expect("It is not encrypted");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(is_sound(&office, &file, None));
    let trail = office.service().read_audit().unwrap();
    assert!(trail.iter().any(|entry| entry.action == AuditAction::BackupMade));
    assert_focused(&desk, Role::Button, "Close");
    desk.key(Key::Enter);
    assert!(!desk.has(Role::Dialog, "Back Up"), "{}", desk.tree());
    assert_focused(&desk, Role::Button, "Back Up…");
}

#[test]
fn a_passphrase_is_rated_and_confirmed_and_opens_the_backup() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    desk.click(Role::RadioButton, "Passphrase");
    let file = proposed(&desk);
    assert_eq!(file.extension().unwrap(), "age");
    desk.fill_secret("Passphrase", "short");
    desk.press("Back Up");
    desk.expect("15");
    assert_focused(&desk, Role::PasswordInput, "Passphrase");
    desk.fill_secret("Passphrase", PASSPHRASE);
    desk.fill_secret("Confirm Passphrase", "another one");
    desk.press("Back Up");
    assert_focused(&desk, Role::PasswordInput, "Confirm Passphrase");
    assert!(!file.exists());
    desk.fill_secret("Confirm Passphrase", PASSPHRASE);
    desk.press("Back Up");
    desk.expect("Backup completed");
    assert!(!desk.says("It is not encrypted"));
    assert!(fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1"));
    let unlock = BackupUnlock::Passphrase(SecretText::from(PASSPHRASE));
    assert!(is_sound(&office, &file, Some(&unlock)));
}

#[test]
fn a_backup_is_encrypted_to_an_age_public_key_and_to_nothing_else() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    desk.click(Role::RadioButton, "Age public key");
    desk.press("Back Up");
    assert_focused(&desk, Role::TextInput, "Public Key");
    desk.fill("Public Key", "age1notakey");
    desk.press("Back Up");
    desk.expect("Not an age public key");
    let key = age::x25519::Identity::generate().to_public().to_string();
    desk.fill("Public Key", &key);
    let file = proposed(&desk);
    desk.press("Back Up");
    desk.expect("Backup completed");
    assert!(
        fs::read(&file)
            .unwrap()
            .starts_with(b"age-encryption.org/v1\n-> X25519 ")
    );
}

#[test]
fn a_backup_needs_a_password_given_within_ten_minutes() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    // Before the lock, which comes at the same time.
    desk.wait_secs(9 * 60);
    desk.key(Key::Tab);
    desk.wait_secs(61);
    assert_eq!(desk.state().phase, Phase::SignedIn);
    let file = proposed(&desk);
    desk.press("Back Up");
    assert!(desk.has(Role::Dialog, "Confirm with your password"), "{}", desk.tree());
    desk.key(Key::Escape);
    assert!(!file.exists());
    assert!(desk.has(Role::Dialog, "Back Up"));
    desk.press("Back Up");
    desk.fill_secret("Password", "not the password at all");
    desk.press("Confirm");
    assert!(desk.has(Role::Dialog, "Confirm with your password"), "{}", desk.tree());
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Confirm");
    desk.expect("Backup completed");
    assert!(file.exists());
}

#[test]
fn a_backup_goes_on_in_the_background_and_shows_in_the_status_line() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    let file = proposed(&desk);
    desk.is_background_held.set(true);
    desk.press("Back Up");
    assert!(desk.has(Role::ProgressIndicator, "Backing up"), "{}", desk.tree());
    assert_focused(&desk, Role::Button, "Run in background");
    desk.press("Run in background");
    assert!(!desk.has(Role::Dialog, "Back Up"));
    desk.wait_secs(2);
    desk.go_to_users();
    desk.expect("Backing up");
    desk.click(Role::Link, "Settings");
    desk.press("Back Up…");
    assert!(
        desk.has(Role::ProgressIndicator, "Backing up"),
        "it is the one that runs"
    );
    desk.key(Key::Escape);
    desk.is_background_held.set(false);
    desk.run();
    desk.expect(&format!("Backed up to {}", file.display()));
    assert!(is_sound(&office, &file, None));
    assert!(desk.state().tasks.is_empty());
}

#[test]
fn a_cancelled_backup_leaves_no_file_from_the_dialog_and_from_the_status_line() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    let file = proposed(&desk);
    desk.is_background_held.set(true);
    desk.press("Back Up");
    desk.press("Cancel");
    desk.is_background_held.set(false);
    desk.run();
    desk.expect("The backup was cancelled. No file was written");
    assert_focused(&desk, Role::TextInput, "File");
    assert!(!file.exists());
    desk.is_background_held.set(true);
    desk.press("Back Up");
    desk.press("Run in background");
    desk.wait_secs(2);
    desk.press("Cancel");
    desk.is_background_held.set(false);
    desk.run();
    desk.expect("The backup was cancelled. No file was written");
    assert!(!file.exists());
}

#[test]
fn a_lock_closes_the_dialog_and_wipes_the_passphrase_but_leaves_the_backup_to_go_on() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    desk.click(Role::RadioButton, "Passphrase");
    let file = proposed(&desk);
    desk.fill_secret("Passphrase", PASSPHRASE);
    desk.fill_secret("Confirm Passphrase", PASSPHRASE);
    desk.is_background_held.set(true);
    desk.press("Back Up");
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.is_background_held.set(false);
    desk.run();
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert!(!desk.has(Role::Dialog, "Back Up"), "{}", desk.tree());
    desk.expect(&format!("Backed up to {}", file.display()));
    let unlock = BackupUnlock::Passphrase(SecretText::from(PASSPHRASE));
    assert!(is_sound(&office, &file, Some(&unlock)));
}

#[test]
fn signing_out_stops_a_backup() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    let file = proposed(&desk);
    desk.is_background_held.set(true);
    desk.press("Back Up");
    desk.press("Run in background");
    desk.press("Profile");
    desk.choose("Sign out");
    desk.is_background_held.set(false);
    desk.run();
    assert!(!file.exists());
    assert!(desk.state().tasks.is_empty());
}

#[test]
fn a_backup_that_cannot_be_written_says_why_and_keeps_what_was_typed() {
    let office = Office::with_users();
    let mut desk = dialog(&office);
    desk.fill("File", "backup.db");
    desk.press("Back Up");
    desk.expect("Enter a full path");
    let taken = office.path().join("taken.db");
    fs::write(&taken, "mine").unwrap();
    for (path, why) in [
        (taken.clone(), "A file already exists at"),
        (office.path().join("missing").join("backup.db"), "does not exist"),
        (office.path().join("directory.db-wal"), "A file already exists at"),
    ] {
        desk.fill("File", &path.display().to_string());
        desk.press("Back Up");
        desk.expect(why);
        assert_eq!(proposed(&desk), path);
    }
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    desk.fill("File", &office.path().join("free.db").display().to_string());
    desk.press("Back Up");
    desk.expect("Backup completed");
}

#[test]
fn users_who_are_no_administrators_see_no_backups() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.sign_in("bo.lindqvist", USER_PASSWORD);
    desk.fill_secret("New Password", "eleven quiet herons by the lake");
    desk.fill_secret("Confirm Password", "eleven quiet herons by the lake");
    desk.press("Change password");
    desk.click(Role::Link, "Settings");
    assert!(!desk.says("Backups"), "{}", desk.tree());
    desk.press("Profile");
    desk.choose("Sign out");
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.click(Role::Link, "Settings");
    desk.expect("Backups");
}
