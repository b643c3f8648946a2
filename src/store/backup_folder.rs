//! The folder that backups are put into without being asked for, and what is in it by its name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::inspection::is_open_to_others;
use super::making;
use crate::domain::backup_name::{BackupName, BackupSeries};
use crate::domain::backup_rotation;
use crate::domain::time::Timestamp;

/// Why a folder takes no backup.
#[derive(Debug)]
pub(crate) enum FolderRefusal {
    /// A link, or no folder.
    NotAFolder,
    /// Other accounts can write to it.
    OpenToOthers,
    /// The system says so.
    Failed(StoreError),
}

/// Makes the folder for this account alone, where it is missing, and refuses one that others could change. Only the folder
/// itself is made: a missing one above it is most likely a disk that is not there.
///
/// # Errors
/// [`FolderRefusal`].
pub(crate) fn prepare_folder(folder: &Path) -> Result<(), FolderRefusal> {
    let failed = |error| FolderRefusal::Failed(StoreError::of_file(folder, error));
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            super::folder::make_private_folder(folder).map_err(failed)?;
        }
        Err(error) => return Err(failed(error)),
        Ok(_) => {}
    }
    let metadata = fs::symlink_metadata(folder).map_err(failed)?;
    if !metadata.is_dir() {
        return Err(FolderRefusal::NotAFolder);
    }
    if is_open_to_others(&metadata) {
        return Err(FolderRefusal::OpenToOthers);
    }
    Ok(())
}

/// The backups in `folder` by their names, in no order; none where there is no folder.
///
/// # Errors
/// [`StoreError`] where it can't be read.
pub(super) fn backups_in(folder: &Path) -> Result<Vec<(PathBuf, BackupName)>, StoreError> {
    let failed = |error| StoreError::of_file(folder, error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_str().and_then(BackupName::parse);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        found.extend(name.filter(|_| is_file).map(|name| (entry.path(), name)));
    }
    Ok(found)
}

/// Removes the backups of `series` that are no longer needed from the folders, which are counted as one; of a copy under the
/// same name, that in the first folder stays. Another program may be doing the same.
///
/// # Errors
/// [`StoreError`]; the others are removed nevertheless.
pub(crate) fn rotate(folders: &[&Path], series: &BackupSeries, now: Timestamp) -> Result<(), StoreError> {
    let (mut paths, mut names) = (Vec::new(), Vec::new());
    for folder in different(folders) {
        let own = backups_in(&folder)?
            .into_iter()
            .filter(|(_, name)| name.series == *series);
        for (path, name) in own {
            paths.push(path);
            names.push(name);
        }
    }
    let needed = backup_rotation::needed(&names, now);
    let mut removed = Ok(());
    for (_, path) in paths.iter().enumerate().filter(|(index, _)| !needed.contains(index)) {
        removed = removed.and(making::remove_old(path));
    }
    removed
}

/// The folders that are there, each once: the same one may be named in two ways, and no file may count as its own copy.
fn different(folders: &[&Path]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()) {
        if !found.contains(&folder) {
            found.push(folder);
        }
    }
    found
}

/// Removes what programs that were killed while they made a backup have left, in the folder and beside the directory.
pub(crate) fn remove_leftovers(folder: &Path, directory: &Path) {
    making::remove_abandoned(folder);
    making::remove_abandoned(directory.parent().unwrap_or(directory));
}
