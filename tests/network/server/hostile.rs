//! Hostile and broken clients, which must not affect others.

use std::net::{IpAddr, TcpStream};
use std::num::NonZeroU32;
use std::time::Duration;

use avo_admin::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH};
use avo_admin::server::{HEALTH_PATH, Limits, OPENAPI_PATH};

use super::served::{Served, credential, introduction, register};
use super::wire::{Wire, connect_from};

#[test]
fn a_client_that_never_ends_a_head_is_disconnected_while_others_are_served() {
    let served = Served::with(Limits {
        head: Duration::from_millis(300),
        ..Limits::default()
    });
    let mut slow: Vec<Wire> = (0..20).map(|_| served.wire()).collect();
    for wire in &mut slow {
        wire.send(format!("POST {REGISTER_PATH} HTTP/1.1\r\nhost: a\r\nx-a: b"))
            .unwrap();
    }
    let silent = served.wire();
    served.answered_wire();
    slow.into_iter().for_each(Wire::expect_end);
    silent.expect_end();
    served.answered_wire();
}

#[test]
fn a_client_that_never_ends_a_body_gets_a_timeout_and_is_disconnected() {
    let mut served = Served::with(Limits {
        body: Duration::from_millis(300),
        refusals_per_minute: NonZeroU32::MAX,
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    let own = credential();
    let (mut wire, body) = (served.wire(), introduction(&own));
    let head = format!(
        "POST {REGISTER_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        token.expose(),
        body.len()
    );
    wire.send(&head).unwrap();
    wire.send(&body[..body.len() / 2]).unwrap();
    assert_eq!(wire.answer().unwrap().kind(), ProblemKind::RequestTimeout);
    wire.expect_end();

    let mut broken_off = served.wire();
    broken_off.send(&head).unwrap();
    broken_off.close_writing();
    broken_off.expect_end();
    assert_eq!(served.register(&token, &own).status, 200);

    let mut connecting = served.wire();
    let head = head
        .replace(REGISTER_PATH, CONNECT_PATH)
        .replace(token.expose(), own.expose());
    connecting.send(head).unwrap();
    assert_eq!(connecting.answer().unwrap().kind(), ProblemKind::RequestTimeout);
    connecting.expect_end();
}

#[test]
fn heads_and_bodies_that_are_too_large_are_refused() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    let long = "x".repeat(64 * 1024);
    let mut wire = served.wire();
    // The answer may be lost where the rest of the head is still on its way; that it ends is what counts.
    let _ = wire.send(format!(
        "GET {HEALTH_PATH} HTTP/1.1\r\nhost: a\r\nx-long: {long}\r\n\r\n"
    ));
    if let Some(answer) = wire.answer() {
        assert_eq!(answer.status, 431);
    }
    wire.expect_end();
    let many = "x-a: b\r\n".repeat(1000);
    let mut wire = served.wire();
    wire.send(format!("GET {HEALTH_PATH} HTTP/1.1\r\nhost: a\r\n{many}\r\n"))
        .unwrap();
    assert_eq!(wire.answer().unwrap().status, 431);
    wire.expect_end();

    let body = format!("{{\"a\":\"{}\",{}", &long[..9000], &introduction(&own)[1..]);
    let answer = served.wire().post(REGISTER_PATH, Some(token.expose()), Some(&body));
    assert_eq!(answer.kind(), ProblemKind::TooLarge);
    let mut chunked = served.wire();
    let head = format!(
        "POST {REGISTER_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\n\r\n",
        token.expose()
    );
    chunked
        .send(format!("{head}2000\r\n{}\r\n1\r\n{{\r\n", &long[..0x2000]))
        .unwrap();
    assert_eq!(chunked.answer().unwrap().kind(), ProblemKind::TooLarge);
    assert_eq!(served.register(&token, &own).status, 200);
}

#[test]
fn a_body_whose_length_can_be_read_in_two_ways_is_refused_and_ends_the_connection() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    let bearer = format!("authorization: Bearer {}\r\n", own.expose());
    let hidden = format!("POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\n{bearer}content-length: 0\r\n\r\n");
    let length = hidden.len() + 5;
    for (version, framing, body) in [
        (
            "1.1",
            format!("content-length: {length}\r\ntransfer-encoding: chunked\r\n"),
            "0\r\n\r\n",
        ),
        (
            "1.1",
            format!("transfer-encoding: chunked\r\ncontent-length: {length}\r\n"),
            "0\r\n\r\n",
        ),
        ("1.1", "transfer-encoding: identity\r\n".to_owned(), ""),
        ("1.1", "transfer-encoding:\r\n".to_owned(), ""),
        ("1.1", "transfer-encoding: chunked\r\n\tx\r\n".to_owned(), ""),
        ("1.1", format!("content-length: 0\r\ncontent-length: {length}\r\n"), ""),
        ("1.1", "content-length: 0, 0\r\n".to_owned(), ""),
        ("1.1", "content-length: +0\r\n".to_owned(), ""),
        ("1.1", "content-length: 0\r\nx-a: b\r\n c\r\n".to_owned(), ""),
        ("1.1", "content-length : 0\r\n".to_owned(), ""),
        (
            "1.0",
            "transfer-encoding: chunked\r\nconnection: keep-alive\r\n".to_owned(),
            "0\r\n\r\n",
        ),
    ] {
        let mut wire = served.wire();
        let head = format!("POST {CONNECT_PATH} HTTP/{version}\r\nhost: a\r\n{bearer}{framing}\r\n");
        wire.send(format!("{head}{body}{hidden}")).unwrap();
        assert_eq!(wire.answer().unwrap().status, 400, "{framing}");
        assert!(wire.answer().is_none(), "{framing}");
    }
    // Either of them alone is fine, also one behind the other.
    let mut wire = served.wire();
    let chunked =
        format!("POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\n{bearer}transfer-encoding: chunked\r\n\r\n0\r\n\r\n");
    wire.send(format!("{hidden}{chunked}{hidden}{chunked}")).unwrap();
    for _ in 0..4 {
        assert_eq!(wire.answer().unwrap().status, 200);
    }
}

