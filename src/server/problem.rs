//! Answers that are not 2xx: problems (RFC 9457) with sentences for the user of the client.
//!
//! A problem discloses the state of the presented token and nothing else.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;

use super::rate_limit::RetryAfterSecs;
use crate::domain::registration::{ClientRefusal, ServiceTrouble};
use crate::domain::token::TokenRefusal;
use crate::protocol::{PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemBody, ProblemKind};

const ASK_FOR_NEW: &str = "Ask your administrator for a new token";
const ASK_AND_REGISTER: &str = "Ask your administrator for a new token and register with it";
const ASK_TO_REREGISTER: &str = "Ask your administrator to reregister the client, and register with the new token";

/// Which secret a request carries, because the wording differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BearerKind {
    Token,
    Credential,
}

/// An answer that is not 2xx.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    kind: ProblemKind,
    detail: Cow<'static, str>,
    next_step: &'static str,
    retry_after_secs: Option<u64>,
    is_bearer_missing: bool,
    closes_connection: bool,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, detail: impl Into<Cow<'static, str>>, next_step: &'static str) -> Self {
        Self {
            kind,
            detail: detail.into(),
            next_step,
            retry_after_secs: None,
            is_bearer_missing: false,
            closes_connection: false,
        }
    }

    /// Ends the connection with the answer, because it is not known where the next request begins.
    pub(super) fn closing(self) -> Self {
        Self {
            closes_connection: true,
            ..self
        }
    }

    pub(super) const fn kind(&self) -> ProblemKind {
        self.kind
    }

    pub(super) fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(
            ProblemKind::BadRequest,
            detail,
            "Correct it and send the request again, or update the client",
        )
    }

    /// The request has no bearer (RFC 6750).
    pub(super) fn missing(bearer: BearerKind) -> Self {
        let detail = match bearer {
            BearerKind::Token => "The request contains no token",
            BearerKind::Credential => "The request contains no credential",
        };
        let next_step = "Send it in one Authorization header field with the scheme Bearer";
        Self {
            is_bearer_missing: true,
            ..Self::new(ProblemKind::Malformed, detail, next_step)
        }
    }

    pub(super) fn refused(bearer: BearerKind, why: ClientRefusal) -> Self {
        let (detail, next_step) = match (bearer, why) {
            (_, ClientRefusal::CredentialTaken) => (
                "This credential belongs to another registration",
                "Make a new credential and register with it",
            ),
            (BearerKind::Token, ClientRefusal::Token(why)) => explain_token(why),
            (BearerKind::Credential, ClientRefusal::Token(why)) => explain_credential(why),
        };
        Self::new(why.into(), detail, next_step)
    }

    pub(super) fn too_many(wait: RetryAfterSecs) -> Self {
        Self {
            retry_after_secs: Some(wait.0),
            ..Self::new(
                ProblemKind::TooManyAttempts,
                format!(
                    "Too many refused tokens from this address. It can try again in {} s",
                    wait.0
                ),
                "Wait that long, and ask your administrator for a new token if this one was refused",
            )
        }
    }

    /// The directory cannot be written. The reason is in the log only, not for the network.
    pub(super) fn unavailable() -> Self {
        Self {
            retry_after_secs: Some(1),
            ..Self::new(
                ProblemKind::Unavailable,
                "The service can't access its directory at the moment",
                "Try again in a moment. Contact your administrator if it persists",
            )
        }
    }

    /// The disk is full, or has too little room for what may come.
    pub(super) fn full() -> Self {
        Self {
            detail: "The disk of the service is full".into(),
            next_step: "Contact your administrator, and try again once there is free space",
            ..Self::unavailable()
        }
    }

    /// Nothing is answered until the service is started again.
    pub(super) fn stopped(trouble: ServiceTrouble) -> Self {
        let detail = match trouble {
            ServiceTrouble::Damaged => "The service stopped answering because its directory is damaged",
            ServiceTrouble::Replaced => "The service stopped answering because its directory was moved or replaced",
        };
        Self {
            retry_after_secs: Some(60),
            ..Self::new(
                ProblemKind::Unavailable,
                detail,
                "Contact your administrator, who can read the cause in the log of the service",
            )
        }
    }

    /// The queue is full.
    pub(super) fn busy() -> Self {
        Self {
            detail: "The service is busy".into(),
            ..Self::unavailable()
        }
    }

    pub(super) fn internal() -> Self {
        Self::new(
            ProblemKind::Internal,
            "Internal error",
            "Try again. Contact your administrator if it persists",
        )
    }

    pub(super) fn not_found() -> Self {
        Self::new(
            ProblemKind::NotFound,
            "There is nothing at this path",
            "Check the address. GET /openapi.json lists the paths",
        )
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::new(
            ProblemKind::MethodNotAllowed,
            "This path does not support the method",
            "Use a method that the Allow header field lists",
        )
    }

    pub(super) fn timeout() -> Self {
        Self::new(
            ProblemKind::RequestTimeout,
            "The request body took too long to arrive",
            "Check the network and send the request again",
        )
    }

    pub(super) fn too_large(most_bytes: usize) -> Self {
        Self::new(
            ProblemKind::TooLarge,
            format!("The request body is larger than {most_bytes} bytes"),
            "Send only what /openapi.json describes",
        )
    }

    pub(super) fn unsupported_media_type() -> Self {
        Self::new(
            ProblemKind::UnsupportedMediaType,
            "The request body is not declared as JSON",
            "Send JSON with Content-Type: application/json",
        )
    }

    fn body(&self) -> ProblemBody {
        ProblemBody {
            problem_type: format!("{PROBLEM_TYPE_PREFIX}{}", self.kind.code()),
            title: title(self.kind).to_owned(),
            status: self.kind.status(),
            detail: self.detail.clone().into_owned(),
            next_step: self.next_step.to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> axum::response::Response {
        let body = serde_json::to_vec(&self.body()).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        let status = StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_MEDIA_TYPE));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, challenge(self.is_bearer_missing));
        }
        if self.closes_connection {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(secs) = self.retry_after_secs {
            headers.insert(RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}

/// RFC 6750, section 3: where nothing was presented, no error is named.
const fn challenge(is_bearer_missing: bool) -> HeaderValue {
    HeaderValue::from_static(if is_bearer_missing {
        "Bearer realm=\"avo-admin\""
    } else {
        "Bearer realm=\"avo-admin\", error=\"invalid_token\""
    })
}

const fn title(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::BadRequest => "Invalid request",
        ProblemKind::Malformed => "The token or credential is malformed",
        ProblemKind::Unknown => "The token or credential is unknown",
        ProblemKind::Used => "The token has been used",
        ProblemKind::Void => "The token or credential is void",
        ProblemKind::Expired => "The token or credential has expired",
        ProblemKind::Disabled => "The user is disabled",
        ProblemKind::CredentialTaken => "The credential is already registered",
        ProblemKind::TooManyAttempts => "Too many attempts",
        ProblemKind::NotFound => "Not found",
        ProblemKind::MethodNotAllowed => "Method not allowed",
        ProblemKind::RequestTimeout => "The request took too long",
        ProblemKind::TooLarge => "The request is too large",
        ProblemKind::UnsupportedMediaType => "The request is not JSON",
        ProblemKind::Unavailable => "Service unavailable",
        ProblemKind::Internal => "Internal error",
    }
}

const fn explain_token(why: TokenRefusal) -> (&'static str, &'static str) {
    match why {
        TokenRefusal::Malformed => ("Incomplete or mistyped token", "Copy the whole token again"),
        TokenRefusal::Unknown => ("The service does not know this token", ASK_FOR_NEW),
        TokenRefusal::Used => ("This token has already been used", ASK_FOR_NEW),
        TokenRefusal::Replaced => (
            "This token was replaced by a newer one",
            "Use the newest token, or ask your administrator for a new one",
        ),
        TokenRefusal::Deregistered => (
            "The client that this token was made for is deregistered",
            ASK_TO_REREGISTER,
        ),
        TokenRefusal::Expired => ("This token has expired", ASK_FOR_NEW),
        TokenRefusal::Disabled => (
            "The user of this token is disabled",
            "Ask your administrator to enable the user",
        ),
    }
}

const fn explain_credential(why: TokenRefusal) -> (&'static str, &'static str) {
    match why {
        TokenRefusal::Malformed => ("Incomplete or damaged credential", ASK_AND_REGISTER),
        TokenRefusal::Unknown | TokenRefusal::Used => ("The service does not know this credential", ASK_AND_REGISTER),
        TokenRefusal::Replaced => (
            "A newer token was made for this client, so its credential is void",
            "Register with the newest token, or ask your administrator for a new one",
        ),
        TokenRefusal::Deregistered => ("This client is deregistered", ASK_TO_REREGISTER),
        TokenRefusal::Expired => ("This credential has expired", ASK_AND_REGISTER),
        TokenRefusal::Disabled => (
            "The user of this client is disabled",
            "Ask your administrator to enable the user",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_and_deregistered_are_one_kind_in_different_words() {
        for bearer in [BearerKind::Token, BearerKind::Credential] {
            let problem = |why| Problem::refused(bearer, ClientRefusal::Token(why));
            let (replaced, deregistered) = (problem(TokenRefusal::Replaced), problem(TokenRefusal::Deregistered));
            assert_eq!(replaced.kind(), deregistered.kind());
            assert_ne!(replaced.detail, deregistered.detail);
        }
    }

    #[test]
    fn every_refusal_has_a_cause_and_a_next_step_without_a_full_stop() {
        for bearer in [BearerKind::Token, BearerKind::Credential] {
            for why in TokenRefusal::ALL {
                let body = Problem::refused(bearer, ClientRefusal::Token(why)).body();
                assert!(!body.detail.ends_with('.') && !body.next_step.ends_with('.'));
                assert!(body.detail.len() > 10 && body.next_step.len() > 10);
                assert!(
                    body.problem_type.ends_with(why.code())
                        || (bearer, why) == (BearerKind::Credential, TokenRefusal::Used)
                );
            }
        }
    }
}
