//! The window over time: it is closed, started again, and shares its file with other programs.

use avo_admin::protocol::ProblemKind;
use egui::accesskit::Role;

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;

const UNANSWERED: &str = "Not registered. The last request was not answered";
const SINCE: &str = "Registered as build-7 for bo.lindqvist since 23 November 2026, 09:00";

#[test]
fn a_window_closed_while_it_registers_still_keeps_what_is_granted() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let (gate, opener) = Gate::new();
    server.says([Says::Later(gate, Box::new(Says::Admitted))]);
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    window.press("Submit");
    server.wait_until_heard(1);
    drop(opener);
    window.close();
    assert!(WindowDriver::open(&machine).has_text(SINCE));
}

#[test]
fn connect_resolves_a_registration_without_an_answer() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let unknown = || Says::Problem(ProblemKind::Unknown);
    server.says([Says::Nothing, unknown(), Says::Nothing, unknown(), Says::Admitted]);
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    assert!(!window.is_enabled("Connect"));
    window.press_and_wait("Submit");
    assert!(window.is_enabled("Connect"));
    assert!(window.has_text(UNANSWERED));
    window.press_and_wait("Connect");
    let (answer, is_urgent) = window.answer();
    assert!(answer.contains("did not arrive") && is_urgent, "{answer}");
    assert!(window.has_text("Not registered"));
    assert!(!window.is_enabled("Connect"));
    window.press_and_wait("Submit");
    assert!(window.has_text(UNANSWERED));
    window.fill(Role::PasswordInput, "Token", token().expose());
    window.press_and_wait("Submit");
    assert!(
        window.has_text(UNANSWERED),
        "what is refused now says nothing of what was not answered"
    );

    let mut window = WindowDriver::open(&machine);
    assert!(window.is_enabled("Connect"));
    window.press_and_wait("Connect");
    assert!(window.has_text("Connected as build-7 for bo.lindqvist"));
    assert!(window.has_text(SINCE));
}

#[test]
fn a_registration_by_another_program_shows_when_the_window_gets_the_focus() {
    let (machine, one, other) = (Machine::new(), FakeServer::with_tls(), FakeServer::with_tls());
    machine.register(&one, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    machine.register(&other, &token()).unwrap();
    window.come_back();
    assert!(window.has_text(&format!("at {}", other.url())));
    assert_eq!(
        window.value(Role::TextInput, "Server"),
        one.url(),
        "what is typed stays"
    );
}

#[test]
fn a_stale_window_verifies_the_server_that_is_registered_now() {
    let (machine, one, other) = (Machine::new(), FakeServer::with_tls(), FakeServer::with_tls());
    machine.register(&one, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    machine.register(&other, &token()).unwrap();
    window.press_and_wait("Connect");
    assert!(window.has_text("Connected as build-7 for bo.lindqvist"));
    assert!(window.has_text(&format!("at {}", other.url())));
    let fingerprint = other.fingerprint().to_string();
    assert_eq!(machine.kept()["registered"]["fingerprint"], fingerprint);
}

#[test]
fn an_idle_window_draws_nothing_until_a_key_is_pressed() {
    let machine = Machine::new();
    let mut window = WindowDriver::open(&machine);
    // The test harness switches it off.
    window
        .harness
        .ctx
        .all_styles_mut(|style| style.visuals.text_cursor.blink = true);
    assert!(window.get(Role::TextInput, "Server").is_focused());
    for (secs, key, rests) in [
        (5.0, None, false),
        (100.0, None, true),
        (200.0, Some(egui::Key::ArrowLeft), false),
        (300.0, None, true),
    ] {
        if let Some(key) = key {
            window.harness.key_press(key);
        }
        window.harness.input_mut().time = Some(secs);
        window.harness.step();
        window.harness.step();
        let rested = window.wakes_in() == Some(std::time::Duration::MAX);
        assert_eq!(rested, rests, "at {secs} s: {:?}", window.wakes_in());
    }
}
