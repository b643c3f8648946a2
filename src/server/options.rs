//! What the service is started with.

use std::net::IpAddr;
use std::time::Duration;

use super::address::{Listen, PublicUrl};
use super::certificate::CertificateFiles;
use super::error::ServeError;
use super::limits::Limits;
use crate::domain::registration::Fingerprint;

/// How clients connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// HTTPS with this certificate.
    Tls(CertificateFiles),
    /// Plain HTTP, for this computer only.
    PlainOnLoopback,
}

/// What the service is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 for any that is free.
    pub listen: Listen,
    /// How clients connect.
    pub transport: Transport,
    /// What a client can use of it.
    pub limits: Limits,
    /// What stands between the clients and the service.
    pub front: Front,
    /// How often it looks whether an automatic backup is due; none where it makes none.
    pub backups_every: Option<Duration>,
}

/// What stands between the clients and the service, such as a reverse proxy.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// Reverse proxies that name the client's address.
    pub trusted_proxies: Vec<IpAddr>,
    /// What clients enter as their server, where it is not where the service listens.
    pub public_url: Option<PublicUrl>,
    /// SHA-256 of the certificate that clients meet there.
    pub public_fingerprint: Option<Fingerprint>,
    /// Where the metrics are instead of beside the service.
    pub metrics_listen: Option<Listen>,
}

impl Options {
    /// Refuses what would expose tokens to the network, before anything is opened or made.
    ///
    /// # Errors
    /// [`ServeError::PlainInPublic`].
    pub(crate) fn check(&self) -> Result<(), ServeError> {
        match (&self.transport, self.listen.public_address()) {
            (Transport::PlainOnLoopback, Some(public)) => Err(ServeError::PlainInPublic(public)),
            _ => Ok(()),
        }
    }
}
