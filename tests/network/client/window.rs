//! The window, by name and role, with the server asked over a real socket on the window's own thread.

use std::time::Duration;

use avo_admin::protocol::ProblemKind;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::fake_server::{FakeServer, Gate, Says, cause_of, next_step_of};
use super::machine::{Machine, token};
use super::window_desk::Desk;

const REGISTERED: &str = "Registered as build-7 for bo.lindqvist";
const SINCE: &str = "Registered as build-7 for bo.lindqvist since 23 November 2026, 09:00";

#[test]
fn a_pasted_token_registers_and_connect_shows_that_it_works() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    let mut desk = Desk::open(&machine);
    desk.get(Role::Heading, "Avo Assure Client Registration");
    assert!(desk.has_text("Not registered"));
    assert!(desk.has_focus(Role::TextInput, "Server"));
    assert!(!desk.is_enabled("Connect"));

    desk.fill_in(&server, &format!("{}\n", token.expose()));
    desk.press_and_wait("Submit");
    assert_eq!(
        desk.answer(),
        (format!("{REGISTERED}. Select Connect to see that it works"), false)
    );
    assert!(desk.has_text(SINCE));
    assert!(desk.has_text(&format!("at {}", server.url())));
    assert_eq!(desk.value(Role::PasswordInput, "Token"), "");
    assert!(desk.has_focus(Role::Button, "Connect"));

    desk.press_and_wait("Connect");
    assert_eq!(
        desk.answer(),
        (
            format!(
                "Connected as build-7 for bo.lindqvist. {} accepts this client",
                server.url()
            ),
            false
        )
    );
    assert_eq!(server.heard()[0].bearer, token.expose());
    assert_eq!(server.heard().len(), 2);
}

#[test]
fn enter_in_any_field_submits() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    for (role, name) in [
        (Role::TextInput, "Server"),
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
    ] {
        let mut desk = Desk::open(&machine);
        desk.fill_in(&server, token().expose());
        desk.get(role, name).focus();
        desk.harness.run();
        desk.harness.key_press(Key::Enter);
        desk.harness.step();
        desk.harness.step();
        desk.wait_for_answer();
        assert!(desk.has_text(REGISTERED), "{name}");
    }
}

#[test]
fn a_typing_error_stands_beside_the_field_and_nobody_is_asked() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, &token.expose()[..52]);
    desk.press("Submit");
    desk.harness.run();
    let told = "This is not a whole token: a character is missing or wrong. Copy the whole of it once more";
    assert_eq!(desk.error_of(Role::PasswordInput, "Token"), told);
    assert_eq!(desk.answer(), (told.to_owned(), true), "it is read aloud too");
    let first = desk.answer_id();
    desk.press("Submit");
    desk.harness.run();
    assert_ne!(desk.answer_id(), first, "and again when it is pressed again");
    assert!(desk.has_focus(Role::PasswordInput, "Token"));
    assert!(desk.is_enabled("Submit"));
    desk.fill(Role::PasswordInput, "Token", token.expose());
    assert_eq!(desk.error_of(Role::PasswordInput, "Token"), "");
    assert!(!desk.has_text(told), "nothing is left of it");
    assert!(server.heard().is_empty());
}

#[test]
fn an_answer_does_not_stay_beside_a_mistake_that_was_made_after_it() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut desk = Desk::open(&machine);
    server.says([Says::Problem(ProblemKind::Used)]);
    desk.fill_in(&server, token.expose());
    desk.press_and_wait("Submit");
    assert!(desk.has_text(&cause_of(ProblemKind::Used)));
    desk.fill(Role::PasswordInput, "Token", &token.expose()[..52]);
    desk.press("Submit");
    desk.harness.run();
    assert!(!desk.has_text(&cause_of(ProblemKind::Used)));
    assert_ne!(desk.error_of(Role::PasswordInput, "Token"), "");
}

