//! The sentences for [`ClientError`], in one place: the cause, and the next step the reader can take.
//!
//! No sentence ends with a full stop, because a window and a terminal set them differently.

use std::fmt;

use super::address::{AddressError, ServerAddress};
use super::error::{ClientError, NetworkError, Operation};
use super::tls::Distrust;
use crate::domain::failure::Failure;
use crate::ui::strings::client as words;

/// A cause and a next step.
type Text = (String, String);

const CHECK_ADDRESS: &str = "Check the address with the administrator; the console shows it";
const CHECK_NETWORK: &str =
    "Check the address and the network, or ask the administrator whether the service is running";
const RESTART: &str = "Restart the program";

impl ClientError {
    /// What is wrong, in one sentence.
    pub fn cause(&self) -> String {
        self.text().0
    }

    /// What to do about it, in one sentence.
    pub fn next_step(&self) -> String {
        self.text().1
    }

    fn text(&self) -> Text {
        match self {
            Self::TokenMalformed => text(words::token_malformed(), words::token_malformed_next()),
            Self::NotRegistered => text(
                "This client is not registered",
                "Register first with a token from the administrator",
            ),
            Self::NotArrived(server) => text(
                format!("This client is not registered: its registration did not arrive at {server}"),
                "Submit the token again",
            ),
            Self::NoCertificate(server) => text(
                format!("{server} has no certificate to compare with a fingerprint"),
                "Leave the fingerprint out",
            ),
            Self::Refused(problem) => (problem.cause.clone(), problem.next_step.clone()),
            Self::Network(server, error) => network_text(server, error),
            Self::Untrusted { server, presented, why } => text(
                untrusted_cause(server, *why),
                format!(
                    "Compare its fingerprint {presented} with the one the administrator's console shows. Only if they \
                     match, give it as the certificate fingerprint and try again"
                ),
            ),
            Self::WorkerStopped => text("Something went wrong", RESTART),
            Self::Machine(failure) => text(failure.cause(), failure.next_step()),
            _ => self.file_text(),
        }
    }

    fn file_text(&self) -> Text {
        match self {
            Self::FileOpenToOthers(path) => text(
                format!("Other accounts on this computer can read the credential in {path}"),
                "Ask the administrator to deregister the client, remove the file, and register again with a new token",
            ),
            Self::FileDamaged(path) => text(
                format!("{path} is damaged, or not a credential file of this version"),
                "Move it away and register again with a new token",
            ),
            Self::FileBusy => text(
                "The credential file is in use by another program",
                "Close it and try again",
            ),
            Self::File(failure) => text(
                failure.cause(),
                match failure {
                    Failure::Machine(_) => "Check the path, or name another file with --credential FILE".to_owned(),
                    _ => failure.next_step(),
                },
            ),
            Self::NotRecorded { client, path, why } => text(
                format!(
                    "The server registered {}, but the credential file could not be updated: {}",
                    client.as_str(),
                    why.cause()
                ),
                format!(
                    "Free some space or allow writing, leave {path} where it is, and register again with the same token"
                ),
            ),
            _ => text("Something went wrong", RESTART),
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cause, next_step) = self.text();
        write!(formatter, "{cause}. {next_step}")
    }
}

impl std::error::Error for ClientError {}

fn text(cause: impl Into<String>, next_step: impl Into<String>) -> Text {
    (cause.into(), next_step.into())
}

fn network_text(server: &ServerAddress, error: &NetworkError) -> Text {
    match error {
        NetworkError::UnknownHost => text(format!("The host of {server} cannot be found"), CHECK_ADDRESS),
        NetworkError::NotLoopback => text(
            format!("{server} leads to another computer, and http:// would send the secret there unprotected"),
            "Enter an address that begins with https://, or correct what localhost stands for on this computer",
        ),
        NetworkError::ConnectionRefused => text(format!("Nothing is listening at {server}"), CHECK_NETWORK),
        NetworkError::NoRoute => text(format!("There is no network route to {server}"), CHECK_NETWORK),
        NetworkError::HostTimeout => text(format!("{server} is not responding"), CHECK_NETWORK),
        NetworkError::Unreachable(why) => text(format!("Can't connect to {server}: {why}"), CHECK_NETWORK),
        NetworkError::ConnectTimeout => text(
            format!("{server} could not be reached in time"),
            "Check the address and the network, and try again",
        ),
        NetworkError::HandshakeAborted => text(
            format!("{server} ended the connection before it was secure"),
            "Try again in a moment. If it persists, check the address with the administrator",
        ),
        NetworkError::HandshakeFailed => text(format!("{server} does not speak HTTPS correctly"), CHECK_ADDRESS),
        NetworkError::ResponseTimeout(operation) => text(format!("{server} did not answer in time"), again(*operation)),
        NetworkError::ResponseLost(operation) => text(
            format!("{server} ended the connection without an answer"),
            again(*operation),
        ),
        NetworkError::ResponseTooLarge => text(
            format!("The answer of {server} is too large for a registration service"),
            CHECK_ADDRESS,
        ),
        NetworkError::NotAService(None) => text(format!("{server} is not a registration service"), CHECK_ADDRESS),
        NetworkError::NotAService(Some(status)) => text(
            format!("{server} is not a registration service (status {status})"),
            CHECK_ADDRESS,
        ),
        NetworkError::Redirect => text(
            format!("{server} redirects to another address, where a secret must not be sent"),
            CHECK_ADDRESS,
        ),
        NetworkError::Local(why) => text(
            format!("This computer could not send a request to {server}: {why}"),
            "Free some memory and try again",
        ),
    }
}

/// The server grants a repeated registration again, so repeating it is always right.
const fn again(operation: Operation) -> &'static str {
    match operation {
        Operation::Register => "Try again with the same token. It does no harm if the first attempt arrived",
        Operation::Connect => "Try again, or ask the administrator whether the service is running",
    }
}

fn untrusted_cause(server: &ServerAddress, why: Distrust) -> String {
    match why {
        Distrust::OtherFingerprint => {
            format!("The certificate of {server} does not match the given fingerprint")
        }
        Distrust::Expired => format!("The certificate of {server} is not trusted: it has expired"),
        Distrust::NotYetValid => format!("The certificate of {server} is not trusted: it is not valid yet"),
        Distrust::OtherName => format!("The certificate of {server} is not trusted: it is for another name"),
        Distrust::Revoked => format!("The certificate of {server} is not trusted: it was revoked"),
        Distrust::UnknownIssuer => format!("The certificate of {server} is not trusted: its issuer is not trusted"),
        Distrust::Unverifiable => format!("The certificate of {server} is not trusted: it cannot be verified"),
    }
}

/// What is wrong with an address, and what to do.
pub(super) const fn address_text(error: AddressError) -> (&'static str, &'static str) {
    match error {
        AddressError::Missing => (
            "The server is missing",
            "Enter its address, such as https://console.example.com:8443",
        ),
        AddressError::Malformed => (
            "This is not a server address",
            "Enter it like https://console.example.com:8443",
        ),
        AddressError::Scheme => (
            "A client registers over HTTPS only",
            "Enter an address that begins with https://",
        ),
        AddressError::PlainHttp => (
            "http:// would send the token unprotected, so it is for this computer only",
            "Enter an address that begins with https://",
        ),
        AddressError::UserInfo => (
            "An address must not contain a name or password",
            "Leave out everything up to the @",
        ),
        AddressError::Path => (
            "The address must end with the host or the port",
            "Leave out what follows it",
        ),
    }
}
