//! What a client relies on from its first token to its last connect.

use std::sync::Barrier;

use avo_admin::domain::client::{ClientAction, ClientStatus};
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::time::Clock as _;
use avo_admin::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH};

use super::served::{Served, credential, introduction, register};
use super::wire::{Answer, Wire};
use crate::directory::{act, create, draft, provision};

#[test]
fn a_client_registers_once_and_connects_from_then_on() {
    let mut served = Served::plainly();
    let (id, token) = served.provision("build host 7");
    let own = credential();
    let answer = served.register(&token, &own);
    assert_eq!(answer.status, 200, "{answer:?}");
    let told = serde_json::json!({"client": "build host 7", "user_name": "ana.garcia"});
    assert_eq!(answer.json(), told);
    let client = served.client(id);
    assert_eq!(client.status(served.place.clock.now()), ClientStatus::Registered);
    assert_eq!(client.host.as_deref(), Some("build-7.example.com"));
    assert_eq!(client.version.as_deref(), Some("1.2.3"));

    served.place.clock.pass_secs(60);
    let answer = served.connect(&own);
    assert_eq!((answer.status, answer.json()), (200, told));
    assert_eq!(served.client(id).last_seen_at, Some(served.place.clock.now()));
}

#[test]
fn a_repeated_registration_succeeds_and_another_credential_is_refused() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    let first = served.register(&token, &own);
    let again = served.register(&token, &own);
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.body, again.body);
    let answer = served.register(&token, &credential());
    assert_eq!(answer.kind(), ProblemKind::Used);
    assert_eq!(served.connect(&own).status, 200);
}