#[test]
fn each_field_says_what_is_missing_and_the_first_gets_the_focus() {
    let machine = Machine::new();
    let mut desk = Desk::open(&machine);
    desk.fill(Role::TextInput, "Certificate fingerprint", "12:34");
    desk.press("Submit");
    desk.harness.run();
    assert!(
        desk.error_of(Role::TextInput, "Server")
            .starts_with("The server is missing.")
    );
    assert_eq!(
        desk.error_of(Role::PasswordInput, "Token"),
        "Paste the token from the administrator"
    );
    assert!(
        desk.error_of(Role::TextInput, "Certificate fingerprint")
            .starts_with("This is not a SHA-256")
    );
    assert!(desk.has_focus(Role::TextInput, "Server"));

    desk.fill(Role::TextInput, "Server", "http://console.example.com");
    desk.fill(Role::PasswordInput, "Token", token().expose());
    assert!(
        desk.error_of(Role::TextInput, "Server")
            .starts_with("http:// would send the token unprotected"),
        "already when the field is left"
    );
    desk.fill(Role::TextInput, "Server", "http://localhost:1");
    desk.fill(Role::TextInput, "Certificate fingerprint", &"00".repeat(32));
    desk.press("Submit");
    desk.harness.run();
    assert!(
        desk.error_of(Role::TextInput, "Certificate fingerprint")
            .contains("has no certificate")
    );
    assert!(desk.has_focus(Role::TextInput, "Certificate fingerprint"));
}

#[test]
fn a_refusal_is_read_aloud_with_its_cause_and_can_be_tried_again() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token.expose());
    let kind = ProblemKind::Disabled;
    server.says([Says::Problem(kind)]);
    desk.press_and_wait("Submit");
    assert_eq!(
        desk.answer(),
        (format!("{}. {}", cause_of(kind), next_step_of(kind)), true)
    );
    assert!(desk.has_text("Not registered") && !desk.is_enabled("Connect"));
    desk.press_and_wait("Submit");
    assert!(desk.has_text(SINCE));
}

#[test]
fn while_the_server_thinks_the_window_says_so_and_goes_on() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token.expose());
    let (gate, opener) = Gate::new();
    server.says([Says::NothingYet(gate)]);
    desk.press("Submit");
    assert!(!desk.is_enabled("Submit") && !desk.is_enabled("Connect"));
    // More than the wait after which something is said, of the window's own time.
    desk.harness.run_steps(20);
    assert_eq!(desk.answer(), (format!("Asking {}", server.url()), false));
    desk.fill(Role::TextInput, "Certificate fingerprint", "typed meanwhile");
    assert_eq!(
        desk.value(Role::TextInput, "Certificate fingerprint"),
        "typed meanwhile"
    );

    drop(opener);
    desk.wait_for_answer();
    assert!(desk.answer().0.contains("without an answer"));
    assert!(desk.is_enabled("Submit"));
    desk.fill(Role::TextInput, "Certificate fingerprint", "");
    desk.press_and_wait("Submit");
    assert!(desk.has_text(SINCE));
}

#[test]
fn the_next_start_knows_the_server_and_waits_for_a_token() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token().expose());
    server.says([Says::Nothing]);
    desk.press_and_wait("Submit");
    for is_registered in [false, true] {
        let mut desk = Desk::open(&machine);
        assert_eq!(desk.has_text(SINCE), is_registered);
        assert_eq!(desk.value(Role::TextInput, "Server"), server.url());
        let fingerprint = server.fingerprint().to_string();
        assert_eq!(desk.value(Role::TextInput, "Certificate fingerprint"), fingerprint);
        assert!(desk.has_focus(Role::PasswordInput, "Token"));
        if !is_registered {
            desk.fill(Role::PasswordInput, "Token", token().expose());
            desk.press_and_wait("Submit");
        }
    }
}

#[test]
fn connect_uses_the_fingerprint_that_is_seen_and_the_server_that_is_registered() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    desk.fill(Role::TextInput, "Certificate fingerprint", &"00".repeat(32));
    desk.press_and_wait("Connect");
    assert!(desk.answer().0.contains(&server.fingerprint().to_string()));
    // What is typed for another server says nothing about this one.
    desk.fill(Role::TextInput, "Server", "https://elsewhere.example.com");
    desk.press_and_wait("Connect");
    assert!(desk.has_text("Connected as build-7 for bo.lindqvist"));
}

