//! Backups that lie in a folder, known by their contents, and whether one is sound.
//!
//! Nothing is written: a backup is read without its log, as a restore does. Not its job: making them, and deleting old
//! ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rusqlite::Connection;

use super::backup::verify_contents;
use super::connection::unchanging;
use super::error::StoreError;
use super::generation::{self, MainMark, Mark, mark_path};
use super::inspection::is_directory_head;
use super::leftovers::{BEFORE_RESTORE, PREFIX};
use super::restore::head_of_backup;
use super::schema;
use crate::domain::backup::{BackupFile, BackupStanding, is_encrypted};
use crate::domain::time::Timestamp;

/// So many files of a folder are looked at.
const MOST_FILES: usize = 2_000;
/// What the names of files have that are no backups, although they hold a directory: what a restore has replaced, and
/// what is being made.
const NO_BACKUPS: [&str; 2] = [BEFORE_RESTORE, PREFIX];

/// The backups in `folders` that could be of the directory at `directory`, the newest first. What can't be read is left
/// out.
pub(crate) fn find_backups(directory: &Path, folders: &[PathBuf]) -> Vec<BackupFile> {
    let mut found: Vec<BackupFile> = Vec::new();
    for entry in folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.take(MOST_FILES))
    {
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        let is_known = found.iter().any(|backup| backup.path == path);
        if path != directory
            && !is_known
            && let Some(backup) = look_at(&path)
        {
            found.push(backup);
        }
    }
    found.sort_by(|one, other| (other.written_at, &other.path).cmp(&(one.written_at, &one.path)));
    found
}

fn look_at(path: &Path) -> Option<BackupFile> {
    let name = path.file_name()?.to_string_lossy();
    let metadata = fs::symlink_metadata(path).ok()?;
    // A directory that is worked on has a mark beside it.
    let is_directory = mark_path(path).symlink_metadata().is_ok();
    if !metadata.is_file() || is_directory || NO_BACKUPS.iter().any(|part| name.contains(part)) {
        return None;
    }
    let head = head_of_backup(path).ok()?;
    let standing = if is_encrypted(&head) {
        BackupStanding::Encrypted
    } else if is_directory_head(&head) {
        BackupStanding::Unchecked
    } else {
        return None;
    };
    let written = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(BackupFile {
        path: path.to_path_buf(),
        written_at: Timestamp::from_unix_ms(i64::try_from(written.as_millis()).ok()?),
        standing,
    })
}

/// Looks through an unencrypted backup for damage, and whether it is of the directory at `directory`, where that is known.
///
/// # Errors
/// [`StorageFailure::Damaged`](crate::domain::failure::StorageFailure::Damaged), also where it is of another directory.
pub(crate) fn check_backup(directory: &Path, backup: &Path) -> Result<(), StoreError> {
    // Also refuses what this process has open.
    head_of_backup(backup)?;
    let connection = unchanging(backup)?;
    refuse_other_directory(directory, &connection)?;
    let version = schema::version(&connection)?;
    verify_contents(&connection, version)
}

fn refuse_other_directory(directory: &Path, backup: &Connection) -> Result<(), StoreError> {
    match (Mark::read(directory), generation::read_main(backup)) {
        (Ok(Some(Mark::Of { identity, .. })), MainMark::Known(own, _)) if own != identity => {
            Err(StoreError::damaged("the backup is of another directory"))
        }
        _ => Ok(()),
    }
}
