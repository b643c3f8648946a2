//! Connecting, with the credential of an earlier registration.
//!
//! A credential whose registration was not answered may be registered nevertheless. It is presented to its own server,
//! which knows, if nothing else is registered or the registered one is no longer accepted. So a lost answer costs no
//! token.

use super::introduction::{client_version, encode, host_name};
use super::{CertificatePin, Installation};
use crate::client::address::ServerAddress;
use crate::client::credentials::{Credentials, PendingCredential, RegisteredCredential, Registration};
use crate::client::error::{ClientError, Exchange};
use crate::client::http::{self, BearerRequest};
use crate::client::response;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Fingerprint;
use crate::domain::time::Timestamp;
use crate::protocol::{CONNECT_PATH, ConnectBody, ProblemKind};

/// A credential, its server, and the certificate that the server must have.
struct Held<'a> {
    server: &'a ServerAddress,
    fingerprint: Option<Fingerprint>,
    credential: &'a CredentialSecret,
}

impl Installation {
    /// Connects with the kept credential, and records the answer of the server.
    pub fn connect(&self, pin: &CertificatePin) -> Result<Registration, ClientError> {
        let credentials = self.file.read()?;
        match (&credentials.registered, credentials.unanswered()) {
            (Some(registered), _) => self.connect_registered(&credentials, registered, pin),
            (None, Some(pending)) => self.connect_pending(&credentials, pending, pin),
            (None, None) => Err(ClientError::NotRegistered),
        }
    }

    fn connect_registered(
        &self,
        credentials: &Credentials,
        registered: &RegisteredCredential,
        pin: &CertificatePin,
    ) -> Result<Registration, ClientError> {
        let earlier = &registered.registration;
        let held = Held {
            server: &earlier.server,
            fingerprint: pin.at(&earlier.server, earlier.fingerprint),
            credential: &registered.credential,
        };
        let answer = self.show(&held, earlier.registered_at);
        match &answer {
            Ok(now) if now != earlier || registered.is_refused => self.note(credentials, held.credential, now, false),
            Err(problem) if problem.ends_registration() => {
                if let Some(newer) = credentials.pending_at(&earlier.server)
                    && !newer.is_denied
                    && let Ok(now) = self.connect_pending(credentials, newer, pin)
                {
                    return Ok(now);
                }
                self.note(credentials, held.credential, earlier, true);
            }
            _ => {}
        }
        answer
    }

    /// Presents a credential that the server may know although its answer was lost.
    fn connect_pending(
        &self,
        credentials: &Credentials,
        pending: &PendingCredential,
        pin: &CertificatePin,
    ) -> Result<Registration, ClientError> {
        let held = Held {
            server: &pending.server,
            fingerprint: pin.at(&pending.server, pending.fingerprint),
            credential: &pending.credential,
        };
        let now = match self.show(&held, self.clock.now()) {
            Err(problem) if problem.kind() == Some(ProblemKind::Unknown) => {
                self.update_quietly(|credentials| credentials.note_denied(held.credential));
                return Err(ClientError::NotArrived(held.server.clone()));
            }
            answer => answer?,
        };
        self.note(credentials, held.credential, &now, false);
        Ok(now)
    }

    fn show(&self, held: &Held<'_>, registered_at: Timestamp) -> Result<Registration, ClientError> {
        let server = held.server;
        // A given fingerprint must be compared.
        if held.fingerprint.is_some() && !server.is_tls() {
            return Err(ClientError::NoCertificate(server.clone()));
        }
        let body = ConnectBody {
            host_name: host_name(),
            client_version: client_version(),
        };
        let http_request = BearerRequest {
            server,
            fingerprint: held.fingerprint,
            path: CONNECT_PATH,
            bearer: held.credential.expose(),
            body: encode(&body, server)?,
        };
        let admitted = response::read(http::send(&http_request, self.limits), server, Exchange::Connect)?;
        Ok(Registration {
            server: server.clone(),
            fingerprint: held.fingerprint,
            client: admitted.client,
            user_name: admitted.user_name,
            registered_at,
            credential_expires_at: admitted.credential_expires_at,
        })
    }

    /// Records the answer to a credential, unless another has replaced it since `before` was read.
    fn note(&self, before: &Credentials, credential: &CredentialSecret, now: &Registration, is_refused: bool) {
        self.update_quietly(|credentials| {
            if credentials.registered_hash() == before.registered_hash() {
                credentials.note_registered(RegisteredCredential {
                    registration: now.clone(),
                    is_refused,
                    credential: credential.clone(),
                });
            }
        });
    }
}

impl CertificatePin {
    /// The fingerprint to expect of `server`, for which `kept` is known.
    fn at(&self, server: &ServerAddress, kept: Option<Fingerprint>) -> Option<Fingerprint> {
        match self {
            Self::Given(fingerprint) => Some(*fingerprint),
            Self::For(meant, fingerprint) if meant == server => *fingerprint,
            Self::AsKept | Self::For(..) => kept,
        }
    }
}
