use std::net::TcpListener;
use std::time::Duration;

use avo_admin::client::{Exit, Limits, Problem, RegistrationRequest, ServerAddress};
use avo_admin::protocol::ProblemKind;

use super::fake_server::{FakeServer, Says, cause_of, http, next_step_of};
use super::machine::{Machine, asked, token};

#[track_caller]
fn problem_with(says: Says) -> Problem {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([says]);
    machine.register(&server, &token()).unwrap_err()
}

#[test]
fn every_problem_of_the_server_is_told_with_cause_and_next_step() {
    for kind in ProblemKind::ALL {
        let problem = problem_with(Says::Problem(kind));
        assert_eq!(problem.cause(), cause_of(kind));
        assert_eq!(problem.next_step(), next_step_of(kind));
        assert_eq!(problem.kind(), Some(kind));
        let is_about_the_secret = matches!(kind.status(), 401 | 403 | 409 | 429);
        let exit = if is_about_the_secret {
            Exit::Refused
        } else {
            Exit::Failed
        };
        assert_eq!(problem.exit(), exit, "{kind:?}");
    }
}

#[test]
fn what_is_not_a_registration_service_is_told_as_that() {
    for says in [
        http(200, "text/html", b"<html><h1>Welcome to the proxy</h1></html>"),
        http(502, "text/html", b"<html><h1>Bad gateway</h1></html>"),
        http(200, "application/json", b"{\"status\": \"ok\"}"),
        http(200, "application/json", b""),
        http(404, "application/json", b"{}"),
        b"SSH-2.0-OpenSSH_9.9\r\n".to_vec(),
    ] {
        let problem = problem_with(Says::Bytes(says));
        assert!(problem.cause().contains("is not a registration service"), "{problem}");
        assert!(problem.next_step().contains("Check the address"), "{problem}");
        assert_eq!(problem.exit(), Exit::Failed);
    }
}

#[test]
fn an_answer_without_end_is_cut_off() {
    let body = vec![b' '; 65 * 1024];
    let many = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(1_000_000));
    for says in [http(200, "application/json", &body), many.into_bytes()] {
        let problem = problem_with(Says::Bytes(says));
        assert!(problem.cause().contains("larger than any answer"), "{problem}");
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
        let problem = machine.register(&server, &token()).unwrap_err();
        assert!(problem.cause().contains("another place"), "{problem}");
    }
    assert!(elsewhere.heard().is_empty());
}

#[test]
fn a_server_that_never_answers_is_given_up_and_can_be_asked_again() {
    let (mut machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    server.says([Says::Silence]);
    machine.limits.whole = Duration::from_secs(1);
    let problem = machine.register(&server, &token).unwrap_err();
    assert!(problem.cause().contains("did not answer in time"), "{problem}");
    assert!(problem.next_step().contains("same token"), "{problem}");
    machine.limits = Limits::default();
    machine.register(&server, &token).unwrap();
}

#[test]
fn an_answer_that_breaks_off_is_as_good_as_none() {
    let problem = problem_with(Says::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec()));
    assert!(problem.cause().contains("without an answer"), "{problem}");
    assert!(problem.next_step().contains("same token"), "{problem}");
}

#[test]
fn a_server_that_never_shakes_hands_is_given_up() {
    let mut machine = Machine::new();
    machine.limits.connect = Duration::from_millis(200);
    // The system accepts for it, and nobody ever speaks.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let problem = machine.installation().register(&at(&url)).unwrap_err();
    assert!(problem.cause().contains("could not be reached in time"), "{problem}");
}

#[test]
fn a_busy_service_is_not_told_as_a_wrong_address() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::scope(|scope| {
        scope.spawn(|| drop(listener.accept().unwrap()));
        let problem = Machine::new().installation().register(&at(&url)).unwrap_err();
        assert!(
            problem.cause().contains("ended the connection before it was secure"),
            "{problem}"
        );
        assert!(problem.next_step().starts_with("Try again in a moment"), "{problem}");
        assert_eq!(problem.exit(), Exit::Failed);
    });
}

#[test]
fn a_place_where_nothing_listens_is_told_as_that() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for scheme in ["http", "https"] {
        let url = format!("{scheme}://127.0.0.1:{}", free.port());
        let problem = Machine::new().installation().register(&at(&url)).unwrap_err();
        assert!(problem.cause().contains("nothing listens there"), "{problem}");
    }
}

#[test]
fn http_where_https_is_spoken_and_the_other_way_round_ends_with_an_error() {
    let mut machine = Machine::new();
    // A plain server waits for the rest of what it takes for a request.
    machine.limits.connect = Duration::from_millis(200);
    for (server, right, wrong) in [
        (FakeServer::plain(), "http:", "https:"),
        (FakeServer::with_tls(), "https:", "http:"),
    ] {
        let url = server.url().replace(right, wrong);
        let problem = machine.installation().register(&at(&url)).unwrap_err();
        assert_eq!(problem.exit(), Exit::Failed, "{problem}");
        assert!(server.heard().is_empty());
    }
}

fn at(url: &str) -> RegistrationRequest {
    RegistrationRequest {
        server: ServerAddress::parse(url).unwrap(),
        fingerprint: None,
        ..asked(&FakeServer::plain(), &token())
    }
}
