#![cfg(target_os = "linux")]

use std::fs::{self, OpenOptions};
use std::path::Path;

use super::FileLock;

fn lock_at(path: &Path) -> FileLock {
    let file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    FileLock::new(file, path).unwrap()
}

#[test]
fn programs_with_the_same_log_share_the_lock_and_none_is_alone_beside_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fs::write(&path, "main").unwrap();
    let (first, second) = (lock_at(&path), lock_at(&path));
    assert!(first.try_alone().unwrap());
    assert!(!second.try_share().unwrap(), "the first is alone");
    assert!(first.try_share().unwrap());
    assert!(second.try_share().unwrap(), "the first lets others in");
    assert!(!first.is_used_with_another_log().unwrap());
    assert!(!second.try_alone().unwrap());
    drop(first);
    assert!(second.try_alone().unwrap(), "the first is gone");
}

/// A bind mount of the single file has one name and another folder; two folders with a name each stand for it here.
#[test]
fn another_path_to_the_same_file_is_noticed_by_both() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = ["here", "there"].map(|name| folder.path().join(name));
    fs::create_dir(&here).unwrap();
    fs::create_dir(&there).unwrap();
    let (path, other) = (here.join("a.db"), there.join("a.db"));
    fs::write(&path, "main").unwrap();
    fs::hard_link(&path, &other).unwrap();
    let (first, second) = (lock_at(&path), lock_at(&other));
    assert!(first.try_share().unwrap());
    assert!(second.try_share().unwrap());
    assert!(first.is_used_with_another_log().unwrap());
    assert!(second.is_used_with_another_log().unwrap());
    first.release().unwrap();
    assert!(!second.is_used_with_another_log().unwrap());
}

#[test]
fn closing_another_descriptor_of_the_file_drops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fs::write(&path, "main").unwrap();
    let (first, second) = (lock_at(&path), lock_at(&path));
    assert!(first.try_alone().unwrap());
    drop(fs::File::open(&path).unwrap());
    assert!(!second.try_share().unwrap());
}
