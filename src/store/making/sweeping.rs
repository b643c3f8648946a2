//! Removing the unnamed files that nobody is writing any longer.

use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;

use crate::store::error::StoreError;
use crate::store::file::is_open;
use crate::store::file_id::{FileId, INDEX, LOG, names_of};
use crate::store::file_lock::FileLock;
use crate::store::leftovers::is_unnamed;

/// A younger file may not have its lock yet.
const YOUNGEST: Duration = Duration::from_mins(10);
/// What the engine keeps beside a file.
const ENGINE_SUFFIXES: [&str; 3] = [LOG, INDEX, "-journal"];

/// Removes the abandoned files of this account in `folder`. `made` is a file that was just made there, so that ages are
/// told by the clock of the file system. What can't be removed stays for the next time.
pub(super) fn sweep(folder: &Path, made: &Metadata) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for path in &paths {
        match remove_abandoned(path, made) {
            Ok(false) => {}
            Ok(true) => tracing::info!(path = %path.display(), "an abandoned file was removed"),
            Err(error) => tracing::warn!(path = %path.display(), %error, "an abandoned file can't be removed"),
        }
    }
}

fn remove_abandoned(path: &Path, made: &Metadata) -> Result<bool, StoreError> {
    let Some(name) = path.file_name() else {
        return Ok(false);
    };
    let main = main_of(name);
    if !main.is_some_and(is_unnamed) {
        return Ok(false);
    }
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
        Some(main) if main != name => path.with_file_name(main).symlink_metadata().is_err(),
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
