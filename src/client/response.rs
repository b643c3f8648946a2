//! What a response means, and which error stands for one that is missing or not of our protocol.

use std::io::{self, ErrorKind};

use super::address::ServerAddress;
use super::error::{ClientError, Exchange, NetworkError, ServerProblem};
use super::http::{Response, SendError};
use super::tls::UntrustedCertificate;
use crate::domain::registration::Admitted;
use crate::platform::process;
use crate::protocol::{AdmittedBody, PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemBody, ProblemKind};

/// Reads the response of `server` to `exchange`.
pub(super) fn read(
    sent: Result<Response, SendError>,
    server: &ServerAddress,
    exchange: Exchange,
) -> Result<Admitted, ClientError> {
    let response = sent.map_err(|error| explain(error, server, exchange))?;
    let not_ours = || ClientError::Network(server.clone(), NetworkError::NotAService(Some(response.status)));
    match response.status {
        200..=299 => admitted(&response).ok_or_else(not_ours),
        300..=399 => Err(ClientError::Network(server.clone(), NetworkError::Redirect)),
        _ => Err(problem(&response).map_or_else(not_ours, ClientError::Refused)),
    }
}

fn admitted(response: &Response) -> Option<Admitted> {
    let body: AdmittedBody = serde_json::from_slice(&response.body).ok()?;
    body.into_admitted()
}

/// The problem that a registration service answered with; `None` where the response is of another program.
fn problem(response: &Response) -> Option<ServerProblem> {
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
    Some(ServerProblem::new(kind, cause, &body.next_step))
}

/// The body of a response is read or is of another program.
#[cfg(any(test, fuzzing))]
pub(crate) fn check(bytes: &[u8]) {
    let response = |status| Response {
        status,
        media_type: PROBLEM_MEDIA_TYPE.to_owned(),
        body: bytes.to_vec().into(),
    };
    if let Some(read) = admitted(&response(200)) {
        let written = serde_json::to_vec(&AdmittedBody::from(&read)).unwrap_or_default();
        let again = Response {
            body: written.into(),
            ..response(200)
        };
        assert_eq!(admitted(&again), Some(read));
    }
    let _ = problem(&response(400));
}

fn explain(error: SendError, server: &ServerAddress, exchange: Exchange) -> ClientError {
    let why = match error {
        SendError::Certificate(UntrustedCertificate { presented, why }) => {
            let server = server.clone();
            return ClientError::Untrusted { server, presented, why };
        }
        SendError::UnknownHost(_) => NetworkError::UnknownHost,
        SendError::NotLoopback => NetworkError::NotLoopback,
        SendError::Unreachable(error) => match error.kind() {
            ErrorKind::ConnectionRefused => NetworkError::ConnectionRefused,
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
                NetworkError::NoRoute
            }
            ErrorKind::TimedOut => NetworkError::HostTimeout,
            _ => NetworkError::Unreachable(error.raw_os_error()),
        },
        SendError::ConnectTimeout => NetworkError::ConnectTimeout,
        SendError::Tls(error) if is_aborted(&error) => NetworkError::HandshakeAborted,
        SendError::Tls(_) => NetworkError::HandshakeFailed,
        SendError::ResponseTimeout => NetworkError::ResponseTimeout(exchange),
        SendError::ResponseLost(_) => NetworkError::ResponseLost(exchange),
        SendError::TooLarge => NetworkError::ResponseTooLarge,
        SendError::NotHttp(_) => NetworkError::NotAService(None),
        SendError::Local(_) => NetworkError::Local,
    };
    match proxy_for(server).filter(|_| why.is_unreachable()) {
        Some(variable) => ClientError::ProxyNotUsed {
            server: server.clone(),
            variable,
            why,
        },
        None => ClientError::Network(server.clone(), why),
    }
}

/// The variable that names a proxy for `server`. No proxy is for this computer itself.
fn proxy_for(server: &ServerAddress) -> Option<&'static str> {
    if server.is_loopback() {
        return None;
    }
    process::https_proxy_variable(&server.host())
}

/// Whether the other end closed the connection, as a service that is too busy does.
fn is_aborted(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn answer(status: u16, media_type: &str, body: &str) -> Result<Admitted, ClientError> {
        let answer = Response {
            status,
            media_type: media_type.to_owned(),
            body: body.to_owned().into(),
        };
        read(
            Ok(answer),
            &ServerAddress::parse("https://console.example.com").unwrap(),
            Exchange::Register,
        )
    }

    #[test]
    fn an_admitted_client_is_validated_like_one_in_the_directory() {
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
    fn a_problem_of_another_type_is_not_taken_for_ours() {
        let body =
            |kind: &str| format!(r#"{{"type":"{kind}","title":"T","status":401,"detail":"D.","next_step":"N."}}"#);
        let problem = answer(401, PROBLEM_MEDIA_TYPE, &body("urn:problem-type:avo-admin:used")).unwrap_err();
        assert_eq!((problem.cause(), problem.next_step()), ("D".to_owned(), "N".to_owned()));
        assert_eq!(problem.kind(), Some(ProblemKind::Used));
        // A kind that a later version of the service may know.
        let problem = answer(401, PROBLEM_MEDIA_TYPE, &body("urn:problem-type:avo-admin:later")).unwrap_err();
        assert_eq!((problem.cause(), problem.kind()), ("D".to_owned(), None));
        for (media_type, kind) in [
            (PROBLEM_MEDIA_TYPE, "about:blank"),
            ("text/html", "urn:problem-type:avo-admin:used"),
        ] {
            let problem = answer(401, media_type, &body(kind)).unwrap_err();
            assert!(problem.cause().contains("is not a registration service"));
        }
    }
}
