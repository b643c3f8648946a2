//! What happens around the window: it is closed, started anew, and works beside other programs on the same file.

use avo_admin::protocol::ProblemKind;
use egui::accesskit::Role;

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};
use super::window_desk::Desk;

const UNANSWERED: &str = "Not registered; an answer is still missing";
const SINCE: &str = "Registered as build-7 for bo.lindqvist since 23 November 2026, 09:00";

#[test]
fn a_window_closed_while_it_registers_still_keeps_what_is_granted() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let (gate, opener) = Gate::new();
    server.says([Says::Later(gate, Box::new(Says::Admitted))]);
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token().expose());
    desk.press("Submit");
    while server.heard().is_empty() {
        std::thread::yield_now();
    }
    drop(opener);
    desk.close();
    assert!(Desk::open(&machine).has_text(SINCE));
}

#[test]
fn connect_finds_out_what_became_of_a_registration_without_an_answer() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let unknown = || Says::Problem(ProblemKind::Unknown);
    server.says([Says::Nothing, unknown(), Says::Nothing, unknown(), Says::Admitted]);
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token().expose());
    assert!(!desk.is_enabled("Connect"));
    desk.press_and_wait("Submit");
    assert!(desk.is_enabled("Connect"));
    assert!(desk.has_text(UNANSWERED));
    desk.press_and_wait("Connect");
    let (answer, is_urgent) = desk.answer();
    assert!(answer.contains("did not arrive") && is_urgent, "{answer}");
    assert!(desk.has_text("Not registered"));
    assert!(!desk.is_enabled("Connect"));
    desk.press_and_wait("Submit");
    assert!(desk.has_text(UNANSWERED));
    desk.fill(Role::PasswordInput, "Token", token().expose());
    desk.press_and_wait("Submit");
    assert!(
        desk.has_text(UNANSWERED),
        "what is refused now says nothing of what was not answered"
    );

    let mut desk = Desk::open(&machine);
    assert!(desk.is_enabled("Connect"));
    desk.press_and_wait("Connect");
    assert!(desk.has_text("Connected as build-7 for bo.lindqvist"));
    assert!(desk.has_text(SINCE));
}

#[test]
fn what_another_program_registers_is_seen_when_the_person_comes_back() {
    let (machine, one, other) = (Machine::new(), FakeServer::with_tls(), FakeServer::with_tls());
    machine.register(&one, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    machine.register(&other, &token()).unwrap();
    desk.come_back();
    assert!(desk.has_text(&format!("at {}", other.url())));
    assert_eq!(desk.value(Role::TextInput, "Server"), one.url(), "what is typed stays");
}

#[test]
fn a_window_with_old_knowledge_recognises_the_server_that_is_registered_by_now() {
    let (machine, one, other) = (Machine::new(), FakeServer::with_tls(), FakeServer::with_tls());
    machine.register(&one, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    machine.register(&other, &token()).unwrap();
    desk.press_and_wait("Connect");
    assert!(desk.has_text("Connected as build-7 for bo.lindqvist"));
    assert!(desk.has_text(&format!("at {}", other.url())));
    let fingerprint = other.fingerprint().to_string();
    assert_eq!(machine.kept()["registered"]["fingerprint"], fingerprint);
}
