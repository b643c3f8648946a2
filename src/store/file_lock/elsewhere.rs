//! The lock on macOS and Windows, where it has not been tried: that of an empty file beside the directory. The system of
//! macOS lets `flock` and the engine's locks on one file meet, and that of Windows makes a lock forbid reading, so the
//! main file itself stays unlocked. A second path to one file is not noticed by it; the number of names is, on macOS.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use crate::store::error::StoreError;
use crate::store::file_id::{refuse_side_file, with_suffix};

/// A lock file with its lock.
#[derive(Debug)]
pub(in crate::store) struct FileLock {
    file: File,
}

impl FileLock {
    /// Locks nothing yet. The main file is closed again, before the first connection.
    pub(in crate::store) fn new(main: File, path: &Path) -> Result<Self, StoreError> {
        drop(main);
        let path = with_suffix(path, ".lock");
        refuse_side_file(&path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| StoreError::of_file(&path, error))?;
        Ok(Self { file })
    }

    /// Keeps every other program out; false where one is in already.
    pub(in crate::store) fn try_alone(&self) -> io::Result<bool> {
        taken(self.file.try_lock())
    }

    /// Lets others in; false where a program is alone.
    pub(in crate::store) fn try_share(&self) -> io::Result<bool> {
        // A lock can't be changed into another kind everywhere. Where another program is quicker, the caller tries again.
        self.file.unlock()?;
        taken(self.file.try_lock_shared())
    }

    /// Whether a program uses another log for the same file, which is not known here.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "other systems have to ask")]
    pub(in crate::store) fn is_used_with_another_log(&self) -> io::Result<bool> {
        Ok(false)
    }

    /// Whether another program has the lock too, which is not known here.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "other systems have to ask")]
    pub(in crate::store) fn is_shared(&self) -> io::Result<bool> {
        Ok(false)
    }

    /// Whether a connection of the engine is on the file, of a program without this lock, which is not known here.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "other systems have to ask")]
    pub(in crate::store) fn is_used_without_lock(&self) -> io::Result<bool> {
        Ok(false)
    }

    /// Gives up what is held.
    pub(in crate::store) fn release(&self) -> io::Result<()> {
        self.file.unlock()
    }
}

fn taken(tried: Result<(), TryLockError>) -> io::Result<bool> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
