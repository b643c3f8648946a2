//! Tokens travel encrypted, and a client can verify the server.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use avo_admin::protocol::{ProblemKind, REGISTER_PATH};
use avo_admin::server::{Front, Limits, Options, Running, ServeError, Transport};
use avo_admin::service::Reads as _;

use super::served::{Served, credential, introduction};
use super::wire::Wire;
use crate::directory::Place;
use crate::waiting::wait_for;

#[test]
fn a_client_registers_over_tls_and_the_console_knows_the_fingerprint() {
    let mut served = Served::with_tls(Limits::default());
    let (_, token) = served.provision("a");
    assert_eq!(served.register(&token, &credential()).status, 200);
    let info = served.service.registration_service(&served.session).unwrap().unwrap();
    assert_eq!(info.fingerprint, served.running.fingerprint());
    assert_eq!(info.url, served.running.url());
    assert!(info.url.starts_with("https://127.0.0.1:") && info.stopped_at.is_none());
    served.running.stop().unwrap();
    let info = served.service.registration_service(&served.session).unwrap().unwrap();
    assert!(info.stopped_at.is_some());
}

#[test]
fn a_client_notices_another_certificate_before_it_sends_a_token() {
    let (here, there) = (Served::with_tls(Limits::default()), Served::with_tls(Limits::default()));
    let expected = there.running.fingerprint().unwrap();
    assert_ne!(here.running.fingerprint(), Some(expected));
    let mut wire = Wire::tls(here.running.address(), expected);
    assert!(wire.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").is_err());
}

#[test]
fn a_connection_that_does_not_speak_tls_is_closed_and_others_are_served() {
    let served = Served::with_tls(Limits {
        handshake: Duration::from_millis(300),
        ..Limits::default()
    });
    for bytes in [
        &b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n"[..],
        &[0xFF; 4096],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 and then nothing",
        b"",
    ] {
        let mut wire = Wire::plain(served.running.address());
        wire.send(bytes).unwrap();
        wire.expect_end();
    }
    // Gone before a handshake, too.
    for _ in 0..20 {
        let mut socket = TcpStream::connect(served.running.address()).unwrap();
        socket.write_all(b"\x16\x03").unwrap();
    }
    served.answered_wire();
}

#[test]
fn requests_over_tls_have_the_same_limits() {
    let served = Served::with_tls(Limits {
        head: Duration::from_millis(300),
        ..Limits::default()
    });
    let mut slow = served.wire();
    slow.send("GET /healthz HTTP/1.1\r\nhost: a\r\n").unwrap();
    // On a busy computer this request may exceed the limit too, and is repeated then.
    let (token, body) = (avo_admin::crypto::make_token().unwrap(), introduction(&credential()));
    let answer = wait_for("an answer over TLS", || {
        let mut wire = served.wire();
        wire.try_post(REGISTER_PATH, Some(token.expose()), Some(&body))
    });
    assert_eq!(answer.kind(), ProblemKind::Unknown);
    slow.expect_end();
}

#[test]
fn plain_http_is_refused_on_an_address_that_others_can_reach() {
    for public in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        let place = Place::with_ana();
        let options = Options {
            listen: public.parse().unwrap(),
            transport: Transport::PlainOnLoopback,
            limits: Limits::default(),
            front: Front::default(),
            backups_every: None,
        };
        let error = Running::start(place.open(), options).unwrap_err();
        assert!(matches!(error, ServeError::PlainInPublic(_)), "{error}");
    }
}
