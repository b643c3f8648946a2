//! Which file a path leads to, and the files that the engine keeps beside a directory's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::domain::failure::StorageFailure;

/// What is added to the name of the main file for the engine's log.
pub(super) const LOG: &str = "-wal";
/// What is added to it for the index of the log.
pub(super) const INDEX: &str = "-shm";
/// What is added to it for the mark (`generation`).
pub(super) const MARK: &str = ".generation";
/// What the engine may keep beside a file.
pub(super) const ENGINE_SUFFIXES: [&str; 3] = [LOG, INDEX, "-journal"];
/// The main file and those of the engine beside it.
pub(super) const SUFFIXES: [&str; 3] = ["", LOG, INDEX];

/// Distinguishes a file from another that later has the same name: device and inode number.
#[cfg(unix)]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileId(u64, u64);

/// Distinguishes files. On this platform an open file keeps its name, so the name is enough.
#[cfg(not(unix))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileId(PathBuf);

impl FileId {
    /// Which file is at `path` now, without opening it and without following a link.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
        Ok(Self::from(&metadata, path))
    }

    /// Which file opening `path` would open now, without opening it.
    pub(super) fn of_target(path: &Path) -> io::Result<Self> {
        // Followed by names: elsewhere than on Unix the name is the identity.
        let target = fs::canonicalize(path)?;
        Ok(Self::from(&fs::symlink_metadata(&target)?, &target))
    }

    #[cfg(unix)]
    pub(super) fn from(metadata: &fs::Metadata, _path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    pub(super) fn from(_metadata: &fs::Metadata, path: &Path) -> Self {
        Self(path.to_path_buf())
    }
}

/// What distinguishes the log that the engine uses for the directory at `path`: the file's folder and the file's name. A
/// file that is bound or linked to another path gets another log there.
#[cfg(unix)]
pub(super) fn log_key(path: &Path) -> Result<Vec<u8>, StoreError> {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = path.parent().unwrap_or(path);
    let FileId(device, inode) = FileId::of(folder)?;
    let name = path.file_name().unwrap_or_default().as_bytes();
    Ok([&device.to_le_bytes(), &inode.to_le_bytes(), name].concat())
}

/// What distinguishes the log; see above.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems have to ask")]
pub(super) fn log_key(path: &Path) -> Result<Vec<u8>, StoreError> {
    Ok(path.as_os_str().as_encoded_bytes().to_vec())
}

/// How many names the file has; one where the system does not say.
pub(super) fn names_of(metadata: &fs::Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(metadata);
    #[cfg(not(unix))]
    {
        let _ = metadata;
        1
    }
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Refuses anything but an ordinary file, or nothing, at `path`, before it is opened: a pipe would be waited for without
/// end, and through a link a file would be made or changed elsewhere.
pub(super) fn refuse_side_file(path: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.file_type().is_file() => Ok(()),
        Ok(_) => Err(StoreError::Found(StorageFailure::SideFile(path.display().to_string()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::of_file(path, error)),
    }
}
