//! The handlers with which clients register with a token and connect with a credential.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request};
use sha2::{Digest as _, Sha256};

use super::problem::{BearerKind, Problem};
use super::rate_limit::RetryAfterSecs;
use super::request::{bearer, read_introduction, read_registration};
use super::state::{Peer, ServerState};
use super::writer::WriterError;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::{Admitted, ClientAsks, ClientRefusal};
use crate::domain::token::{TokenRefusal, TokenSecret};
use crate::protocol::{AdmittedBody, ProblemKind};

pub(super) async fn register(
    State(state): State<Arc<ServerState>>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let call = ClientCall {
        state: &state,
        address,
        kind: BearerKind::Token,
    };
    call.check_address()?;
    let token = call.read_secret(&request, |text| TokenSecret::parse(text).ok())?.hash();
    call.check_secret(token.0)?;
    let registration = read_registration(request, &state.limits).await?;
    let asks = ClientAsks::Register {
        token,
        host: registration.introduction.host,
        version: registration.introduction.version,
        credential: registration.credential,
    };
    let admitted = call.admit(asks, token.0).await?;
    state.metrics.registrations.inc();
    Ok(Json(AdmittedBody::from(&admitted)))
}

pub(super) async fn connect(
    State(state): State<Arc<ServerState>>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let call = ClientCall {
        state: &state,
        address,
        kind: BearerKind::Credential,
    };
    call.check_address()?;
    let credential = call
        .read_secret(&request, |text| CredentialSecret::parse(text).ok())?
        .hash();
    call.check_secret(credential.0)?;
    let introduction = read_introduction(request, &state.limits).await?;
    let asks = ClientAsks::Connect {
        credential,
        introduction,
    };
    let admitted = call.admit(asks, credential.0).await?;
    state.metrics.connects.inc();
    Ok(Json(AdmittedBody::from(&admitted)))
}

/// A client's request: its address, and the kind of secret it presents.
struct ClientCall<'a> {
    state: &'a ServerState,
    address: IpAddr,
    kind: BearerKind,
}

impl ClientCall<'_> {
    fn check_address(&self) -> Result<(), Problem> {
        self.state.refusals.check(self.address).map_err(|wait| {
            self.state.metrics.count_refusal(ProblemKind::TooManyAttempts);
            Problem::too_many(wait)
        })
    }

    fn check_secret(&self, secret: [u8; 32]) -> Result<(), Problem> {
        self.state.refusals.check_secret(self.address, secret).map_err(|wait| {
            self.state.metrics.count_refusal(ProblemKind::TooManyAttempts);
            Problem::too_many(wait)
        })
    }

    /// The secret in the request. A malformed one needs no look-up, but counts.
    fn read_secret<T>(&self, request: &Request<Body>, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Problem> {
        let read = bearer(request.headers(), self.kind).and_then(|text| {
            parse(&text).ok_or_else(|| Problem::refused(self.kind, ClientRefusal::Token(TokenRefusal::Malformed)))
        });
        read.map_err(|problem| {
            let presented = request
                .headers()
                .get(AUTHORIZATION)
                .map_or(&b""[..], HeaderValue::as_bytes);
            let counted = self
                .state
                .refusals
                .count_malformed(self.address, Sha256::digest(presented).into());
            self.counted_problem(problem, counted)
        })
    }

    async fn admit(&self, asks: ClientAsks, secret: [u8; 32]) -> Result<Admitted, Problem> {
        let admission = self.state.writer.admit(asks, self.address).await;
        match admission.map_err(unanswered)? {
            Ok(admitted) => Ok(admitted),
            Err(why) => {
                let counted = self.state.refusals.count(self.address, secret, why);
                Err(self.counted_problem(Problem::refused(self.kind, why), counted))
            }
        }
    }

    /// The problem to answer: the cause, unless the limit is used up.
    fn counted_problem(&self, problem: Problem, counted: Result<(), RetryAfterSecs>) -> Problem {
        let problem = counted.map_or_else(Problem::too_many, |()| problem);
        self.state.metrics.count_refusal(problem.kind());
        problem
    }
}

fn unanswered(why: WriterError) -> Problem {
    match why {
        WriterError::Busy => Problem::busy(),
        WriterError::Unavailable => Problem::unavailable(),
    }
}
