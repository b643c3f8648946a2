//! Accepting connections within limits, with or without TLS, and ending them when the service stops.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::framing::Followed;
use super::limits::Limits;
use super::metrics::Metrics;
use super::places::{Admittance, Place, Places, Seat};
use super::state::Peer;

/// How long to wait after the operating system had no resource for a connection, such as file descriptors.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(200);
/// Added to the time of the last requests when the service stops, before the connections are aborted.
const SHUTDOWN_MARGIN: Duration = Duration::from_secs(1);

/// Shared by all connections.
pub(super) struct ConnectionContext {
    pub(super) router: Router,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) limits: Limits,
}

/// Accepts connections until `stop` is true, and returns when the last one has ended.
pub(super) async fn serve(
    listener: TcpListener,
    places: Arc<Places>,
    context: Arc<ConnectionContext>,
    mut stop: watch::Receiver<bool>,
) {
    let waiting = Arc::new(Semaphore::new(context.limits.waiting_connections));
    let mut connections = JoinSet::new();
    loop {
        let (stream, peer) = tokio::select! {
            biased;
            _ = stop.wait_for(|is_stopping| *is_stopping) => break,
            accepted = accept(&listener) => accepted,
        };
        while connections.try_join_next().is_some() {}
        let taken = match (places.take(peer.ip()), Arc::clone(&waiting).try_acquire_owned()) {
            (Admittance::Place(place), _) => Ok(place),
            (Admittance::Full, Ok(permit)) => Err(permit),
            (Admittance::Full | Admittance::TooMany, _) => {
                context.metrics.dropped_connections.inc();
                continue;
            }
        };
        let (places, context, stop) = (Arc::clone(&places), Arc::clone(&context), stop.clone());
        connections.spawn(async move {
            let place = match taken {
                Ok(place) => place,
                Err(_permit) => match wait_for_place(&places, peer.ip(), &context, stop.clone()).await {
                    Some(place) => place,
                    None => return,
                },
            };
            context.metrics.open_connections.inc();
            let _open = OpenConnection(Arc::clone(&context.metrics));
            tokio::select! {
                () = serve_stream(stream, peer, place.seat(), &context, stop) => {}
                () = place.evicted() => tracing::debug!(%peer, "gave its place to another address"),
            }
        });
    }
    drop(listener);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if timeout(context.limits.last_request + SHUTDOWN_MARGIN, all_ended)
        .await
        .is_err()
    {
        connections.shutdown().await;
    }
}

/// A place for a connection that came when all were taken.
async fn wait_for_place(
    places: &Arc<Places>,
    address: IpAddr,
    context: &ConnectionContext,
    mut stop: watch::Receiver<bool>,
) -> Option<Place> {
    let place = tokio::select! {
        place = timeout(context.limits.place, places.wait(address)) => place.ok().flatten(),
        _ = stop.wait_for(|is_stopping| *is_stopping) => return None,
    };
    if place.is_none() {
        context.metrics.dropped_connections.inc();
    }
    place
}

/// The next connection. One that was aborted before it was accepted is skipped; where the system lacks a resource, this
/// waits, because the next call would fail immediately.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut is_logged = false;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if !is_logged {
                    tracing::warn!(%error, "no connection can be accepted at the moment");
                    is_logged = true;
                }
                tokio::time::sleep(ACCEPT_RETRY_DELAY).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}

async fn serve_stream(
    stream: TcpStream,
    peer: SocketAddr,
    seat: &Seat,
    context: &ConnectionContext,
    mut stop: watch::Receiver<bool>,
) {
    // Answers are small and written at once; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let Some(tls) = &context.tls else {
        return serve_http(stream, peer, seat, context, stop).await;
    };
    let handshake = tokio::select! {
        handshake = timeout(context.limits.handshake, tls.accept(stream)) => handshake,
        _ = stop.wait_for(|is_stopping| *is_stopping) => return,
    };
    match handshake {
        Ok(Ok(stream)) => serve_http(stream, peer, seat, context, stop).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS"),
        Err(_) => tracing::debug!(%peer, "the TLS handshake took too long"),
    }
}

async fn serve_http<S>(
    stream: S,
    peer: SocketAddr,
    seat: &Seat,
    context: &ConnectionContext,
    mut stop: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let (stream, ambiguity) = Followed::new(stream);
    let service = hyper::service::service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip().to_canonical()));
        request.extensions_mut().insert(seat.clone());
        request.extensions_mut().insert(ambiguity.clone());
        context.router.clone().oneshot(request)
    });
    let limits = &context.limits;
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(limits.header_fields)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = stop.wait_for(|is_stopping| *is_stopping) => None,
        () = tokio::time::sleep(limits.connection_age) => None,
    };
    let ended = if ended.is_some() {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        timeout(limits.last_request, connection).await.ok()
    };
    match ended {
        Some(Ok(())) => {}
        Some(Err(error)) => tracing::debug!(%peer, %error, "a connection ended early"),
        None => tracing::debug!(%peer, "cut off"),
    }
}

/// Counts a connection as open until it is dropped.
struct OpenConnection(Arc<Metrics>);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.open_connections.dec();
    }
}
