//! What an answer means, and what to tell a person where there is none that could be understood.

use super::address::ServerAddress;
use super::http::{Response, SendError};
use super::problem::{Exit, Problem};
use super::tls::UnknownCertificate;
use crate::domain::registration::Admitted;
use crate::protocol::{AdmittedBody, PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemBody, ProblemKind};

const CHECK_ADDRESS: &str = "Check the address with the administrator; it is the one the console shows";
/// What to do where the answer to a registration was lost: one that arrived is granted again to whoever repeats it, so a
/// repetition is always right.
pub(super) const REGISTER_AGAIN: &str =
    "Try again with the same token: it does no harm if the first attempt did arrive";
/// The same for a connection.
pub(super) const CONNECT_AGAIN: &str = "Try again, or ask the administrator whether the service runs";

/// Reads what `server` answered; `again` is what to do where its answer was lost.
pub(super) fn read(
    sent: Result<Response, SendError>,
    server: &ServerAddress,
    again: &'static str,
) -> Result<Admitted, Problem> {
    let response = sent.map_err(|error| explain(&error, server, again))?;
    match response.status {
        200..=299 => admitted(&response).ok_or_else(|| not_ours(&response, server)),
        300..=399 => Err(Problem::new(
            Exit::Failed,
            format!("{server} sends to another place, where a secret must not follow"),
            CHECK_ADDRESS,
        )),
        _ => Err(refused(&response).unwrap_or_else(|| not_ours(&response, server))),
    }
}

fn admitted(response: &Response) -> Option<Admitted> {
    let body: AdmittedBody = serde_json::from_slice(&response.body).ok()?;
    body.into_admitted()
}

/// The problem a service of ours answered with; `None` where it is somebody else's.
fn refused(response: &Response) -> Option<Problem> {
    if response.media_type != PROBLEM_MEDIA_TYPE {
        return None;
    }
    let body: ProblemBody = serde_json::from_slice(&response.body).ok()?;
    let kind = ProblemKind::of_code(body.problem_type.strip_prefix(PROBLEM_TYPE_PREFIX)?);
    let cause = if body.detail.trim().is_empty() {
        &body.title
    } else {
        &body.detail
    };
    Some(Problem::said_by_server(kind, cause, &body.next_step))
}

fn not_ours(response: &Response, server: &ServerAddress) -> Problem {
    Problem::new(
        Exit::Failed,
        format!(
            "What answers at {server} is not a registration service (status {})",
            response.status
        ),
        CHECK_ADDRESS,
    )
}

fn explain(error: &SendError, server: &ServerAddress, again: &'static str) -> Problem {
    let (cause, next_step) = match error {
        SendError::Certificate(unknown) => return unknown_certificate(unknown, server),
        SendError::UnknownHost(_) => (format!("{server} is not known to this machine"), CHECK_ADDRESS),
        SendError::NotLoopback => (
            format!("{server} leads to another machine, and http:// would send the secret there unprotected"),
            "Enter an address that begins with https://, or mend what this machine takes localhost for",
        ),
        SendError::Unreachable(error) => (
            format!("{server} cannot be reached: {}", in_words(error)),
            "Check the address and the network, or ask the administrator whether the service runs",
        ),
        SendError::ConnectTimeout => (
            format!("{server} could not be reached in time"),
            "Check the address and the network, and try again",
        ),
        SendError::Tls(error) if is_broken_off(error) => (
            format!("{server} ended the connection before it was secure"),
            "Try again in a moment; if it goes on, check the address with the administrator",
        ),
        SendError::Tls(_) => (
            format!("What answers at {server} does not speak HTTPS as it must"),
            CHECK_ADDRESS,
        ),
        SendError::ResponseTimeout => (format!("{server} did not answer in time"), again),
        SendError::ResponseLost(_) => (format!("{server} ended the connection without an answer"), again),
        SendError::TooLarge => (
            format!("What {server} answers is larger than any answer of a registration service"),
            CHECK_ADDRESS,
        ),
        SendError::NotHttp(_) => (
            format!("What answers at {server} is not a registration service"),
            CHECK_ADDRESS,
        ),
        SendError::Local(error) => (
            format!("This machine cannot ask {server}: {error}"),
            "Free some memory and try again",
        ),
    };
    Problem::new(Exit::Failed, cause, next_step)
}

