//! What a client does: it registers once with a token, and connects with its credential from then on.

mod connect;
mod register;

use std::sync::Arc;

use super::address::ServerAddress;
use super::credential_file::{CredentialFile, Kept};
use super::http::Limits;
use super::problem::Problem;
use crate::domain::client::ClientName;
use crate::domain::registration::Fingerprint;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::token::TokenSecret;
use crate::domain::user::UserName;

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

/// Which certificate is expected when connecting. One that is not the kept one is kept if it was the right one, because
/// the service may have a new certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pin {
    /// The one that was kept.
    AsKept,
    /// The one with this fingerprint, whatever the server is.
    Given(Fingerprint),
    /// What stands beside the name of a server. It says nothing of another one, which is recognised as it was kept:
    /// another program may have registered there meanwhile.
    For(ServerAddress, Option<Fingerprint>),
}

/// What is known before anything is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The registration that was granted last.
    pub registration: Option<Registration>,
    /// Whether its server did not accept it any more when it was asked last.
    pub is_refused: bool,
    /// The server that was asked last without success.
    pub asked: Option<(ServerAddress, Option<Fingerprint>)>,
    /// The server that may have registered this client, and whose answer is missing.
    pub unanswered: Option<ServerAddress>,
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
            unanswered: kept.unanswered().map(|pending| pending.server.clone()),
            is_refused: kept.registered.as_ref().is_some_and(|registered| registered.is_refused),
            registration: kept.registered.map(|registered| registered.registration),
            asked: kept
                .pending
                .last()
                .map(|pending| (pending.server.clone(), pending.fingerprint)),
        })
    }

    /// What the server said stands; what cannot be noted is said by the server again next time.
    fn update_quietly(&self, change: impl FnOnce(&mut Kept)) {
        let noted = self.file.update(|kept| {
            change(kept);
            Ok(())
        });
        if let Err(problem) = noted {
            tracing::warn!(cause = problem.cause(), "what the server said was not noted");
        }
    }
}
