//! What administrators set for automatic backups.

use super::{HOUR_SECS, backups_of, make, make_now, record, set};
use crate::directory::{Place, problem};
use avo_admin::domain::backup_problem::BackupProblem;
use avo_admin::domain::backup_schedule::BackupSettings;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::time::Clock as _;

#[test]
fn a_change_is_in_the_trail_with_before_and_after() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    set(&mut service, &ana, |settings| settings.is_on = false).unwrap();
    let detail = r#"{"kind":"backup_settings_changed","from":{"is_on":true},"to":{"is_on":false}}"#;
    assert_eq!(
        place.last_audit(),
        ("backup_settings_changed".to_owned(), Some(detail.to_owned()))
    );
    let before = place.audit_rows();
    set(&mut service, &ana, |_| ()).unwrap();
    assert_eq!(place.audit_rows(), before, "nothing changed");
    assert_eq!(make(&mut backups_of(&service)), Ok(None), "they are off");
}

#[test]
fn what_another_administrator_has_changed_meanwhile_stays() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let seen = BackupSettings::default();
    let folder = place.folder.path().join("there").to_str().unwrap().to_owned();
    let with_folder = BackupSettings {
        folder: Some(folder),
        ..seen.clone()
    };
    let off = BackupSettings {
        is_on: false,
        ..seen.clone()
    };
    service.change_backup_settings(&ana, &seen, &with_folder).unwrap();
    service.change_backup_settings(&ana, &seen, &off).unwrap();
    let both = BackupSettings {
        is_on: false,
        ..with_folder
    };
    assert_eq!(record(&mut service, &ana).settings, both);
}

#[test]
fn a_folder_or_key_that_can_make_no_backup_is_refused_at_its_field() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let file = place.folder.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    let missing = place.folder.path().join("none").join("backups");
    for (folder, wanted) in [
        ("backups", FieldProblem::FolderNotAbsolute),
        (file.to_str().unwrap(), FieldProblem::Backup(BackupProblem::NotAFolder)),
        (missing.to_str().unwrap(), FieldProblem::Backup(BackupProblem::NoFolder)),
    ] {
        let refused = set(&mut service, &ana, |settings| settings.folder = Some(folder.to_owned())).unwrap_err();
        assert_eq!(problem(&refused, Field::BackupFolder), Some(wanted), "{folder}");
    }
    let refused = set(&mut service, &ana, |settings| {
        settings.recipient = Some("age1none".to_owned());
    })
    .unwrap_err();
    let wanted = FieldProblem::Backup(BackupProblem::Recipient);
    assert_eq!(problem(&refused, Field::BackupRecipient), Some(wanted));
    assert_eq!(record(&mut service, &ana).settings, BackupSettings::default());
}

/// A folder that has gone bad since must not stand in the way of switching the backups off.
#[test]
fn only_what_was_changed_is_checked() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let folder = place.folder.path().join("there");
    let wanted = folder.to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    std::fs::remove_dir(&folder).unwrap();
    std::fs::write(&folder, "mine").unwrap();
    set(&mut service, &ana, |settings| settings.is_on = false).unwrap();
    set(&mut service, &ana, |settings| settings.folder = Some("  ".to_owned())).unwrap();
    assert_eq!(record(&mut service, &ana).settings.folder, None);
}

#[test]
fn a_backup_that_failed_is_tried_again_at_once_after_a_change() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let folder = place.folder.path().join("backups");
    std::fs::write(&folder, "mine").unwrap();
    let mut backups = backups_of(&service);
    assert_eq!(make(&mut backups), Ok(None));
    place.clock.pass_secs(HOUR_SECS / 12);
    let wanted = place.folder.path().join("there").to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    make_now(&mut backups);
}

/// A folder or a key is where copies of everything go from then on.
#[test]
fn a_change_needs_a_fresh_password() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    place.clock.pass_secs(601);
    let folder = place.folder.path().join("there");
    let wanted = folder.to_str().unwrap().to_owned();
    let refused = set(&mut service, &ana, |settings| settings.folder = Some(wanted));
    assert_eq!(refused, Err(Failure::PasswordNeeded));
    assert!(!folder.exists());
}

#[test]
fn the_last_backup_and_the_folder_that_is_set_are_told() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let folder = place.folder.path().join("elsewhere");
    assert_eq!(service.last_automatic_backup(), Ok(None));
    assert_eq!(service.reader().unwrap().set_backup_folder(), Ok(None));
    set(&mut service, &ana, |settings| {
        settings.folder = Some(folder.to_str().unwrap().to_owned());
    })
    .unwrap();
    assert_eq!(service.reader().unwrap().set_backup_folder(), Ok(Some(folder)));
    make_now(&mut backups_of(&service));
    assert_eq!(service.last_automatic_backup(), Ok(Some(place.clock.now())));
}
