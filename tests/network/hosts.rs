//! The reference client against the real service: the host and the version it names at each connect.

use avo_admin::client::{CertificatePin, RegistrationRequest, ServerAddress};
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::protocol::CONNECT_PATH;
use avo_admin::service::Reads as _;

use crate::client::machine::Machine;
use crate::server::served::Served;

#[test]
fn a_client_that_was_on_another_machine_in_between_is_known_to_be_used_from_two() {
    let mut served = Served::plainly();
    let (id, token) = served.provision("build host 7");
    let machine = Machine::new();
    let request = RegistrationRequest {
        server: ServerAddress::parse(&format!("http://{}", served.running.address())).unwrap(),
        fingerprint: None,
        token,
    };
    machine.installation().register(&request).unwrap();
    let here = served.client(id).host.unwrap();

    let kept = machine.kept();
    let stolen = CredentialSecret::parse(kept["registered"]["credential"].as_str().unwrap()).unwrap();
    let elsewhere = serde_json::json!({"host_name": "another-machine", "client_version": "0.0.1"}).to_string();
    let answer = served
        .wire()
        .post(CONNECT_PATH, Some(stolen.expose()), Some(&elsewhere));
    assert_eq!(answer.status, 200, "{answer:?}");
    let client = served.client(id);
    assert_eq!(
        (client.host.as_deref(), client.version.as_deref()),
        (Some("another-machine"), Some("0.0.1"))
    );

    machine.installation().connect(&CertificatePin::AsKept).unwrap();
    let client = served.client(id);
    assert_eq!(client.host.as_ref(), Some(&here));
    assert_eq!(client.version.as_deref(), Some(env!("CARGO_PKG_VERSION")));
    let user = served.session.user_id();
    let details = served.service.user_details(&served.session, user).unwrap();
    assert_eq!(details.two_machines[&id].hosts, [here, "another-machine".to_owned()]);
}
