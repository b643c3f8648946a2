//! The handlers with which clients register with a token and connect with a credential.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request};
use sha2::{Digest as _, Sha256};

use super::places::Seat;
use super::problem::{BearerKind, Problem};
use super::rate_limit::{RetryAfterSecs, SecretHash};
use super::request::{bearer, read_introduction, read_registration};
use super::state::{Peer, ServerState};
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::{Admitted, ClientAsks, ClientRefusal};
use crate::domain::token::{TokenRefusal, TokenSecret};
use crate::protocol::AdmittedBody;

pub(super) async fn register(
    State(state): State<Arc<ServerState>>,
    Extension(Peer(address)): Extension<Peer>,
    Extension(seat): Extension<Seat>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let call = ClientCall {
        state: &state,
        address,
        seat: &seat,
        kind: BearerKind::Token,
    };
    let token = call.read_secret(&request, |text| TokenSecret::parse(text).ok())?.hash();
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
    Extension(seat): Extension<Seat>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let call = ClientCall {
        state: &state,
        address,
        seat: &seat,
        kind: BearerKind::Credential,
    };
    let credential = call
        .read_secret(&request, |text| CredentialSecret::parse(text).ok())?
        .hash();
    let introduction = read_introduction(request, &state.limits).await?;
    let asks = ClientAsks::Connect {
        credential,
        introduction,
    };
    let admitted = call.admit(asks, credential.0).await?;
    state.metrics.connects.inc();
    Ok(Json(AdmittedBody::from(&admitted)))
}

/// A client's request: its address, the place of its connection, and the kind of secret it presents.
struct ClientCall<'a> {
    state: &'a ServerState,
    address: IpAddr,
    seat: &'a Seat,
    kind: BearerKind,
}

impl ClientCall<'_> {
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

    /// Looks the secret up before anything is limited, so that a valid one is never refused for its neighbours' sake. A
    /// refusal over the limit never reaches the thread that writes.
    async fn admit(&self, asks: ClientAsks, secret: SecretHash) -> Result<Admitted, Problem> {
        let _answering = self.seat.answering();
        let foreseen = self.state.lookup.refusal_of(&asks).await;
        if let Some(why) = foreseen {
            self.count(secret, why)?;
        }
        let admission = self.state.writer.admit(asks, self.address).await;
        admission?.map_err(|why| {
            // It was acceptable a moment ago.
            if foreseen.is_none()
                && let Err(problem) = self.count(secret, why)
            {
                return problem;
            }
            self.counted_problem(Problem::refused(self.kind, why), Ok(()))
        })
    }

    fn count(&self, secret: SecretHash, why: ClientRefusal) -> Result<(), Problem> {
        let counted = self.state.refusals.count(self.address, secret, why);
        counted.map_err(|wait| self.counted_problem(Problem::refused(self.kind, why), Err(wait)))
    }

    /// The problem to answer: the cause, unless the limit is used up.
    fn counted_problem(&self, problem: Problem, counted: Result<(), RetryAfterSecs>) -> Problem {
        let problem = counted.map_or_else(Problem::too_many, |()| problem);
        self.state.metrics.count_refusal(problem.kind());
        problem
    }
}
