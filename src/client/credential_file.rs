//! The credential file: replaced as a whole, private to its owner, and without anything of a token.
//!
//! Not its job: what is kept ([`super::credentials`]) and how it is written as JSON (`format`).

mod format;

#[cfg(any(test, fuzzing))]
pub(crate) use format::check;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::credentials::Credentials;
use super::error::ClientError;
use super::server_text::one_line;
use crate::platform::file_error::FileError;
use crate::platform::lock::lock_private;
use crate::platform::secret_file::{self, SecretFile};
use crate::platform::{private_file, private_folder};

/// How long to wait for another program's lock, which it normally holds for milliseconds.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The path at which the credentials are kept.
#[derive(Debug, Clone)]
pub struct CredentialFile {
    path: PathBuf,
}

impl CredentialFile {
    /// The file at `path`, which need not be there yet.
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads it; a file that is not there holds nothing.
    ///
    /// # Errors
    /// Where others could have read it, and where it is not one of ours. It is then left as it is.
    pub(super) fn read(&self) -> Result<Credentials, ClientError> {
        match secret_file::read(&self.path)? {
            SecretFile::Missing => Ok(Credentials::default()),
            SecretFile::OpenToOthers => Err(ClientError::FileOpenToOthers(self.shown_path())),
            SecretFile::Read(bytes) => {
                format::decode(&bytes).ok_or_else(|| ClientError::FileDamaged(self.shown_path()))
            }
        }
    }

    /// Changes the file as it is now, with other programs locked out: one of them may have registered while this one
    /// waited for its server.
    ///
    /// # Errors
    /// Those of reading, what the disk says, and another program that does not let go; the file is then as it was.
    pub(super) fn update<T>(
        &self,
        change: impl FnOnce(&mut Credentials) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        if let Some(folder) = self.path.parent() {
            private_folder::create(folder)?;
        }
        let mut beside = self.path.clone().into_os_string();
        beside.push(".lock");
        let _lock = lock_private(Path::new(&beside), LOCK_TIMEOUT)?;
        let mut credentials = self.read()?;
        let changed = change(&mut credentials)?;
        self.save(&credentials)?;
        Ok(changed)
    }

    /// Writes it, whole or not at all.
    fn save(&self, credentials: &Credentials) -> Result<(), ClientError> {
        let bytes = format::encode(credentials).map_err(|error| {
            tracing::error!(%error, "the credential file could not be encoded");
            ClientError::FileDamaged(self.shown_path())
        })?;
        Ok(private_file::save(&self.path, &bytes)?)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its path, safe to show.
    pub(super) fn shown_path(&self) -> String {
        one_line(&self.path.display().to_string())
    }
}

impl From<FileError> for ClientError {
    fn from(error: FileError) -> Self {
        if error.source.kind() == io::ErrorKind::WouldBlock {
            Self::FileBusy
        } else {
            Self::File(error.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_not_released_is_reported_as_a_busy_file() {
        let error = ClientError::from(FileError {
            path: "/home/ana/credential.json.lock".into(),
            source: io::ErrorKind::WouldBlock.into(),
        });
        assert_eq!(error, ClientError::FileBusy);
    }
}
