//! Connections: how many, for how long, with or without TLS, and how they end when the service stops.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
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

use super::address::AddressBlock;
use super::limits::Limits;
use super::metrics::Metrics;
use super::routes;

/// How long no connection is taken after the system refused one for want of something, such as file descriptors.
const PAUSE: Duration = Duration::from_millis(200);
/// What ending adds to the time its last requests have, before what is left is cut off.
const CUT_OFF_AFTER: Duration = Duration::from_secs(1);

/// What the connections work with.
pub(super) struct Door {
    pub(super) router: Router,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) limits: Limits,
}

/// Takes connections until `stop` says so, and returns when the last one has ended.
pub(super) async fn serve(listener: TcpListener, door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(door.limits.connections));
    let addresses = Arc::new(Addresses::default());
    let mut connections = JoinSet::new();
    loop {
        let taken = async {
            let seat = Arc::clone(&room).acquire_owned().await;
            let (stream, peer) = accept(&listener).await;
            (seat, stream, peer)
        };
        let (seat, stream, peer) = tokio::select! {
            biased;
            _ = stop.wait_for(|is_stopping| *is_stopping) => break,
            taken = taken => taken,
        };
        while connections.try_join_next().is_some() {}
        let Some(place) = Place::take(&addresses, peer, door.limits.connections_per_address) else {
            door.metrics.dropped_connections.inc();
            continue;
        };
        let (door, stop) = (Arc::clone(&door), stop.clone());
        connections.spawn(async move {
            door.metrics.open_connections.inc();
            let _open = Counted(Arc::clone(&door.metrics));
            speak(stream, peer, &door, stop).await;
            drop((seat, place));
        });
    }
    drop(listener);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if timeout(door.limits.last_request + CUT_OFF_AFTER, all_ended)
        .await
        .is_err()
    {
        connections.shutdown().await;
    }
}

/// The next connection. One that was given up before it was taken is passed over; where the system lacks something, it
/// is tried again after a pause, because it would fail again at once.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut is_told = false;
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if !is_told {
                    tracing::warn!(%error, "no connection can be taken at the moment");
                    is_told = true;
                }
                tokio::time::sleep(PAUSE).await;
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

async fn speak(stream: TcpStream, peer: SocketAddr, door: &Door, mut stop: watch::Receiver<bool>) {
    // Answers are small and whole; holding one back to fill a packet would only delay it.
    let _ = stream.set_nodelay(true);
    let Some(tls) = &door.tls else {
        return speak_http(stream, peer, door, stop).await;
    };
    let shaken = tokio::select! {
        shaken = timeout(door.limits.handshake, tls.accept(stream)) => shaken,
        _ = stop.wait_for(|is_stopping| *is_stopping) => return,
    };
    match shaken {
        Ok(Ok(stream)) => speak_http(stream, peer, door, stop).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS"),
        Err(_) => tracing::debug!(%peer, "the TLS handshake took too long"),
    }
}

async fn speak_http<S>(stream: S, peer: SocketAddr, door: &Door, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let service = hyper::service::service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(routes::Peer(peer.ip().to_canonical()));
        door.router.clone().oneshot(request)
    });
    let limits = &door.limits;
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

/// How many connections each address has.
#[derive(Debug, Default)]
struct Addresses(Mutex<HashMap<AddressBlock, usize>>);

/// One of the connections an address may have; given back when dropped.
#[derive(Debug)]
struct Place {
    addresses: Arc<Addresses>,
    block: AddressBlock,
}

impl Place {
    fn take(addresses: &Arc<Addresses>, peer: SocketAddr, most: usize) -> Option<Self> {
        let block = AddressBlock::of(peer.ip());
        let mut counts = addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(block).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Self {
            addresses: Arc::clone(addresses),
            block,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.block) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.block);
            }
        }
    }
}

/// Counts a connection as open until it is dropped.
struct Counted(Arc<Metrics>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.open_connections.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_places_back() {
        let addresses = Arc::new(Addresses::default());
        let peer = |text: &str| text.parse().unwrap();
        let first = Place::take(&addresses, peer("192.0.2.1:1"), 2);
        let second = Place::take(&addresses, peer("192.0.2.1:2"), 2);
        assert!(first.is_some() && second.is_some());
        assert!(Place::take(&addresses, peer("192.0.2.1:3"), 2).is_none());
        assert!(Place::take(&addresses, peer("192.0.2.2:1"), 2).is_some());
        drop(first);
        assert!(Place::take(&addresses, peer("192.0.2.1:3"), 2).is_some());
        drop(second);
        assert!(addresses.0.lock().unwrap().is_empty());
    }
}
