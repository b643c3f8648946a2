//! Which sentences stand for a [`ClientError`]: the cause, and the next step the reader can take.
//!
//! No sentence ends with a full stop, because a window and a terminal set them differently. The sentences themselves are
//! in [`crate::ui::strings`], in the language of the thread that asks: English but in a window.

use std::fmt;

use super::address::{AddressError, ServerAddress};
use super::error::{ClientError, Exchange, NetworkError, ServerProblem};
use super::tls::Distrust;
use crate::domain::failure::Failure;
use crate::domain::machine_failure::MachineFailure;
use crate::protocol::ProblemKind;
use crate::ui::strings::client as client_words;
use crate::ui::strings::client_errors as words;
use crate::words::failures::both;
use crate::words::{Explain as _, Language, language};

/// A cause and a next step.
type Text = (String, String);

impl ClientError {
    /// What is wrong, in one sentence; in a second one that nothing was sent, where that is certain.
    pub fn cause(&self) -> String {
        let cause = self.text().0;
        if self.is_unsent() {
            both(&cause, words::nothing_sent())
        } else {
            cause
        }
    }

    /// What to do about it, in one sentence.
    pub fn next_step(&self) -> String {
        self.text().1
    }

    fn text(&self) -> Text {
        match self {
            Self::TokenMalformed => text(client_words::token_malformed(), client_words::token_malformed_next()),
            Self::TokenUtf16 => text(words::token_utf_16(), words::save_as_utf_8()),
            Self::NotRegistered => text(words::not_registered(), words::register_first()),
            Self::NotArrived(server) => text(words::not_arrived(&server.to_string()), words::submit_again()),
            Self::NoCertificate(server) => text(
                words::no_certificate(&server.to_string()),
                words::leave_fingerprint_out(),
            ),
            Self::Refused(problem) => refused_text(problem),
            Self::Network(server, error) => network_text(server, error),
            Self::ProxyNotUsed { server, variable, why } => {
                text(network_text(server, why).0, words::proxy_not_used(variable))
            }
            Self::Untrusted { server, presented, why } => text(
                distrust_cause(*why)(&server.to_string()),
                words::compare_fingerprint(&presented.to_string()),
            ),
            Self::FileOpenToOthers(path) => text(words::file_open_to_others(path), words::deregister_and_remove()),
            Self::FileDamaged(path) => text(words::file_damaged(path), words::move_file_away()),
            Self::FileBusy => text(words::file_busy(), words::close_it()),
            Self::File(failure) | Self::Machine(failure) if failure.needs_restart() => {
                text(words::internal(), words::restart())
            }
            Self::File(failure @ Failure::Machine(MachineFailure::File { .. })) => {
                text(failure.cause(), words::check_path())
            }
            Self::File(failure) | Self::Machine(failure) => text(failure.cause(), failure.next_step()),
            Self::NotRecorded { client, path, why } => text(
                words::not_recorded(client.as_str(), &why.cause()),
                words::keep_file(path),
            ),
            Self::WorkerStopped => text(words::internal(), words::restart()),
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&both(&self.cause(), &self.next_step()))
    }
}

impl std::error::Error for ClientError {}

fn text(cause: impl Into<String>, next_step: impl Into<String>) -> Text {
    (cause.into(), next_step.into())
}

fn network_text(server: &ServerAddress, error: &NetworkError) -> Text {
    let server = &server.to_string();
    match error {
        NetworkError::UnknownHost => text(words::unknown_host(server), words::check_address()),
        NetworkError::NotLoopback => text(words::not_loopback(server), words::use_https()),
        NetworkError::ConnectionRefused => text(words::connection_refused(server), words::check_network()),
        NetworkError::NoRoute => text(words::no_route(server), words::check_network()),
        NetworkError::HostTimeout => text(words::not_responding(server), words::check_network()),
        NetworkError::Unreachable(None) => text(words::unreachable(server), words::check_network()),
        NetworkError::Unreachable(Some(code)) => text(
            words::unreachable_code(server, &code.to_string()),
            words::check_network(),
        ),
        NetworkError::ConnectTimeout => text(words::connect_timeout(server), words::check_and_try_again()),
        NetworkError::HandshakeAborted => text(words::handshake_aborted(server), words::try_in_a_moment()),
        NetworkError::HandshakeFailed => text(words::handshake_failed(server), words::check_address()),
        NetworkError::ResponseTimeout(exchange) => text(words::response_timeout(server), again(*exchange)),
        NetworkError::ResponseLost(exchange) => text(words::response_lost(server), again(*exchange)),
        NetworkError::ResponseTooLarge => text(words::response_too_large(server), words::check_address()),
        NetworkError::NotAService(None) => text(words::not_a_service(server), words::check_address()),
        NetworkError::NotAService(Some(status)) => {
            text(words::not_a_service_status(server, *status), words::check_address())
        }
        NetworkError::Redirect => text(words::redirect(server), words::check_address()),
        NetworkError::Local => text(words::not_sent(server), words::free_memory()),
    }
}

