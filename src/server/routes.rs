//! Which handler answers which path, and what every answer has in common.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Response, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use super::clients;
use super::forwarded::{self, MalformedForwarding};
use super::framing::Ambiguity;
use super::metrics::METRICS_MEDIA_TYPE;
use super::problem::Problem;
use super::state::{Peer, ServerState};
use crate::protocol::{CONNECT_PATH, REGISTER_PATH};

/// The health check: 200 while a registration would be written.
pub const HEALTH_PATH: &str = "/healthz";
/// Metrics for Prometheus.
pub const METRICS_PATH: &str = "/metrics";
/// The description of the service (`OpenAPI`).
pub const OPENAPI_PATH: &str = "/openapi.json";

/// A description by `OpenAPI` 3.1.
const OPENAPI: &str = include_str!("../../assets/openapi.json");

/// What clients can ask for; with the metrics, unless they have an address of their own.
pub(super) fn router(state: &Arc<ServerState>, has_metrics: bool) -> Router {
    let paths = Router::new()
        .route(REGISTER_PATH, post(clients::register))
        .route(CONNECT_PATH, post(clients::connect))
        .route(HEALTH_PATH, get(health))
        .route(OPENAPI_PATH, get(openapi));
    let metrics = if has_metrics { metrics_path() } else { Router::new() };
    finished(paths.merge(metrics), state)
}

/// The metrics alone.
pub(super) fn metrics_router(state: &Arc<ServerState>) -> Router {
    finished(metrics_path(), state)
}

fn metrics_path() -> Router<Arc<ServerState>> {
    Router::new().route(METRICS_PATH, get(metrics))
}

fn finished(paths: Router<Arc<ServerState>>, state: &Arc<ServerState>) -> Router {
    paths
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(from_fn_with_state(Arc::clone(state), finish))
        .with_state(Arc::clone(state))
}

async fn health(State(state): State<Arc<ServerState>>) -> Result<impl IntoResponse, Problem> {
    state.writer.check().await?;
    Ok(([(CONTENT_TYPE, "application/json")], r#"{"status":"ok"}"#))
}

async fn metrics(State(state): State<Arc<ServerState>>) -> Result<impl IntoResponse, Problem> {
    state.figures.update(&state.metrics, &state.writer).await;
    let text = state.metrics.text().map_err(|_| Problem::internal())?;
    Ok(([(CONTENT_TYPE, METRICS_MEDIA_TYPE)], text))
}

async fn openapi() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], OPENAPI)
}

/// Refuses what no client may send, counts the answer, and forbids caching it and guessing its media type.
async fn finish(State(state): State<Arc<ServerState>>, mut request: Request, next: Next) -> Response<Body> {
    let started = tokio::time::Instant::now();
    let route = route_of(request.extensions().get::<MatchedPath>());
    let mut response = match check_head(&state, route, &mut request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    state
        .metrics
        .count_answer(route, response.status().as_u16(), started.elapsed());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Refuses a request before it is looked at, and replaces the address of a trusted proxy by the one of its client. A service
/// that has stopped answering says nothing of any secret either.
fn check_head(state: &ServerState, route: &str, request: &mut Request) -> Result<(), Problem> {
    if !has_valid_host(request) {
        return Err(Problem::bad_request(
            "The request must have exactly one Host header field",
        ));
    }
    if request.extensions().get().is_some_and(Ambiguity::is_found) {
        let problem = Problem::bad_request("The request must not have both Content-Length and Transfer-Encoding");
        return Err(problem.closing());
    }
    let needs_directory = [REGISTER_PATH, CONNECT_PATH, HEALTH_PATH].contains(&route);
    if let Some(trouble) = state.health.trouble().filter(|_| needs_directory) {
        return Err(Problem::stopped(trouble));
    }
    let peer = request.extensions().get().map(|Peer(peer)| *peer);
    let client = forwarded::client_of(
        peer.ok_or_else(Problem::internal)?,
        request.headers(),
        &state.trusted_proxies,
    )
    .map_err(|MalformedForwarding| Problem::bad_request("X-Forwarded-For must list IP addresses"))?;
    request.extensions_mut().insert(Peer(client));
    Ok(())
}

/// Whether a request names its host as it must: HTTP/1.1 has exactly one Host (RFC 9112, section 3.2).
fn has_valid_host(request: &Request) -> bool {
    let is_needed = request.version() == Version::HTTP_11;
    let hosts = request.headers().get_all(HOST).iter().count();
    hosts == 1 || (hosts == 0 && !is_needed)
}

/// The path as a metric is labelled: one of ours, or "other".
fn route_of(path: Option<&MatchedPath>) -> &'static str {
    let ours = [REGISTER_PATH, CONNECT_PATH, HEALTH_PATH, METRICS_PATH, OPENAPI_PATH];
    let path = path.map_or("", MatchedPath::as_str);
    ours.into_iter().find(|ours| *ours == path).unwrap_or("other")
}

/// A panic costs one answer and not the service. Its message is on standard error already.
fn on_panic(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a request handler panicked");
    Problem::internal().into_response()
}