#[test]
fn garbage_is_refused_and_never_an_internal_error() {
    let mut served = Served::patiently();
    let (_, token) = served.provision("a");
    let smuggled = format!(
        "POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"\x00\x00\x00\x00\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost a\r\n\r\n",
        b"POST /v1/clients/connect HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"POST /v1/clients/connect HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST /v1/clients/connect HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"GET /%ff%00../../etc HTTP/1.1\r\nhost: a\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        smuggled.as_bytes(),
    ] {
        let mut wire = served.wire();
        wire.send(bytes).unwrap();
        wire.close_writing();
        while let Some(answer) = wire.answer() {
            assert!((400..500).contains(&answer.status), "{answer:?}");
        }
    }
    assert_eq!(served.register(&token, &credential()).status, 200);
    let metrics = served.wire().get("/metrics");
    assert!(!metrics.text().contains("status=\"500\""), "{}", metrics.text());
}

#[test]
fn a_client_that_never_reads_is_disconnected() {
    let served = Served::with(Limits {
        connections: 4,
        write: Duration::from_millis(300),
        connection_age: Duration::from_hours(1),
        ..Limits::default()
    });
    let mut deaf: Vec<Wire> = (0..4).map(|_| served.wire()).collect();
    for wire in &mut deaf {
        assert_eq!(wire.get(HEALTH_PATH).status, 200);
        let one = format!("GET {OPENAPI_PATH} HTTP/1.1\r\nhost: a\r\n\r\n");
        // It may be cut off while it still asks.
        let _ = wire.send(one.repeat(2000));
    }
    assert_eq!(served.wire().get(HEALTH_PATH).status, 200, "there is room again");
}

