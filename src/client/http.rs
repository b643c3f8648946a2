//! One request and its response, over hyper and rustls, with a limit on everything a server could prolong.
//!
//! Redirects are not followed and proxies from the environment are not used, because they would receive the bearer.
//! Not its job: what a response means ([`super::response`]).

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use zeroize::Zeroizing;

use super::address::ServerAddress;
use super::tls::{Trust, UntrustedCertificate};
use crate::domain::registration::Fingerprint;
use crate::protocol::PROBLEM_MEDIA_TYPE;

/// How far ahead of the next address of a host one is tried (RFC 8305, "Connection Attempt Delay").
const STAGGER: Duration = Duration::from_millis(250);
const JSON: &str = "application/json";

/// Limits on the time and the size of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestLimits {
    /// How long resolving, connecting and the TLS handshake may take.
    pub connect: Duration,
    /// How long all of it may take.
    pub whole: Duration,
    /// The most bytes of an answer, its head and its body each.
    pub answer_bytes: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            answer_bytes: 64 * 1024,
        }
    }
}

/// A POST request.
pub(super) struct BearerRequest<'a> {
    pub(super) server: &'a ServerAddress,
    pub(super) fingerprint: Option<Fingerprint>,
    pub(super) path: &'static str,
    pub(super) bearer: &'a str,
    /// JSON.
    pub(super) body: Vec<u8>,
}

/// A response, unchecked.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) media_type: String,
    pub(super) body: Bytes,
}

