//! What clients and the registration service say to each other: places, JSON bodies, and problems (RFC 9457).
//!
//! Both ends are built from this, and `assets/openapi.json` describes it to everybody else. Not its job: HTTP.

use serde::{Deserialize, Serialize};

use crate::domain::registration::ClientRefusal;
use crate::domain::token::TokenRefusal;

/// Where a client registers, with its token as bearer (RFC 6750).
pub const REGISTER_PATH: &str = "/v1/clients/register";
/// Where a client connects, with its credential as bearer.
pub const CONNECT_PATH: &str = "/v1/clients/connect";
/// The media type of a [`ProblemBody`] (RFC 9457).
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";
/// What the type of every problem starts with; a [code](ProblemKind::code) follows.
pub const PROBLEM_TYPE_PREFIX: &str = "urn:problem-type:avo-admin:";

/// What a client says of itself when it registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterBody {
    /// The name of the machine it runs on.
    pub host_name: String,
    /// Its own version.
    pub client_version: String,
    /// SHA-256 of the credential it has made, in 64 hexadecimal digits.
    pub credential_sha256: String,
}

/// What a client is told that was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmittedBody {
    /// The name the administrator gave it.
    pub client: String,
    /// The user it works for.
    pub user_name: String,
    /// When its credential stops to work (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub credential_expires_at: Option<String>,
}

/// A problem (RFC 9457). `next_step` is an extension member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemBody {
    /// [`PROBLEM_TYPE_PREFIX`] and the code.
    #[serde(rename = "type")]
    pub problem_type: String,
    /// The kind of problem in words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong with this very request.
    pub detail: String,
    /// What to do about it.
    pub next_step: String,
}

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The request cannot be read, or a field of its body is wrong.
    BadRequest,
    /// There is no bearer, or its form or checksum is wrong.
    Malformed,
    /// Nothing is known of the token or credential.
    Unknown,
    /// The token has been used up.
    Used,
    /// The token or credential was replaced, or its client deregistered.
    Void,
    /// The token or credential has run out.
    Expired,
    /// The user is disabled.
    Disabled,
    /// The credential belongs to another registration.
    CredentialTaken,
    /// Too many were refused from this address.
    TooManyAttempts,
    /// There is nothing at that path.
    NotFound,
    /// The path knows another method only.
    MethodNotAllowed,
    /// The body took too long to arrive.
    RequestTimeout,
    /// The body is too large.
    TooLarge,
    /// The body is not said to be JSON.
    UnsupportedMediaType,
    /// The directory cannot be written at the moment.
    Unavailable,
    /// The service has a defect.
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

    /// The HTTP status (RFC 9110) it is answered with.
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
