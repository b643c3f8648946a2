use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use avo_admin::client::{ClientError, Exchange, NetworkError, RegistrationRequest, RequestLimits, ServerAddress};
use avo_admin::protocol::ProblemKind;

use super::fake_server::{FakeServer, Says, cause_of, http, next_step_of};
use super::machine::{Machine, asked, token};
use crate::waiting::wait_for;

#[track_caller]
fn error_with(says: Says) -> ClientError {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([says]);
    machine.register(&server, &token()).unwrap_err()
}

#[test]
fn every_problem_of_the_server_is_reported_with_its_cause_and_next_step() {
    for kind in ProblemKind::ALL {
        let error = error_with(Says::Problem(kind));
        assert_eq!(error.cause(), cause_of(kind));
        assert_eq!(error.next_step(), next_step_of(kind));
        assert_eq!(error.kind(), Some(kind));
    }
}

#[test]
fn a_server_that_is_not_a_registration_service_is_reported_as_that() {
    for says in [
        http(200, "text/html", b"<html><h1>Welcome to the proxy</h1></html>"),
        http(502, "text/html", b"<html><h1>Bad gateway</h1></html>"),
        http(200, "application/json", b"{\"status\": \"ok\"}"),
        http(200, "application/json", b""),
        http(404, "application/json", b"{}"),
        b"SSH-2.0-OpenSSH_9.9\r\n".to_vec(),
    ] {
        let error = error_with(Says::Bytes(says));
        assert!(
            matches!(network_error(&error), NetworkError::NotAService(_)),
            "{error:?}"
        );
        assert!(error.next_step().contains("Check the address"), "{error}");
    }
}

#[test]
fn an_answer_over_the_size_limit_is_refused() {
    let body = vec![b' '; 65 * 1024];
    let many = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(1_000_000));
    for says in [http(200, "application/json", &body), many.into_bytes()] {
        let error = error_with(Says::Bytes(says));
        assert_eq!(network_error(&error), &NetworkError::ResponseTooLarge);
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let (machine, server, elsewhere) = (Machine::new(), FakeServer::plain(), FakeServer::plain());
    for status in [301, 302, 303, 307, 308] {
        let redirect = format!(
            "HTTP/1.1 {status} There\r\nlocation: {}/v1/clients/register\r\ncontent-length: 0\r\n\r\n",
            elsewhere.url()
        );
        server.says([Says::Bytes(redirect.into_bytes())]);
        let error = machine.register(&server, &token()).unwrap_err();
        assert_eq!(network_error(&error), &NetworkError::Redirect);
    }
    assert!(elsewhere.heard().is_empty());
}

#[test]
fn a_server_that_never_answers_times_out_and_can_be_asked_again() {
    let (mut machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    server.says([Says::Silence]);
    machine.limits.whole = Duration::from_secs(1);
    // On a busy computer the time may be over before the server has heard it, which is another error.
    let error = wait_for("a request that the server hears", || {
        let error = machine.register(&server, &token).unwrap_err();
        (!server.heard().is_empty()).then_some(error)
    });
    let timeout = NetworkError::ResponseTimeout(Exchange::Register);
    assert_eq!(network_error(&error), &timeout);
    assert!(error.next_step().contains("same token"), "{error}");
    machine.limits = RequestLimits::default();
    machine.register(&server, &token).unwrap();
}

#[test]
fn an_incomplete_answer_counts_as_lost() {
    let error = error_with(Says::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec()));
    assert_eq!(network_error(&error), &NetworkError::ResponseLost(Exchange::Register));
}

#[test]
fn a_tls_handshake_that_never_ends_times_out() {
    let mut machine = Machine::new();
    machine.limits.connect = Duration::from_millis(200);
    // The operating system accepts the connection, and no program answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let error = machine.installation().register(&at(&url)).unwrap_err();
    assert_eq!(network_error(&error), &NetworkError::ConnectTimeout);
}

#[test]
fn an_aborted_handshake_is_reported_as_a_busy_service() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::scope(|scope| {
        scope.spawn(|| drop(listener.accept().unwrap()));
        let error = Machine::new().installation().register(&at(&url)).unwrap_err();
        assert_eq!(network_error(&error), &NetworkError::HandshakeAborted);
        assert!(error.next_step().starts_with("Try again in a moment"), "{error}");
    });
}

#[test]
fn a_port_without_a_listener_is_reported_as_that() {
    // The near end of a connection: nothing listens there, and no other program can come to listen there meanwhile.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let connection = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let free = connection.local_addr().unwrap();
    for scheme in ["http", "https"] {
        let url = format!("{scheme}://127.0.0.1:{}", free.port());
        let error = Machine::new().installation().register(&at(&url)).unwrap_err();
        assert_eq!(network_error(&error), &NetworkError::ConnectionRefused);
    }
}

#[test]
fn the_wrong_one_of_http_and_https_ends_with_an_error() {
    let mut machine = Machine::new();
    // A plain server waits for the rest of what it takes for a request.
    machine.limits.connect = Duration::from_millis(200);
    for (server, right, wrong) in [
        (FakeServer::plain(), "http:", "https:"),
        (FakeServer::with_tls(), "https:", "http:"),
    ] {
        let url = server.url().replace(right, wrong);
        let error = machine.installation().register(&at(&url)).unwrap_err();
        network_error(&error);
        assert!(server.heard().is_empty());
    }
}

#[track_caller]
fn network_error(error: &ClientError) -> &NetworkError {
    match error {
        ClientError::Network(_, why) => why,
        other => panic!("not an error of the network: {other:?}"),
    }
}

fn at(url: &str) -> RegistrationRequest {
    RegistrationRequest {
        server: ServerAddress::parse(url).unwrap(),
        fingerprint: None,
        ..asked(&FakeServer::plain(), &token())
    }
}