/// Why there is no response.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    #[error("the host is not known")]
    UnknownHost(#[source] io::Error),
    #[error("the host is another computer")]
    NotLoopback,
    #[error("no connection")]
    Unreachable(#[source] io::Error),
    #[error("no connection in time")]
    ConnectTimeout,
    #[error("the certificate is not trusted")]
    Certificate(UntrustedCertificate),
    #[error("no secure connection")]
    Tls(#[source] io::Error),
    #[error("no answer in time")]
    ResponseTimeout,
    #[error("no answer")]
    ResponseLost(#[source] hyper::Error),
    #[error("the answer is too large")]
    TooLarge,
    #[error("the answer is not HTTP")]
    NotHttp(#[source] hyper::Error),
    #[error("the request could not be sent")]
    Local(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Sends a request and waits for the response. Blocks for as long as `limits` allow; never call it on the window's
/// thread.
pub(super) fn send(request: &BearerRequest<'_>, limits: RequestLimits) -> Result<Response, SendError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| SendError::Local(error.into()))?;
    let answer = runtime.block_on(async {
        timeout(limits.whole, exchange(request, limits))
            .await
            .unwrap_or(Err(SendError::ResponseTimeout))
    });
    // A resolver that hangs would otherwise delay the end of the runtime.
    runtime.shutdown_background();
    if let Err(failure) = &answer {
        tracing::info!(server = %request.server, path = request.path, ?failure, "no answer");
    }
    answer
}

async fn exchange(request: &BearerRequest<'_>, limits: RequestLimits) -> Result<Response, SendError> {
    if !request.server.is_tls() {
        let stream = timeout(limits.connect, open_connection(request.server))
            .await
            .unwrap_or(Err(SendError::ConnectTimeout))?;
        return exchange_over(stream, request, limits).await;
    }
    let trust = Trust::new(request.fingerprint).map_err(|error| SendError::Local(error.into()))?;
    let secured = async {
        let stream = open_connection(request.server).await?;
        let name = request
            .server
            .server_name()
            .ok_or_else(|| SendError::UnknownHost(io::ErrorKind::InvalidInput.into()))?;
        TlsConnector::from(trust.config.clone())
            .connect(name, stream)
            .await
            .map_err(|error| match trust.refused() {
                Some(untrusted) => SendError::Certificate(untrusted),
                None => SendError::Tls(error),
            })
    };
    let stream = timeout(limits.connect, secured)
        .await
        .unwrap_or(Err(SendError::ConnectTimeout))?;
    exchange_over(stream, request, limits).await
}

/// The first connection to any address of the host.
async fn open_connection(server: &ServerAddress) -> Result<TcpStream, SendError> {
    let found = tokio::net::lookup_host((server.host(), server.port()))
        .await
        .map_err(SendError::UnknownHost)?;
    let addresses = safe_addresses(server, found)?;
    let mut attempts = JoinSet::new();
    let mut delay = Duration::ZERO;
    for address in addresses {
        attempts.spawn(async move {
            tokio::time::sleep(delay).await;
            TcpStream::connect(address).await
        });
        delay += STAGGER;
    }
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    while let Some(attempt) = attempts.join_next().await {
        match attempt {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(error) => last = io::Error::other(error),
        }
    }
    Err(SendError::Unreachable(last))
}

/// Those of `found` that a secret may be sent to. Plain HTTP is for this computer only, and a resolver may give another
/// address even for "localhost".
fn safe_addresses(
    server: &ServerAddress,
    found: impl Iterator<Item = SocketAddr>,
) -> Result<Vec<SocketAddr>, SendError> {
    if server.is_tls() {
        return Ok(found.collect());
    }
    let here: Vec<SocketAddr> = found
        .filter(|address| address.ip().to_canonical().is_loopback())
        .collect();
    if here.is_empty() {
        return Err(SendError::NotLoopback);
    }
    Ok(here)
}

async fn exchange_over<S>(stream: S, request: &BearerRequest<'_>, limits: RequestLimits) -> Result<Response, SendError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(limits.answer_bytes.max(8192))
        .handshake(TokioIo::new(stream))
        .await
        .map_err(SendError::ResponseLost)?;
    // Ends with the runtime; the sender gets its errors too.
    tokio::spawn(connection);
    let response = sender
        .send_request(http_request(request)?)
        .await
        .map_err(response_error)?;
    let (head, body) = response.into_parts();
    let media_type = head
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let body = Limited::new(body, limits.answer_bytes)
        .collect()
        .await
        .map_err(|error| match error.downcast::<hyper::Error>() {
            Ok(error) => response_error(*error),
            Err(error) if error.is::<LengthLimitError>() => SendError::TooLarge,
            Err(error) => SendError::Local(error),
        })?
        .to_bytes();
    Ok(Response {
        status: head.status.as_u16(),
        media_type,
        body,
    })
}

fn http_request(request: &BearerRequest<'_>) -> Result<hyper::Request<Full<Bytes>>, SendError> {
    let bearer = Zeroizing::new(format!("Bearer {}", request.bearer));
    let mut bearer = HeaderValue::from_str(&bearer).map_err(|error| SendError::Local(error.into()))?;
    // Keeps it out of every `Debug`. The connection's own buffers are the one place where it is not wiped.
    bearer.set_sensitive(true);
    hyper::Request::post(request.path)
        .header(HOST, request.server.authority())
        .header(AUTHORIZATION, bearer)
        .header(ACCEPT, format!("{JSON}, {PROBLEM_MEDIA_TYPE}"))
        .header(USER_AGENT, concat!("avo-client/", env!("CARGO_PKG_VERSION")))
        .header(CONNECTION, "close")
        .header(CONTENT_TYPE, JSON)
        .body(Full::new(Bytes::from(request.body.clone())))
        .map_err(|error| SendError::Local(error.into()))
}

fn response_error(error: hyper::Error) -> SendError {
    if error.is_parse_too_large() {
        SendError::TooLarge
    } else if error.is_parse() {
        SendError::NotHttp(error)
    } else {
        SendError::ResponseLost(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_unprotected_to_loopback_addresses_only() {
        let found = [
            "10.0.0.7:80",
            "127.0.0.1:80",
            "[::ffff:10.0.0.7]:80",
            "[::1]:80",
            "[::ffff:127.0.0.2]:80",
        ];
        let found = || found.iter().map(|address| address.parse::<SocketAddr>().unwrap());
        let plain = ServerAddress::parse("http://localhost").unwrap();
        let here: Vec<String> = safe_addresses(&plain, found())
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(here, ["127.0.0.1:80", "[::1]:80", "[::ffff:127.0.0.2]:80"]);
        let refused = safe_addresses(&plain, found().take(1));
        assert!(matches!(refused, Err(SendError::NotLoopback)));
        let secure = ServerAddress::parse("https://localhost").unwrap();
        assert_eq!(safe_addresses(&secure, found()).unwrap().len(), 5);
    }
}
