//! A server that answers as a test wants, badly behaved too, and records its requests.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use avo_admin::client::ServerAddress;
use avo_admin::domain::registration::Fingerprint;
use avo_admin::protocol::{PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemKind};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::waiting::{LONGEST_WAIT, wait_until};

/// What the server does with one request.
#[derive(Debug, Clone)]
pub(crate) enum Says {
    /// Accepts it as `build-7` of `bo.lindqvist`.
    Admitted,
    /// The same, with an end of the credential.
    AdmittedUntil(&'static str),
    /// Refuses, with a cause and a next step that name the kind.
    Problem(ProblemKind),
    /// Whatever is written here.
    Bytes(Vec<u8>),
    /// Reads the request and closes the connection.
    Nothing,
    /// The same, once it is let go.
    NothingYet(Gate),
    /// Says something else, once it is let go.
    Later(Gate, Box<Self>),
    /// Reads the request and never answers.
    Silence,
}

/// Where the server waits until it is let go.
#[derive(Debug, Clone)]
pub(crate) struct Gate(Arc<Mutex<Receiver<()>>>);

impl Gate {
    /// A gate, and what opens it when it is dropped.
    pub(crate) fn new() -> (Self, Sender<()>) {
        let (opener, closed) = mpsc::channel();
        (Self(Arc::new(Mutex::new(closed))), opener)
    }

    fn wait(&self) {
        let opened = self.0.lock().unwrap().recv_timeout(LONGEST_WAIT);
        assert_ne!(opened, Err(RecvTimeoutError::Timeout), "a gate that was never opened");
    }
}

/// What the server heard.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) line: String,
    pub(crate) head: String,
    pub(crate) bearer: String,
    pub(crate) body: Value,
}

impl Heard {
    /// The hash of the credential that was brought.
    #[track_caller]
    pub(crate) fn credential_sha256(&self) -> String {
        self.body["credential_sha256"].as_str().expect("a hash").to_owned()
    }
}

struct Shared {
    says: Mutex<VecDeque<Says>>,
    heard: Mutex<Vec<Heard>>,
    is_over: AtomicBool,
}

/// The server. It answers in the order of [`FakeServer::says`], and accepts every further client.
pub(crate) struct FakeServer {
    shared: Arc<Shared>,
    at: SocketAddr,
    certificate: Option<Certificate>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone)]
struct Certificate {
    der: Vec<u8>,
    pem: String,
}

impl FakeServer {
    /// One with a certificate that it made itself.
    pub(crate) fn with_tls() -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let made = params.self_signed(&key).unwrap();
        let certificate = Certificate {
            der: made.der().to_vec(),
            pem: made.pem(),
        };
        Self::start_tls(certificate, &key)
    }

    /// One that shows the certificate of another, whose key it does not have.
    pub(crate) fn impostor(of: &Self) -> Self {
        let certificate = of.certificate.as_ref().expect("it speaks TLS");
        Self::start_tls(certificate.clone(), &KeyPair::generate().unwrap())
    }

    fn start_tls(certificate: Certificate, key: &KeyPair) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let key = provider.key_provider.load_private_key(key).unwrap();
        let shown = CertifiedKey::new(vec![certificate.der.clone().into()], key);
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)));
        Self::start(Some((certificate, Arc::new(config))))
    }

    /// One that speaks plain HTTP.
    pub(crate) fn plain() -> Self {
        Self::start(None)
    }

    fn start(tls: Option<(Certificate, Arc<ServerConfig>)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            says: Mutex::default(),
            heard: Mutex::default(),
            is_over: AtomicBool::new(false),
        });
        let (certificate, config) = tls.map_or((None, None), |(certificate, config)| (Some(certificate), Some(config)));
        let served = Arc::clone(&shared);
        #[expect(clippy::disallowed_methods, reason = "the other end of a real socket")]
        let thread = std::thread::spawn(move || serve(&listener, config.as_ref(), &served));
        Self {
            shared,
            at,
            certificate,
            thread: Some(thread),
        }
    }

    /// What it does with the next requests.
    pub(crate) fn says(&self, says: impl IntoIterator<Item = Says>) {
        self.shared.says.lock().unwrap().extend(says);
    }

    /// What it heard so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.shared.heard.lock().unwrap().clone()
    }

    /// Waits until it has heard so many requests.
    #[track_caller]
    pub(crate) fn wait_until_heard(&self, count: usize) {
        wait_until("a request to the server", || {
            self.shared.heard.lock().unwrap().len() >= count
        });
    }

    pub(crate) fn url(&self) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://localhost:{}", self.at.port())
    }

    pub(crate) fn address(&self) -> ServerAddress {
        ServerAddress::parse(&self.url()).unwrap()
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let certificate = self.certificate.as_ref().expect("it speaks TLS");
        Fingerprint(Sha256::digest(&certificate.der).into())
    }

    pub(crate) fn certificate_pem(&self) -> &str {
        &self.certificate.as_ref().expect("it speaks TLS").pem
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // A connection ends the wait of the listener.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the fake server panicked");
        }
    }
}

