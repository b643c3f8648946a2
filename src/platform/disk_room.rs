//! How much a disk has room for.

use std::path::Path;

/// What is free for this account where the folder of `path` lies, in bytes; `None` where the system can't tell. Quotas
/// are not counted.
pub(crate) fn free_bytes(path: &Path) -> Option<u64> {
    room_of(path.parent()?)
}

#[cfg(unix)]
fn room_of(folder: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(folder).ok()?;
    // Some file systems of user space give no figures at all.
    (room.f_blocks > 0).then(|| room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
const fn room_of(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_room_of_a_file_is_that_of_its_disk() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free_bytes(&folder.path().join("directory.db")).unwrap() > 0);
        assert_eq!(free_bytes(&folder.path().join("missing").join("directory.db")), None);
    }
}
