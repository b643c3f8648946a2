//! Removing the unnamed files that no process is writing any longer.

use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;

use crate::store::error::StoreError;
use crate::store::file::is_open;
use crate::store::file_id::{ENGINE_SUFFIXES, FileId, names_of};
use crate::store::file_lock::FileLock;
use crate::store::leftovers::is_unnamed;

/// A younger file may not have its lock yet.
const YOUNGEST: Duration = Duration::from_mins(10);

/// The unnamed files in `folder`, and what the engine keeps beside such.
pub(super) fn unnamed_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let is_unnamed = |path: &PathBuf| path.file_name().and_then(main_of).is_some_and(is_unnamed);
    entries.flatten().map(|entry| entry.path()).filter(is_unnamed).collect()
}

/// Removes those of `paths` that are abandoned and of this account. `made` is a file that was just made there, so that ages
/// are told by the clock of the file system. What can't be removed stays for the next time.
pub(super) fn sweep(paths: &[PathBuf], made: &Metadata) {
    for path in paths {
        match remove_if_abandoned(path, made) {
            Ok(false) => {}
            Ok(true) => tracing::info!(path = %path.display(), "an abandoned file was removed"),
            Err(error) => tracing::warn!(path = %path.display(), %error, "an abandoned file can't be removed"),
        }
    }
}

/// Removes an unnamed file, or one that the engine keeps beside such a file, if it is abandoned. Returns whether it was.
fn remove_if_abandoned(path: &Path, made: &Metadata) -> Result<bool, StoreError> {
    let (name, main) = (path.file_name(), path.file_name().and_then(main_of));
    let failed = |error| StoreError::of_file(path, error);
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        found => found.map_err(failed)?,
    };
    if !is_own_and_old(&metadata, made) {
        return Ok(false);
    }
    // A side file goes once its main file is gone.
    let is_abandoned = match main {
        Some(main) if Some(main) != name => path.with_file_name(main).symlink_metadata().is_err(),
        _ => is_unlocked(path, &metadata)?,
    };
    if is_abandoned {
        fs::remove_file(path).map_err(failed)?;
    }
    Ok(is_abandoned)
}

/// The name without what the engine adds for its own files.
fn main_of(name: &OsStr) -> Option<&OsStr> {
    let text = name.to_str()?;
    let stripped = ENGINE_SUFFIXES.into_iter().find_map(|suffix| text.strip_suffix(suffix));
    Some(OsStr::new(stripped.unwrap_or(text)))
}

/// An ordinary private file of this account, under this name alone, that has not been written for a while.
fn is_own_and_old(metadata: &Metadata, made: &Metadata) -> bool {
    let age = |made: &Metadata| made.modified().ok()?.duration_since(metadata.modified().ok()?).ok();
    metadata.file_type().is_file()
        && metadata.uid() == made.uid()
        && metadata.mode() & 0o777 == 0o600
        && names_of(metadata) == 1
        && age(made).is_some_and(|age| age >= YOUNGEST)
}

/// Whether no process has claimed it. Nothing of this process may have it open, because this closes a descriptor of it.
fn is_unlocked(path: &Path, metadata: &Metadata) -> Result<bool, StoreError> {
    let id = FileId::from(metadata, path);
    if is_open(&id) {
        return Ok(false);
    }
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(|error| StoreError::of_file(path, error))?;
    let opened = file.metadata().map_err(|error| StoreError::of_file(path, error))?;
    if FileId::from(&opened, path) != id {
        return Ok(false);
    }
    let lock = FileLock::new(file, path)?;
    lock.try_alone().map_err(|error| StoreError::of_file(path, error))
}
