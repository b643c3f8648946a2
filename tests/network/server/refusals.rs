//! The limits on refusals, and whom they affect.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};

use avo_admin::crypto::make_token;
use avo_admin::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH};
use avo_admin::server::Limits;

use super::served::{Served, credential, register};
use super::wire::Wire;
use crate::directory::{create, draft, provision};
use crate::waiting::{wait_for, wait_until};

#[test]
fn an_address_that_guesses_is_limited_until_it_has_waited() {
    // Twenty a second, so that the wait is short.
    let mut served = Served::with(Limits {
        refusals_per_minute: NonZeroU32::new(1200).unwrap(),
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    let mut wire = served.wire();
    let answer = wait_for("the guesser to be held up", || {
        let answer = wire.post(CONNECT_PATH, Some(credential().expose()), None);
        let is_held_up = answer.status == 429;
        assert!(is_held_up || answer.kind() == ProblemKind::Unknown, "{answer:?}");
        is_held_up.then_some(answer)
    });
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    assert_eq!(answer.header("retry-after"), Some("1"));
    // A valid token does not wait for its neighbours.
    assert_eq!(register(&mut wire, &token, &credential()).status, 200);
    wait_until("the end of the wait after refusals", || {
        wire.post(CONNECT_PATH, Some(credential().expose()), None).status != 429
    });
}

#[test]
fn after_ten_refusals_a_made_up_token_is_not_looked_at_and_a_valid_one_is_accepted() {
    let mut served = Served::plainly();
    let (id, token) = served.provision("a");
    let mut wire = served.wire();
    for number in 0..10 {
        let wrong = format!("wrong-{number}");
        let answer = wire.post(REGISTER_PATH, Some(&wrong), None);
        assert_eq!(answer.kind(), ProblemKind::Malformed, "{number}");
    }
    let answer = register(&mut wire, &make_token().unwrap(), &credential());
    let (kind, body) = answer.problem();
    assert_eq!(kind, ProblemKind::TooManyAttempts);
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!(
        (1..=6).contains(&wait) && body.detail.contains(&format!("{wait} s")),
        "{body:?}"
    );
    let answer = wire.post(REGISTER_PATH, Some("wrong-10"), None);
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    assert_eq!(register(&mut wire, &token, &credential()).status, 200);
    assert_eq!(served.client(id).host.as_deref(), Some("build-7.example.com"));
    // What needs no secret is not held up.
    assert_eq!(wire.get("/healthz").status, 200);
}

#[test]
fn every_valid_secret_is_let_in_during_a_flood_of_made_up_ones_from_the_same_address() {
    let mut served = Served::plainly();
    let tokens: Vec<_> = (0..20)
        .map(|number| served.provision(&format!("c{number}")).1)
        .collect();
    let (_, token) = served.provision("connects");
    let (own, address) = (credential(), served.running.address());
    assert_eq!(served.register(&token, &own).status, 200);
    let (is_over, mut wire) = (AtomicBool::new(false), served.wire());
    let (let_in, flood) = std::thread::scope(|scope| {
        let floods: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let (mut wire, mut sent) = (Wire::plain(address), 0);
                    while !is_over.load(Ordering::SeqCst) {
                        let made_up = register(&mut wire, &make_token().unwrap(), &credential());
                        assert!([401, 429].contains(&made_up.status), "{made_up:?}");
                        let mistyped = wire.post(CONNECT_PATH, Some("avc_mistyped"), None);
                        assert!([401, 429].contains(&mistyped.status), "{mistyped:?}");
                        sent += 2;
                    }
                    sent
                })
            })
            .collect();
        wait_until("the flood to be over its limit", || {
            register(&mut wire, &make_token().unwrap(), &credential()).status == 429
        });
        let connected = (0..280).filter(|_| wire.post(CONNECT_PATH, Some(own.expose()), None).status == 200);
        let let_in = connected.count();
        let registered = tokens
            .iter()
            .filter(|token| register(&mut wire, token, &credential()).status == 200);
        let let_in = let_in + registered.count();
        is_over.store(true, Ordering::SeqCst);
        (
            let_in,
            floods.into_iter().map(|flood| flood.join().unwrap()).sum::<u32>(),
        )
    });
    assert_eq!(let_in, 300, "beside {flood} others");
}

#[test]
fn refusals_over_the_limit_never_reach_the_thread_that_writes() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    assert_eq!(served.register(&token, &credential()).status, 200);
    let mut wire = served.wire();
    for _ in 0..10 {
        assert_eq!(register(&mut wire, &token, &credential()).kind(), ProblemKind::Used);
        let answer = wire.post(CONNECT_PATH, Some(credential().expose()), None);
        assert_eq!(answer.kind(), ProblemKind::Unknown);
    }
    // Whoever waited for it now would wait in vain.
    let console = served.place.raw();
    console.execute_batch("BEGIN IMMEDIATE").unwrap();
    for _ in 0..100 {
        let unknown = wire.post(CONNECT_PATH, Some(credential().expose()), None);
        let used = register(&mut wire, &token, &credential());
        assert_eq!((unknown.status, used.status), (429, 429));
    }
    console.execute_batch("COMMIT").unwrap();
}

