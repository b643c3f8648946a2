//! A busy directory: clients wait for the console, and the console for clients.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use avo_admin::domain::expiry::Terms;
use avo_admin::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH};
use avo_admin::server::{HEALTH_PATH, Limits};

use super::served::{Served, credential, introduction, register};
use super::wire::Wire;
use crate::directory::Place;
use crate::waiting::wait_until;

#[test]
fn clients_over_the_queue_limit_get_503_and_succeed_when_they_repeat() {
    let mut served = Served::with(Limits {
        queue: 1,
        batch: 1,
        ..Limits::default()
    });
    let tokens: Vec<_> = (0..4).map(|number| served.provision(&format!("c{number}")).1).collect();
    let console = served.place.raw();
    console.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting: Vec<(Wire, _)> = tokens
        .iter()
        .map(|token| (served.wire(), (token, credential())))
        .collect();
    for (wire, (token, own)) in &mut waiting {
        let body = introduction(own);
        let head = format!(
            "POST {REGISTER_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n",
            token.expose()
        );
        wire.send(format!("{head}content-length: {}\r\n\r\n{body}", body.len()))
            .unwrap();
    }
    // At most one is being written and one is queued; which, the network decides. The lock goes when the others know.
    let answers: Vec<_> = std::thread::scope(|scope| {
        let waiting: Vec<_> = waiting
            .into_iter()
            .map(|(mut wire, (token, own))| scope.spawn(move || (wire.answer().unwrap(), token, own)))
            .collect();
        wait_until("two clients that are asked to retry", || {
            waiting.iter().filter(|one| one.is_finished()).count() >= 2
        });
        console.execute_batch("COMMIT").unwrap();
        waiting.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut told = 0;
    for (answer, token, own) in answers {
        if answer.status != 200 {
            assert_eq!(answer.kind(), ProblemKind::Unavailable);
            assert_eq!(answer.header("retry-after"), Some("1"));
            told += 1;
        }
        assert_eq!(served.register(token, &own).status, 200);
    }
    assert!(told >= 2, "{told}");
}

#[test]
fn a_client_that_got_503_succeeds_when_it_repeats_the_request() {
    let mut served = Served::with(Limits {
        answer: Duration::from_millis(100),
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    let (own, mut wire) = (credential(), served.wire());
    let console = served.place.raw();
    console.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(register(&mut wire, &token, &own).kind(), ProblemKind::Unavailable);
    assert_eq!(wire.get("/healthz").kind(), ProblemKind::Unavailable);
    console.execute_batch("COMMIT").unwrap();
    wait_until("the service to take registrations again", || {
        let answer = register(&mut wire, &token, &own);
        assert!([200, 503].contains(&answer.status), "{answer:?}");
        answer.status == 200
    });
    wait_until("the service to be healthy", || wire.get("/healthz").status == 200);
}

#[test]
fn a_storm_of_clients_does_not_keep_the_console_out() {
    let mut served = Served::with(Limits {
        refusals_per_minute: NonZeroU32::MAX,
        ..Limits::default()
    });
    let held: Vec<_> = (0..32)
        .map(|number| {
            let (token, own) = (served.provision(&format!("c{number}")).1, credential());
            assert_eq!(served.register(&token, &own).status, 200);
            own
        })
        .collect();
    let (is_over, address) = (AtomicBool::new(false), served.running.address());
    std::thread::scope(|scope| {
        for own in &held {
            let is_over = &is_over;
            scope.spawn(move || {
                let mut wire = Wire::plain(address);
                while !is_over.load(Ordering::SeqCst) {
                    assert_eq!(wire.post(CONNECT_PATH, Some(own.expose()), None).status, 200);
                }
            });
        }
        let user = served.session.user_id();
        let made: Vec<_> = (0..20)
            .map(|number| format!("in-between-{number}"))
            .map(|name| {
                served
                    .service
                    .generate_token(&served.session, user, &name, Terms::default())
            })
            .collect();
        is_over.store(true, Ordering::SeqCst);
        for made in made {
            made.unwrap();
        }
    });
}

/// At the start, and after a program without such keys has written.
#[test]
fn an_idle_service_makes_the_keys_that_names_are_sorted_by() {
    let place = Place::with_ana();
    let raw = place.raw();
    let forget = || raw.execute_batch("UPDATE users SET sort_key_version = 0").unwrap();
    let is_made = || -> bool {
        let sql = "SELECT min(sort_key_version) > 0 FROM users";
        raw.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    forget();
    let served = Served::over(place);
    wait_until("the keys after the start", is_made);
    forget();
    assert_eq!(served.wire().get(HEALTH_PATH).status, 200);
    wait_until("the keys after a request", is_made);
}
