//! What a client does: it registers once with a token, and connects with its credential from then on.

use std::fmt::Write as _;
use std::sync::Arc;

use super::address::ServerAddress;
use super::answer;
use super::credential_file::{CredentialFile, Pending, Registered};
use super::http::{self, Limits, Question};
use super::problem::{Exit, Problem};
use crate::crypto::make_credential;
use crate::domain::client::ClientName;
use crate::domain::credential::CredentialSecret;
use crate::domain::failure::Failure;
use crate::domain::registration::{Admitted, Fingerprint, HostName};
use crate::domain::time::{Clock, Timestamp};
use crate::domain::token::TokenSecret;
use crate::domain::user::UserName;
use crate::platform::process;
use crate::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH, RegisterBody};

/// What is said of a machine that tells no name, or one nobody could show.
const NAMELESS: &str = "unknown";

/// A registration, as it may be shown: nothing secret is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Where.
    pub server: ServerAddress,
    /// The fingerprint of the server's certificate, where it was given.
    pub fingerprint: Option<Fingerprint>,
    /// The name of the client.
    pub client: ClientName,
    /// Whose it is.
    pub user_name: UserName,
    /// When it was granted.
    pub registered_at: Timestamp,
    /// When its credential stops to work.
    pub credential_expires_at: Option<Timestamp>,
}

/// What is asked for with a token.
#[derive(Debug, Clone)]
pub struct Registering {
    /// Where.
    pub server: ServerAddress,
    /// The fingerprint its certificate must have.
    pub fingerprint: Option<Fingerprint>,
    /// What was handed over.
    pub token: TokenSecret,
}

/// Which certificate is expected when connecting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// The one that was kept.
    AsKept,
    /// The one that was given just now, which is kept if it was the right one: the service may have a new certificate.
    Given(Option<Fingerprint>),
}

