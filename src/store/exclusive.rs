//! Keeping every other program out of a directory's file while it is replaced.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file::{Entered, OpenFile};
use super::file_id::{INDEX, LOG, with_suffix};
use super::inspection::{open_main, resolve};
use super::{folder, open};
use crate::domain::failure::StorageFailure;
use crate::domain::location::Location;
use crate::domain::time::Timestamp;

/// A directory's file while every other program is kept out of it and nothing of this process has it open, whatever it
/// holds.
#[derive(Debug)]
pub(crate) struct ExclusiveFile(OpenFile);

impl ExclusiveFile {
    /// Keeps every other program out of the file at `path` until what is returned is dropped.
    ///
    /// # Errors
    /// [`StorageFailure::OpenElsewhere`] where a program has it open, this one included.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let alone = match OpenFile::enter_with(&resolve(path)?, open_main)? {
            Entered::First(opening) => opening.alone(),
            Entered::Again(_) => None,
        };
        alone.map(Self).ok_or_else(StoreError::open_elsewhere)
    }

    /// The file, for a connection of the engine that is closed before this is dropped.
    pub(super) const fn file(&self) -> &OpenFile {
        &self.0
    }

    /// Where it is, absolute.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Renames the log of a directory, with its index, where it does not belong to the file. Returns its new
/// name; none where the log belongs to the file, or there is none.
///
/// # Errors
/// [`StorageFailure::OpenElsewhere`] where a program has the directory open, and [`StoreError`].
pub(crate) fn set_log_aside(location: &Location, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    let Location::File(path) = location;
    let alone = ExclusiveFile::take(path)?;
    match open::verify(&alone.0) {
        Err(error) if matches!(error.failure(), StorageFailure::ForeignLog(_)) => {}
        Err(error) if error.failure().is_misplaced() => return Ok(None),
        other => return other.map(|()| None),
    }
    let aside = |suffix| with_suffix(alone.path(), &format!("{suffix}.set-aside-{}", now.unix_ms()));
    // The index first: without it the log can still be read, and is still in the way.
    let (log, index) = (with_suffix(alone.path(), LOG), with_suffix(alone.path(), INDEX));
    if index.symlink_metadata().is_ok() {
        folder::rename(&index, &aside(INDEX))?;
    }
    let kept = aside(LOG);
    folder::rename(&log, &kept)?;
    tracing::warn!(log = %kept.display(), "a log that does not belong to the directory was set aside");
    Ok(Some(kept))
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
        let elsewhere = StorageFailure::OpenElsewhere { is_service: false };
        assert_eq!(busy.failure(), &elsewhere);
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
