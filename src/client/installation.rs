//! The use cases of a client: it registers once with a token, and connects with its credential from then on.

mod connect;
mod introduction;
mod register;

use std::sync::Arc;

use super::address::ServerAddress;
use super::appearance_file::AppearanceFile;
use super::credential_file::CredentialFile;
use super::credentials::{Credentials, Overview};
use super::error::ClientError;
use super::http::RequestLimits;
use crate::domain::registration::Fingerprint;
use crate::domain::settings::Appearance;
use crate::domain::time::Clock;
use crate::domain::token::TokenSecret;

/// A registration to ask for.
#[derive(Debug, Clone)]
pub struct RegistrationRequest {
    /// Where to register.
    pub server: ServerAddress,
    /// The fingerprint its certificate must have.
    pub fingerprint: Option<Fingerprint>,
    /// The token the administrator handed over.
    pub token: TokenSecret,
}

/// Which certificate is expected when connecting. One that turns out right is kept, because the service may have a new
/// certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificatePin {
    /// The kept one.
    AsKept,
    /// The one with this fingerprint, whatever the server is.
    Given(Fingerprint),
    /// The one entered for this server. At another server the kept one is expected, because another program may have
    /// registered there meanwhile.
    For(ServerAddress, Option<Fingerprint>),
}

/// One client on this computer.
pub struct Installation {
    file: CredentialFile,
    clock: Arc<dyn Clock>,
    limits: RequestLimits,
}

impl Installation {
    /// The client whose credential is kept in `file`.
    pub fn new(file: CredentialFile, clock: Arc<dyn Clock>, limits: RequestLimits) -> Self {
        Self { file, clock, limits }
    }

    /// The file that keeps the credential.
    pub(super) const fn file(&self) -> &CredentialFile {
        &self.file
    }

    /// What is known without asking a server.
    pub fn overview(&self) -> Result<Overview, ClientError> {
        Ok(self.file.read()?.overview())
    }

    /// Light or dark, as it was chosen in the window.
    pub fn appearance(&self) -> Appearance {
        AppearanceFile::beside(self.file.path()).read()
    }

    /// Keeps the appearance of the window. A failure is only logged: it costs a choice at the next start.
    pub(super) fn keep_appearance(&self, appearance: Appearance) {
        if let Err(error) = AppearanceFile::beside(self.file.path()).save(appearance) {
            tracing::warn!(%error, "the appearance was not kept");
        }
    }

    /// Records an answer of the server. A failure is only logged, because the server will answer the same again.
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
