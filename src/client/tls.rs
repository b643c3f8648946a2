//! Which certificates the client trusts: those this computer trusts, or exactly the one with the given fingerprint.
//!
//! The service makes its own certificate where none is given, so its fingerprint, which the console shows, is what
//! identifies it; name, issuer and dates add nothing then. The signature of the handshake is verified
//! in both cases, because a certificate alone is no secret.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest as _, Sha256};

use crate::domain::registration::Fingerprint;

/// A certificate that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UntrustedCertificate {
    /// The fingerprint of the certificate the server presented.
    pub(super) presented: Fingerprint,
    pub(super) why: Distrust,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distrust {
    /// A fingerprint was given, and it is another.
    OtherFingerprint,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// It was made for another host.
    OtherName,
    /// Its issuer has revoked it.
    Revoked,
    /// This computer does not trust its issuer.
    UnknownIssuer,
    /// It cannot be verified.
    Unverifiable,
}

/// The TLS configuration of one connection. Made for each, so that no earlier session is resumed unchecked.
pub(super) struct Trust {
    pub(super) config: Arc<ClientConfig>,
    refused: Arc<OnceLock<UntrustedCertificate>>,
}

impl Trust {
    /// Trusts the certificate with that fingerprint only; without one, those this computer trusts.
    pub(super) fn new(expected: Option<Fingerprint>) -> Result<Self, Error> {
        let provider = Arc::new(ring::default_provider());
        let refused = Arc::new(OnceLock::new());
        let system = match expected {
            Some(_) => None,
            None => rustls_platform_verifier::Verifier::new(Arc::clone(&provider))
                .inspect_err(
                    |error| tracing::warn!(%error, "no trusted certificates could be loaded from this computer"),
                )
                .ok(),
        };
        let verifier = Verifier {
            expected,
            system,
            provider: Arc::clone(&provider),
            refused: Arc::clone(&refused),
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            refused,
        })
    }

    /// The certificate that was not accepted, if that is why there is no connection.
    pub(super) fn refused(&self) -> Option<UntrustedCertificate> {
        self.refused.get().cloned()
    }
}

#[derive(Debug)]
struct Verifier {
    expected: Option<Fingerprint>,
    /// `None` where a fingerprint is expected, and on a computer without any trusted certificate.
    system: Option<rustls_platform_verifier::Verifier>,
    provider: Arc<CryptoProvider>,
    refused: Arc<OnceLock<UntrustedCertificate>>,
}

impl Verifier {
    fn refuse(&self, presented: Fingerprint, error: Error) -> Error {
        // A connection has one handshake, so nothing is there yet.
        let _ = self.refused.set(UntrustedCertificate {
            presented,
            why: match self.expected {
                Some(_) => Distrust::OtherFingerprint,
                None => distrust(&error),
            },
        });
        error
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let presented = Fingerprint(Sha256::digest(end_entity.as_ref()).into());
        let unknown = || Error::InvalidCertificate(CertificateError::UnknownIssuer);
        match (self.expected, &self.system) {
            (Some(expected), _) if expected == presented => Ok(ServerCertVerified::assertion()),
            (None, Some(system)) => system
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
                .map_err(|error| self.refuse(presented, error)),
            (Some(_), _) | (None, None) => Err(self.refuse(presented, unknown())),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

const fn distrust(error: &Error) -> Distrust {
    let Error::InvalidCertificate(reason) = error else {
        return Distrust::Unverifiable;
    };
    match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Distrust::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Distrust::OtherName,
        CertificateError::Revoked => Distrust::Revoked,
        CertificateError::UnknownIssuer => Distrust::UnknownIssuer,
        _ => Distrust::Unverifiable,
    }
}
