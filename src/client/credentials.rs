//! What a client keeps between two runs, and how the answers of a server change it. Pure: no file is read or written.
//!
//! A credential that was made but whose registration was not answered is *pending*: it was written down before the
//! server was asked, so that the same registration can be sent again. It belongs to a server and not to a token,
//! because repeating the same token needs nothing else to succeed, and for another token the server answers that the
//! credential is taken if it is. So not even a hash of a token has to be kept. It is never sent to another server, which
//! could otherwise use it at the first.

use super::address::ServerAddress;
use crate::domain::client::ClientName;
use crate::domain::credential::{CredentialHash, CredentialSecret};
use crate::domain::registration::Fingerprint;
use crate::domain::time::Timestamp;
use crate::domain::user::UserName;

/// Servers whose unanswered registration is remembered.
const MOST_PENDING: usize = 8;

/// A registration without its credential, so that it can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Where it is registered.
    pub server: ServerAddress,
    /// The fingerprint of the server's certificate, where it was given.
    pub fingerprint: Option<Fingerprint>,
    /// The name the administrator gave the client.
    pub client: ClientName,
    /// The user it works for.
    pub user_name: UserName,
    /// When the server granted it, by the clock of this computer.
    pub registered_at: Timestamp,
    /// When its credential stops working; `None` where it has no end.
    pub credential_expires_at: Option<Timestamp>,
}

/// What is known without asking a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The latest registration that was granted.
    pub registration: Option<Registration>,
    /// Whether its server no longer accepted it when it was last asked.
    pub is_refused: bool,
    /// The server of the latest attempt that was not granted.
    pub attempted: Option<(ServerAddress, Option<Fingerprint>)>,
    /// The server that may have registered this client, and whose answer is missing.
    pub unanswered: Option<ServerAddress>,
}

/// Everything that is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Credentials {
    /// The latest registration that was granted.
    pub(super) registered: Option<RegisteredCredential>,
    /// Those that are not known to be registered, newest last.
    pub(super) pending: Vec<PendingCredential>,
}

/// A credential that a server has registered.
#[derive(Debug, Clone)]
pub(super) struct RegisteredCredential {
    pub(super) registration: Registration,
    /// Whether the server no longer accepted it when it was last asked.
    pub(super) is_refused: bool,
    pub(super) credential: CredentialSecret,
}

/// A credential whose registration has been asked for.
#[derive(Debug, Clone)]
pub(super) struct PendingCredential {
    pub(super) server: ServerAddress,
    /// The fingerprint its certificate must have, where one was given.
    pub(super) fingerprint: Option<Fingerprint>,
    /// Whether it is certain that it is not registered there: the server has said so, or nothing was sent. It is kept all the same, for the next token.
    pub(super) is_denied: bool,
    pub(super) credential: CredentialSecret,
}

impl Credentials {
    /// The credential that waits for an answer of that server.
    pub(super) fn pending_at(&self, server: &ServerAddress) -> Option<&PendingCredential> {
        self.pending.iter().find(|pending| pending.server == *server)
    }

    /// The newest that may be registered without this computer knowing.
    pub(super) fn unanswered(&self) -> Option<&PendingCredential> {
        self.pending.iter().rfind(|pending| !pending.is_denied)
    }

    /// SHA-256 of the registered credential.
    pub(super) fn registered_hash(&self) -> Option<CredentialHash> {
        self.registered.as_ref().map(|registered| registered.credential.hash())
    }

    /// Notes that a registration is about to be asked for, in place of an earlier one at the same server.
    pub(super) fn note_pending(&mut self, pending: PendingCredential) {
        self.pending.retain(|earlier| earlier.server != pending.server);
        self.pending.push(pending);
        let surplus = self.pending.len().saturating_sub(MOST_PENDING);
        self.pending.drain(..surplus);
    }

    /// Notes that a registration was granted, in place of an earlier one.
    pub(super) fn note_registered(&mut self, registered: RegisteredCredential) {
        self.forget_pending(&registered.credential);
        self.registered = Some(registered);
    }

    /// Notes that the credential is certainly not registered.
    pub(super) fn note_denied(&mut self, credential: &CredentialSecret) {
        for pending in &mut self.pending {
            pending.is_denied |= pending.credential.hash() == credential.hash();
        }
    }

    /// Removes the credential from those that wait for an answer.
    pub(super) fn forget_pending(&mut self, credential: &CredentialSecret) {
        self.pending
            .retain(|pending| pending.credential.hash() != credential.hash());
    }

    pub(super) fn overview(self) -> Overview {
        Overview {
            unanswered: self.unanswered().map(|pending| pending.server.clone()),
            is_refused: self.registered.as_ref().is_some_and(|registered| registered.is_refused),
            registration: self.registered.map(|registered| registered.registration),
            attempted: self
                .pending
                .last()
                .map(|pending| (pending.server.clone(), pending.fingerprint)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::make_credential;

    fn pending(server: &str) -> PendingCredential {
        PendingCredential {
            server: ServerAddress::parse(server).unwrap(),
            fingerprint: None,
            is_denied: false,
            credential: make_credential().unwrap(),
        }
    }

    #[test]
    fn a_server_has_one_pending_credential_and_the_newest_eight_servers_are_kept() {
        let mut credentials = Credentials::default();
        for number in 0..10 {
            credentials.note_pending(pending(&format!("https://s{number}.example")));
        }
        let newest = pending("https://s9.example");
        credentials.note_pending(newest.clone());
        assert_eq!(credentials.pending.len(), MOST_PENDING);
        assert!(credentials.pending_at(&pending("https://s1.example").server).is_none());
        let kept = credentials.pending_at(&newest.server).unwrap();
        assert_eq!(kept.credential.hash(), newest.credential.hash());
    }

    #[test]
    fn a_denied_credential_is_kept_but_not_unanswered() {
        let mut credentials = Credentials::default();
        let (first, second) = (pending("https://a.example"), pending("https://b.example"));
        credentials.note_pending(first.clone());
        credentials.note_pending(second.clone());
        credentials.note_denied(&second.credential);
        assert_eq!(credentials.unanswered().unwrap().server, first.server);
        let overview = credentials.clone().overview();
        assert_eq!(overview.attempted.unwrap().0, second.server);
        assert_eq!(overview.unanswered, Some(first.server.clone()));
        credentials.forget_pending(&first.credential);
        assert!(credentials.unanswered().is_none());
        assert_eq!(credentials.pending.len(), 1);
    }
}