#[test]
fn a_credential_that_works_again_is_let_in_however_often_it_was_refused() {
    let mut served = Served::plainly();
    let made = create(&mut served.service, &served.session, &draft("bo.lind")).user;
    let (_, token) = provision(&mut served.service, &served.session, made.id, "a");
    let (own, mut wire) = (credential(), served.wire());
    assert_eq!(register(&mut wire, &token, &own).status, 200);
    let disabled = served
        .service
        .set_user_disabled(&served.session, made.id, made.revision, true)
        .unwrap();
    wait_until("the loop to be held up", || {
        wire.post(CONNECT_PATH, Some(own.expose()), None).status == 429
    });
    served
        .service
        .set_user_disabled(&served.session, made.id, disabled.user.revision, false)
        .unwrap();
    assert_eq!(wire.post(CONNECT_PATH, Some(own.expose()), None).status, 200);
}

#[test]
fn accepted_requests_are_never_counted_as_refusals() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let (own, mut wire) = (credential(), served.wire());
    for _ in 0..100 {
        assert_eq!(register(&mut wire, &token, &own).status, 200);
        assert_eq!(wire.post(CONNECT_PATH, Some(own.expose()), None).status, 200);
    }
}

#[test]
fn a_client_that_keeps_failing_does_not_lock_out_its_neighbours() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let (_, neighbour) = served.provision("b");
    assert_eq!(served.register(&token, &credential()).status, 200);
    let (late, mut wire) = (credential(), served.wire());
    for _ in 0..10 {
        assert_eq!(register(&mut wire, &token, &late).kind(), ProblemKind::Used);
    }
    assert_eq!(register(&mut wire, &token, &late).kind(), ProblemKind::TooManyAttempts);
    assert_eq!(register(&mut wire, &neighbour, &credential()).status, 200);
}

#[test]
fn clients_of_a_deleted_user_do_not_lock_out_their_neighbours() {
    let mut served = Served::plainly();
    let made = create(&mut served.service, &served.session, &draft("bo.lind")).user;
    let (_, token) = provision(&mut served.service, &served.session, made.id, "a");
    let (_, neighbour) = served.provision("b");
    let (left_over, mut wire) = (credential(), served.wire());
    assert_eq!(register(&mut wire, &token, &left_over).status, 200);
    served
        .service
        .delete_user(&served.session, made.id, made.revision)
        .unwrap();
    for _ in 0..10 {
        let answer = wire.post(CONNECT_PATH, Some(left_over.expose()), None);
        assert_eq!(answer.kind(), ProblemKind::Unknown);
    }
    let answer = wire.post(CONNECT_PATH, Some(left_over.expose()), None);
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    assert_eq!(register(&mut wire, &neighbour, &credential()).status, 200);
}

#[test]
fn a_client_with_a_truncated_credential_does_not_lock_out_its_neighbours() {
    let mut served = Served::plainly();
    let (_, neighbour) = served.provision("b");
    let mut wire = served.wire();
    for _ in 0..10 {
        let answer = wire.post(CONNECT_PATH, Some("avc_cut"), None);
        assert_eq!(answer.kind(), ProblemKind::Malformed);
    }
    let answer = wire.post(CONNECT_PATH, Some("avc_cut"), None);
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    assert_eq!(register(&mut wire, &neighbour, &credential()).status, 200);
}

#[test]
fn a_flood_of_unknown_tokens_does_not_keep_a_used_one_out_of_the_audit_log() {
    let mut served = Served::with(Limits {
        refusals_per_minute: NonZeroU32::MAX,
        recorded_refusals_per_minute: NonZeroU32::new(5).unwrap(),
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    assert_eq!(served.register(&token, &credential()).status, 200);
    let mut wire = served.wire();
    for _ in 0..50 {
        wire.post(CONNECT_PATH, Some(credential().expose()), None);
    }
    assert_eq!(register(&mut wire, &token, &credential()).kind(), ProblemKind::Used);
    let (_, detail) = served.place.last_audit();
    assert_eq!(
        detail.as_deref(),
        Some(r#"{"kind":"client_refused","request":"register","address":"127.0.0.1","cause":"used"}"#)
    );
}

#[test]
fn a_flood_of_refusals_does_not_fill_the_audit_log() {
    let served = Served::with(Limits {
        refusals_per_minute: NonZeroU32::MAX,
        recorded_refusals_per_minute: NonZeroU32::new(5).unwrap(),
        ..Limits::default()
    });
    let (before, mut wire) = (served.place.audit_rows(), served.wire());
    for _ in 0..50 {
        let answer = wire.post(CONNECT_PATH, Some(credential().expose()), None);
        assert_eq!(answer.kind(), ProblemKind::Unknown);
    }
    // A slow computer may take long enough for a few more to be written.
    let written = served.place.audit_rows() - before;
    assert!((5..50).contains(&written), "{written}");
    let (_, detail) = served.place.last_audit();
    assert_eq!(
        detail.as_deref(),
        Some(r#"{"kind":"client_refused","request":"connect","address":"127.0.0.1","cause":"unknown"}"#)
    );
}
