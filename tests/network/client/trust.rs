use avo_admin::client::{CertificatePin, ClientError, Distrust, NetworkError, RegistrationRequest, ServerAddress};
use avo_admin::domain::registration::Fingerprint;

use super::fake_server::FakeServer;
use super::machine::{Machine, asked, token};

#[test]
fn an_unknown_certificate_is_refused_and_its_fingerprint_shown() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let unpinned = RegistrationRequest {
        fingerprint: None,
        ..asked(&server, &token())
    };
    let error = machine.installation().register(&unpinned).unwrap_err();
    assert_eq!(distrust(&error), Distrust::UnknownIssuer);
    assert!(error.next_step().contains(&server.fingerprint().to_string()), "{error}");
    assert!(error.next_step().contains("console shows"), "{error}");
    assert!(server.heard().is_empty(), "not a byte of the request was sent");
}

#[test]
fn a_certificate_with_another_fingerprint_is_refused_and_its_own_shown() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let wrong = Fingerprint([7; 32]);
    let pinned = RegistrationRequest {
        fingerprint: Some(wrong),
        ..asked(&server, &token())
    };
    let error = machine.installation().register(&pinned).unwrap_err();
    assert_eq!(distrust(&error), Distrust::OtherFingerprint);
    assert!(error.next_step().contains(&server.fingerprint().to_string()), "{error}");
    assert!(!error.to_string().contains(&wrong.to_string()), "{error}");
    assert!(server.heard().is_empty());
}

#[test]
fn a_matching_fingerprint_is_enough_whatever_the_name_in_the_certificate() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    let elsewhere = RegistrationRequest {
        server: ServerAddress::parse(&server.url().replace("localhost", "127.0.0.1")).unwrap(),
        ..asked(&server, &token)
    };
    machine.installation().register(&elsewhere).unwrap();
}

#[test]
fn the_fingerprint_is_kept_and_required_when_connecting() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    machine.installation().connect(&CertificatePin::AsKept).unwrap();
    for wrong in [None, Some(Fingerprint([7; 32]))] {
        let pin = CertificatePin::For(server.address(), wrong);
        let error = machine.installation().connect(&pin).unwrap_err();
        distrust(&error);
        assert_eq!(
            machine.kept()["registered"]["fingerprint"],
            server.fingerprint().to_string(),
            "what did not work is not kept"
        );
    }
    assert_eq!(server.heard().len(), 2);
}

#[test]
fn a_service_with_a_new_certificate_is_reached_with_its_new_fingerprint() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let mut kept = machine.kept();
    kept["registered"]["fingerprint"] = Fingerprint([7; 32]).to_string().into();
    std::fs::write(machine.file(), kept.to_string()).unwrap();
    machine.installation().connect(&CertificatePin::AsKept).unwrap_err();
    machine
        .installation()
        .connect(&CertificatePin::Given(server.fingerprint()))
        .unwrap();
    machine.installation().connect(&CertificatePin::AsKept).unwrap();
}

#[test]
fn a_fingerprint_entered_for_another_server_is_not_used() {
    let (machine, server, elsewhere) = (Machine::new(), FakeServer::with_tls(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    for meant in [Some(elsewhere.fingerprint()), None] {
        let pin = CertificatePin::For(elsewhere.address(), meant);
        machine.installation().connect(&pin).unwrap();
        assert_eq!(
            machine.kept()["registered"]["fingerprint"],
            server.fingerprint().to_string()
        );
    }
}

#[test]
fn a_server_with_a_certificate_but_not_its_key_is_refused() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let impostor = FakeServer::impostor(&server);
    let error = machine.register(&impostor, &token()).unwrap_err();
    let failed = ClientError::Network(impostor.address(), NetworkError::HandshakeFailed);
    assert_eq!(error, failed);
    assert!(impostor.heard().is_empty());
}

#[track_caller]
fn distrust(error: &ClientError) -> Distrust {
    match error {
        ClientError::Untrusted { why, .. } => *why,
        other => panic!("not about the certificate: {other:?}"),
    }
}
