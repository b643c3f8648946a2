//! Pasting all that a client needs as one text.

use avo_admin::domain::hand_off::{HandOff, HandOffLabels};
use avo_admin::domain::token::TokenSecret;
use egui::Event;
use egui::accesskit::Role;

use super::fake_server::FakeServer;
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;

const FIELDS: [(Role, &str); 3] = [
    (Role::TextInput, "Server"),
    (Role::PasswordInput, "Token"),
    (Role::TextInput, "Certificate fingerprint"),
];

/// What the console copies of `token` for `server`.
fn copied_for(server: &FakeServer, token: &TokenSecret) -> String {
    let hand_off = HandOff {
        server: server.url(),
        fingerprint: server.address().is_tls().then(|| server.fingerprint()),
        token: token.clone(),
    };
    let labels = HandOffLabels {
        server: "Server",
        fingerprint: "Certificate fingerprint",
        token: "Token",
    };
    hand_off.text(&labels).expose().to_owned()
}

#[test]
fn a_hand_off_pasted_into_any_field_fills_all_of_them_and_registers() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    for (role, name) in FIELDS {
        let mut window = WindowDriver::open(&machine);
        window.fill(Role::TextInput, "Server", "https://old.example");
        window.get(role, name).focus();
        window.harness.run();
        window.harness.event(Event::Paste(copied_for(&server, &token)));
        window.harness.run();
        assert_eq!(window.value(Role::TextInput, "Server"), server.url(), "{name}");
        let fingerprint = window.value(Role::TextInput, "Certificate fingerprint");
        assert_eq!(fingerprint, server.fingerprint().to_string(), "{name}");
        let told = "The form was filled in from the pasted text. Select Submit to register";
        assert_eq!(window.answer(), (told.to_owned(), false), "{name}");
        window.press_and_wait("Submit");
        assert!(window.has_text("Registered as build-7 for bo.lindqvist"), "{name}");
        assert_eq!(server.heard().last().unwrap().bearer, token.expose(), "{name}");
    }
}

#[test]
fn a_hand_off_without_a_fingerprint_leaves_none_of_an_earlier_one() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut window = WindowDriver::open(&machine);
    window.fill(Role::TextInput, "Certificate fingerprint", "00:11");
    window.fill(Role::PasswordInput, "Token", &copied_for(&server, &token()));
    assert_eq!(window.value(Role::TextInput, "Certificate fingerprint"), "");
    let help = window.error_of(Role::TextInput, "Certificate fingerprint");
    assert!(help.starts_with("Required if"), "no mistake is left: {help}");
    assert_eq!(window.value(Role::TextInput, "Server"), server.url());
}
