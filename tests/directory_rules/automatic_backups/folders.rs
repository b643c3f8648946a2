//! The folder: who may write to it, and what cannot be one.

use std::fs;

use super::{HOUR_SECS, backups_of, folder_of, lines, make, make_now, names, record, set};
use crate::directory::Place;
use avo_admin::domain::backup_problem::BackupProblem;

#[cfg(unix)]
#[test]
fn a_folder_that_others_could_change_takes_no_backup() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let mut backups = backups_of(&service);
    let folder = folder_of(&place);
    let elsewhere = place.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let mut try_with = |problem: BackupProblem| {
        assert_eq!(make(&mut backups), Ok(None), "{problem:?}");
        let failed = record(&mut service, &ana).failed;
        assert_eq!(failed.map(|(_, problem)| problem), Some(problem));
        place.clock.pass_secs(HOUR_SECS);
    };
    for mode in [0o777, 0o770, 0o702] {
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        try_with(BackupProblem::FolderOpenToOthers);
        fs::remove_dir(&folder).unwrap();
    }
    std::os::unix::fs::symlink(&elsewhere, &folder).unwrap();
    try_with(BackupProblem::NotAFolder);
    fs::remove_file(&folder).unwrap();
    fs::write(&folder, "mine").unwrap();
    try_with(BackupProblem::NotAFolder);
    assert_eq!(fs::read_to_string(&folder).unwrap(), "mine");
    fs::remove_file(&folder).unwrap();
    assert!(names(&elsewhere).is_empty());
    assert_eq!(lines(&place, "backup_failed"), 1);
    make_now(&mut backups);
}

/// A disk that is not connected must not be replaced by a folder on another one.
#[test]
fn only_the_folder_itself_is_made() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let disk = tempfile::tempdir().unwrap();
    let folder = disk.path().join("mounted").join("backups");
    fs::create_dir(folder.parent().unwrap()).unwrap();
    let wanted = folder.to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    let mut backups = backups_of(&service);
    make(&mut backups).unwrap();
    let failed = record(&mut service, &ana).failed;
    assert_eq!(failed.map(|(_, problem)| problem), Some(BackupProblem::NoFolder));
    assert!(names(disk.path()).is_empty());
    fs::create_dir(folder.parent().unwrap()).unwrap();
    place.clock.pass_secs(HOUR_SECS);
    assert_eq!(make_now(&mut backups).parent(), Some(&*folder));
}

/// The earlier folder would otherwise keep its backups, and people who were deleted, for ever.
#[test]
fn backups_beside_the_directory_are_rotated_out_when_another_folder_is_set() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let mut backups = backups_of(&service);
    make_now(&mut backups);
    let elsewhere = tempfile::tempdir().unwrap();
    let wanted = elsewhere.path().join("there").to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    for _ in 0..35 {
        place.clock.pass_secs(24 * HOUR_SECS);
        make_now(&mut backups);
    }
    assert!(names(&folder_of(&place)).is_empty());
    assert!(names(&elsewhere.path().join("there")).len() <= 11);
}

#[test]
fn a_folder_that_is_named_in_another_way_keeps_its_backups() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let mut backups = backups_of(&service);
    let first = make_now(&mut backups);
    let other_way = place.folder.path().join("backups").join("..").join("backups");
    let wanted = other_way.to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    place.clock.pass_secs(24 * HOUR_SECS);
    let second = make_now(&mut backups);
    assert!(first.exists() && second.exists());
}

/// People carry their backups along when they choose another folder.
#[test]
fn backups_that_were_copied_to_the_new_folder_are_kept_there() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let mut backups = backups_of(&service);
    let first = make_now(&mut backups);
    let there = tempfile::tempdir().unwrap();
    let copy = there.path().join(first.file_name().unwrap());
    fs::copy(&first, &copy).unwrap();
    let wanted = there.path().to_str().unwrap().to_owned();
    set(&mut service, &ana, |settings| settings.folder = Some(wanted)).unwrap();
    place.clock.pass_secs(24 * HOUR_SECS);
    make_now(&mut backups);
    assert!(copy.exists() && !first.exists(), "one of both is enough");
    assert_eq!(names(there.path()).len(), 2);
}
