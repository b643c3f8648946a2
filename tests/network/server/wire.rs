//! A small HTTP/1.1 client of our own, so that tests can also send what no good client would.
#![allow(dead_code, reason = "each user of this file needs its own part")]

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use avo_admin::domain::registration::Fingerprint;
use avo_admin::protocol::{PROBLEM_MEDIA_TYPE, ProblemBody, ProblemKind};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpSocket;

/// Longer than any answer takes, so that a timeout is a failure.
const NEVER: Duration = Duration::from_mins(1);

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// One connection.
pub(crate) struct Wire {
    stream: Box<dyn Stream>,
    socket: TcpStream,
    unread: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The kind of problem, after checking the form that every problem has.
    pub(crate) fn problem(&self) -> (ProblemKind, ProblemBody) {
        assert_eq!(self.header("content-type"), Some(PROBLEM_MEDIA_TYPE), "{self:?}");
        let body: ProblemBody = serde_json::from_slice(&self.body).unwrap();
        let kind = ProblemKind::of_code(body.problem_type.rsplit(':').next().unwrap()).unwrap();
        assert_eq!((self.status, body.status), (kind.status(), kind.status()));
        assert_eq!(
            self.header("www-authenticate").is_some(),
            self.status == 401,
            "{self:?}"
        );
        assert_eq!(self.header("cache-control"), Some("no-store"));
        assert!(!body.detail.is_empty() && !body.next_step.is_empty() && !body.title.is_empty());
        (kind, body)
    }

    pub(crate) fn kind(&self) -> ProblemKind {
        self.problem().0
    }
}

impl Wire {
    pub(crate) fn plain(address: SocketAddr) -> Self {
        let socket = connect(address);
        Self {
            stream: Box::new(socket.try_clone().unwrap()),
            socket,
            unread: Vec::new(),
        }
    }

    /// Over TLS, to the holder of exactly this certificate.
    pub(crate) fn tls(address: SocketAddr, fingerprint: Fingerprint) -> Self {
        Self::tls_with(address, &tls_config(fingerprint))
    }

    pub(crate) fn tls_with(address: SocketAddr, config: &Arc<ClientConfig>) -> Self {
        let socket = connect(address);
        let connection = ClientConnection::new(Arc::clone(config), ServerName::from(address.ip())).unwrap();
        Self {
            stream: Box::new(StreamOwned::new(connection, socket.try_clone().unwrap())),
            socket,
            unread: Vec::new(),
        }
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref())?;
        self.stream.flush()
    }

    /// The next answer; `None` where the other end has closed the connection.
    pub(crate) fn answer(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(at) = self.unread.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at + 4;
            }
            self.read_more()?;
        };
        let head: Vec<u8> = self.unread.drain(..end).collect();
        let mut answer = Answer {
            status: 0,
            head: String::from_utf8(head).unwrap(),
            body: Vec::new(),
        };
        answer.status = answer.head.split(' ').nth(1).unwrap().parse().unwrap();
        if answer.status == 100 {
            return self.answer();
        }
        let length = answer
            .header("content-length")
            .map_or(0, |length| length.parse().unwrap());
        while self.unread.len() < length {
            self.read_more()?;
        }
        answer.body = self.unread.drain(..length).collect();
        Some(answer)
    }

    fn read_more(&mut self) -> Option<()> {
        let mut bytes = [0; 16 * 1024];
        match self.stream.read(&mut bytes) {
            Ok(0) => None,
            Ok(count) => {
                self.unread.extend_from_slice(&bytes[..count]);
                Some(())
            }
            Err(error) => {
                let is_late = [io::ErrorKind::WouldBlock, io::ErrorKind::TimedOut].contains(&error.kind());
                assert!(!is_late, "no answer and no end");
                None
            }
        }
    }

    /// Waits until the other end closes the connection, whatever it says before.
    pub(crate) fn expect_end(mut self) {
        while self.read_more().is_some() {}
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.try_get(path).unwrap()
    }

    /// `None` where the connection ends before the answer is whole.
    pub(crate) fn try_get(&mut self, path: &str) -> Option<Answer> {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: test\r\n\r\n")).ok()?;
        self.answer()
    }

    pub(crate) fn post(&mut self, path: &str, bearer: Option<&str>, body: Option<&str>) -> Answer {
        self.try_post(path, bearer, body).unwrap()
    }

    /// `None` where the connection ends before the answer is whole.
    pub(crate) fn try_post(&mut self, path: &str, bearer: Option<&str>, body: Option<&str>) -> Option<Answer> {
        let bearer = bearer.map_or(String::new(), |bearer| format!("authorization: Bearer {bearer}\r\n"));
        let body = body.map_or("content-length: 0\r\n\r\n".to_owned(), |body| {
            format!(
                "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
        });
        self.send(format!("POST {path} HTTP/1.1\r\nhost: test\r\n{bearer}{body}"))
            .ok()?;
        self.answer()
    }

    pub(crate) fn close_writing(&self) {
        self.socket.shutdown(std::net::Shutdown::Write).unwrap();
    }
}

/// A bare connection from an address of this computer; all of 127.0.0.0/8 is.
pub(crate) fn connect_from(source: IpAddr, address: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let connected = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind((source, 0).into())?;
        socket.connect(address).await?.into_std()
    });
    let socket = connected.unwrap();
    socket.set_nonblocking(false).unwrap();
    socket
}

fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect_timeout(&address, NEVER).unwrap();
    socket.set_read_timeout(Some(NEVER)).unwrap();
    socket.set_write_timeout(Some(NEVER)).unwrap();
    socket.set_nodelay(true).unwrap();
    socket
}

/// Trusts one certificate and no other.
pub(crate) fn tls_config(fingerprint: Fingerprint) -> Arc<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let pinned = Arc::new(Pinned {
        fingerprint,
        provider: Arc::clone(&provider),
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(pinned)
        .with_no_client_auth();
    Arc::new(config)
}

#[derive(Debug)]
struct Pinned {
    fingerprint: Fingerprint,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if Fingerprint(Sha256::digest(certificate).into()) == self.fingerprint {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::General("another certificate".to_owned()))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            certificate,
            signed,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signed,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
