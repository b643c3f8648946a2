//! What the window does about a certificate it doesn't know, and about requests that were never sent.

use avo_admin::domain::registration::Fingerprint;
use egui::accesskit::Role;

use super::fake_server::FakeServer;
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;

const FINGERPRINT: (Role, &str) = (Role::TextInput, "Certificate fingerprint");

#[test]
fn an_unknown_certificate_is_accepted_once_the_whole_fingerprint_matches() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    window.fill(FINGERPRINT.0, FINGERPRINT.1, "");
    window.press_and_wait("Submit");
    let (told, is_urgent) = window.answer();
    assert!(told.contains("its issuer is not trusted. Nothing was sent. Paste the whole fingerprint") && is_urgent);
    let presented = server.fingerprint().to_string();
    assert!(!told.contains(&presented), "nothing to copy from the window: {told}");
    assert!(window.has_focus(FINGERPRINT.0, FINGERPRINT.1));

    let differs = "The server's certificate has another fingerprint. Don't register, and tell the administrator";
    let mut nearly = server.fingerprint();
    nearly.0[17] ^= 1;
    window.fill(FINGERPRINT.0, FINGERPRINT.1, &nearly.to_string());
    assert_eq!(window.error_of(FINGERPRINT.0, FINGERPRINT.1), differs);
    window.fill(FINGERPRINT.0, FINGERPRINT.1, &presented[..80]);
    window.press("Submit");
    window.harness.run();
    assert!(server.heard().is_empty(), "a part of it is not enough");

    window.fill(FINGERPRINT.0, FINGERPRINT.1, &presented);
    let matches = "Matches the server's certificate. Select Submit";
    assert_eq!(window.error_of(FINGERPRINT.0, FINGERPRINT.1), matches);
    window.press_and_wait("Submit");
    assert!(window.has_text("Registered as build-7 for bo.lindqvist"));
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn a_stored_fingerprint_outlives_a_certificate_that_differs() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let mut kept = machine.kept();
    let stored = Fingerprint([7; 32]).to_string();
    kept["registered"]["fingerprint"] = stored.clone().into();
    std::fs::write(machine.file(), kept.to_string()).unwrap();
    let mut window = WindowDriver::open(&machine);
    for entered in ["", server.fingerprint().to_string().as_str()] {
        window.fill(FINGERPRINT.0, FINGERPRINT.1, entered);
        window.press("Connect");
        if entered.is_empty() {
            window.wait_for_answer();
            assert!(window.answer().0.contains("does not match"), "{}", window.answer().0);
        }
        window.harness.run();
        assert_eq!(machine.kept()["registered"]["fingerprint"], stored, "{entered}");
    }
    assert_eq!(server.heard().len(), 1, "only the registration");
}

#[test]
fn a_request_that_was_never_sent_is_not_shown_as_unanswered() {
    let machine = Machine::new();
    let mut window = WindowDriver::open(&machine);
    window.fill(Role::TextInput, "Server", "http://localhost:1");
    window.fill(Role::PasswordInput, "Token", token().expose());
    window.press_and_wait("Submit");
    let (told, _) = window.answer();
    assert!(told.contains("http://localhost:1. Nothing was sent. Check"), "{told}");
    assert!(window.has_text("Not registered") && !window.is_enabled("Connect"));
}

#[test]
fn an_appearance_that_was_chosen_is_kept_for_the_next_start() {
    let machine = Machine::new();
    let mut window = WindowDriver::open(&machine);
    assert!(window.is_chosen("System"));
    window.get(Role::RadioButton, "Dark").click_accesskit();
    window.harness.run();
    assert!(window.is_chosen("Dark") && window.harness.ctx.theme() == egui::Theme::Dark);
    window.close();
    assert!(WindowDriver::open(&machine).is_chosen("Dark"));
}

#[test]
fn after_a_registration_the_page_names_the_client_and_connect_has_the_accent() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let mut window = WindowDriver::open(&machine);
    assert!(window.has_accent("Submit"));
    window.fill_in(&server, token().expose());
    window.press_and_wait("Submit");
    assert!(window.has_text("This computer is the client build-7 of bo.lindqvist"));
    assert!(window.has_accent("Connect") && !window.has_accent("Submit"));
    window.fill(Role::PasswordInput, "Token", token().expose());
    assert!(window.has_accent("Submit") && !window.has_accent("Connect"));
}