fn serve(listener: &TcpListener, tls: Option<&Arc<ServerConfig>>, shared: &Shared) {
    // Connections that are never answered, and never ended either.
    let mut silent: Vec<Box<dyn Stream>> = Vec::new();
    for stream in listener.incoming() {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let stream = stream.unwrap();
        stream.set_read_timeout(Some(LONGEST_WAIT)).unwrap();
        let mut stream: Box<dyn Stream> = match tls {
            Some(config) => {
                let connection = ServerConnection::new(Arc::clone(config)).unwrap();
                Box::new(StreamOwned::new(connection, stream))
            }
            None => Box::new(stream),
        };
        // A client that does not like the certificate goes away in the middle of the handshake.
        let Ok(heard) = hear(&mut stream) else { continue };
        shared.heard.lock().unwrap().push(heard);
        let says = shared.says.lock().unwrap().pop_front().unwrap_or(Says::Admitted);
        match answer(says) {
            Some(bytes) if !bytes.is_empty() => {
                // A client that has seen enough of an answer may go away before its end.
                let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
            }
            Some(_) => {}
            None => silent.push(stream),
        }
    }
}

trait Stream: Read + Write + Send {}
impl<S: Read + Write + Send> Stream for S {}

fn hear(stream: &mut impl Read) -> io::Result<Heard> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        read_some(stream, &mut bytes)?;
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).map_err(io::Error::other)?;
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length: usize = header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    while bytes.len() < head_end + length {
        read_some(stream, &mut bytes)?;
    }
    Ok(Heard {
        line: head.lines().next().unwrap_or_default().to_owned(),
        bearer: header("authorization")
            .and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned))
            .unwrap_or_default(),
        body: serde_json::from_slice(&bytes[head_end..]).unwrap_or(Value::Null),
        head,
    })
}

fn read_some(stream: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut part = [0; 4096];
    let count = stream.read(&mut part)?;
    if count == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    bytes.extend_from_slice(&part[..count]);
    Ok(())
}

/// The bytes of an answer: none at all for [`Says::Nothing`], and `None` where the connection stays open.
fn answer(says: Says) -> Option<Vec<u8>> {
    let granted = json!({"client": "build-7", "user_name": "bo.lindqvist"});
    Some(match says {
        Says::Admitted => http(200, "application/json", granted.to_string().as_bytes()),
        Says::AdmittedUntil(until) => {
            let mut granted = granted;
            granted["credential_expires_at"] = json!(until);
            http(200, "application/json", granted.to_string().as_bytes())
        }
        Says::Problem(kind) => {
            let body = json!({
                "type": format!("{PROBLEM_TYPE_PREFIX}{}", kind.code()),
                "title": "A title",
                "status": kind.status(),
                "detail": cause_of(kind),
                "next_step": next_step_of(kind),
            });
            http(kind.status(), PROBLEM_MEDIA_TYPE, body.to_string().as_bytes())
        }
        Says::Bytes(bytes) => bytes,
        Says::Nothing => Vec::new(),
        Says::NothingYet(gate) => {
            gate.wait();
            Vec::new()
        }
        Says::Later(gate, says) => {
            gate.wait();
            return answer(*says);
        }
        Says::Silence => return None,
    })
}

/// What the server gives as the cause.
pub(crate) fn cause_of(kind: ProblemKind) -> String {
    format!("The cause is {}", kind.code())
}

/// What the server gives as the next step.
pub(crate) fn next_step_of(kind: ProblemKind) -> String {
    format!("Do something about {}", kind.code())
}

/// A whole answer.
pub(crate) fn http(status: u16, media_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
