//! Making files beside a directory, private from their first byte, and files that appear under their name all at once.
//!
//! A file without a name is locked by whoever makes it for as long as it has none, so that an abandoned one can be told
//! from one that is still being written, however long that takes.

#[cfg(target_os = "linux")]
mod sweeping;

use std::fs;
use std::io;
use std::ops::Deref;
use std::path::Path;

use tempfile::TempPath;

use super::error::StoreError;
use super::file::is_open;
use super::file_id::{FileId, SUFFIXES, with_suffix};
use super::folder::sync_folder;
use super::leftovers::{PREFIX, SUFFIX};
use crate::domain::failure::StorageFailure;

/// A file beside its later place that has no name of its own yet. Removed when it is dropped.
#[derive(Debug)]
pub(super) struct UnnamedFile {
    // In this order, so that it is claimed for as long as it is there.
    path: TempPath,
    claim: Claim,
}

impl Deref for UnnamedFile {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<Path> for UnnamedFile {
    fn as_ref(&self) -> &Path {
        self
    }
}

impl UnnamedFile {
    /// Gives a file that is written to the end, and that no connection is on, its name, in place of what has it now.
    pub(super) fn replace(self, path: &Path) -> Result<(), StoreError> {
        let Self { path: unnamed, claim } = self;
        let persisted = unnamed.persist(path);
        drop(claim);
        persisted.map_err(|error| StoreError::of_file(path, error.error))
    }
}

/// An empty file beside `path` that only its owner may read, removed again unless it gets a name. The engine gives its
/// log and its index the mode of the main file, so all of them are private from the first byte.
pub(super) fn new_private_file(path: &Path) -> Result<UnnamedFile, StoreError> {
    let folder = path.parent().unwrap_or(path);
    let failed = |error| StoreError::of_file(folder, error);
    let made = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(folder)
        .map_err(failed)?;
    let (file, path) = made.into_parts();
    let claim = Claim::take(file, &path)?;
    Ok(UnnamedFile { path, claim })
}

/// Removes what killed programs have left in `folder` in the middle of making a file, as far as it can be told from what is
/// in use: on Linux.
#[cfg(target_os = "linux")]
pub(super) fn remove_abandoned(folder: &Path) {
    let unnamed = sweeping::unnamed_in(folder);
    if unnamed.is_empty() {
        return;
    }
    let made = new_private_file(&folder.join(SUFFIX));
    match made.and_then(|made| fs::symlink_metadata(&made).map_err(|error| StoreError::of_file(folder, error))) {
        Ok(made) => sweeping::sweep(&unnamed, &made),
        Err(error) => tracing::warn!(folder = %folder.display(), %error, "abandoned files are left"),
    }
}

/// See above.
#[cfg(not(target_os = "linux"))]
pub(super) fn remove_abandoned(_folder: &Path) {}

/// Gives a file that is written to the end, and that no connection is on, its name; never one that is taken.
pub(super) fn publish(unnamed: UnnamedFile, path: &Path) -> Result<(), StoreError> {
    sync(&unnamed)?;
    let UnnamedFile { path: unnamed, claim } = unnamed;
    let persisted = unnamed.persist_noclobber(path);
    drop(claim);
    persisted.map_err(|error| StoreError::of_file(path, error.error))?;
    sync_folder(path)
}

/// Puts a small private file in place of the one at `path`, to outlive a power loss; whoever reads it sees one of both.
pub(super) fn replace_private(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let unnamed = new_private_file(path)?;
    let failed = |error| StoreError::of_file(path, error);
    fs::write(&unnamed, content).map_err(failed)?;
    sync(&unnamed)?;
    unnamed.replace(path)?;
    sync_folder(path)
}

/// Removes a file that is no longer needed, where there is one.
pub(super) fn remove_old(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::of_file(path, error)),
        _ => Ok(()),
    }
}

/// Makes sure that the content of a file that no connection of this process is on outlives a power loss.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    if is_open(&FileId::of(path)?) {
        return Err(StoreError::Found(StorageFailure::Busy));
    }
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::of_file(path, error))
}

/// Takes every right but the owner's from the file and what the engine keeps beside it; by their names, because they
/// are open.
pub(super) fn restrict(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    for suffix in SUFFIXES {
        use std::os::unix::fs::PermissionsExt as _;
        let file = with_suffix(path, suffix);
        let mode = match fs::symlink_metadata(&file) {
            Ok(metadata) => metadata.permissions().mode() & 0o777,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::of_file(&file, error)),
        };
        if mode & 0o077 != 0 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))
                .map_err(|error| StoreError::of_file(&file, error))?;
        }
    }
    let _ = path;
    Ok(())
}

/// The lock of a file that has no name yet. Other systems than Linux have none that would leave the engine alone; nothing
/// is swept there.
#[derive(Debug)]
struct Claim(
    #[cfg(target_os = "linux")]
    #[expect(dead_code, reason = "it is held, not read")]
    super::file_lock::FileLock,
);

impl Claim {
    /// Claims a file that was just made, whose descriptor stays open for as long.
    #[cfg(target_os = "linux")]
    fn take(file: fs::File, path: &Path) -> Result<Self, StoreError> {
        let lock = super::file_lock::FileLock::new(file, path)?;
        let is_own = lock.try_alone().map_err(|error| StoreError::of_file(path, error))?;
        is_own
            .then_some(Self(lock))
            .ok_or(StoreError::Found(StorageFailure::Busy))
    }

    /// See above.
    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unnecessary_wraps, reason = "Linux has to ask")]
    fn take(file: fs::File, _path: &Path) -> Result<Self, StoreError> {
        drop(file);
        Ok(Self())
    }
}

#[cfg(test)]
mod tests;
