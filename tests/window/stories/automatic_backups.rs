//! Automatic backups in Settings and on Home.

use egui::accesskit::Role;

use super::desk::Desk;
use super::office::{ADMIN_PASSWORD, Office, draft};
use avo_admin::domain::backup_schedule::BackupRecord;
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::UserDraft;
use avo_admin::service::Reads as _;

const DAY_SECS: i64 = 24 * 60 * 60;
const FOLDER: &str = "Backup folder";

fn in_settings(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk
}

fn record(office: &Office) -> BackupRecord {
    office.as_admin(|service, session| service.backup_record(session).unwrap())
}

#[test]
fn an_administrator_sets_the_folder_and_the_key_of_the_backups() {
    let office = Office::with_users();
    let mut desk = in_settings(&office);
    desk.expect("None yet");
    desk.expect(&office.path().join("backups").display().to_string());
    let folder = office.path().join("there").display().to_string();
    let key = age::x25519::Identity::generate().to_public().to_string();
    desk.fill(FOLDER, &folder);
    desk.fill("Age public key", &key);
    assert_eq!(record(&office).settings.folder, None, "not before it is saved");
    desk.press("Save");
    let settings = record(&office).settings;
    assert_eq!((settings.folder, settings.recipient), (Some(folder.clone()), Some(key)));
    assert!(!desk.has(Role::Button, "Save"), "{}", desk.tree());
    desk.expect(&folder);
    desk.fill(FOLDER, "");
    desk.press("Save");
    assert_eq!(record(&office).settings.folder, None);
}

#[test]
fn a_folder_that_can_not_be_used_is_named_at_its_field_and_nothing_is_lost() {
    let office = Office::with_users();
    let mut desk = in_settings(&office);
    desk.fill(FOLDER, "somewhere");
    desk.press("Save");
    desk.expect("Enter the whole path of the folder");
    assert_eq!(record(&office).settings.folder, None);
    assert_eq!(desk.get(Role::TextInput, FOLDER).value().as_deref(), Some("somewhere"));
    desk.fill(FOLDER, "somewhere else");
    assert!(!desk.says("Enter the whole path of the folder"));
    desk.press("Discard");
    assert_eq!(desk.get(Role::TextInput, FOLDER).value().unwrap_or_default(), "");
}

#[test]
fn switching_the_backups_off_long_after_the_sign_in_needs_the_password_again() {
    let office = Office::with_users();
    let mut desk = in_settings(&office);
    for _ in 0..2 {
        desk.wait_secs(6 * 60);
        desk.key(egui::Key::F5);
    }
    desk.click(Role::CheckBox, "Back up daily");
    assert!(desk.has(Role::Dialog, "Confirm with your password"), "{}", desk.tree());
    assert!(record(&office).settings.is_on);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Confirm");
    assert!(!record(&office).settings.is_on);
    assert!(!desk.has(Role::TextInput, FOLDER), "{}", desk.tree());
}

#[test]
fn who_is_no_administrator_any_longer_changes_nothing() {
    let office = Office::with_users();
    let mut desk = in_settings(&office);
    office.as_admin(|service, session| {
        let second = draft("eva.second", "Eva", "Second", PrimaryRole::QualityManager, true);
        let password = SecretText::from(ADMIN_PASSWORD);
        service.create_user(session, &second, &password).unwrap();
        let ana = service.me(session).unwrap();
        let lowered = UserDraft {
            is_admin: false,
            ..ana.draft()
        };
        service
            .update_user(session, ana.id, ana.revision, &lowered, None)
            .unwrap();
    });
    desk.is_directory_held.set(true);
    desk.click(Role::CheckBox, "Back up daily");
    desk.is_directory_held.set(false);
    desk.run();
    assert!(!desk.has(Role::CheckBox, "Back up daily"), "{}", desk.tree());
    let is_on = "SELECT is_on FROM automatic_backups";
    let raw = rusqlite::Connection::open(office.database()).unwrap();
    assert!(raw.query_row(is_on, [], |row| row.get::<_, bool>(0)).unwrap());
}

#[test]
fn home_says_when_there_was_no_backup_for_two_days_and_why() {
    let office = Office::with_users();
    std::fs::write(office.path().join("backups"), "mine").unwrap();
    let service = office.service();
    let free_bytes = std::sync::Arc::new(|_: &std::path::Path| None);
    let mut backups = avo_admin::service::AutomaticBackups::new(service.reader().unwrap(), free_bytes);
    let mut make = || backups.make_if_due(|_| std::ops::ControlFlow::Continue(())).unwrap();
    office.clock.advance_secs(2 * DAY_SECS - 60);
    assert_eq!(make(), None);
    let mut desk = office.signed_in();
    assert!(!desk.says("no automatic backup"), "{}", desk.tree());
    desk.wait_secs(60);
    desk.key(egui::Key::F5);
    desk.expect("There has been no automatic backup yet");
    desk.expect("The path is a link or a file. Choose a folder");
    desk.press("Settings of the backups");
    desk.expect("Failed 1 min ago. The path is a link or a file. Choose a folder");

    std::fs::remove_file(office.path().join("backups")).unwrap();
    desk.wait_secs(60 * 60);
    assert!(make().is_some());
    let mut desk = office.signed_in();
    assert!(!desk.says("automatic backup"), "{}", desk.tree());
    desk.click(Role::Link, "Settings");
    assert!(!desk.says("Failed"), "{}", desk.tree());
    desk.wait_secs(3 * DAY_SECS);
    let desk = office.signed_in();
    desk.expect("No automatic backup since");
}
