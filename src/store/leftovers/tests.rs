use std::fs;

use super::super::Directory;
use super::*;
use crate::store::beginning::{NOW, closed_directory, names};

/// The states of a folder between two steps of a restore.
#[test]
fn a_restore_killed_at_any_of_its_steps_leaves_a_directory_that_opens() {
    for steps in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let path = closed_directory(folder.path());
        let before = names(folder.path());
        let kept = with_suffix(&path, ".before-restore-1795000000001");
        let unnamed = folder.path().join(".avo-admin-a1B2c3.new");
        fs::copy(&path, &unnamed).unwrap();
        let moved = |suffix: &str| fs::rename(with_suffix(&path, suffix), with_suffix(&kept, suffix));
        if steps >= 1 {
            fs::hard_link(&path, &kept).unwrap();
        }
        if steps >= 2 {
            fs::write(with_suffix(&path, LOG), "").unwrap();
            moved(LOG).unwrap();
        }
        if steps >= 3 {
            moved(".generation").unwrap();
        }
        if steps >= 4 {
            fs::rename(&unnamed, &path).unwrap();
        }
        let directory = Directory::open(&path, NOW).unwrap();
        directory.check_quickly().unwrap();
        drop(directory);
        let is_kept = steps == 4;
        assert_eq!(kept.exists(), is_kept, "{steps} steps");
        if is_kept {
            Directory::open(&kept, NOW).unwrap();
        } else {
            fs::remove_file(unnamed).unwrap();
            assert_eq!(names(folder.path()), before, "{steps} steps");
        }
    }
}

/// Where the system can't give a file a name only if that is free, it gets a second one, and then loses its first.
#[test]
fn a_creation_killed_between_its_two_names_leaves_a_directory_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_directory(folder.path());
    fs::hard_link(&path, folder.path().join(".avo-admin-a1B2c3.new")).unwrap();
    Directory::open(&path, NOW).unwrap();
    assert_eq!(names(folder.path()).len(), 2, "the file and its mark");
}

#[test]
fn a_second_name_that_a_restore_would_not_give_is_refused() {
    for name in [
        "directory.db.before-restore-",
        "directory.db.before-restore-1a",
        "other.db.before-restore-1795000000001",
        ".avo-admin-a1B2c.new",
        ".avo-admin-a1B2c3.new-wal",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = closed_directory(folder.path());
        fs::hard_link(&path, folder.path().join(name)).unwrap();
        let refused = Directory::open(&path, NOW).unwrap_err();
        assert!(matches!(refused.failure(), StorageFailure::Linked(_)), "{name}");
        assert!(folder.path().join(name).exists());
    }
}

/// While it is open, the second name is not a killed restore's, which would have had the directory alone.
#[test]
fn nothing_is_mended_beside_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_directory(folder.path());
    let second = with_suffix(&path, ".before-restore-1795000000001");
    fs::hard_link(&path, &second).unwrap();
    let refused = mend(&path, false).unwrap_err();
    assert!(matches!(refused.failure(), StorageFailure::Linked(_)), "{refused}");
    assert!(second.exists());
}