#[test]
fn a_request_without_exactly_one_host_is_refused() {
    let served = Served::plainly();
    for (hosts, version, status) in [
        ("", "1.1", 400),
        ("host: a\r\nhost: b\r\n", "1.1", 400),
        ("host: a\r\n", "1.1", 200),
        ("", "1.0", 200),
    ] {
        let mut wire = served.wire();
        wire.send(format!("GET {HEALTH_PATH} HTTP/{version}\r\n{hosts}\r\n"))
            .unwrap();
        let answer = wire.answer().unwrap();
        assert_eq!(answer.status, status, "{hosts:?} {version}");
        if status == 400 {
            assert_eq!(answer.kind(), ProblemKind::BadRequest);
        }
    }
}

#[test]
fn unknown_paths_and_methods_are_answered_with_a_problem() {
    let served = Served::plainly();
    let mut wire = served.wire();
    assert_eq!(wire.get("/").kind(), ProblemKind::NotFound);
    assert_eq!(wire.get("/v1/clients/register/").kind(), ProblemKind::NotFound);
    let answer = wire.get(REGISTER_PATH);
    assert_eq!(answer.kind(), ProblemKind::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some("POST"));
    let answer = wire.post(HEALTH_PATH, None, None);
    assert_eq!(answer.kind(), ProblemKind::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    let mut wire = served.wire();
    assert_eq!(register(&mut wire, &token, &own).status, 200);
    let one = format!(
        "POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-length: 0\r\n\r\n",
        own.expose()
    );
    wire.send(format!("{}GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n", one.repeat(20)))
        .unwrap();
    for _ in 0..20 {
        assert_eq!(wire.answer().unwrap().status, 200);
    }
    assert_eq!(wire.answer().unwrap().status, 404);
}

#[test]
fn connections_over_the_limit_wait_and_are_served_later() {
    let served = Served::with(Limits {
        connections: 4,
        ..Limits::default()
    });
    let mut first: Vec<Wire> = (0..4).map(|_| served.wire()).collect();
    for wire in &mut first {
        assert_eq!(wire.get(HEALTH_PATH).status, 200);
    }
    let mut waiting: Vec<Wire> = (0..4).map(|_| served.wire()).collect();
    for wire in &mut waiting {
        wire.send(format!("GET {HEALTH_PATH} HTTP/1.1\r\nhost: a\r\n\r\n"))
            .unwrap();
    }
    let open = first[0].get("/metrics");
    assert!(open.text().contains("avo_admin_open_connections 4"), "{}", open.text());
    drop(first);
    for wire in &mut waiting {
        assert_eq!(wire.answer().unwrap().status, 200);
    }
}

#[test]
fn one_address_cannot_take_every_connection() {
    let served = Served::with(Limits {
        connections_per_address: 2,
        ..Limits::default()
    });
    let mut held: Vec<Wire> = (0..2).map(|_| served.wire()).collect();
    for wire in &mut held {
        assert_eq!(wire.get(HEALTH_PATH).status, 200);
    }
    served.wire().expect_end();
    let text = held[0].get("/metrics").text().to_owned();
    assert!(text.contains("avo_admin_dropped_connections_total 1"), "{text}");
}

#[test]
fn addresses_that_hold_every_place_do_not_keep_out_one_that_has_none() {
    let served = Served::with_tls(Limits {
        connections: 24,
        connections_per_address: 6,
        waiting_connections: 6,
        handshake: Duration::from_hours(1),
        place: Duration::from_hours(1),
        ..Limits::default()
    });
    // More than there are places for: neither time nor a free place can help the one that comes next.
    let silent: Vec<TcpStream> = (2..=7)
        .flat_map(|last| std::iter::repeat_n(IpAddr::from([127, 0, 0, last]), 6))
        .map(|source| connect_from(source, served.running.address()))
        .collect();
    let mut honest: Vec<Wire> = (0..3).map(|_| served.wire()).collect();
    for _ in 0..3 {
        for wire in &mut honest {
            assert_eq!(wire.get(HEALTH_PATH).status, 200);
        }
    }
    drop(silent);
}

#[test]
fn a_handshake_may_take_three_seconds() {
    assert_eq!(Limits::default().handshake, Duration::from_secs(3));
}

#[test]
fn a_connection_that_has_reached_its_age_ends_between_two_requests() {
    let served = Served::with(Limits {
        connection_age: Duration::from_millis(200),
        ..Limits::default()
    });
    served.answered_wire().expect_end();
}

#[test]
fn a_missing_directory_stops_the_service_and_is_reported_without_its_path() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let (hidden, own) = (served.place.folder.path().join("hidden"), credential());
    std::fs::rename(&served.place.path, &hidden).unwrap();
    for answer in [served.wire().get(HEALTH_PATH), served.register(&token, &own)] {
        let (kind, body) = answer.problem();
        assert_eq!(kind, ProblemKind::Unavailable);
        assert!(answer.header("retry-after").is_some());
        let folder = served.place.folder.path().display().to_string();
        assert!(!format!("{body:?}").contains(&folder), "{body:?}");
    }
    // It may be another one by now, or have been changed meanwhile by a program that took itself for alone.
    std::fs::rename(&hidden, &served.place.path).unwrap();
    assert_eq!(served.wire().get(HEALTH_PATH).status, 503);
    assert_eq!(served.register(&token, &own).status, 503);
}