/// What is known before anything is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The registration that was granted last.
    pub registration: Option<Registration>,
    /// The server that was asked last without an answer, where nothing is registered yet.
    pub asked: Option<(ServerAddress, Option<Fingerprint>)>,
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
    pub const fn file(&self) -> &CredentialFile {
        &self.file
    }

    /// What is known before anything is asked.
    pub fn overview(&self) -> Result<Overview, Problem> {
        let kept = self.file.read()?;
        Ok(Overview {
            registration: kept.registered.map(|registered| registered.registration),
            asked: kept
                .pending
                .last()
                .map(|pending| (pending.server.clone(), pending.fingerprint)),
        })
    }

    /// Registers. The credential that is kept goes on to work until the new one is granted.
    pub fn register(&self, asked: &Registering) -> Result<Registration, Problem> {
        let (credential, is_repeated) = self.file.update(|kept| {
            let waiting = kept.pending_at(&asked.server).cloned();
            let is_repeated = waiting.is_some();
            let credential = waiting.map_or_else(new_credential, Ok)?;
            kept.note_pending(pending(asked, &credential));
            Ok((credential, is_repeated))
        })?;
        let answer = self.try_to_register(asked, credential);
        if !(is_repeated && is_taken(&answer)) {
            return answer;
        }
        // The first attempt did arrive, and this is another token: it needs a credential of its own.
        let credential = new_credential()?;
        self.file.update(|kept| {
            kept.note_pending(pending(asked, &credential));
            Ok(())
        })?;
        self.try_to_register(asked, credential)
    }

    /// Asks with a credential that is written down already, and marks it registered.
    fn try_to_register(&self, asked: &Registering, credential: CredentialSecret) -> Result<Registration, Problem> {
        let answer = self.ask_to_register(asked, &credential);
        if is_taken(&answer) {
            self.file.update(|kept| {
                kept.forget_pending(&credential);
                Ok(())
            })?;
        }
        let registration = self.registration(asked, answer?);
        let marked = self.file.update(|kept| {
            kept.forget_pending(&credential);
            kept.registered = Some(Registered {
                registration: registration.clone(),
                credential,
            });
            Ok(())
        });
        marked.map_err(|problem| not_noted(&registration, &problem))?;
        tracing::info!(server = %registration.server, client = registration.client.as_str(), "registered");
        Ok(registration)
    }

    fn ask_to_register(&self, asked: &Registering, credential: &CredentialSecret) -> Result<Admitted, Problem> {
        let body = RegisterBody {
            host_name: host_name(),
            client_version: env!("CARGO_PKG_VERSION").to_owned(),
            credential_sha256: hexadecimal(&credential.hash().0),
        };
        let body =
            serde_json::to_vec(&body).map_err(|error| Problem::new(Exit::Failed, error.to_string(), "Try again"))?;
        let question = Question {
            server: &asked.server,
            fingerprint: asked.fingerprint,
            path: REGISTER_PATH,
            bearer: asked.token.expose(),
            body,
        };
        answer::read(
            http::send(&question, self.limits),
            &asked.server,
            answer::REGISTER_AGAIN,
        )
    }

    fn registration(&self, asked: &Registering, admitted: Admitted) -> Registration {
        Registration {
            server: asked.server.clone(),
            fingerprint: asked.fingerprint,
            client: admitted.client,
            user_name: admitted.user_name,
            registered_at: self.clock.now(),
            credential_expires_at: admitted.credential_expires_at,
        }
    }

    /// Connects with what is kept, and keeps what the server says of it now.
    pub fn connect(&self, pin: Pin) -> Result<Registration, Problem> {
        let kept = self.file.read()?;
        let Some(registered) = kept.registered else {
            return Err(not_registered(!kept.pending.is_empty()));
        };
        let fingerprint = match pin {
            Pin::AsKept => registered.registration.fingerprint,
            Pin::Given(fingerprint) => fingerprint,
        };
        let server = &registered.registration.server;
        if fingerprint.is_some() && !server.is_tls() {
            return Err(no_certificate(server));
        }
        let question = Question {
            server,
            fingerprint,
            path: CONNECT_PATH,
            bearer: registered.credential.expose(),
            body: Vec::new(),
        };
        let admitted = answer::read(http::send(&question, self.limits), server, answer::CONNECT_AGAIN)?;
        let now = Registration {
            server: server.clone(),
            fingerprint,
            client: admitted.client,
            user_name: admitted.user_name,
            registered_at: registered.registration.registered_at,
            credential_expires_at: admitted.credential_expires_at,
        };
        if registered.registration != now {
            self.note_connected(&registered.credential, &now);
        }
        Ok(now)
    }

    /// Keeps what the server said of a credential, unless another has taken its place meanwhile.
    fn note_connected(&self, credential: &CredentialSecret, now: &Registration) {
        let noted = self.file.update(|kept| {
            if let Some(registered) = &mut kept.registered
                && registered.credential.hash() == credential.hash()
            {
                registered.registration = now.clone();
            }
            Ok(())
        });
        if let Err(problem) = noted {
            // The connection stands; what was not noted is said by the server again next time.
            tracing::warn!(cause = problem.cause(), "what the server said was not noted");
        }
    }
}

fn pending(asked: &Registering, credential: &CredentialSecret) -> Pending {
    Pending {
        server: asked.server.clone(),
        fingerprint: asked.fingerprint,
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

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn host_name() -> String {
    let told = process::host_name().unwrap_or_default();
    HostName::parse(told.trim()).map_or_else(|| NAMELESS.to_owned(), |host| host.as_str().to_owned())
}

fn not_registered(is_pending: bool) -> Problem {
    let next_step = if is_pending {
        "An earlier registration was not answered: send it again with the same token"
    } else {
        "Register first with a token from the administrator"
    };
    Problem::new(Exit::Failed, "This client is not registered", next_step)
}

/// Whoever gives a fingerprint counts on it, and must not be let believe that it was compared.
fn no_certificate(server: &ServerAddress) -> Problem {
    Problem::new(
        Exit::WrongUsage,
        format!("{server} has no certificate whose fingerprint could be compared"),
        "Leave the fingerprint out",
    )
}

/// The server granted it, but the disk did not take it down. Nothing is lost: the credential is there as pending.
fn not_noted(registration: &Registration, problem: &Problem) -> Problem {
    Problem::new(
        Exit::Failed,
        format!(
            "The server has registered {}, but that could not be written down: {}",
            registration.client.as_str(),
            problem.cause()
        ),
        format!("{}; then register again with the same token", problem.next_step()),
    )
}
