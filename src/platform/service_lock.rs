//! Whether the registration service of a directory is running: it holds a lock, which the operating system releases when
//! the program ends, however it ends. Its record in the directory does not change when it is killed.
//!
//! The locked file also says why a service answers nothing, because a damaged directory must not be written to.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::file_error::{At as _, FileError};
use super::lock::{lock_private, open_to_lock};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::location::Location;
use crate::domain::registration::ServiceTrouble;

/// Checking whether a service runs holds the lock for an instant, which must not be mistaken for a service.
const MOST_WAIT: Duration = Duration::from_millis(500);

/// A lock that says, for as long as this lives, that the registration service runs.
#[derive(Debug)]
pub struct ServiceLock {
    _lock: File,
}

impl ServiceLock {
    /// Says that a registration service runs on `directory`; `None` where another one does already. What an earlier one
    /// noted is over.
    ///
    /// # Errors
    /// Where the file to lock cannot be made. A file system without locks is no error.
    pub fn hold(directory: &Location) -> Result<Option<Self>, FileError> {
        let path = lock_file(directory);
        match lock_private(&path, MOST_WAIT) {
            Ok(lock) => {
                lock.set_len(0).at(&path)?;
                Ok(Some(Self { _lock: lock }))
            }
            Err(error) if error.source.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether a registration service runs on `directory`; `None` where that can't be determined. Any number of programs may
/// check at once.
pub fn is_held(directory: &Location) -> Option<bool> {
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

/// Names the registration service where it is what has the directory open.
pub fn name_service(failure: Failure, directory: &Location) -> Failure {
    match failure {
        Failure::Storage(StorageFailure::OpenElsewhere { .. }) => {
            let is_service = is_held(directory) == Some(true);
            Failure::Storage(StorageFailure::OpenElsewhere { is_service })
        }
        other => other,
    }
}

/// Notes why the service of `directory` answers nothing, for consoles. It holds until a service is started again.
///
/// # Errors
/// Where the file can't be written; on Windows, always while the service runs.
pub fn note_trouble(directory: &Location, trouble: ServiceTrouble) -> Result<(), FileError> {
    let path = lock_file(directory);
    let file = open_to_lock(&path)?;
    file.set_len(0)
        .and_then(|()| io::Write::write_all(&mut &file, trouble.code().as_bytes()))
        .at(&path)
}

/// Why the service of `directory` answers nothing, if it noted that.
pub fn noted_trouble(directory: &Location) -> Option<ServiceTrouble> {
    ServiceTrouble::of_code(&fs::read_to_string(lock_file(directory)).ok()?)
}

/// Beside the directory. It is empty unless the service is in trouble, and stays when the service has ended.
fn lock_file(directory: &Location) -> PathBuf {
    let Location::File(path) = directory;
    let mut name = path.as_os_str().to_owned();
    name.push(".service-lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_held_by_one_service_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Location::from(folder.path().join("a.db"));
        assert_eq!(is_held(&directory), Some(false), "never held");
        let first = ServiceLock::hold(&directory).unwrap();
        assert!(first.is_some());
        assert!(ServiceLock::hold(&directory).unwrap().is_none());
        assert_eq!(is_held(&directory), Some(true));
        drop(first);
        assert_eq!(is_held(&directory), Some(false));
        assert!(ServiceLock::hold(&directory).unwrap().is_some());
        assert_eq!(is_held(&folder.path().join("b.db").into()), Some(false));
    }

    #[test]
    fn trouble_is_noted_until_a_service_is_started_again() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Location::from(folder.path().join("a.db"));
        assert_eq!(noted_trouble(&directory), None);
        for trouble in ServiceTrouble::ALL {
            note_trouble(&directory, trouble).unwrap();
            assert_eq!(noted_trouble(&directory), Some(trouble));
        }
        let held = ServiceLock::hold(&directory).unwrap();
        assert_eq!(noted_trouble(&directory), None);
        #[cfg(unix)]
        {
            note_trouble(&directory, ServiceTrouble::Damaged).unwrap();
            assert_eq!(is_held(&directory), Some(true), "noting it leaves the lock alone");
            drop(held);
            assert_eq!(noted_trouble(&directory), Some(ServiceTrouble::Damaged));
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_file_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let directory = Location::from(folder.path().join("a.db"));
        let _held = ServiceLock::hold(&directory).unwrap();
        let mode = std::fs::metadata(lock_file(&directory)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
