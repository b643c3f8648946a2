//! What stands between clients and the service: a reverse proxy, a public address, names, an address for the metrics.

use std::net::IpAddr;

use avo_admin::domain::registration::Fingerprint;
use avo_admin::protocol::{CONNECT_PATH, ProblemKind};
use avo_admin::server::{Front, HEALTH_PATH, Limits, METRICS_PATH, Options};
use avo_admin::service::Reads as _;

use super::served::{Served, credential, plain_options};
use super::wire::{Answer, Wire};
use crate::directory::{Place, act};

fn served(front: Front) -> Served {
    let options = Options {
        front,
        ..plain_options(Limits::default())
    };
    Served::with_options(Place::with_ana(), options)
}

fn behind_proxies(addresses: &[&str]) -> Served {
    served(Front {
        trusted_proxies: addresses.iter().map(|address| address.parse().unwrap()).collect(),
        ..Front::default()
    })
}

/// A made-up credential that a proxy passes on.
fn guess(wire: &mut Wire, forwarded: &str) -> Answer {
    let made_up = credential();
    wire.send(format!(
        "POST {CONNECT_PATH} HTTP/1.1\r\nhost: a\r\n{forwarded}authorization: Bearer {}\r\ncontent-length: 0\r\n\r\n",
        made_up.expose()
    ))
    .unwrap();
    wire.answer().unwrap()
}

#[test]
fn clients_behind_a_trusted_proxy_have_limits_of_their_own() {
    let served = behind_proxies(&["127.0.0.1"]);
    let mut wire = served.wire();
    for _ in 0..10 {
        let answer = guess(&mut wire, "x-forwarded-for: 198.51.100.9, 192.0.2.1\r\n");
        assert_eq!(answer.kind(), ProblemKind::Unknown);
    }
    let (_, detail) = served.place.last_audit();
    assert!(detail.unwrap().contains(r#""address":"192.0.2.1""#));
    // Whatever stands further to the left.
    let answer = guess(
        &mut wire,
        "x-forwarded-for: 203.0.113.7\r\nx-forwarded-for: 192.0.2.1\r\n",
    );
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    let answer = guess(&mut wire, "x-forwarded-for: 192.0.2.1, 192.0.2.2\r\n");
    assert_eq!(answer.kind(), ProblemKind::Unknown);
    for wrong in ["unknown", "", "192.0.2.1,,192.0.2.2", "192.0.2.300"] {
        let answer = guess(&mut wire, &format!("x-forwarded-for: {wrong}\r\n"));
        assert_eq!(answer.kind(), ProblemKind::BadRequest, "{wrong}");
    }
}

#[test]
fn only_a_trusted_proxy_is_believed() {
    let served = behind_proxies(&["127.0.0.2"]);
    let mut wire = served.wire();
    for number in 0..10 {
        let answer = guess(&mut wire, &format!("x-forwarded-for: 192.0.2.{number}\r\n"));
        assert_eq!(answer.kind(), ProblemKind::Unknown);
    }
    let answer = guess(&mut wire, "x-forwarded-for: nonsense\r\n");
    assert_eq!(answer.kind(), ProblemKind::TooManyAttempts);
    let (_, detail) = served.place.last_audit();
    assert!(detail.unwrap().contains(r#""address":"127.0.0.1""#));
}

#[test]
fn consoles_show_the_public_address_and_its_fingerprint() {
    let fingerprint = Fingerprint([7; 32]);
    let mut served = served(Front {
        public_url: Some("https://clients.example.com".parse().unwrap()),
        public_fingerprint: Some(fingerprint),
        ..Front::default()
    });
    let info = served.service.registration_service(&served.session).unwrap().unwrap();
    assert_eq!(info.url, "https://clients.example.com");
    assert_eq!(info.fingerprint, Some(fingerprint));
    let local = format!("http://{}", served.running.address());
    assert_eq!(served.running.local_url(), local);
}

#[test]
fn a_name_can_be_listened_on() {
    let options = Options {
        listen: "localhost:0".parse().unwrap(),
        ..plain_options(Limits::default())
    };
    let served = Served::with_options(Place::with_ana(), options);
    let port = served.running.address().port();
    assert_eq!(served.running.url(), format!("http://localhost:{port}"));
    let loopback = IpAddr::from([127, 0, 0, 1]);
    assert_eq!(Wire::plain((loopback, port).into()).get(HEALTH_PATH).status, 200);
}

#[test]
fn metrics_with_an_address_of_their_own_are_only_there() {
    let served = served(Front {
        metrics_listen: Some("127.0.0.1:0".parse().unwrap()),
        ..Front::default()
    });
    assert_eq!(served.wire().get(METRICS_PATH).kind(), ProblemKind::NotFound);
    let mut metrics = Wire::plain(served.running.metrics_address().unwrap());
    let text = metrics.get(METRICS_PATH).text().to_owned();
    assert!(
        text.contains(r#"avo_admin_requests_total{route="other",status="404"} 1"#),
        "{text}"
    );
    assert_eq!(metrics.get(HEALTH_PATH).kind(), ProblemKind::NotFound);
    assert_eq!(metrics.post(CONNECT_PATH, None, None).kind(), ProblemKind::NotFound);
}

#[test]
fn the_metrics_have_the_figures_of_the_directory() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("registers");
    assert_eq!(served.register(&token, &credential()).status, 200);
    let (id, _) = served.provision("deregistered");
    let user = served.session.user_id();
    let deregister = avo_admin::domain::client::ClientAction::Deregister;
    act(&mut served.service, &served.session, user, id, deregister);
    served.provision("waits for its client");
    let text = served.wire().get(METRICS_PATH).text().to_owned();
    for line in [
        r#"avo_admin_users{state="active"} 1"#,
        r#"avo_admin_users{state="disabled"} 0"#,
        r#"avo_admin_clients{status="registered"} 1"#,
        r#"avo_admin_clients{status="deregistered"} 1"#,
        r#"avo_admin_clients{status="provisioned"} 1"#,
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in {text}");
    }
    let expiry = text
        .lines()
        .find(|line| line.starts_with("avo_admin_next_expiry_timestamp_seconds "));
    assert!(!expiry.unwrap().ends_with(" 0"), "{expiry:?}");
    // A scrape right behind it reads nothing of the directory.
    served.provision("not counted yet");
    let again = served.wire().get(METRICS_PATH).text().to_owned();
    assert!(
        again.contains(r#"avo_admin_clients{status="provisioned"} 1"#),
        "{again}"
    );
}

#[test]
fn metrics_do_not_wait_for_whoever_writes() {
    let served = Served::plainly();
    let console = served.place.raw();
    console.execute_batch("BEGIN IMMEDIATE").unwrap();
    let text = served.wire().get(METRICS_PATH).text().to_owned();
    assert!(text.contains(r#"avo_admin_users{state="active"} 1"#), "{text}");
    console.execute_batch("COMMIT").unwrap();
}
