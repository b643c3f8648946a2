#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::*;
use crate::store::Directory;
use crate::store::beginning::{NOW, closed_directory, names};

/// A file as a killed process leaves it.
fn leave(folder: &Path, name: &str, age_secs: u64) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;

    let path = folder.join(name);
    fs::write(&path, "half").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    set_age(&path, age_secs);
    path
}

fn set_age(path: &Path, age_secs: u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    let now = tempfile::tempfile().unwrap().metadata().unwrap().modified().unwrap();
    file.set_modified(now - Duration::from_secs(age_secs)).unwrap();
}

#[test]
fn what_killed_processes_left_is_removed_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_directory(folder.path());
    let before = names(folder.path());
    for name in [
        ".avo-admin-a1B2c3.new",
        ".avo-admin-a1B2c3.new-wal",
        ".avo-admin-a1B2c3.new-shm",
        ".avo-admin-Zz9Zz9.new-journal",
    ] {
        leave(folder.path(), name, 3600);
    }
    // A side file goes only after its main file, which may be listed later.
    drop(Directory::open(&path, NOW).unwrap());
    drop(Directory::open(&path, NOW).unwrap());
    assert_eq!(names(folder.path()), before);
}

#[test]
fn what_may_be_in_use_or_belong_to_somebody_else_stays() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let path = closed_directory(folder.path());
    let young = leave(folder.path(), ".avo-admin-young1.new", 60);
    let in_use = new_private_file(&path).unwrap();
    set_age(&in_use, 3600);
    let side = leave(
        folder.path(),
        &format!("{}-wal", in_use.file_name().unwrap().to_str().unwrap()),
        3600,
    );
    let others = [
        ".avo-admin-a1B2c.new",
        ".avo-admin-a1B2c3d.new",
        ".avo-admin-a1-2c3.new",
        ".avo-admin-a1B2c3.new.txt",
        "avo-admin-a1B2c3.new",
    ];
    let others = others.map(|name| leave(folder.path(), name, 3600));
    let open = leave(folder.path(), ".avo-admin-shared.new", 3600);
    fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).unwrap();
    let target = leave(folder.path(), "target", 3600);
    let link = folder.path().join(".avo-admin-linked.new");
    symlink(&target, &link).unwrap();
    let linked = leave(folder.path(), ".avo-admin-twice2.new", 3600);
    fs::hard_link(&linked, folder.path().join("second")).unwrap();

    drop(Directory::open(&path, NOW).unwrap());
    for stays in [young, side, open, link, target, linked].iter().chain(&others) {
        assert!(stays.symlink_metadata().is_ok(), "{}", stays.display());
    }
    assert!(in_use.exists(), "claimed");
}

/// By another process, which this one can't ask.
#[test]
fn an_unnamed_file_is_claimed_until_it_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let unnamed = new_private_file(&folder.path().join("a")).unwrap();
    let again = |path: &Path| {
        let file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
        Claim::take(file, path)
    };
    assert_eq!(again(&unnamed).unwrap_err().failure(), &StorageFailure::Busy);
    let named = folder.path().join("named");
    unnamed.replace(&named).unwrap();
    again(&named).unwrap();
}