/// What is written to a log without a name is lost with the program.
#[cfg(unix)]
#[test]
fn a_service_whose_log_was_removed_acknowledges_nothing_more_and_says_so() {
    let mut served = Served::plainly();
    let tokens: Vec<_> = (0..3).map(|number| served.provision(&format!("c{number}")).1).collect();
    let mut log = served.place.path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::remove_file(log).unwrap();
    for token in tokens {
        assert_eq!(served.register(&token, &credential()).kind(), ProblemKind::Unavailable);
        assert_eq!(served.wire().get(HEALTH_PATH).status, 503);
    }
}

#[test]
fn a_directory_that_cannot_be_written_is_unavailable_until_it_can() {
    let mut served = Served::with(Limits {
        recorded_refusals_per_minute: NonZeroU32::MIN,
        between_trial_writes: Duration::ZERO,
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    // The one refusal that is recorded; the next ones write nothing.
    assert_eq!(served.connect(&credential()).kind(), ProblemKind::Unknown);
    // Everything that writes fails, as on a full disk, while a transaction that writes nothing goes through.
    let raw = served.place.raw();
    for table in ["clients", "registration_service"] {
        raw.execute_batch(&format!(
            "CREATE TRIGGER no_{table} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
        ))
        .unwrap();
    }
    for _ in 0..3 {
        assert_eq!(served.connect(&own).kind(), ProblemKind::Unavailable);
        assert_eq!(served.connect(&credential()).kind(), ProblemKind::Unknown);
        assert_eq!(served.wire().get(HEALTH_PATH).status, 503);
    }
    raw.execute_batch("DROP TRIGGER no_clients; DROP TRIGGER no_registration_service")
        .unwrap();
    assert_eq!(served.wire().get(HEALTH_PATH).status, 200);
    assert_eq!(served.connect(&own).status, 200);
}

#[test]
fn a_damaged_row_affects_its_own_client_only() {
    let mut served = Served::plainly();
    let tokens: Vec<_> = (0..16).map(|number| served.provision(&format!("c{number}"))).collect();
    // A live token of a client that awaits none: nothing the program ever writes.
    let broken = tokens[0].0;
    served.place.tamper(&format!(
        "UPDATE clients SET state = 'deregistered' WHERE id = {}",
        broken.0
    ));
    let barrier = &std::sync::Barrier::new(tokens.len());
    let address = served.running.address();
    std::thread::scope(|scope| {
        for (id, token) in &tokens {
            scope.spawn(move || {
                let mut wire = Wire::plain(address);
                barrier.wait();
                let answer = register(&mut wire, token, &credential());
                if *id == broken {
                    assert_eq!(answer.kind(), ProblemKind::Unavailable);
                } else {
                    assert_eq!(answer.status, 200, "{answer:?}");
                }
            });
        }
    });
}