#[test]
fn a_deregistered_and_a_reprovisioned_client_get_different_refusals() {
    let mut served = Served::plainly();
    let user = served.session.user_id();
    let (id, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    act(
        &mut served.service,
        &served.session,
        user,
        id,
        ClientAction::Reprovision,
    );
    assert_void(&served.connect(&own), "newer token");
    act(&mut served.service, &served.session, user, id, ClientAction::Deregister);
    assert_void(&served.connect(&own), "deregistered");

    let (id, old) = served.provision("b");
    let new = act(
        &mut served.service,
        &served.session,
        user,
        id,
        ClientAction::Reprovision,
    )
    .unwrap();
    assert_void(&served.register(&old, &credential()), "newer one");
    act(&mut served.service, &served.session, user, id, ClientAction::Deregister);
    assert_void(&served.register(&new, &credential()), "deregistered");
}

fn assert_void(answer: &Answer, word: &str) {
    let (kind, body) = answer.problem();
    assert_eq!(kind, ProblemKind::Void);
    assert!(body.detail.contains(word), "{body:?}");
    assert!(body.next_step.contains("administrator"), "{body:?}");
}

#[test]
fn an_expired_token_or_credential_is_refused_as_expired() {
    let mut served = Served::plainly();
    let user = served.session.user_id();
    let terms = Terms {
        token: TokenLifetime::OneHour,
        credential: CredentialLifetime::NinetyDays,
    };
    let made = ["a", "b"].map(|name| {
        served
            .service
            .generate_token(&served.session, user, name, terms)
            .unwrap()
            .token
    });
    let own = credential();
    let answer = served.register(&made[0], &own);
    let ends = answer.json()["credential_expires_at"].as_str().unwrap().to_owned();
    let ends: jiff::Timestamp = ends.parse().unwrap();
    let in_90_days = served.place.clock.now().plus_secs(90 * 86_400);
    assert_eq!(ends.as_millisecond(), in_90_days.unix_ms());

    served.place.clock.pass_secs(3600);
    assert_eq!(served.register(&made[1], &credential()).kind(), ProblemKind::Expired);
    assert_eq!(served.connect(&own).status, 200);
    served.place.clock.pass_secs(90 * 86_400);
    assert_eq!(served.connect(&own).kind(), ProblemKind::Expired);
    assert_eq!(
        served.register(&made[0], &own).kind(),
        ProblemKind::Expired,
        "sent again"
    );
}

#[test]
fn clients_of_a_disabled_user_stay_out_until_the_user_is_enabled() {
    let mut served = Served::plainly();
    let made = create(&mut served.service, &served.session, &draft("bo.lind"));
    let (user, revision) = (made.user.id, made.user.revision);
    let (_, first) = provision(&mut served.service, &served.session, user, "a");
    let (_, second) = provision(&mut served.service, &served.session, user, "b");
    let own = credential();
    assert_eq!(served.register(&first, &own).status, 200);
    served
        .service
        .set_user_disabled(&served.session, user, revision, true)
        .unwrap();
    assert_eq!(served.connect(&own).kind(), ProblemKind::Disabled);
    assert_eq!(
        served.register(&first, &own).kind(),
        ProblemKind::Disabled,
        "sent again"
    );
    assert_eq!(served.register(&second, &credential()).kind(), ProblemKind::Disabled);
}

#[test]
fn an_unknown_token_and_a_malformed_one_get_different_refusals() {
    let served = Served::patiently();
    let stranger = credential();
    assert_eq!(served.connect(&stranger).kind(), ProblemKind::Unknown);
    let token = avo_admin::crypto::make_token().unwrap();
    assert_eq!(served.register(&token, &stranger).kind(), ProblemKind::Unknown);

    let body = introduction(&stranger);
    let typing_error = token.expose().replace("avo_", "avo_Q");
    for bearer in ["x", "avo_", typing_error.as_str(), stranger.expose(), ""] {
        let answer = served.wire().post(REGISTER_PATH, Some(bearer), Some(&body));
        assert_eq!(answer.kind(), ProblemKind::Malformed, "{bearer}");
    }
    let answer = served.wire().post(CONNECT_PATH, Some(token.expose()), None);
    assert_eq!(answer.kind(), ProblemKind::Malformed);
    assert_eq!(
        served.wire().post(CONNECT_PATH, None, None).kind(),
        ProblemKind::Malformed
    );
}

#[test]
fn a_credential_of_another_registration_is_refused() {
    let mut served = Served::plainly();
    let (_, first) = served.provision("a");
    let (_, second) = served.provision("b");
    let own = credential();
    assert_eq!(served.register(&first, &own).status, 200);
    assert_eq!(served.register(&second, &own).kind(), ProblemKind::CredentialTaken);
    assert_eq!(served.register(&second, &credential()).status, 200);
}

#[test]
fn a_wrong_field_is_named_and_uses_nothing_up() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    let right = introduction(&own);
    let mut body: serde_json::Value = serde_json::from_str(&right).unwrap();
    for (field, wrong) in [
        ("host_name", "a\u{202e}b".into()),
        ("host_name", " ".into()),
        ("client_version", "1".repeat(65).into()),
        ("credential_sha256", "00".into()),
        ("credential_sha256", serde_json::Value::Null),
    ] {
        let kept = std::mem::replace(&mut body[field], wrong);
        let answer = served
            .wire()
            .post(REGISTER_PATH, Some(token.expose()), Some(&body.to_string()));
        let (kind, problem) = answer.problem();
        assert_eq!(kind, ProblemKind::BadRequest);
        assert!(problem.detail.contains(field), "{problem:?}");
        body[field] = kept;
    }
    let list = format!("[\"h\", \"1\", \"{}\"]", "a".repeat(64));
    for broken in ["", "{", "[]", "null", "\u{0}", &list] {
        let answer = served.wire().post(REGISTER_PATH, Some(token.expose()), Some(broken));
        assert_eq!(answer.kind(), ProblemKind::BadRequest, "{broken:?}");
    }
    let typeless = format!(
        "POST {REGISTER_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-length: {}\r\n\r\n{right}",
        token.expose(),
        right.len()
    );
    let mut wire = served.wire();
    wire.send(typeless).unwrap();
    assert_eq!(wire.answer().unwrap().kind(), ProblemKind::UnsupportedMediaType);
    assert_eq!(served.register(&token, &own).status, 200);
}

