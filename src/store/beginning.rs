//! What tests of this layer begin with: an empty directory in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::{Directory, Founding};
use crate::domain::time::Timestamp;

pub(super) const NOW: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);

/// A directory without users, open.
pub(super) fn directory(folder: &Path) -> Directory {
    let founding = Founding {
        created_at: NOW,
        salt: [7; 16],
    };
    Directory::create::<StoreError>(folder.join("directory.db"), &founding, |_| Ok(())).unwrap()
}

/// The path of one that is closed.
pub(super) fn closed_directory(folder: &Path) -> PathBuf {
    drop(directory(folder));
    folder.join("directory.db")
}

/// The names of all files in a folder.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
