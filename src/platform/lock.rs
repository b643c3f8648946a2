//! Keeping other programs out for as long as something must not be done twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::file_error::{At as _, FileError};

/// How long to rest before looking again whether a lock is free.
const LOCK_REST: Duration = Duration::from_millis(50);

/// Keeps other programs that lock the same file out until what is returned goes; waits about as long as `most_wait` for
/// one that has it. It is a file beside the one that is changed, because replacing that one would leave the lock behind
/// with the old one; it stays, empty.
///
/// # Errors
/// Where it can't be made, and [`io::ErrorKind::WouldBlock`] where another program keeps it. A file system without locks
/// is not an error.
pub(crate) fn lock_private(path: &Path, most_wait: Duration) -> Result<File, FileError> {
    let file = open_to_lock(path)?;
    match lock_soon(&file, most_wait) {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error).at(path),
        _ => Ok(file),
    }
}

/// The system waits without end or not at all, so the waiting is done here.
fn lock_soon(file: &File, most_wait: Duration) -> io::Result<()> {
    let mut rests_left = most_wait.as_millis() / LOCK_REST.as_millis();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if rests_left > 0 => std::thread::sleep(LOCK_REST),
            tried => return tried.map_err(io::Error::from),
        }
        rests_left -= 1;
    }
}

/// Opens a file for locking, or for what is noted in it; makes it, for this account alone, where it is missing.
pub(super) fn open_to_lock(path: &Path) -> Result<File, FileError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_kept_is_waited_for_only_so_long() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let kept = lock_private(&path, Duration::ZERO).unwrap();
        let error = lock_private(&path, LOCK_REST).unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::WouldBlock);
        drop(kept);
        lock_private(&path, Duration::ZERO).unwrap();
    }
}