/// The server's own sentences are the most precise, but English. Another language words the kind of problem instead.
fn refused_text(problem: &ServerProblem) -> Text {
    if language() == Language::English {
        return (problem.cause.clone(), problem.next_step.clone());
    }
    match problem.kind.map(kind_text) {
        Some((cause, next_step)) => text(cause, next_step),
        None => text(words::refused_otherwise(&problem.cause), words::update_or_contact()),
    }
}

fn kind_text(kind: ProblemKind) -> (&'static str, &'static str) {
    match kind {
        ProblemKind::Malformed => (words::refused_malformed(), words::ask_for_token()),
        ProblemKind::Unknown => (words::refused_unknown(), words::ask_for_token()),
        ProblemKind::Used => (words::refused_used(), words::ask_for_token()),
        ProblemKind::Void => (words::refused_void(), words::ask_for_token()),
        ProblemKind::Expired => (words::refused_expired(), words::ask_for_token()),
        ProblemKind::Disabled => (words::refused_disabled(), words::ask_to_enable()),
        ProblemKind::TooManyAttempts => (words::refused_too_many(), words::wait_a_minute()),
        ProblemKind::Unavailable => (words::refused_unavailable(), words::try_again_or_contact()),
        ProblemKind::Internal => (words::refused_internal(), words::try_again_or_contact()),
        ProblemKind::RequestTimeout => (words::refused_request_timeout(), words::check_and_try_again()),
        ProblemKind::CredentialTaken => (words::refused_credential_taken(), words::submit_again()),
        ProblemKind::BadRequest
        | ProblemKind::NotFound
        | ProblemKind::MethodNotAllowed
        | ProblemKind::TooLarge
        | ProblemKind::UnsupportedMediaType => (words::refused_request(), words::update_or_contact()),
    }
}

/// The server grants a repeated registration again, so repeating it is always right.
fn again(exchange: Exchange) -> &'static str {
    match exchange {
        Exchange::Register => words::register_again(),
        Exchange::Connect => words::connect_again(),
    }
}

/// The sentence about the certificate of a server.
const fn distrust_cause(why: Distrust) -> fn(&str) -> String {
    match why {
        Distrust::OtherFingerprint => words::other_fingerprint,
        Distrust::Expired => words::certificate_expired,
        Distrust::NotYetValid => words::certificate_not_yet_valid,
        Distrust::OtherName => words::certificate_other_name,
        Distrust::Revoked => words::certificate_revoked,
        Distrust::UnknownIssuer => words::certificate_unknown_issuer,
        Distrust::Unverifiable => words::certificate_unverifiable,
    }
}

/// What is wrong with an address, and what to do.
pub(super) fn address_text(error: AddressError) -> (&'static str, &'static str) {
    match error {
        AddressError::Missing => (words::address_missing(), words::enter_address()),
        AddressError::Malformed => (words::address_malformed(), words::enter_it_like()),
        AddressError::Scheme => (words::address_scheme(), words::begin_with_https()),
        AddressError::PlainHttp => (words::address_plain_http(), words::begin_with_https()),
        AddressError::UserInfo => (words::address_user_info(), words::leave_out_before_at()),
        AddressError::Path => (words::address_path(), words::leave_out_after_port()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::speak;

    #[test]
    fn a_refusal_has_the_servers_words_in_english_and_those_of_its_kind_in_another_language() {
        let refused = |kind| ClientError::Refused(ServerProblem::new(kind, "Replaced", "Use the newest"));
        let used = refused(Some(ProblemKind::Used));
        assert_eq!(used.to_string(), "Replaced. Use the newest");
        speak(Language::German);
        assert_eq!(
            used.to_string(),
            "Dieses Token wurde bereits verwendet. Bitten Sie Ihren Administrator um ein neues Token"
        );
        assert_eq!(
            refused(None).to_string(),
            "Der Dienst hat die Anfrage abgelehnt und nennt als Grund „Replaced“. Aktualisieren Sie dieses Programm, \
             oder wenden Sie sich an Ihren Administrator"
        );
        speak(Language::English);
    }
}
