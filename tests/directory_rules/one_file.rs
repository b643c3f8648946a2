//! One directory is one file with one log, under whatever path: whatever would give it another log is refused, and what
//! goes into a log that is gone is not acknowledged.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::{PlaceFault, UserQuery};
use avo_admin::service::Reads as _;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::at_rest::{open, snapshot, storage};
use crate::directory::{Place, create, draft};

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn list_users(path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_avo-admin"))
        .arg("--database")
        .arg(path)
        .args(["users", "list"])
        .output()
        .unwrap()
}

fn told(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_file_with_two_names_is_refused_under_both_and_left_as_it_is() {
    let place = Place::with_ana();
    let other = place.folder.path().join("other.db");
    fs::hard_link(&place.path, &other).unwrap();
    let before = snapshot(place.folder.path());
    for path in [&place.path, &other] {
        assert_eq!(storage(open(&place, path)), StorageFailure::Linked(told(path)));
        let output = list_users(path);
        assert_eq!(output.status.code(), Some(3));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("hard link") && text.contains("next step: "), "{text}");
    }
    assert_eq!(snapshot(place.folder.path()), before);
    fs::remove_file(other).unwrap();
    place.open();
}

/// A backup by hard links must not stop a window that is open.
#[test]
fn a_second_name_that_appears_while_the_directory_is_open_does_not_stop_it() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let other = place.folder.path().join("other.db");
    fs::hard_link(&place.path, &other).unwrap();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    assert_eq!(storage(open(&place, &other)), StorageFailure::OtherPath(told(&other)));
    fs::remove_file(&other).unwrap();
}

/// Stands for a bind mount of the single file, which needs root: the file has one name, and its log is elsewhere.
#[test]
fn a_program_that_would_use_another_log_for_the_same_file_is_refused() {
    let place = Place::with_ana();
    let service = place.open();
    let moved = place.folder.path().join("moved.db");
    fs::rename(&place.path, &moved).unwrap();
    let output = list_users(&moved);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("under another path"), "{text}");
    assert!(!beside(&moved, "-wal").exists());
    drop(service);
    assert!(list_users(&moved).status.success());
}

#[test]
fn pipes_links_and_folders_in_place_of_log_and_index_are_refused_before_they_are_opened() {
    for suffix in ["-wal", "-shm", ".generation"] {
        let place = Place::with_ana();
        let _ = fs::remove_file(beside(&place.path, suffix));
        let (side, elsewhere) = (beside(&place.path, suffix), place.folder.path().join("elsewhere"));
        let refused = || {
            assert_eq!(
                storage(open(&place, &place.path)),
                StorageFailure::SideFile(told(&side))
            );
            assert_eq!(list_users(&place.path).status.code(), Some(3));
        };
        mknodat(CWD, &side, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        refused();
        assert!(side.symlink_metadata().unwrap().file_type().is_fifo());
        fs::remove_file(&side).unwrap();
        symlink(&elsewhere, &side).unwrap();
        refused();
        assert!(!elsewhere.exists(), "nothing is made through the link");
        fs::remove_file(&side).unwrap();
        fs::create_dir(&side).unwrap();
        refused();
        fs::remove_dir(&side).unwrap();
        place.open();
    }
}

#[test]
fn nothing_is_acknowledged_after_log_or_index_was_removed_and_nothing_acknowledged_is_lost() {
    for suffix in ["-wal", "-shm"] {
        let place = Place::with_ana();
        let (mut service, ana) = place.open_as_ana();
        let other_console = place.open();
        for number in 0..20 {
            create(&mut service, &ana, &draft(&format!("user.{number}")));
        }
        let side = beside(&place.path, suffix);
        fs::remove_file(&side).unwrap();
        let gone = Failure::Storage(StorageFailure::LogGone(told(&side)));
        for number in 0..3 {
            let password = avo_admin::domain::secret::SecretText::from(crate::directory::OTHER_PASSWORD);
            let answer = service.create_user(&ana, &draft(&format!("late.{number}")), &password);
            assert_eq!(answer.unwrap_err(), gone);
        }
        assert_eq!(service.list_users(&ana, &UserQuery::default()).unwrap_err(), gone);
        // What a kill would leave: the main file alone.
        let left = place.folder.path().join("left.db");
        fs::copy(&place.path, &left).unwrap();
        let list = open(&place, &left)
            .unwrap()
            .read_users(&UserQuery::default(), None)
            .unwrap();
        assert_eq!(list.rows.len(), 21, "acknowledged before");
        drop((service, other_console));
        let list = place.open().read_users(&UserQuery::default(), None).unwrap();
        assert_eq!(list.rows.len(), 21);
    }
}

#[test]
fn a_log_that_was_replaced_is_noticed() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let log = beside(&place.path, "-wal");
    fs::rename(&log, place.folder.path().join("kept")).unwrap();
    fs::write(&log, "").unwrap();
    let password = avo_admin::domain::secret::SecretText::from(crate::directory::OTHER_PASSWORD);
    let answer = service.create_user(&ana, &draft("bo.lindqvist"), &password);
    assert_eq!(
        answer.unwrap_err(),
        Failure::Storage(StorageFailure::LogGone(told(&log)))
    );
}

#[test]
fn an_opening_where_the_log_of_a_running_program_is_missing_is_refused() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    let log = beside(&place.path, "-wal");
    fs::remove_file(&log).unwrap();
    let output = list_users(&place.path);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("-wal, which belongs to the open directory"), "{text}");
    assert!(!log.exists(), "nothing is made in its place");
}

/// What comes up while the directory is open is refused by nobody, so administrators are told.
#[test]
fn home_and_check_tell_of_a_second_name_and_of_a_folder_that_others_can_write_to() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let folder = place.path.parent().unwrap();
    let mode = |mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o700);
    assert_eq!(service.home(&ana).unwrap().place_faults, []);
    mode(0o770);
    let other = place.folder.path().join("other.db");
    fs::hard_link(&place.path, &other).unwrap();
    let faults = [PlaceFault::FolderOpenToOthers, PlaceFault::SecondName];
    assert_eq!(service.home(&ana).unwrap().place_faults, faults);
    let mut reader = service.reader().unwrap();
    assert_eq!(reader.home(&ana.snapshot()).unwrap().place_faults, faults);
    assert_eq!(service.place_faults(), faults);
}
