//! Reading the bearer and the body of a request, within limits.

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Request};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::limits::Limits;
use super::problem::{BearerKind, Problem};
use crate::domain::credential::CredentialHash;
use crate::domain::registration::{ClientVersion, HostName, Introduction};
use crate::protocol::{ConnectBody, RegisterBody, parse_sha256_hex};

/// What a client says about itself when it registers, checked.
pub(super) struct ClientRegistration {
    pub(super) introduction: Introduction,
    pub(super) credential: CredentialHash,
}

/// The text after `Bearer` (RFC 6750, section 2.1), in memory that is wiped.
pub(super) fn bearer(headers: &HeaderMap, kind: BearerKind) -> Result<Zeroizing<String>, Problem> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(Problem::missing(kind));
    };
    let text = value.to_str().unwrap_or_default();
    match text.split_once(' ') {
        Some((scheme, secret)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Zeroizing::new(secret.to_owned())),
        _ => Err(Problem::missing(kind)),
    }
}

/// Reads and checks the body of a registration.
pub(super) async fn read_registration(request: Request<Body>, limits: &Limits) -> Result<ClientRegistration, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::unsupported_media_type());
    }
    let bytes = read(request.into_body(), limits).await?;
    let body: RegisterBody = parse(
        &bytes,
        "host_name, client_version or credential_sha256 is missing, duplicated or not a string",
    )?;
    let introduction = introduction(&body.host_name, &body.client_version)?;
    let credential = parse_sha256_hex(&body.credential_sha256)
        .map(CredentialHash)
        .ok_or_else(|| Problem::bad_request("credential_sha256 must be 64 hexadecimal digits"))?;
    Ok(ClientRegistration {
        introduction,
        credential,
    })
}

/// Reads and checks the body of a connection. `None` where there is none, as clients of earlier versions send it.
pub(super) async fn read_introduction(
    request: Request<Body>,
    limits: &Limits,
) -> Result<Option<Introduction>, Problem> {
    let is_declared_json = is_json(request.headers());
    let bytes = read(request.into_body(), limits).await?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if !is_declared_json {
        return Err(Problem::unsupported_media_type());
    }
    let body: ConnectBody = parse(
        &bytes,
        "host_name or client_version is missing, duplicated or not a string",
    )?;
    introduction(&body.host_name, &body.client_version).map(Some)
}

/// Parses a JSON object; `wrong_member` says what may be wrong with its members.
fn parse<T: DeserializeOwned>(bytes: &[u8], wrong_member: &'static str) -> Result<T, Problem> {
    // Serde would also accept an array of the values.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(Problem::bad_request("The request body is not a JSON object"));
    }
    // The messages of serde_json may quote the body, so they are neither sent nor logged.
    serde_json::from_slice(bytes).map_err(|error| {
        Problem::bad_request(match error.classify() {
            serde_json::error::Category::Data => wrong_member,
            _ => "The request body is not JSON",
        })
    })
}

fn introduction(host_name: &str, client_version: &str) -> Result<Introduction, Problem> {
    Ok(Introduction {
        host: HostName::parse(host_name)
            .ok_or_else(|| Problem::bad_request("host_name must be 1 to 253 characters, all of them visible"))?,
        version: ClientVersion::parse(client_version)
            .ok_or_else(|| Problem::bad_request("client_version must be 1 to 64 characters, all of them visible"))?,
    })
}

/// Bodies of requests are read or refused.
#[cfg(any(test, fuzzing))]
pub(crate) fn check_bodies(bytes: &[u8]) {
    let read = |body: RegisterBody| {
        let _ = parse_sha256_hex(&body.credential_sha256);
        introduction(&body.host_name, &body.client_version)
    };
    let registering = parse::<RegisterBody>(bytes, "wrong").and_then(read);
    let connecting = parse::<ConnectBody>(bytes, "wrong");
    if let Ok(read) = connecting.and_then(|body| introduction(&body.host_name, &body.client_version)) {
        let body = ConnectBody {
            host_name: read.host.as_str().to_owned(),
            client_version: read.version.as_str().to_owned(),
        };
        let written = serde_json::to_vec(&body).unwrap_or_default();
        let again = parse::<ConnectBody>(&written, "wrong");
        assert!(again.is_ok_and(|again| again == body), "it is read again as the same");
    }
    drop(registering);
}

/// Whether the body is said to be JSON (RFC 8259); parameters such as a charset change nothing.
fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let media_type = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

async fn read(body: Body, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let collected = Limited::new(body, limits.body_bytes).collect();
    match tokio::time::timeout(limits.body, collected).await {
        Err(_) => Err(Problem::timeout()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::too_large(limits.body_bytes)),
        Ok(Err(_)) => Err(Problem::bad_request("The request body is incomplete")),
        Ok(Ok(collected)) => Ok(collected.to_bytes().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn only_a_single_bearer_is_read() {
        let read = |lines: &[_]| {
            bearer(&headers(lines), BearerKind::Token)
                .ok()
                .map(|text| text.to_string())
        };
        assert_eq!(read(&[("authorization", "Bearer abc")]).as_deref(), Some("abc"));
        assert_eq!(read(&[("authorization", "bEARER abc")]).as_deref(), Some("abc"));
        for wrong in [
            &[][..],
            &[("authorization", "abc")],
            &[("authorization", "Basic abc")],
            &[("authorization", "Bearer")],
            &[("authorization", "Bearer a"), ("authorization", "Bearer b")],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn only_the_json_media_type_is_json() {
        let is = |text| is_json(&headers(&[("content-type", text)]));
        assert!(is("application/json") && is("Application/JSON; charset=utf-8"));
        assert!(!is("text/plain") && !is("application/jsonp") && !is_json(&HeaderMap::new()));
    }

    proptest::proptest! {
        /// Any body gets an answer, and one that was understood says what was sent.
        #[test]
        fn every_body_is_read_or_refused(
            body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            host in "\\PC{0,260}",
            version in "\\PC{0,70}",
        ) {
            check_bodies(&body);
            let sent = serde_json::json!({ "host_name": host, "client_version": version }).to_string();
            let read: ConnectBody = parse(sent.as_bytes(), "wrong").unwrap();
            if let Ok(read) = introduction(&read.host_name, &read.client_version) {
                proptest::prop_assert_eq!(read.host.as_str(), host.trim());
                proptest::prop_assert_eq!(read.version.as_str(), version.trim());
            }
        }
    }
}
