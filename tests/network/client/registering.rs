use avo_admin::client::{CertificatePin, ClientError, Exchange, NetworkError, RegistrationRequest};
use avo_admin::domain::registration::Fingerprint;
use avo_admin::domain::time::Timestamp;
use avo_admin::protocol::ProblemKind;

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, START, hash_of_kept, token};

#[test]
fn a_token_registers_once_and_the_credential_connects_from_then_on() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    server.says([Says::AdmittedUntil("2027-01-01T00:00:00Z")]);
    let registration = machine.register(&server, &token).unwrap();
    assert_eq!(registration.client.as_str(), "build-7");
    assert_eq!(registration.user_name.as_str(), "bo.lindqvist");
    assert_eq!(registration.registered_at, START);
    assert_eq!(
        registration.credential_expires_at,
        Some(Timestamp::from_unix_ms(1_798_761_600_000))
    );

    server.says([Says::AdmittedUntil("2027-01-01T00:00:00Z")]);
    assert_eq!(
        machine.installation().connect(&CertificatePin::AsKept).unwrap(),
        registration
    );

    let [first, second] = &server.heard()[..] else {
        panic!("two requests")
    };
    assert_eq!(first.line, "POST /v1/clients/register HTTP/1.1");
    assert_eq!(first.bearer, token.expose());
    assert!(!first.body["host_name"].as_str().unwrap().is_empty());
    assert_eq!(first.body["client_version"], env!("CARGO_PKG_VERSION"));
    assert!(
        first.head.contains("content-type: application/json\r\n"),
        "{}",
        first.head
    );
    assert!(
        first
            .head
            .contains(&format!("host: {}\r\n", server.url().trim_start_matches("https://"))),
        "{}",
        first.head
    );
    assert_eq!(second.line, "POST /v1/clients/connect HTTP/1.1");
    let named = |member: &str| (second.body[member].clone(), first.body[member].clone());
    for (now, then) in [named("host_name"), named("client_version")] {
        assert_eq!(
            now, then,
            "a client says at each connect what it said when it registered"
        );
    }
    let kept = &machine.kept()["registered"];
    assert_eq!(second.bearer, kept["credential"].as_str().unwrap());
    assert_eq!(first.credential_sha256(), hash_of_kept(kept));
    assert!(!String::from_utf8_lossy(&machine.everything()).contains(token.expose()));
}

#[test]
fn a_fresh_credential_that_is_taken_is_not_sent_again() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    server.says([Says::Problem(ProblemKind::CredentialTaken)]);
    let error = machine.register(&server, &token).unwrap_err();
    assert_eq!(error.kind(), Some(ProblemKind::CredentialTaken));
    machine.register(&server, &token).unwrap();
    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    assert_ne!(heard[0].credential_sha256(), heard[1].credential_sha256());
}

#[test]
fn the_old_registration_keeps_working_when_a_new_token_is_refused() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let before = machine.kept()["registered"].clone();
    for says in [Says::Problem(ProblemKind::Expired), Says::Nothing] {
        server.says([says]);
        machine.register(&server, &token()).unwrap_err();
        assert_eq!(machine.kept()["registered"], before);
    }
    machine.installation().connect(&CertificatePin::AsKept).unwrap();
    assert_eq!(server.heard()[3].bearer, before["credential"].as_str().unwrap());

    machine.clock.advance_secs(60);
    machine.register(&server, &token()).unwrap();
    assert_ne!(machine.kept()["registered"]["credential"], before["credential"]);
    assert_eq!(machine.kept()["registered"]["registered_at"], "2026-11-23T09:01:00Z");
}

#[test]
fn a_credential_never_goes_to_another_server() {
    let (machine, one, other, token) = (Machine::new(), FakeServer::plain(), FakeServer::plain(), token());
    one.says([Says::Nothing]);
    other.says([Says::Nothing]);
    machine.register(&one, &token).unwrap_err();
    machine.register(&other, &token).unwrap_err();
    machine.register(&one, &token).unwrap();
    let (at_one, at_other) = (one.heard(), other.heard());
    assert_ne!(at_one[0].credential_sha256(), at_other[0].credential_sha256());
    assert_eq!(at_one[0].credential_sha256(), at_one[1].credential_sha256());
}

/// Two programs of one account on the same file, such as the window and a script.
#[test]
fn a_registration_by_another_program_meanwhile_is_not_lost() {
    let taken = Says::Problem(ProblemKind::CredentialTaken);
    for (is_connecting, says) in [(true, Says::AdmittedUntil("2027-01-01T00:00:00Z")), (false, taken)] {
        let (machine, slow, quick) = (Machine::new(), FakeServer::plain(), FakeServer::plain());
        machine.register(&slow, &token()).unwrap();
        let heard = slow.heard().len();
        let (gate, opener) = Gate::new();
        slow.says([Says::Later(gate, Box::new(says))]);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                if is_connecting {
                    machine.installation().connect(&CertificatePin::AsKept).is_ok()
                } else {
                    machine.register(&slow, &token()).is_ok()
                }
            });
            slow.wait_until_heard(heard + 1);
            machine.register(&quick, &token()).unwrap();
            drop(opener);
            assert_eq!(other.join().unwrap(), is_connecting);
        });
        assert_eq!(machine.kept()["registered"]["server"], quick.url());
        let sent = quick.heard()[0].credential_sha256();
        assert_eq!(hash_of_kept(&machine.kept()["registered"]), sent);
    }
}

#[test]
fn a_lost_answer_to_connect_does_not_mention_a_token() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    server.says([Says::Nothing]);
    let error = machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
    let lost = NetworkError::ResponseLost(Exchange::Connect);
    assert_eq!(error, ClientError::Network(server.address(), lost));
    assert!(!error.next_step().contains("token"), "{error}");
}

#[test]
fn a_fingerprint_for_a_server_without_a_certificate_is_refused() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let pin = CertificatePin::Given(Fingerprint([7; 32]));
    let error = machine.installation().connect(&pin).unwrap_err();
    assert_eq!(error, ClientError::NoCertificate(server.address()));
    assert_eq!(server.heard().len(), 1, "it is not asked");
    assert!(machine.kept()["registered"].get("fingerprint").is_none());
}

#[test]
fn a_later_end_of_the_credential_is_recorded() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    server.says([Says::AdmittedUntil("2027-01-01T00:00:00Z")]);
    machine.installation().connect(&CertificatePin::AsKept).unwrap();
    assert_eq!(
        machine.kept()["registered"]["credential_expires_at"],
        "2027-01-01T00:00:00Z"
    );
}

#[test]
fn connecting_before_registering_names_the_next_step() {
    let error = Machine::new()
        .installation()
        .connect(&CertificatePin::AsKept)
        .unwrap_err();
    assert_eq!(error, ClientError::NotRegistered);
    assert_eq!(error.next_step(), "Register first with a token from the administrator");
}

#[test]
fn debug_output_contains_no_secret() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let asked: RegistrationRequest = super::machine::asked(&server, &token);
    server.says([Says::Nothing]);
    let error = machine.installation().register(&asked).unwrap_err();
    let overview = machine.installation().overview().unwrap();
    let registration = machine.register(&server, &token).unwrap();
    let shown = format!("{asked:?} {error:?} {error} {overview:?} {registration:?}");
    let credential = machine.kept()["registered"]["credential"].as_str().unwrap().to_owned();
    for secret in [token.expose(), &credential] {
        assert!(!shown.contains(&secret[4..12]), "{shown}");
    }
}
