//! The certificate in use, and its renewal without a restart.
//!
//! The files are read once a minute and compared by their contents: they are small, and times of files tell neither a
//! quick second change nor a link that leads elsewhere.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::task::spawn_blocking;
use tokio_rustls::TlsAcceptor;

use super::address::Listen;
use super::certificate::{self, CertificateFiles, ServerIdentity};
use super::error::{CertificateProblem, ServeError};
use super::validity::{CertificateWarning, warnings};
use super::writer::Writer;
use crate::domain::registration::Fingerprint;
use crate::domain::time::{Clock, Timestamp};

/// What new connections get.
pub(super) struct CertificateInUse(RwLock<Arc<CertifiedKey>>);

impl CertificateInUse {
    fn replace(&self, identity: &ServerIdentity) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&identity.certified);
    }
}

impl ResolvesServerCert for CertificateInUse {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl fmt::Debug for CertificateInUse {
    /// Without the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CertificateInUse").finish_non_exhaustive()
    }
}

/// A certificate with which connections are encrypted.
pub(super) struct Encryption {
    files: CertificateFiles,
    identity: ServerIdentity,
    in_use: Arc<CertificateInUse>,
    config: Arc<ServerConfig>,
}

impl Encryption {
    /// Reads certificate and key, and makes them first where they are the service's own and missing.
    pub(super) fn load(files: CertificateFiles, listen: &Listen) -> Result<Self, ServeError> {
        let identity = certificate::load(&files, listen)?;
        let in_use = Arc::new(CertificateInUse(RwLock::new(Arc::clone(&identity.certified))));
        let config = certificate::config(Arc::clone(&in_use) as _).map_err(|error| {
            let problem = CertificateProblem::Unfit(error.to_string());
            ServeError::Certificate(files.certificate().to_owned(), problem)
        })?;
        Ok(Self {
            files,
            identity,
            in_use,
            config: Arc::new(config),
        })
    }

    pub(super) const fn fingerprint(&self) -> Fingerprint {
        self.identity.fingerprint
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }

    /// What the operator should do about the certificate.
    pub(super) fn warnings(&self, now: Timestamp) -> Vec<CertificateWarning> {
        warnings(self.files.certificate(), self.identity.validity, now)
    }

    /// Looks after the certificate while the service runs. Where it `is_published`, consoles show its fingerprint.
    pub(super) fn renewal(self, writer: Writer, is_published: bool, clock: Arc<dyn Clock>, every: Duration) -> Renewal {
        Renewal {
            encryption: self,
            writer,
            is_published,
            clock,
            every,
        }
    }
}

/// Looks after the certificate for as long as the service runs.
pub(super) struct Renewal {
    encryption: Encryption,
    writer: Writer,
    is_published: bool,
    clock: Arc<dyn Clock>,
    every: Duration,
}

impl Renewal {
    pub(super) async fn run(mut self) {
        let (mut reported, mut unpublished) = (self.encryption.warnings(self.clock.now()), None);
        let mut trouble = None;
        loop {
            tokio::time::sleep(self.every).await;
            let files = self.encryption.files.clone();
            let Ok(read) = spawn_blocking(move || certificate::reload(&files)).await else {
                continue;
            };
            let failure = match read {
                Ok(identity) => {
                    if let Some(fingerprint) = self.take(identity) {
                        unpublished = Some(fingerprint);
                    }
                    None
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = failure.as_ref().filter(|_| failure != trouble) {
                tracing::warn!(%error, "the certificate can't be read again; the earlier one stays in use");
            }
            trouble = failure;
            unpublished = self.publish(unpublished).await;
            let now = self.encryption.warnings(self.clock.now());
            for warning in now.iter().filter(|warning| !reported.contains(*warning)) {
                tracing::warn!("{warning}");
            }
            reported = now;
        }
    }

    /// Uses what was read, where it is new, and returns its fingerprint.
    fn take(&mut self, identity: ServerIdentity) -> Option<Fingerprint> {
        if identity.contents == self.encryption.identity.contents {
            return None;
        }
        self.encryption.in_use.replace(&identity);
        tracing::info!(fingerprint = %identity.fingerprint, "the certificate was renewed");
        let fingerprint = identity.fingerprint;
        self.encryption.identity = identity;
        Some(fingerprint)
    }

    /// Lets consoles show the fingerprint. Returns it where the directory can't be written, for the next time.
    async fn publish(&self, fingerprint: Option<Fingerprint>) -> Option<Fingerprint> {
        let fingerprint = fingerprint.filter(|_| self.is_published)?;
        let written = self.writer.note_certificate(fingerprint).await;
        written.is_err().then_some(fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_in_use_prints_nothing_of_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let files = CertificateFiles::beside(&folder.path().join("a.db").into());
        let encryption = Encryption::load(files, &"127.0.0.1:8443".parse().unwrap()).unwrap();
        assert_eq!(format!("{:?}", encryption.in_use), "CertificateInUse { .. }");
    }
}