#[test]
fn sixty_four_clients_at_once_are_all_admitted_and_one_token_admits_one() {
    let mut served = Served::plainly();
    let tokens: Vec<_> = (0..64)
        .map(|number| served.provision(&format!("c{number}")).1)
        .collect();
    let shared = served.provision("shared").1;
    let (barrier, address) = (&Barrier::new(64), served.running.address());
    let (mut let_in, mut used) = (0, 0);
    std::thread::scope(|scope| {
        let racers: Vec<_> = tokens
            .iter()
            .map(|token| {
                let shared = &shared;
                scope.spawn(move || {
                    let (mut wire, own) = (Wire::plain(address), credential());
                    barrier.wait();
                    let status = register(&mut wire, token, &own).status;
                    let connected = wire.post(CONNECT_PATH, Some(own.expose()), None).status;
                    assert_eq!((status, connected), (200, 200));
                    // Refused at the same moment, most learn only that there are too many.
                    register(&mut wire, shared, &credential())
                })
            })
            .collect();
        for racer in racers {
            let answer = racer.join().unwrap();
            match answer.status {
                200 => let_in += 1,
                _ => match answer.kind() {
                    ProblemKind::Used => used += 1,
                    other => assert_eq!(other, ProblemKind::TooManyAttempts),
                },
            }
        }
    });
    assert_eq!(let_in, 1);
    assert!((1..=20).contains(&used), "{used}");
}

/// A connection of a client that says what it is.
fn connect_as(served: &Served, credential: &CredentialSecret, body: &serde_json::Value) -> Answer {
    let body = body.to_string();
    served.wire().post(CONNECT_PATH, Some(credential.expose()), Some(&body))
}

#[test]
fn a_client_that_names_another_host_and_version_is_known_under_them() {
    let mut served = Served::plainly();
    let (id, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    let revision = served.client(id).revision;
    let moved = serde_json::json!({"host_name": "lt-0231", "client_version": "1.3.0", "more": 1});
    assert_eq!(connect_as(&served, &own, &moved).status, 200);
    let client = served.client(id);
    assert_eq!(
        (client.host.as_deref(), client.version.as_deref()),
        (Some("lt-0231"), Some("1.3.0"))
    );
    assert_eq!(client.revision, revision, "a connection is not a change");
    assert_eq!(served.connect(&own).status, 200);
    let silent = served.client(id);
    assert_eq!(
        (silent.host, silent.version),
        (client.host, client.version),
        "a client of an earlier version says nothing"
    );
}

#[test]
fn a_wrong_introduction_is_refused_by_the_rules_of_a_registration_and_changes_nothing() {
    let mut served = Served::patiently();
    let (id, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    let before = served.client(id);
    served.place.clock.pass_secs(60);
    let long = "1".repeat(65);
    for (host, version, member) in [
        ("a\u{202e}b", "1.2.3", "host_name"),
        (" ", "1.2.3", "host_name"),
        ("lt-0231", &long, "client_version"),
    ] {
        let body = serde_json::json!({"host_name": host, "client_version": version});
        let (kind, problem) = connect_as(&served, &own, &body).problem();
        assert_eq!(kind, ProblemKind::BadRequest);
        assert!(problem.detail.contains(member), "{problem:?}");
    }
    for broken in [
        "{",
        "[]",
        "null",
        "{}",
        r#"{"host_name": "lt-0231"}"#,
        r#"["lt-0231", "1"]"#,
        " ",
    ] {
        let answer = served.wire().post(CONNECT_PATH, Some(own.expose()), Some(broken));
        assert_eq!(answer.kind(), ProblemKind::BadRequest, "{broken:?}");
    }
    let typeless = |served: &Served, length: &str, body: &str| {
        let head = format!(
            "POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}",
            own.expose()
        );
        let mut wire = served.wire();
        wire.send(format!("{head}\r\n{length}\r\n\r\n{body}")).unwrap();
        wire.answer().unwrap()
    };
    let refused = typeless(&served, "content-length: 2", "{}");
    assert_eq!(refused.kind(), ProblemKind::UnsupportedMediaType);
    assert_eq!(served.client(id), before);
    let (chunked, empty) = ("transfer-encoding: chunked", "0\r\n\r\n");
    assert_eq!(typeless(&served, chunked, empty).status, 200, "an empty body is none");
    let (kind, _) = connect_as(&served, &credential(), &serde_json::json!({})).problem();
    assert_eq!(
        kind,
        ProblemKind::BadRequest,
        "the body is checked first, as at a registration"
    );
}
