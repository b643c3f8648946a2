//! Clients register with their token and connect with their credential: from the request to the answer.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request};
use sha2::{Digest as _, Sha256};

use super::problem::{Presented, Problem};
use super::request::{bearer, introduction};
use super::routes::{Desk, Peer};
use super::writer::NoAnswer;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::{Admitted, ClientAsks, ClientRefusal};
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenRefusal, TokenSecret};
use crate::protocol::{AdmittedBody, ProblemKind};

pub(super) async fn register(
    State(desk): State<Arc<Desk>>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let visit = Visit {
        desk: &desk,
        address,
        presented: Presented::Token,
    };
    visit.look()?;
    let token = visit
        .read_secret(&request, |text| TokenSecret::parse(text).ok())?
        .hash();
    visit.look_at(token.0)?;
    let introduction = introduction(request, &desk.limits).await?;
    let asks = ClientAsks::Register {
        token,
        host: introduction.host,
        version: introduction.version,
        credential: introduction.credential,
    };
    let admitted = visit.admit(asks, token.0).await?;
    desk.metrics.registrations.inc();
    Ok(Json(admitted_body(&admitted)))
}

pub(super) async fn connect(
    State(desk): State<Arc<Desk>>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request<Body>,
) -> Result<Json<AdmittedBody>, Problem> {
    let visit = Visit {
        desk: &desk,
        address,
        presented: Presented::Credential,
    };
    visit.look()?;
    let credential = visit
        .read_secret(&request, |text| CredentialSecret::parse(text).ok())?
        .hash();
    visit.look_at(credential.0)?;
    let admitted = visit.admit(ClientAsks::Connect { credential }, credential.0).await?;
    desk.metrics.connects.inc();
    Ok(Json(admitted_body(&admitted)))
}

/// One request of a client, with whom it is from.
struct Visit<'a> {
    desk: &'a Desk,
    address: IpAddr,
    presented: Presented,
}

impl Visit<'_> {
    fn look(&self) -> Result<(), Problem> {
        self.desk.attempts.look(self.address).map_err(|wait| {
            self.desk.metrics.count_refusal(ProblemKind::TooManyAttempts);
            Problem::too_many(wait)
        })
    }

    fn look_at(&self, secret: [u8; 32]) -> Result<(), Problem> {
        self.desk.attempts.look_at(self.address, secret).map_err(|wait| {
            self.desk.metrics.count_refusal(ProblemKind::TooManyAttempts);
            Problem::too_many(wait)
        })
    }

    /// The secret in the request; what has not even its form costs no look-up, but counts.
    fn read_secret<T>(&self, request: &Request<Body>, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Problem> {
        let read = bearer(request.headers(), self.presented).and_then(|text| {
            parse(&text).ok_or_else(|| Problem::refused(self.presented, ClientRefusal::Token(TokenRefusal::Malformed)))
        });
        read.map_err(|problem| {
            let presented = request
                .headers()
                .get(AUTHORIZATION)
                .map_or(&b""[..], HeaderValue::as_bytes);
            let counted = self
                .desk
                .attempts
                .count_malformed(self.address, Sha256::digest(presented).into());
            self.tell(problem, counted)
        })
    }

    async fn admit(&self, asks: ClientAsks, secret: [u8; 32]) -> Result<Admitted, Problem> {
        let admission = self.desk.writer.admit(asks, self.address).await;
        match admission.map_err(no_answer)? {
            Ok(admitted) => Ok(admitted),
            Err(why) => {
                let counted = self.desk.attempts.count(self.address, secret, why);
                Err(self.tell(Problem::refused(self.presented, why), counted))
            }
        }
    }

    /// What a refused client is told: its cause, unless too many were told one already.
    fn tell(&self, problem: Problem, counted: Result<(), super::attempts::WaitSecs>) -> Problem {
        let told = counted.map_or_else(Problem::too_many, |()| problem);
        self.desk.metrics.count_refusal(told.kind());
        told
    }
}

fn no_answer(why: NoAnswer) -> Problem {
    match why {
        NoAnswer::Busy => Problem::busy(),
        NoAnswer::Unavailable => Problem::unavailable(),
    }
}

fn admitted_body(admitted: &Admitted) -> AdmittedBody {
    AdmittedBody {
        client: admitted.client.as_str().to_owned(),
        user_name: admitted.user_name.as_str().to_owned(),
        credential_expires_at: admitted.credential_expires_at.and_then(rfc_3339),
    }
}

fn rfc_3339(at: Timestamp) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at.unix_ms()).ok()?;
    Some(at.to_string())
}
