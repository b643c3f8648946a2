//! Keeping every other program out of a directory's file while it is replaced.

use std::path::Path;

use super::error::StoreError;
use super::file::{Entered, OpenFile};
use super::inspection::{open_main, resolve};
use crate::domain::failure::StorageFailure;

/// A directory's file while every other program is kept out of it and nothing of this process has it open, whatever it
/// holds. The engine must not be on it.
#[derive(Debug)]
pub(crate) struct ExclusiveFile(OpenFile);

#[cfg_attr(not(test), expect(dead_code, reason = "for restoring a backup"))]
impl ExclusiveFile {
    /// Keeps every other program out of the file at `path` until what is returned is dropped.
    ///
    /// # Errors
    /// [`StorageFailure::Busy`] where a program has it open, this one included.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let alone = match OpenFile::enter_with(&resolve(path)?, open_main)? {
            Entered::First(opening) => opening.alone(),
            Entered::Again(_) => None,
        };
        alone.map(Self).ok_or(StoreError::Found(StorageFailure::Busy))
    }

    /// Where it is, absolute.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::time::Timestamp;
    use crate::store::{Directory, Founding};

    #[test]
    fn a_file_is_taken_alone_only_while_no_program_has_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let created_at = Timestamp::from_unix_ms(1_795_000_000_000);
        let founding = Founding {
            created_at,
            salt: [7; 16],
        };
        let directory = Directory::create::<StoreError>(&path, &founding, |_| Ok(())).unwrap();
        let busy = ExclusiveFile::take(&path).unwrap_err();
        assert_eq!(busy.failure(), &StorageFailure::Busy);
        drop(directory);
        fs::write(&path, "no directory at all").unwrap();
        let alone = ExclusiveFile::take(&path).unwrap();
        assert_eq!(
            ExclusiveFile::take(alone.path()).unwrap_err().failure(),
            &StorageFailure::Busy
        );
        drop(alone);
        ExclusiveFile::take(&path).unwrap();
    }
}
