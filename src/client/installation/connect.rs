//! Connecting, with the credential that registering left.
//!
//! A credential whose registration was not answered may be registered all the same. It is shown to its own server, which
//! knows, where nothing else is registered or what is registered is not accepted any more; so a lost answer costs no
//! token.

use super::{Installation, Pin, Registration};
use crate::client::address::ServerAddress;
use crate::client::answer;
use crate::client::credential_file::{Kept, Pending, Registered};
use crate::client::http::{self, Question};
use crate::client::problem::{Exit, Problem};
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Fingerprint;
use crate::domain::time::Timestamp;
use crate::protocol::{CONNECT_PATH, ProblemKind};

/// What is shown to a server, and how that one is recognised.
struct Held<'a> {
    server: &'a ServerAddress,
    fingerprint: Option<Fingerprint>,
    credential: &'a CredentialSecret,
}

impl Installation {
    /// Connects with what is kept, and keeps what the server says of it now.
    pub fn connect(&self, pin: &Pin) -> Result<Registration, Problem> {
        let kept = self.file.read()?;
        match (&kept.registered, kept.unanswered()) {
            (Some(registered), _) => self.connect_registered(&kept, registered, pin),
            (None, Some(pending)) => self.connect_pending(&kept, pending, pin),
            (None, None) => Err(not_registered()),
        }
    }

    fn connect_registered(&self, kept: &Kept, registered: &Registered, pin: &Pin) -> Result<Registration, Problem> {
        let earlier = &registered.registration;
        let held = Held {
            server: &earlier.server,
            fingerprint: pin.at(&earlier.server, earlier.fingerprint),
            credential: &registered.credential,
        };
        let answer = self.show(&held, earlier.registered_at);
        match &answer {
            Ok(now) if now != earlier || registered.is_refused => self.note(kept, held.credential, now, false),
            Err(problem) if problem.ends_registration() => {
                if let Some(newer) = kept.pending_at(&earlier.server)
                    && !newer.is_denied
                    && let Ok(now) = self.connect_pending(kept, newer, pin)
                {
                    return Ok(now);
                }
                self.note(kept, held.credential, earlier, true);
            }
            _ => {}
        }
        answer
    }

    /// Shows a credential that the server may know although its answer was lost.
    fn connect_pending(&self, kept: &Kept, pending: &Pending, pin: &Pin) -> Result<Registration, Problem> {
        let held = Held {
            server: &pending.server,
            fingerprint: pin.at(&pending.server, pending.fingerprint),
            credential: &pending.credential,
        };
        let now = match self.show(&held, self.clock.now()) {
            Err(problem) if problem.kind() == Some(ProblemKind::Unknown) => {
                self.update_quietly(|kept| kept.note_denied(held.credential));
                return Err(not_arrived(held.server));
            }
            answer => answer?,
        };
        self.note(kept, held.credential, &now, false);
        Ok(now)
    }

    fn show(&self, held: &Held<'_>, registered_at: Timestamp) -> Result<Registration, Problem> {
        let server = held.server;
        if held.fingerprint.is_some() && !server.is_tls() {
            return Err(no_certificate(server));
        }
        let question = Question {
            server,
            fingerprint: held.fingerprint,
            path: CONNECT_PATH,
            bearer: held.credential.expose(),
            body: Vec::new(),
        };
        let admitted = answer::read(http::send(&question, self.limits), server, answer::CONNECT_AGAIN)?;
        Ok(Registration {
            server: server.clone(),
            fingerprint: held.fingerprint,
            client: admitted.client,
            user_name: admitted.user_name,
            registered_at,
            credential_expires_at: admitted.credential_expires_at,
        })
    }

    /// Keeps what the server said of a credential, unless another has taken its place since `before` was read.
    fn note(&self, before: &Kept, credential: &CredentialSecret, now: &Registration, is_refused: bool) {
        let hash_in = |kept: &Kept| kept.registered.as_ref().map(|registered| registered.credential.hash());
        self.update_quietly(|kept| {
            if hash_in(kept) == hash_in(before) {
                kept.note_registered(Registered {
                    registration: now.clone(),
                    is_refused,
                    credential: credential.clone(),
                });
            }
        });
    }
}

impl Pin {
    /// The fingerprint to expect of `server`, for which `kept` is known.
    fn at(&self, server: &ServerAddress, kept: Option<Fingerprint>) -> Option<Fingerprint> {
        match self {
            Self::Given(fingerprint) => Some(*fingerprint),
            Self::For(meant, fingerprint) if meant == server => *fingerprint,
            Self::AsKept | Self::For(..) => kept,
        }
    }
}

fn not_registered() -> Problem {
    Problem::new(
        Exit::Failed,
        "This client is not registered",
        "Register first with a token from the administrator",
    )
}

/// The server does not know the credential, so nothing came of the token there.
fn not_arrived(server: &ServerAddress) -> Problem {
    Problem::new(
        Exit::Refused,
        format!("This client is not registered: its registration did not arrive at {server}"),
        "Submit the token again",
    )
}

/// Whoever gives a fingerprint counts on it, and must not be let believe that it was compared.
fn no_certificate(server: &ServerAddress) -> Problem {
    Problem::new(
        Exit::WrongUsage,
        format!("{server} has no certificate whose fingerprint could be compared"),
        "Leave the fingerprint out",
    )
}
