//! The protocol between clients and the registration service: paths, JSON bodies, and problems (RFC 9457).
//!
//! Both programs use it, and `assets/openapi.json` documents it for other implementations. Not its job: HTTP.

use serde::{Deserialize, Serialize};

use crate::domain::client::ClientName;
use crate::domain::hex::{hex, unhex};
use crate::domain::registration::{Admitted, ClientRefusal};
use crate::domain::time::Timestamp;
use crate::domain::token::TokenRefusal;
use crate::domain::user::UserName;

/// Where a client registers, with its token as bearer (RFC 6750).
pub const REGISTER_PATH: &str = "/v1/clients/register";
/// Where a client connects, with its credential as bearer.
pub const CONNECT_PATH: &str = "/v1/clients/connect";
/// The media type of a [`ProblemBody`] (RFC 9457).
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";
/// The start of every problem type; a [code](ProblemKind::code) follows.
pub const PROBLEM_TYPE_PREFIX: &str = "urn:problem-type:avo-admin:";

/// The body of a registration request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RegisterBody {
    /// The name of the computer it runs on.
    pub(crate) host_name: String,
    /// Its own version.
    pub(crate) client_version: String,
    /// SHA-256 of the credential it generated, as 64 hexadecimal digits.
    pub(crate) credential_sha256: String,
}

/// The body of a connection request, which clients of earlier versions leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConnectBody {
    /// The name of the computer it runs on.
    pub(crate) host_name: String,
    /// Its own version.
    pub(crate) client_version: String,
}

/// The response to a successful registration or connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AdmittedBody {
    /// The name the administrator gave it.
    pub(crate) client: String,
    /// The user it works for.
    pub(crate) user_name: String,
    /// When its credential expires (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) credential_expires_at: Option<String>,
}

impl AdmittedBody {
    /// Parses the values by the rules of the directory. `None` if one is invalid.
    pub(crate) fn into_admitted(self) -> Option<Admitted> {
        Some(Admitted {
            client: ClientName::parse(&self.client).ok()?,
            user_name: UserName::parse(&self.user_name).ok()?,
            credential_expires_at: match self.credential_expires_at {
                Some(text) => Some(parse_rfc_3339(&text)?),
                None => None,
            },
        })
    }
}

impl From<&Admitted> for AdmittedBody {
    fn from(admitted: &Admitted) -> Self {
        Self {
            client: admitted.client.as_str().to_owned(),
            user_name: admitted.user_name.as_str().to_owned(),
            credential_expires_at: admitted.credential_expires_at.map(rfc_3339),
        }
    }
}

/// A timestamp as RFC 3339 in UTC. A time after the year 9999 becomes the end of that year.
pub(crate) fn rfc_3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.unix_ms())
        .unwrap_or(jiff::Timestamp::MAX)
        .to_string()
}

/// Parses a timestamp (RFC 3339) with millisecond precision.
pub(crate) fn parse_rfc_3339(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp::from_unix_ms(at.as_millisecond()))
}

/// A hash as 64 lower-case hexadecimal digits.
pub(crate) fn sha256_hex(hash: &[u8; 32]) -> String {
    hex(hash)
}

/// Parses 64 hexadecimal digits of either case.
pub(crate) fn parse_sha256_hex(text: &str) -> Option<[u8; 32]> {
    unhex(text)
}

/// A problem (RFC 9457). `next_step` is an extension member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemBody {
    /// [`PROBLEM_TYPE_PREFIX`] and the code.
    #[serde(rename = "type")]
    pub problem_type: String,
    /// A short description of the kind of problem.
    pub title: String,
    /// The HTTP status of the response.
    pub status: u16,
    /// What is wrong with this request.
    pub detail: String,
    /// What the reader can do about it.
    pub next_step: String,
}

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The request can't be parsed, or a field of its body is invalid.
    BadRequest,
    /// The bearer is missing, or its format or checksum is invalid.
    Malformed,
    /// The token or credential is unknown.
    Unknown,
    /// The token has been used up.
    Used,
    /// The token or credential was replaced, or its client deregistered.
    Void,
    /// The token or credential has expired.
    Expired,
    /// The user is disabled.
    Disabled,
    /// The credential belongs to another registration.
    CredentialTaken,
    /// Too many tokens from this address were refused.
    TooManyAttempts,
    /// The path does not exist.
    NotFound,
    /// The path does not support the method.
    MethodNotAllowed,
    /// The body took too long to arrive.
    RequestTimeout,
    /// The body is too large.
    TooLarge,
    /// The content type of the body is not JSON.
    UnsupportedMediaType,
    /// The directory can't be written at the moment.
    Unavailable,
    /// An internal error.
    Internal,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::BadRequest,
        Self::Malformed,
        Self::Unknown,
        Self::Used,
        Self::Void,
        Self::Expired,
        Self::Disabled,
        Self::CredentialTaken,
        Self::TooManyAttempts,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The last part of the problem's type.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::Used => "used",
            Self::Void => "void",
            Self::Expired => "expired",
            Self::Disabled => "disabled",
            Self::CredentialTaken => "credential-taken",
            Self::TooManyAttempts => "too-many-attempts",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::RequestTimeout => "request-timeout",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The kind with that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The HTTP status (RFC 9110) of the response.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Malformed | Self::Unknown | Self::Used | Self::Void | Self::Expired => 401,
            Self::Disabled => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::CredentialTaken => 409,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::TooManyAttempts => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

impl From<ClientRefusal> for ProblemKind {
    fn from(refusal: ClientRefusal) -> Self {
        match refusal {
            ClientRefusal::Token(TokenRefusal::Malformed) => Self::Malformed,
            ClientRefusal::Token(TokenRefusal::Unknown) => Self::Unknown,
            ClientRefusal::Token(TokenRefusal::Used) => Self::Used,
            ClientRefusal::Token(TokenRefusal::Replaced | TokenRefusal::Deregistered) => Self::Void,
            ClientRefusal::Token(TokenRefusal::Expired) => Self::Expired,
            ClientRefusal::Token(TokenRefusal::Disabled) => Self::Disabled,
            ClientRefusal::CredentialTaken => Self::CredentialTaken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sha256_is_64_hexadecimal_digits() {
        assert_eq!(parse_sha256_hex(&"aF".repeat(32)), Some([0xAF; 32]));
        assert_eq!(sha256_hex(&[0xAF; 32]), "af".repeat(32));
        for wrong in [
            "",
            "0",
            &"0".repeat(63),
            &"0".repeat(66),
            &"g".repeat(64),
            &"é".repeat(32),
        ] {
            assert_eq!(parse_sha256_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_timestamp_round_trips() {
        let at = Timestamp::from_unix_ms(1_795_424_400_123);
        assert_eq!(parse_rfc_3339(&rfc_3339(at)), Some(at));
        assert_eq!(parse_rfc_3339("soon"), None);
        assert!(rfc_3339(Timestamp::from_unix_ms(i64::MAX)).starts_with("9999-"));
    }
}
