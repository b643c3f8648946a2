//! What a killed restore or creation left: a second name of the directory's file.
//!
//! Not its job: files that never got a name (`making`), and the file that a restore has replaced.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file_id::{FileId, INDEX, LOG, MARK, names_of, with_suffix};
use super::folder::{rename, sync_folder};
use crate::domain::failure::StorageFailure;

/// How the names of unnamed files begin and end; six characters are between.
pub(super) const PREFIX: &str = ".avo-admin-";
/// See [`PREFIX`].
pub(super) const SUFFIX: &str = ".new";
const RANDOM_CHARACTERS: usize = 6;
/// What stands between the name of a directory and the time of the restore in the name of the file that was replaced.
pub(super) const BEFORE_RESTORE: &str = ".before-restore-";

/// Whether a restore or a creation was killed between the two names that it gives a file. Opening mends that.
pub(super) fn is_interrupted(path: &Path, metadata: &fs::Metadata) -> bool {
    names_of(metadata) == 2 && second_name(path, metadata).is_some()
}

/// Takes away the second name that a killed process left of the file at `path`. `is_alone` says that every other program
/// is kept out of it, so that no restore is under way.
///
/// # Errors
/// [`StorageFailure::Linked`] where another program gave it the second name.
pub(super) fn mend(path: &Path, is_alone: bool) -> Result<(), StoreError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
    if names_of(&metadata) < 2 {
        return Ok(());
    }
    let second = second_name(path, &metadata).filter(|_| is_alone && names_of(&metadata) == 2);
    let Some(second) = second else {
        return Err(StoreError::Found(StorageFailure::Linked(path.display().to_string())));
    };
    put_back(path, &second)?;
    tracing::warn!(path = %path.display(), "an interrupted restore or creation was undone: the file is as it was before");
    Ok(())
}

/// Gives the file at `path` its log, index and mark back, which have the names of `second` now, and takes that name away.
pub(super) fn put_back(path: &Path, second: &Path) -> Result<(), StoreError> {
    for (side, kept) in sides(path).iter().zip(&sides(second)) {
        if kept.symlink_metadata().is_ok() && side.symlink_metadata().is_err() {
            rename(kept, side)?;
        }
    }
    fs::remove_file(second).map_err(|error| StoreError::of_file(second, error))?;
    sync_folder(path)
}

/// What belongs to the file at `path` and goes where it goes.
pub(super) fn sides(path: &Path) -> [PathBuf; 3] {
    [LOG, INDEX, MARK].map(|suffix| with_suffix(path, suffix))
}

/// Another name of the file at `path`, in its folder, that a restore or a creation gave it.
fn second_name(path: &Path, metadata: &fs::Metadata) -> Option<PathBuf> {
    let (folder, name) = (path.parent()?, path.file_name()?);
    let id = FileId::from(metadata, path);
    let is_second = |other: &Path| {
        let is_given = other
            .file_name()
            .is_some_and(|other| is_unnamed(other) || is_kept(name, other));
        is_given && FileId::of(other).is_ok_and(|found| found == id)
    };
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries.map(|entry| entry.path()).find(|other| is_second(other))
}

/// Whether `other` is what a restore calls a file of that name which it has replaced.
fn is_kept(name: &OsStr, other: &OsStr) -> bool {
    let rest = other.as_encoded_bytes().strip_prefix(name.as_encoded_bytes());
    let time = rest.and_then(|rest| rest.strip_prefix(BEFORE_RESTORE.as_bytes()));
    time.is_some_and(|time| !time.is_empty() && time.iter().all(u8::is_ascii_digit))
}

/// Whether it is the name of a file that has no name of its own yet.
pub(super) fn is_unnamed(name: &OsStr) -> bool {
    let rest = name.as_encoded_bytes().strip_prefix(PREFIX.as_bytes());
    let random = rest.and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()));
    random.is_some_and(|random| random.len() == RANDOM_CHARACTERS && random.iter().all(u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod tests;
