//! Failures of the store: a cause for the message, and the source for the log.

use std::error::Error;
use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::machine_failure::FileProblem;

/// The index of the log could not be made as large as it has to be. The engine asks for a page of it before it needs the
/// page, so that a full disk is met here and not in the middle of a change (<https://sqlite.org/rescode.html>).
const SQLITE_IOERR_SHMSIZE: i32 = 4874;

/// A failure of the store. The source is boxed, so that no type of the engine leaves this layer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Found by looking, without an error from below.
    #[error("{0:?}")]
    Found(StorageFailure),
    /// The engine or the system said so.
    #[error("{failure:?}")]
    Below {
        /// What it means.
        failure: StorageFailure,
        /// What was said.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// The cause for the message.
    pub const fn failure(&self) -> &StorageFailure {
        match self {
            Self::Found(failure) | Self::Below { failure, .. } => failure,
        }
    }

    /// Something in the directory that cannot be what was once written.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Found(StorageFailure::Damaged(what.into()))
    }

    /// A value in the directory that cannot be what was once written.
    pub(super) fn unreadable(what: impl Into<String>) -> Self {
        Self::Found(StorageFailure::UnreadableValue(what.into()))
    }

    /// Another program has the directory open, and nothing says which.
    pub(super) const fn open_elsewhere() -> Self {
        Self::Found(StorageFailure::OpenElsewhere { is_service: false })
    }

    /// A value that could not be put into the form in which the directory keeps it.
    pub(super) fn unwritable(error: serde_json::Error) -> Self {
        Self::Below {
            failure: StorageFailure::Defect,
            source: Box::new(error),
        }
    }

    /// The same about a file that is no directory, such as a backup: where it is missing, nobody misses a directory.
    pub(super) fn of_other_file(self) -> Self {
        match self.failure() {
            StorageFailure::Missing(path) => Self::Found(StorageFailure::File {
                path: path.clone(),
                why: FileProblem::NotFound,
            }),
            _ => self,
        }
    }

    /// An error of the system about the file or folder at `path`.
    pub(crate) fn of_file(path: &Path, error: io::Error) -> Self {
        let shown = path.display().to_string();
        let failure = match error.kind() {
            io::ErrorKind::NotFound => StorageFailure::Missing(shown),
            io::ErrorKind::AlreadyExists => StorageFailure::Exists(shown),
            io::ErrorKind::PermissionDenied => StorageFailure::Permission(shown),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageFailure::Full,
            io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => StorageFailure::NotAFile(shown),
            _ => StorageFailure::File {
                path: shown,
                why: FileProblem::of(&error),
            },
        };
        Self::Below {
            failure,
            source: Box::new(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let failure = match &error {
            rusqlite::Error::SqliteFailure(code, words) => {
                let words = words.clone().unwrap_or_else(|| code.to_string());
                match code.code {
                    ErrorCode::DiskFull => StorageFailure::Full,
                    _ if code.extended_code == SQLITE_IOERR_SHMSIZE => StorageFailure::Full,
                    ErrorCode::OperationInterrupted => StorageFailure::Interrupted,
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StorageFailure::Busy,
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StorageFailure::Damaged(words),
                    ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen => {
                        StorageFailure::Permission("the directory".to_owned())
                    }
                    // Of the tables of a search index, it says so without a code of its own.
                    _ if words.contains("fts5") => StorageFailure::Damaged(words),
                    _ => StorageFailure::Engine(code.extended_code),
                }
            }
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => StorageFailure::UnreadableValue(error.to_string()),
            _ => StorageFailure::Defect,
        };
        Self::Below {
            failure,
            source: Box::new(error),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        // The caller reports it; this is for finding the source.
        match &error {
            StoreError::Found(failure) => tracing::debug!(?failure, "the directory was refused"),
            StoreError::Below { failure, source } => tracing::debug!(?failure, %source, "the directory failed"),
        }
        Self::Storage(error.failure().clone())
    }
}