fn unknown_certificate(unknown: &UnknownCertificate, server: &ServerAddress) -> Problem {
    let UnknownCertificate { shown, expected, why } = unknown;
    let cause = match expected {
        Some(_) => format!("The certificate of {server} is not the one whose fingerprint was given"),
        None => format!("The certificate of {server} is not trusted: {why}"),
    };
    let next_step = format!(
        "Compare its fingerprint {shown} with the one the administrator's console shows; only if they are the same, \
         give it as the certificate fingerprint and try again"
    );
    Problem::new(Exit::Refused, cause, next_step)
}

/// Whether the other end went away, as a service does that is too busy, and said nothing that could be wrong.
fn is_broken_off(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe
    )
}

/// Why there is no connection, in words of ours where the system's would be riddles.
fn in_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => "nothing listens there".to_owned(),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "there is no way to it on the network".to_owned()
        }
        ErrorKind::TimedOut => "it does not answer".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn answer(status: u16, media_type: &str, body: &str) -> Result<Admitted, Problem> {
        let answer = Response {
            status,
            media_type: media_type.to_owned(),
            body: body.to_owned().into(),
        };
        read(
            Ok(answer),
            &ServerAddress::parse("https://console.example.com").unwrap(),
            REGISTER_AGAIN,
        )
    }

    #[test]
    fn who_was_let_in_is_read_with_the_rules_of_the_directory() {
        let granted =
            r#"{"client":"build-7","user_name":"bo.lindqvist","credential_expires_at":"2027-01-01T00:00:00Z"}"#;
        let admitted = answer(200, "application/json", granted).unwrap();
        assert_eq!(admitted.client.as_str(), "build-7");
        assert_eq!(
            admitted.credential_expires_at,
            Some(Timestamp::from_unix_ms(1_798_761_600_000))
        );
        for wrong in [
            "",
            "<html>",
            "{}",
            r#"{"client":"","user_name":"bo.lindqvist"}"#,
            r#"{"client":"<b>","user_name":"bo.lindqvist"}"#,
            r#"{"client":"build-7","user_name":"bo.lindqvist","credential_expires_at":"soon"}"#,
        ] {
            let problem = answer(200, "application/json", wrong).unwrap_err();
            assert!(problem.cause().contains("is not a registration service"), "{wrong}");
        }
    }

    #[test]
    fn a_problem_of_somebody_else_is_not_taken_for_ours() {
        let body =
            |kind: &str| format!(r#"{{"type":"{kind}","title":"T","status":401,"detail":"D.","next_step":"N."}}"#);
        let problem = answer(401, PROBLEM_MEDIA_TYPE, &body("urn:problem-type:avo-admin:used")).unwrap_err();
        assert_eq!((problem.cause(), problem.next_step()), ("D", "N"));
        assert_eq!(problem.kind(), Some(ProblemKind::Used));
        // A kind that a later version of the service may know.
        let problem = answer(401, PROBLEM_MEDIA_TYPE, &body("urn:problem-type:avo-admin:later")).unwrap_err();
        assert_eq!((problem.cause(), problem.kind()), ("D", None));
        for (media_type, kind) in [
            (PROBLEM_MEDIA_TYPE, "about:blank"),
            ("text/html", "urn:problem-type:avo-admin:used"),
        ] {
            let problem = answer(401, media_type, &body(kind)).unwrap_err();
            assert!(problem.cause().contains("is not a registration service"));
        }
    }
}
