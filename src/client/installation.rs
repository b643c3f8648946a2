//! What a client does: it registers once with a token, and connects with its credential from then on.

mod connect;
mod register;

use std::sync::Arc;

use super::address::ServerAddress;
use super::credential_file::CredentialFile;
use super::credentials::{Credentials, Overview};
use super::error::ClientError;
use super::http::Limits;
use crate::domain::registration::Fingerprint;
use crate::domain::time::Clock;
use crate::domain::token::TokenSecret;

/// What is asked for with a token.
#[derive(Debug, Clone)]
pub struct RegistrationRequest {
    /// Where.
    pub server: ServerAddress,
    /// The fingerprint its certificate must have.
    pub fingerprint: Option<Fingerprint>,
    /// What was handed over.
    pub token: TokenSecret,
}

/// Which certificate is expected when connecting. One that is not the kept one is kept if it was the right one, because
/// the service may have a new certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificatePin {
    /// The one that was kept.
    AsKept,
    /// The one with this fingerprint, whatever the server is.
    Given(Fingerprint),
    /// What stands beside the name of a server. It says nothing of another one, which is recognised as it was kept:
    /// another program may have registered there meanwhile.
    For(ServerAddress, Option<Fingerprint>),
}

/// One client on this machine.
pub struct Installation {
    file: CredentialFile,
    clock: Arc<dyn Clock>,
    limits: Limits,
}

impl Installation {
    /// The client whose credential is kept in `file`.
    pub fn new(file: CredentialFile, clock: Arc<dyn Clock>, limits: Limits) -> Self {
        Self { file, clock, limits }
    }

    /// Where the credential is kept.
    pub(super) const fn file(&self) -> &CredentialFile {
        &self.file
    }

    /// What is known before anything is asked.
    pub fn overview(&self) -> Result<Overview, ClientError> {
        Ok(self.file.read()?.overview())
    }

    /// What the server said stands; what cannot be noted is said by the server again next time.
    fn update_quietly(&self, change: impl FnOnce(&mut Credentials)) {
        let noted = self.file.update(|credentials| {
            change(credentials);
            Ok(())
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "the answer of the server was not recorded");
        }
    }
}
