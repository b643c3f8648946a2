//! Registering, with a credential that is written down before the server is asked.

use super::{Installation, RegistrationRequest};
use crate::client::credentials::{PendingCredential, RegisteredCredential, Registration};
use crate::client::http::{self, BearerRequest};
use crate::client::problem::{Exit, Problem, one_line};
use crate::client::response;
use crate::crypto::make_credential;
use crate::domain::credential::CredentialSecret;
use crate::domain::failure::Failure;
use crate::domain::registration::{Admitted, HostName};
use crate::platform::process;
use crate::protocol::{ProblemKind, REGISTER_PATH, RegisterBody, sha256_hex};

/// What is said of a machine that tells no name, or one nobody could show.
const NAMELESS: &str = "unknown";

impl Installation {
    /// Registers. The kept credential goes on working until the new one is granted.
    pub fn register(&self, request: &RegistrationRequest) -> Result<Registration, Problem> {
        let (credential, earlier) = self.file.update(|credentials| {
            let earlier = credentials.pending_at(&request.server).cloned();
            let credential = match &earlier {
                Some(earlier) => earlier.credential.clone(),
                None => new_credential()?,
            };
            credentials.note_pending(pending(request, &credential));
            Ok((credential, earlier))
        })?;
        // Without an answer to an earlier attempt it may be registered, whatever is said of this token.
        let is_unseen = earlier.as_ref().is_none_or(|earlier| earlier.is_denied);
        let answer = self.try_to_register(request, &credential, is_unseen);
        if earlier.is_none() || !is_taken(&answer) {
            return answer;
        }
        // The first attempt did arrive, and this is another token: it needs a credential of its own.
        let credential = new_credential()?;
        self.file.update(|credentials| {
            credentials.note_pending(pending(request, &credential));
            Ok(())
        })?;
        self.try_to_register(request, &credential, true)
    }

    /// Asks with a credential that is written down already, and marks it registered. `is_unseen` says that the server is
    /// known not to have registered it before.
    fn try_to_register(
        &self,
        request: &RegistrationRequest,
        credential: &CredentialSecret,
        is_unseen: bool,
    ) -> Result<Registration, Problem> {
        let answer = self.ask_to_register(request, credential);
        if is_taken(&answer) {
            self.file.update(|credentials| {
                credentials.forget_pending(credential);
                Ok(())
            })?;
        } else if is_unseen && answer.as_ref().is_err_and(Problem::denies_registration) {
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
        marked.map_err(|problem| self.not_noted(&registration, &problem))?;
        tracing::info!(server = %registration.server, client = registration.client.as_str(), "registered");
        Ok(registration)
    }

    fn ask_to_register(
        &self,
        request: &RegistrationRequest,
        credential: &CredentialSecret,
    ) -> Result<Admitted, Problem> {
        let body = RegisterBody {
            host_name: host_name(),
            client_version: env!("CARGO_PKG_VERSION").to_owned(),
            credential_sha256: sha256_hex(&credential.hash().0),
        };
        let body =
            serde_json::to_vec(&body).map_err(|error| Problem::new(Exit::Failed, error.to_string(), "Try again"))?;
        let http_request = BearerRequest {
            server: &request.server,
            fingerprint: request.fingerprint,
            path: REGISTER_PATH,
            bearer: request.token.expose(),
            body,
        };
        response::read(
            http::send(&http_request, self.limits),
            &request.server,
            response::REGISTER_AGAIN,
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

    /// The server granted it, but the disk did not take it down. Nothing is lost, because the credential is in the file as
    /// pending, so the next step must not lead away from that file.
    fn not_noted(&self, registration: &Registration, problem: &Problem) -> Problem {
        let path = one_line(&self.file.path().display().to_string());
        Problem::new(
            Exit::Failed,
            format!(
                "The server has registered {}, but that could not be written down: {}",
                registration.client.as_str(),
                problem.cause()
            ),
            format!(
                "Make room or give write permission, leave {path} where it is, and register again with the same token"
            ),
        )
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

fn is_taken<T>(answer: &Result<T, Problem>) -> bool {
    answer
        .as_ref()
        .is_err_and(|problem| problem.kind() == Some(ProblemKind::CredentialTaken))
}

fn new_credential() -> Result<CredentialSecret, Problem> {
    make_credential().map_err(|error| {
        let failure = Failure::from(error);
        Problem::new(Exit::Failed, failure.cause(), failure.next_step())
    })
}

fn host_name() -> String {
    let told = process::host_name().unwrap_or_default();
    HostName::parse(told.trim()).map_or_else(|| NAMELESS.to_owned(), |host| host.as_str().to_owned())
}
