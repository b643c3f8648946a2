//! Files that a person names: backups, and parts of the trail.

use std::fs::{self, File};
use std::path::Path;

use super::error::StoreError;
use super::file::refuse_directory_file;
use crate::domain::failure::StorageFailure;

/// Opens the ordinary file at `path` for reading, unless it belongs to a directory that this process has open.
pub(super) fn open_named(path: &Path) -> Result<File, StoreError> {
    refuse_directory_file(path)?;
    let of_path = |error| StoreError::of_file(path, error).of_other_file();
    // Opening a pipe would wait for a writer.
    if !fs::metadata(path).map_err(of_path)?.is_file() {
        return Err(StoreError::Found(StorageFailure::NotAFile(path.display().to_string())));
    }
    File::open(path).map_err(of_path)
}
