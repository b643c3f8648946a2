use avo_admin::client::{CertificatePin, ClientError, Exchange, NetworkError};
use avo_admin::protocol::ProblemKind;

use super::fake_server::{FakeServer, Says, cause_of};
use super::machine::{Machine, START, hash_of_kept, token};

#[test]
fn a_lost_answer_is_requested_again_with_the_same_credential() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    server.says([Says::Nothing, Says::Nothing]);
    for _ in 0..2 {
        let error = machine.register(&server, &token).unwrap_err();
        let lost = NetworkError::ResponseLost(Exchange::Register);
        assert_eq!(error, ClientError::Network(server.address(), lost));
        assert!(error.next_step().contains("same token"), "{error}");
    }
    machine.register(&server, &token).unwrap();

    let heard = server.heard();
    assert_eq!(heard.len(), 3);
    for again in &heard[1..] {
        assert_eq!(again.credential_sha256(), heard[0].credential_sha256());
    }
    assert_eq!(
        heard[0].credential_sha256(),
        hash_of_kept(&machine.kept()["registered"])
    );
    assert!(machine.kept().get("pending").is_none(), "nothing is pending");
}

#[test]
fn a_registration_whose_answer_was_lost_connects_without_a_token() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    server.says([Says::Nothing, Says::AdmittedUntil("2027-01-01T00:00:00Z")]);
    machine.register(&server, &token).unwrap_err();
    let registration = machine.installation().connect(&CertificatePin::AsKept).unwrap();
    assert_eq!(registration.client.as_str(), "build-7");
    assert_eq!(registration.server, server.address());
    assert_eq!(registration.registered_at, START);
    assert!(registration.credential_expires_at.is_some());

    let heard = server.heard();
    assert_eq!(heard[1].line, "POST /v1/clients/connect HTTP/1.1");
    let kept = machine.kept();
    assert_eq!(heard[1].bearer, kept["registered"]["credential"].as_str().unwrap());
    assert_eq!(heard[0].credential_sha256(), hash_of_kept(&kept["registered"]));
    assert!(kept.get("pending").is_none());
    assert_eq!(
        machine.installation().overview().unwrap().registration,
        Some(registration)
    );
}

#[test]
fn a_registration_that_did_not_arrive_asks_for_the_token_again() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    server.says([Says::Nothing, Says::Problem(ProblemKind::Unknown)]);
    machine.register(&server, &token).unwrap_err();
    let error = machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
    assert_eq!(error, ClientError::NotArrived(server.address()));
    assert!(error.next_step().starts_with("Submit the token again"), "{error}");
    machine.register(&server, &token).unwrap();
    let heard = server.heard();
    assert_eq!(heard[2].credential_sha256(), heard[0].credential_sha256());
}

#[test]
fn a_refused_registration_is_not_pending() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    for kind in [ProblemKind::Used, ProblemKind::Void] {
        server.says([Says::Problem(kind)]);
        machine.register(&server, &token()).unwrap_err();
        let error = machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
        assert_eq!(error, ClientError::NotRegistered);
        assert_eq!(machine.installation().overview().unwrap().unanswered, None);
    }
    assert_eq!(server.heard().len(), 2);
}

#[test]
fn an_unanswered_registration_replaces_one_that_has_ended() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    server.says([
        Says::Nothing,
        Says::Problem(ProblemKind::Void),
        Says::Problem(ProblemKind::Unknown),
        Says::Nothing,
        Says::Problem(ProblemKind::Void),
        Says::Admitted,
    ]);
    let newer = token();
    machine.register(&server, &newer).unwrap_err();
    let error = machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
    assert_eq!(error.cause(), cause_of(ProblemKind::Void));
    machine.register(&server, &newer).unwrap_err();
    machine.installation().connect(&CertificatePin::AsKept).unwrap();
    let (heard, kept) = (server.heard(), machine.kept());
    assert_eq!(hash_of_kept(&kept["registered"]), heard[1].credential_sha256());
    assert!(kept.get("pending").is_none());
}

#[test]
fn a_working_registration_is_not_replaced_by_an_unanswered_one() {
    let (machine, server, other) = (Machine::new(), FakeServer::plain(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    other.says([Says::Nothing]);
    machine.register(&other, &token()).unwrap_err();
    for says in [Says::Admitted, Says::Problem(ProblemKind::Void)] {
        server.says([says]);
        let _ = machine.installation().connect(&CertificatePin::AsKept);
    }
    assert_eq!(machine.kept()["registered"]["server"], server.url());
    assert_eq!(other.heard().len(), 1, "what ended here says nothing of another server");
}

#[test]
fn another_token_after_a_lost_answer_gets_a_new_credential() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let taken = Says::Problem(ProblemKind::CredentialTaken);
    server.says([Says::Nothing, taken, Says::Problem(ProblemKind::Used)]);
    machine.register(&server, &token()).unwrap_err();
    machine.register(&server, &token()).unwrap_err();
    assert_eq!(machine.installation().overview().unwrap().unanswered, None);
    let newer = token();
    machine.register(&server, &newer).unwrap();
    let heard = server.heard();
    assert_eq!(heard.len(), 4);
    assert_eq!(heard[1].credential_sha256(), heard[0].credential_sha256());
    assert_ne!(heard[2].credential_sha256(), heard[0].credential_sha256());
    assert_eq!(heard[3].bearer, newer.expose());
    assert_eq!(
        heard[3].credential_sha256(),
        hash_of_kept(&machine.kept()["registered"])
    );
}
