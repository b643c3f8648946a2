//! Whether the registration service of a directory is running: it holds a lock, which the operating system releases when
//! the program ends, however it ends. Its record in the directory does not change when it is killed.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::file_error::FileError;
use super::lock::lock_private;

/// Checking whether a service runs holds the lock for an instant, which must not be mistaken for a service.
const MOST_WAIT: Duration = Duration::from_millis(500);

/// A lock that says, for as long as this lives, that the registration service runs.
#[derive(Debug)]
pub struct ServiceLock {
    _lock: File,
}

impl ServiceLock {
    /// Says that a registration service runs on `directory`; `None` where another one does already.
    ///
    /// # Errors
    /// Where the file to lock cannot be made. A file system without locks is no error.
    pub fn hold(directory: &Path) -> Result<Option<Self>, FileError> {
        match lock_private(&lock_file(directory), MOST_WAIT) {
            Ok(lock) => Ok(Some(Self { _lock: lock })),
            Err(error) if error.source.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether a registration service runs on `directory`; `None` where that can't be determined. Any number of programs may
/// check at once.
pub fn is_held(directory: &Path) -> Option<bool> {
    let file = match OpenOptions::new().write(true).open(lock_file(directory)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
        Err(_) => return None,
    };
    match file.try_lock_shared() {
        Ok(()) => Some(false),
        Err(TryLockError::WouldBlock) => Some(true),
        Err(TryLockError::Error(_)) => None,
    }
}

/// Beside the directory. It is empty, and stays when the service has ended.
fn lock_file(directory: &Path) -> PathBuf {
    let mut name = directory.as_os_str().to_owned();
    name.push(".service-lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_held_by_one_service_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("a.db");
        assert_eq!(is_held(&directory), Some(false), "never held");
        let first = ServiceLock::hold(&directory).unwrap();
        assert!(first.is_some());
        assert!(ServiceLock::hold(&directory).unwrap().is_none());
        assert_eq!(is_held(&directory), Some(true));
        drop(first);
        assert_eq!(is_held(&directory), Some(false));
        assert!(ServiceLock::hold(&directory).unwrap().is_some());
        assert_eq!(is_held(&folder.path().join("b.db")), Some(false));
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_file_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("a.db");
        let _held = ServiceLock::hold(&directory).unwrap();
        let mode = std::fs::metadata(lock_file(&directory)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
