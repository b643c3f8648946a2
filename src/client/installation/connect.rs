//! Connecting, with the credential that registering left.

use super::{Installation, Pin, Registration};
use crate::client::address::ServerAddress;
use crate::client::answer;
use crate::client::http::{self, Question};
use crate::client::problem::{Exit, Problem};
use crate::domain::credential::CredentialSecret;
use crate::protocol::CONNECT_PATH;

impl Installation {
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