#[test]
fn a_credential_that_has_run_out_is_shown_as_that() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::AdmittedUntil("2026-11-24T09:00:00Z")]);
    machine.register(&server, &token()).unwrap();
    let place = format!("at {}", server.url());
    let desk = Desk::open(&machine);
    assert!(desk.has_text(&format!("{place}, until 24 November 2026, 09:00")));
    machine.clock.advance_secs(24 * 60 * 60);
    let desk = Desk::open(&machine);
    assert!(desk.has_text("No longer accepted as build-7 for bo.lindqvist"));
    let expired = format!("{place}; the credential expired on 24 November 2026, 09:00, so a new token is needed");
    assert!(desk.has_text(&expired));
}

#[test]
fn a_window_that_stays_open_is_drawn_again_when_the_credential_runs_out() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::AdmittedUntil("2026-11-23T09:00:20Z")]);
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    let wakes_in = desk.wakes_in().expect("it is not drawn again");
    assert!(wakes_in <= Duration::from_secs(20), "{wakes_in:?}");
    machine.clock.advance_secs(20);
    desk.harness.step();
    assert!(desk.has_text("No longer accepted as build-7 for bo.lindqvist"));
}

#[test]
fn a_deregistered_client_is_not_shown_as_registered() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    let no_longer = "No longer accepted as build-7 for bo.lindqvist";
    for (says, is_refused) in [
        (Says::Problem(ProblemKind::Unavailable), false),
        (Says::Problem(ProblemKind::Void), true),
        (Says::Problem(ProblemKind::Unavailable), true),
        (Says::Nothing, true),
        (Says::Admitted, false),
    ] {
        server.says([says]);
        desk.press_and_wait("Connect");
        for shown in [&desk, &Desk::open(&machine)] {
            assert_eq!(shown.has_text(no_longer), is_refused);
            assert_eq!(shown.has_text(SINCE), !is_refused);
        }
    }
    assert!(machine.kept()["registered"].get("is_refused").is_none());
}

#[test]
fn a_file_that_cannot_be_used_is_told_at_the_start() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    std::fs::write(machine.file(), "{").unwrap();
    let desk = Desk::open(&machine);
    let (answer, is_urgent) = desk.answer();
    assert!(answer.contains("is damaged") && is_urgent, "{answer}");
    assert!(!desk.is_enabled("Connect"));
}

#[test]
fn the_token_leaves_the_window_in_no_way() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token.expose());
    for taken in [Event::Copy, Event::Cut] {
        assert_eq!(desk.copied_from(Role::TextInput, "Server", &taken), [server.url()]);
        assert!(desk.copied_from(Role::PasswordInput, "Token", &taken).is_empty());
    }
    let piece = &token.expose()[4..12];
    desk.fill(Role::TextInput, "Server", &server.url());
    desk.fill(Role::PasswordInput, "Token", token.expose());
    desk.press_and_wait("Submit");
    desk.get(Role::PasswordInput, "Token").focus();
    desk.harness.run();
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.value(Role::PasswordInput, "Token"), "");
    let tree = format!("{:?}", desk.harness.root());
    assert!(!tree.contains(piece));
}

#[test]
fn tab_goes_through_the_window_as_it_is_read() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    for (role, name) in [
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
        (Role::Button, "Submit"),
        (Role::Button, "Connect"),
        (Role::TextInput, "Server"),
    ] {
        assert!(desk.has_focus(role, name), "{name}");
        desk.keys(Modifiers::NONE, Key::Tab);
    }
}

#[test]
fn a_window_at_rest_asks_for_no_frames() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open(&machine);
    desk.press_and_wait("Connect");
    desk.harness.run();
    let delay = desk.wakes_in();
    assert!(delay.is_none_or(|delay| delay >= Duration::from_secs(1)), "{delay:?}");
}
