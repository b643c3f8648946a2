//! Why a client could not do what was asked: codes with arguments. Never holds a secret.
//!
//! Not its job: the sentences ([`super::error_text`]) and the command line's own errors ([`super::command_error`]).

use super::address::ServerAddress;
use super::server_text::safe_sentence;
use super::tls::Distrust;
use crate::domain::client::ClientName;
use crate::domain::failure::Failure;
use crate::domain::registration::Fingerprint;
use crate::protocol::ProblemKind;

/// Why a client could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    /// The text is not a token.
    TokenMalformed,
    /// The token is in UTF-16, as some Windows programs save it.
    TokenUtf16,
    /// Connecting needs a registration.
    NotRegistered,
    /// The server does not know the credential, so its registration never arrived.
    NotArrived(ServerAddress),
    /// A fingerprint was given for a server without a certificate.
    NoCertificate(ServerAddress),
    /// The server answered with a problem of our protocol.
    Refused(ServerProblem),
    /// There is no answer of a registration service.
    Network(ServerAddress, NetworkError),
    /// No connection, where the environment names a proxy and this client connects without one.
    ProxyNotUsed {
        /// The server.
        server: ServerAddress,
        /// The variable that names the proxy.
        variable: &'static str,
        /// Why there is no connection.
        why: NetworkError,
    },
    /// The server's certificate is not trusted.
    Untrusted {
        /// The server.
        server: ServerAddress,
        /// The fingerprint of the certificate it presented.
        presented: Fingerprint,
        /// Why it is not trusted.
        why: Distrust,
    },
    /// Other accounts can read the credential in the file at this path.
    FileOpenToOthers(String),
    /// The file at this path is damaged, or of another version.
    FileDamaged(String),
    /// Another program holds the credential file's lock.
    FileBusy,
    /// The credential file or its folder cannot be used.
    File(Failure),
    /// The server registered the client, and the credential file at the path could not be written.
    NotRecorded {
        /// The name the server gave it.
        client: ClientName,
        /// Where the credential is kept, as pending.
        path: String,
        /// Why it could not be written.
        why: Box<Self>,
    },
    /// The operating system gave no random numbers.
    Machine(Failure),
    /// The client's thread has panicked.
    WorkerStopped,
}

/// Why there is no answer of a registration service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkError {
    /// The host name does not resolve.
    UnknownHost,
    /// Plain HTTP, and the host name does not lead to this computer.
    NotLoopback,
    /// No program listens on the port.
    ConnectionRefused,
    /// There is no route to the host.
    NoRoute,
    /// The operating system gave up connecting.
    HostTimeout,
    /// Connecting failed in another way, with the number that the operating system has for it.
    Unreachable(Option<i32>),
    /// No secure connection within the limit.
    ConnectTimeout,
    /// The server closed the connection during the handshake.
    HandshakeAborted,
    /// The server does not speak TLS as it must.
    HandshakeFailed,
    /// No answer within the limit.
    ResponseTimeout(Exchange),
    /// The connection ended before the answer did.
    ResponseLost(Exchange),
    /// The answer is larger than the limit.
    ResponseTooLarge,
    /// The answer is not HTTP, or with this status but not of our protocol.
    NotAService(Option<u16>),
    /// The server redirects. It is not followed, because the secret would go along.
    Redirect,
    /// This computer could not send the request, most likely for want of memory.
    Local,
}

impl NetworkError {
    /// Whether there was no connection that a request could be sent over.
    const fn is_unsent(&self) -> bool {
        self.is_unreachable() || matches!(self, Self::NotLoopback | Self::HandshakeAborted | Self::HandshakeFailed)
    }

    /// Whether the host was not found or not reached.
    pub(super) const fn is_unreachable(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost
                | Self::ConnectionRefused
                | Self::NoRoute
                | Self::HostTimeout
                | Self::Unreachable(_)
                | Self::ConnectTimeout
        )
    }
}

/// What was asked of the server; the next step after a lost answer depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// Registering with a token.
    Register,
    /// Connecting with a credential.
    Connect,
}

/// A problem in the server's words, made safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerProblem {
    pub(super) kind: Option<ProblemKind>,
    pub(super) cause: String,
    pub(super) next_step: String,
}

impl ServerProblem {
    /// `kind` is `None` where this client does not know it.
    pub(super) fn new(kind: Option<ProblemKind>, cause: &str, next_step: &str) -> Self {
        Self {
            kind,
            cause: safe_sentence(cause),
            next_step: safe_sentence(next_step),
        }
    }
}

impl ClientError {
    /// The kind of problem that the server named.
    pub const fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Refused(problem) => problem.kind,
            _ => None,
        }
    }

    /// Whether a credential that was refused like this will not be accepted again.
    pub(super) const fn ends_registration(&self) -> bool {
        matches!(
            self.kind(),
            Some(ProblemKind::Malformed | ProblemKind::Unknown | ProblemKind::Void | ProblemKind::Expired)
        )
    }

    /// Whether it is certain that nothing reached the server: neither a token nor a credential.
    pub(super) const fn is_unsent(&self) -> bool {
        match self {
            Self::NoCertificate(_) | Self::Untrusted { .. } | Self::ProxyNotUsed { .. } => true,
            Self::Network(_, why) => why.is_unsent(),
            _ => false,
        }
    }

    /// Whether the server has decided that this request registers nothing.
    pub(super) const fn denies_registration(&self) -> bool {
        matches!(
            self.kind(),
            Some(
                ProblemKind::Malformed
                    | ProblemKind::Unknown
                    | ProblemKind::Used
                    | ProblemKind::Void
                    | ProblemKind::Expired
                    | ProblemKind::Disabled
                    | ProblemKind::TooManyAttempts
            )
        )
    }

    /// Whether the server has decided about the token or credential.
    pub(super) const fn is_decision(&self) -> bool {
        self.denies_registration() || matches!(self.kind(), Some(ProblemKind::CredentialTaken))
    }
}
