//! Registering, with a credential that is written down before the server is asked.

use super::introduction::{client_version, encode, host_name};
use super::{Installation, RegistrationRequest};
use crate::client::credentials::{PendingCredential, RegisteredCredential, Registration};
use crate::client::error::{ClientError, Exchange};
use crate::client::http::{self, BearerRequest};
use crate::client::response;
use crate::crypto::make_credential;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Admitted;
use crate::protocol::{ProblemKind, REGISTER_PATH, RegisterBody, sha256_hex};

impl Installation {
    /// Registers. The present credential works until the new one is granted.
    pub fn register(&self, request: &RegistrationRequest) -> Result<Registration, ClientError> {
        let (credential, earlier) = self.file.update(|credentials| {
            let earlier = credentials.pending_at(&request.server).cloned();
            let credential = match &earlier {
                Some(earlier) => earlier.credential.clone(),
                None => new_credential()?,
            };
            credentials.note_pending(pending(request, &credential));
            Ok((credential, earlier))
        })?;
        // Without an answer to an earlier attempt it may be registered, whatever the answer to this token is.
        let is_unseen = earlier.as_ref().is_none_or(|earlier| earlier.is_denied);
        let answer = self.try_to_register(request, &credential, is_unseen);
        if earlier.is_none() || !is_taken(&answer) {
            return answer;
        }
        // The first attempt arrived, and this is another token: it needs its own credential.
        let credential = new_credential()?;
        self.file.update(|credentials| {
            credentials.note_pending(pending(request, &credential));
            Ok(())
        })?;
        self.try_to_register(request, &credential, true)
    }

    /// Registers a credential that is written down already, and marks it registered. `is_unseen` says that the server
    /// can't have registered it before.
    fn try_to_register(
        &self,
        request: &RegistrationRequest,
        credential: &CredentialSecret,
        is_unseen: bool,
    ) -> Result<Registration, ClientError> {
        let answer = self.ask_to_register(request, credential);
        if is_taken(&answer) {
            self.file.update(|credentials| {
                credentials.forget_pending(credential);
                Ok(())
            })?;
        } else if is_unseen && answer.as_ref().is_err_and(registers_nothing) {
            self.update_quietly(|credentials| credentials.note_denied(credential));
        }
        let registration = self.registration(request, answer?);
        let marked = self.file.update(|credentials| {
            credentials.note_registered(RegisteredCredential {
                registration: registration.clone(),
                is_refused: false,
                credential: credential.clone(),
            });
            Ok(())
        });
        // The credential is still in the file as pending, so nothing is lost as long as the file stays.
        marked.map_err(|error| ClientError::NotRecorded {
            client: registration.client.clone(),
            path: self.file.shown_path(),
            why: Box::new(error),
        })?;
        tracing::info!(server = %registration.server, client = registration.client.as_str(), "registered");
        Ok(registration)
    }

    fn ask_to_register(
        &self,
        request: &RegistrationRequest,
        credential: &CredentialSecret,
    ) -> Result<Admitted, ClientError> {
        let body = RegisterBody {
            host_name: host_name(),
            client_version: client_version(),
            credential_sha256: sha256_hex(&credential.hash().0),
        };
        let http_request = BearerRequest {
            server: &request.server,
            fingerprint: request.fingerprint,
            path: REGISTER_PATH,
            bearer: request.token.expose(),
            body: encode(&body, &request.server)?,
        };
        response::read(
            http::send(&http_request, self.limits),
            &request.server,
            Exchange::Register,
        )
    }

    fn registration(&self, request: &RegistrationRequest, admitted: Admitted) -> Registration {
        Registration {
            server: request.server.clone(),
            fingerprint: request.fingerprint,
            client: admitted.client,
            user_name: admitted.user_name,
            registered_at: self.clock.now(),
            credential_expires_at: admitted.credential_expires_at,
        }
    }
}

fn pending(request: &RegistrationRequest, credential: &CredentialSecret) -> PendingCredential {
    PendingCredential {
        server: request.server.clone(),
        fingerprint: request.fingerprint,
        is_denied: false,
        credential: credential.clone(),
    }
}

/// Whether it is certain that the server has registered nothing.
fn registers_nothing(error: &ClientError) -> bool {
    error.is_unsent() || error.denies_registration()
}

fn is_taken<T>(answer: &Result<T, ClientError>) -> bool {
    answer
        .as_ref()
        .is_err_and(|problem| problem.kind() == Some(ProblemKind::CredentialTaken))
}

fn new_credential() -> Result<CredentialSecret, ClientError> {
    make_credential().map_err(|error| ClientError::Machine(error.into()))
}
