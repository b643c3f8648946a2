//! Looking at a file before the engine may open it, because opening could change it: an empty file would become a fresh
//! database, and a foreign one would get a log beside it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file_id::{INDEX, LOG, MARK, names_of, refuse_side_file, with_suffix};
use super::schema::{APPLICATION_ID, MIGRATIONS, newest};
use super::{leftovers, network_share};
use crate::domain::failure::StorageFailure;
use crate::domain::query::PlaceFault;

const HEADER_BYTES: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// `path` made absolute, with its folder's links followed; SQLite is opened so that it follows none.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(StoreError::Found(StorageFailure::NotAFile(path.display().to_string())));
    };
    let missing = |error| match StoreError::of_file(folder, error) {
        StoreError::Below {
            failure: StorageFailure::Missing(_),
            ..
        } => StoreError::Found(StorageFailure::Missing(path.display().to_string())),
        other => other,
    };
    Ok(fs::canonicalize(folder).map_err(missing)?.join(name))
}

/// Refuses files that the engine must not open. Returns the main file, opened for reading and writing.
pub(super) fn inspect(path: &Path) -> Result<File, StoreError> {
    let file = open_main(path)?;
    check_header(&file, path)?;
    Ok(file)
}

/// Opens the main file for reading and writing, whatever it holds, where no file of the directory is of a wrong kind or
/// in a wrong place.
pub(super) fn open_main(path: &Path) -> Result<File, StoreError> {
    let shown = || path.display().to_string();
    let found = |failure| Err(StoreError::Found(failure));
    let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
    if !metadata.file_type().is_file() {
        return found(StorageFailure::NotAFile(shown()));
    }
    if names_of(&metadata) > 1 && !leftovers::is_interrupted(path, &metadata) {
        return found(StorageFailure::Linked(shown()));
    }
    for suffix in [LOG, INDEX] {
        refuse_side_file(&with_suffix(path, suffix))?;
    }
    network_share::refuse(path)?;
    let file = fs::OpenOptions::new().read(true).write(true).open(path);
    file.map_err(|error| StoreError::of_file(path, error))
}

/// Refuses what is not a directory of this program, or a newer one.
fn check_header(file: &File, path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let found = |failure| Err(StoreError::Found(failure));
    let mut header = Vec::with_capacity(HEADER_BYTES);
    let read = file.take(HEADER_BYTES as u64).read_to_end(&mut header);
    read.map_err(|error| StoreError::of_file(path, error))?;
    if !is_directory_head(&header) {
        return found(match (header.is_empty(), was_directory(path)) {
            (_, true) => StorageFailure::Damaged("the head of the file is not that of a directory".to_owned()),
            (true, false) => StorageFailure::Empty(shown()),
            (false, false) => StorageFailure::Foreign(shown()),
        });
    }
    let (version, known) = (big_endian(&header, VERSION_AT).unwrap_or(0), newest(MIGRATIONS));
    if i64::from(version) > known {
        return found(StorageFailure::Newer {
            found: i64::from(version),
            known,
        });
    }
    Ok(())
}

/// Whether a directory was opened at the path before.
fn was_directory(path: &Path) -> bool {
    with_suffix(path, MARK).symlink_metadata().is_ok()
}

/// What is wrong with the place of the directory at `path`, which is open.
pub(super) fn place_faults(path: &Path) -> Vec<PlaceFault> {
    let has_second_name = path.symlink_metadata().is_ok_and(|file| names_of(&file) > 1);
    let faults = [
        (PlaceFault::FolderOpenToOthers, is_folder_open_to_others(path)),
        (PlaceFault::SecondName, has_second_name),
    ];
    let faults = faults.into_iter().filter(|(_, is_there)| *is_there);
    faults.map(|(fault, _)| fault).collect()
}

/// Whether accounts other than the owner can put files into the folder of `path`. Where they can, they can also put
/// something in the place of the log, or take files away.
fn is_folder_open_to_others(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| fs::metadata(folder).ok());
    folder.is_some_and(|folder| is_open_to_others(&folder))
}

/// Whether accounts other than the owner can write to it. Elsewhere than on Unix the folders of an account are its own.
pub(super) fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        metadata.permissions().mode() & 0o022 != 0
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

/// Notes such a folder in the log.
pub(super) fn report_folder(path: &Path) {
    if is_folder_open_to_others(path) {
        tracing::warn!(path = %path.display(), "other accounts can write to the folder of the directory");
    }
}

/// Whether a file that begins with `head` is a directory of this program, of whichever version.
pub(super) fn is_directory_head(head: &[u8]) -> bool {
    head.starts_with(MAGIC) && big_endian(head, APPLICATION_ID_AT) == Some(APPLICATION_ID)
}

fn big_endian(header: &[u8], at: usize) -> Option<i32> {
    let bytes = header.get(at..at + 4)?;
    Some(i32::from_be_bytes(bytes.try_into().ok()?))
}
