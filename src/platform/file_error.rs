//! A failure of a file or folder, with its path.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::machine_failure::{FileProblem, MachineFailure};

/// A file or folder could not be read or written. `Display` says which and why.
#[derive(Debug)]
pub struct FileError {
    /// The path.
    pub path: PathBuf,
    /// The cause.
    pub source: io::Error,
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} could not be used: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let path = error.path.display().to_string();
        tracing::debug!(%error, "a file could not be used");
        match error.source.kind() {
            io::ErrorKind::PermissionDenied => StorageFailure::Permission(path).into(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageFailure::Full.into(),
            io::ErrorKind::AlreadyExists => StorageFailure::Exists(path).into(),
            _ => Self::Machine(MachineFailure::File {
                path,
                why: FileProblem::of(&error.source),
            }),
        }
    }
}

/// Adds the path to an error of the system.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, FileError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, FileError> {
        self.map_err(|source| FileError {
            path: path.to_path_buf(),
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_becomes_a_cause_and_a_next_step() {
        let failure = |kind: io::ErrorKind| Failure::from(Err::<(), _>(kind.into()).at(Path::new("/x")).unwrap_err());
        assert_eq!(failure(io::ErrorKind::StorageFull), StorageFailure::Full.into());
        assert_eq!(
            failure(io::ErrorKind::PermissionDenied),
            StorageFailure::Permission("/x".to_owned()).into()
        );
        assert_eq!(
            failure(io::ErrorKind::TimedOut),
            Failure::Machine(MachineFailure::File {
                path: "/x".to_owned(),
                why: FileProblem::TimedOut,
            })
        );
    }
}
