//! The file with the credential: written whole, for its owner alone, and never with anything of a token in it.
//!
//! Not its job: what is kept ([`super::credentials`]) and how it is written as JSON (`format`).

mod format;

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::credentials::Credentials;
use super::problem::{Exit, Problem, one_line};
use crate::platform::files::{self, SecretFile};
use crate::platform::lock::lock_private;

/// How long another program may keep the file; none that works keeps it for more than a moment.
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

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it; a file that is not there holds nothing.
    ///
    /// # Errors
    /// Where others could have read it, and where it is not one of ours. It is then left as it is.
    pub(super) fn read(&self) -> Result<Credentials, Problem> {
        match files::read_secret_file(&self.path)? {
            SecretFile::Missing => Ok(Credentials::default()),
            SecretFile::OpenToOthers => Err(self.open_to_others()),
            SecretFile::Read(bytes) => format::decode(&bytes).ok_or_else(|| self.damaged()),
        }
    }

    /// Changes what is kept, over what is there at this moment and with other programs kept out: one may have registered
    /// while this one waited for its server.
    ///
    /// # Errors
    /// Those of reading, what the disk says, and another program that does not let go; the file is then as it was.
    pub(super) fn update<T>(&self, change: impl FnOnce(&mut Credentials) -> Result<T, Problem>) -> Result<T, Problem> {
        if let Some(folder) = self.path.parent() {
            files::create_private_folder(folder)?;
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
    fn save(&self, credentials: &Credentials) -> Result<(), Problem> {
        let bytes = format::encode(credentials).map_err(|error| {
            tracing::error!(%error, "the credential file could not be encoded");
            self.damaged()
        })?;
        Ok(files::save_private(&self.path, &bytes)?)
    }

    fn open_to_others(&self) -> Problem {
        let path = one_line(&self.path.display().to_string());
        Problem::new(
            Exit::Refused,
            format!("Other accounts of this machine can read the credential in {path}"),
            "Ask the administrator to deregister the client, remove the file, and register again with a new token",
        )
    }

    fn damaged(&self) -> Problem {
        let path = one_line(&self.path.display().to_string());
        Problem::new(
            Exit::Failed,
            format!("{path} is damaged, or not a credential of this version of the client"),
            "Move it away and register again with a new token",
        )
    }
}
