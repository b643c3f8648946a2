//! Making files beside a directory, private from their first byte, and files that appear under their name all at once.

use std::fs;
use std::io;
use std::path::Path;

use super::error::StoreError;
use super::file::is_open;
use super::file_id::{FileId, SUFFIXES, with_suffix};
use crate::domain::failure::StorageFailure;
use crate::domain::time::Timestamp;

/// How the file names begin and end that files have until they get their own.
const UNNAMED_PREFIX: &str = ".avo-admin-";
const UNNAMED_SUFFIX: &str = ".new";
/// After this time nobody works on such a file any longer: the program that made it was killed.
const UNNAMED_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Makes the folder of `path` for this account alone, where there is none.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let Some(folder) = absolute.parent() else {
        return Ok(());
    };
    let mut builder = private_folder();
    builder
        .recursive(true)
        .create(folder)
        .map_err(|error| StoreError::of_file(folder, error))
}

/// Makes one folder for this account alone, unless another program was faster.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    match private_folder().create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn private_folder() -> fs::DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems know no mode"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// An empty file beside `path` that only its owner may read, removed again unless it gets a name. The engine gives its
/// log and its index the mode of the main file, so all of them are private from the first byte.
pub(super) fn new_private_file(path: &Path) -> Result<tempfile::TempPath, StoreError> {
    let folder = path.parent().unwrap_or(path);
    let file = tempfile::Builder::new()
        .prefix(UNNAMED_PREFIX)
        .suffix(UNNAMED_SUFFIX)
        .tempfile_in(folder)
        .map_err(|error| StoreError::of_file(folder, error))?;
    Ok(file.into_temp_path())
}

/// Gives a file that is written to the end, and that no connection is on, its name; never one that is taken.
pub(super) fn publish(unnamed: tempfile::TempPath, path: &Path) -> Result<(), StoreError> {
    sync(&unnamed)?;
    unnamed
        .persist_noclobber(path)
        .map_err(|error| StoreError::of_file(path, error.error))?;
    sync_folder(path)
}

/// Puts a small private file in place of the one at `path`, to outlive a power loss; whoever reads it sees one of both.
pub(super) fn replace_private(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let unnamed = new_private_file(path)?;
    let failed = |error| StoreError::of_file(path, error);
    fs::write(&unnamed, content).map_err(failed)?;
    sync(&unnamed)?;
    unnamed.persist(path).map_err(|error| failed(error.error))?;
    sync_folder(path)
}

/// Removes what killed programs have left in `folder` in the middle of making a file.
///
/// # Errors
/// [`StoreError`]; another account's files may be among them.
pub(super) fn remove_leftovers(folder: &Path, now: Timestamp) -> Result<(), StoreError> {
    let failed = |error| StoreError::of_file(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(UNNAMED_PREFIX) || !name.ends_with(UNNAMED_SUFFIX) {
            continue;
        }
        let modified = entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .map_err(failed)?;
        let age = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let modified = Timestamp::from_unix_ms(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
        if now.ms_since(modified) >= UNNAMED_MS {
            remove_old(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a file that is no longer needed, where there is one.
pub(super) fn remove_old(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::of_file(path, error)),
        _ => Ok(()),
    }
}

/// Gives a file that is there another name beside it.
pub(super) fn rename(path: &Path, other: &Path) -> Result<(), StoreError> {
    fs::rename(path, other).map_err(|error| StoreError::of_file(path, error))?;
    sync_folder(other)
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

/// Makes sure that a new name in the folder of `path` outlives a power loss.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::of_file(folder, error))?;
    }
    let _ = path;
    Ok(())
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
