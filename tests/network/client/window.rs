//! The window, by name and role, with the server asked over a real socket on the window's own thread.

use std::time::Duration;

use avo_admin::domain::check_words::CheckWords;
use avo_admin::protocol::ProblemKind;
use avo_admin::words::{Language, speak};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::fake_server::{FakeServer, Gate, Says, cause_of, next_step_of};
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;

const REGISTERED: &str = "Registered as build-7 for bo.lindqvist";
const SINCE: &str = "Registered as build-7 for bo.lindqvist since 23 November 2026, 09:00";

#[test]
fn a_pasted_token_registers_and_connect_shows_that_it_works() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    let mut window = WindowDriver::open(&machine);
    window.get(Role::Heading, "Avo Assure Client Registration");
    assert!(window.has_text("Not registered"));
    assert!(window.has_focus(Role::TextInput, "Server"));
    assert!(!window.is_enabled("Connect"));

    window.fill_in(&server, &format!("{}\n", token.expose()));
    window.press_and_wait("Submit");
    assert_eq!(
        window.answer(),
        (format!("{REGISTERED}. Select Connect to check that it works"), false)
    );
    assert!(window.has_text(SINCE));
    assert!(window.has_text(&format!("at {}", server.url())));
    assert_eq!(window.value(Role::PasswordInput, "Token"), "");
    assert!(window.has_focus(Role::Button, "Connect"));

    window.press_and_wait("Connect");
    assert_eq!(
        window.answer(),
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
fn a_whole_token_shows_its_check_words_until_it_is_used() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let told = format!(
        "Check words: {}. The console shows the same words beside the token",
        CheckWords::of(&token)
    );
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, &token.expose()[..52]);
    let told_of_a_part = window.error_of(Role::PasswordInput, "Token");
    assert!(!told_of_a_part.contains("Check words"), "{told_of_a_part}");
    window.fill_in(&server, token.expose());
    assert_eq!(window.error_of(Role::PasswordInput, "Token"), told);
    window.press_and_wait("Submit");
    assert!(window.has_text(REGISTERED));
    assert_eq!(window.error_of(Role::PasswordInput, "Token"), "");
}

#[test]
fn enter_in_any_field_submits() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    for (role, name) in [
        (Role::TextInput, "Server"),
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
    ] {
        let mut window = WindowDriver::open(&machine);
        window.fill_in(&server, token().expose());
        window.get(role, name).focus();
        window.harness.run();
        window.harness.key_press(Key::Enter);
        window.harness.step();
        window.harness.step();
        window.wait_for_answer();
        assert!(window.has_text(REGISTERED), "{name}");
    }
}

#[test]
fn a_mistyped_token_is_marked_and_the_server_is_not_asked() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, &token.expose()[..52]);
    window.press("Submit");
    window.harness.run();
    let told = "Incomplete or mistyped token. Copy the whole token again";
    assert_eq!(window.error_of(Role::PasswordInput, "Token"), told);
    assert_eq!(window.answer(), (told.to_owned(), true), "it is read aloud too");
    let first = window.answer_id();
    window.press("Submit");
    window.harness.run();
    assert_ne!(window.answer_id(), first, "and again when it is pressed again");
    assert!(window.has_focus(Role::PasswordInput, "Token"));
    assert!(window.is_enabled("Submit"));
    window.fill(Role::PasswordInput, "Token", token.expose());
    assert!(window.error_of(Role::PasswordInput, "Token").starts_with("Check words"));
    assert!(!window.has_text(told), "nothing is left of it");
    assert!(server.heard().is_empty());
}

#[test]
fn an_old_answer_disappears_when_a_field_has_an_error() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut window = WindowDriver::open(&machine);
    server.says([Says::Problem(ProblemKind::Used)]);
    window.fill_in(&server, token.expose());
    window.press_and_wait("Submit");
    assert!(window.has_text(&cause_of(ProblemKind::Used)));
    window.fill(Role::PasswordInput, "Token", &token.expose()[..52]);
    window.press("Submit");
    window.harness.run();
    assert!(!window.has_text(&cause_of(ProblemKind::Used)));
    assert_ne!(window.error_of(Role::PasswordInput, "Token"), "");
}

#[test]
fn each_field_says_what_is_missing_and_the_first_gets_the_focus() {
    let machine = Machine::new();
    let mut window = WindowDriver::open(&machine);
    window.fill(Role::TextInput, "Certificate fingerprint", "12:34");
    window.press("Submit");
    window.harness.run();
    assert!(
        window
            .error_of(Role::TextInput, "Server")
            .starts_with("The server is missing.")
    );
    assert_eq!(
        window.error_of(Role::PasswordInput, "Token"),
        "Paste the token from the administrator"
    );
    assert!(
        window
            .error_of(Role::TextInput, "Certificate fingerprint")
            .starts_with("Not a SHA-256")
    );
    assert!(window.has_focus(Role::TextInput, "Server"));

    window.fill(Role::TextInput, "Server", "http://console.example.com");
    window.fill(Role::PasswordInput, "Token", token().expose());
    assert!(
        window
            .error_of(Role::TextInput, "Server")
            .starts_with("http:// would send the token unprotected"),
        "already when the field is left"
    );
    window.fill(Role::TextInput, "Server", "http://localhost:1");
    window.fill(Role::TextInput, "Certificate fingerprint", &"00".repeat(32));
    window.press("Submit");
    window.harness.run();
    assert!(
        window
            .error_of(Role::TextInput, "Certificate fingerprint")
            .contains("has no certificate")
    );
    assert!(window.has_focus(Role::TextInput, "Certificate fingerprint"));
}

#[test]
fn a_mistake_stands_beside_its_field_from_leaving_it_until_it_is_corrected() {
    let (machine, token) = (Machine::new(), token());
    let mut window = WindowDriver::open(&machine);
    let text = token.expose();
    window.fill(Role::PasswordInput, "Token", &text[..40]);
    assert_eq!(
        window.error_of(Role::PasswordInput, "Token"),
        "",
        "not while it is typed"
    );
    window.fill(Role::TextInput, "Server", "https://console.example.com");
    let told = "Incomplete or mistyped token. Copy the whole token again";
    assert_eq!(window.error_of(Role::PasswordInput, "Token"), told);
    window.fill(Role::PasswordInput, "Token", &text[..52]);
    assert_eq!(window.error_of(Role::PasswordInput, "Token"), told, "still a mistake");
    window.fill(Role::PasswordInput, "Token", text);
    assert!(window.error_of(Role::PasswordInput, "Token").starts_with("Check words"));
}

#[test]
fn a_refusal_is_read_aloud_with_its_cause_and_can_be_tried_again() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token.expose());
    let kind = ProblemKind::Disabled;
    server.says([Says::Problem(kind)]);
    window.press_and_wait("Submit");
    assert_eq!(
        window.answer(),
        (format!("{}. {}", cause_of(kind), next_step_of(kind)), true)
    );
    assert!(window.has_text("Not registered") && !window.is_enabled("Connect"));
    window.press_and_wait("Submit");
    assert!(window.has_text(SINCE));
}

#[test]
fn the_window_shows_a_pending_request_and_stays_responsive() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token.expose());
    let (gate, opener) = Gate::new();
    server.says([Says::NothingYet(gate)]);
    window.press("Submit");
    assert!(!window.is_enabled("Submit") && !window.is_enabled("Connect"));
    // More than the wait after which something is said, of the window's own time.
    window.harness.run_steps(20);
    assert_eq!(window.answer(), (format!("Contacting {}", server.url()), false));
    window.fill(Role::TextInput, "Certificate fingerprint", "typed meanwhile");
    assert_eq!(
        window.value(Role::TextInput, "Certificate fingerprint"),
        "typed meanwhile"
    );

    drop(opener);
    window.wait_for_answer();
    assert!(window.answer().0.contains("without an answer"));
    assert!(window.is_enabled("Submit"));
    window.fill(Role::TextInput, "Certificate fingerprint", "");
    window.press_and_wait("Submit");
    assert!(window.has_text(SINCE));
}

#[test]
fn the_next_start_fills_in_the_server_and_focuses_the_token() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    server.says([Says::Nothing]);
    window.press_and_wait("Submit");
    for is_registered in [false, true] {
        let mut window = WindowDriver::open(&machine);
        assert_eq!(window.has_text(SINCE), is_registered);
        assert_eq!(window.value(Role::TextInput, "Server"), server.url());
        let fingerprint = server.fingerprint().to_string();
        assert_eq!(window.value(Role::TextInput, "Certificate fingerprint"), fingerprint);
        assert!(window.has_focus(Role::PasswordInput, "Token"));
        if !is_registered {
            window.fill(Role::PasswordInput, "Token", token().expose());
            window.press_and_wait("Submit");
        }
    }
}

#[test]
fn connect_never_replaces_a_stored_fingerprint_by_an_entered_one() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    window.fill(Role::TextInput, "Certificate fingerprint", &"00".repeat(32));
    window.press("Connect");
    window.harness.run();
    let told = "Another fingerprint is stored for this server. Register again with a new token to replace it";
    assert_eq!(window.answer(), (told.to_owned(), true));
    assert_eq!(server.heard().len(), 1, "only the registration");
    // What is typed for another server says nothing about this one.
    window.fill(Role::TextInput, "Server", "https://elsewhere.example.com");
    window.press_and_wait("Connect");
    assert!(window.has_text("Connected as build-7 for bo.lindqvist"));
}

#[test]
fn an_expired_credential_is_shown_as_expired() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::AdmittedUntil("2026-11-24T09:00:00Z")]);
    machine.register(&server, &token()).unwrap();
    let place = format!("at {}", server.url());
    let window = WindowDriver::open(&machine);
    assert!(window.has_text(&format!("{place}, until 24 November 2026, 09:00")));
    machine.clock.advance_secs(24 * 60 * 60);
    let window = WindowDriver::open(&machine);
    assert!(window.has_text("No longer accepted as build-7 for bo.lindqvist"));
    let expired = format!("{place}. The credential expired on 24 November 2026, 09:00, so a new token is needed");
    assert!(window.has_text(&expired));
}

#[test]
fn an_open_window_is_drawn_again_when_the_credential_expires() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::AdmittedUntil("2026-11-23T09:00:20Z")]);
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    let wakes_in = window.wakes_in().expect("it is not drawn again");
    assert!(wakes_in <= Duration::from_secs(20), "{wakes_in:?}");
    machine.clock.advance_secs(20);
    window.harness.step();
    assert!(window.has_text("No longer accepted as build-7 for bo.lindqvist"));
}

#[test]
fn a_deregistered_client_is_not_shown_as_registered() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    let no_longer = "No longer accepted as build-7 for bo.lindqvist";
    for (says, is_refused) in [
        (Says::Problem(ProblemKind::Unavailable), false),
        (Says::Problem(ProblemKind::Void), true),
        (Says::Problem(ProblemKind::Unavailable), true),
        (Says::Nothing, true),
        (Says::Admitted, false),
    ] {
        server.says([says]);
        window.press_and_wait("Connect");
        for shown in [&window, &WindowDriver::open(&machine)] {
            assert_eq!(shown.has_text(no_longer), is_refused);
            assert_eq!(shown.has_text(SINCE), !is_refused);
        }
    }
    assert!(machine.kept()["registered"].get("is_refused").is_none());
}

#[test]
fn a_damaged_credential_file_is_reported_at_the_start() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    std::fs::write(machine.file(), "{").unwrap();
    let window = WindowDriver::open(&machine);
    let (answer, is_urgent) = window.answer();
    assert!(answer.contains("is damaged") && is_urgent, "{answer}");
    assert!(!window.is_enabled("Connect"));
}

#[test]
fn the_token_cannot_be_copied_or_read_from_the_window() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token.expose());
    for taken in [Event::Copy, Event::Cut] {
        assert_eq!(window.copied_from(Role::TextInput, "Server", &taken), [server.url()]);
        assert!(window.copied_from(Role::PasswordInput, "Token", &taken).is_empty());
    }
    let piece = &token.expose()[4..12];
    window.fill(Role::TextInput, "Server", &server.url());
    window.fill(Role::PasswordInput, "Token", token.expose());
    window.press_and_wait("Submit");
    window.get(Role::PasswordInput, "Token").focus();
    window.harness.run();
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.value(Role::PasswordInput, "Token"), "");
    let tree = format!("{:?}", window.harness.root());
    assert!(!tree.contains(piece));
}

#[test]
fn tab_follows_the_reading_order() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    for (role, name) in [
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
        (Role::Button, "Submit"),
        (Role::Button, "Connect"),
        (Role::RadioButton, "System"),
        (Role::TextInput, "Server"),
    ] {
        assert!(window.has_focus(role, name), "{name}");
        window.keys(Modifiers::NONE, Key::Tab);
    }
}

#[test]
fn a_window_at_rest_asks_for_no_frames() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open(&machine);
    window.press_and_wait("Connect");
    window.harness.run();
    let delay = window.wakes_in();
    assert!(delay.is_none_or(|delay| delay >= Duration::from_secs(1)), "{delay:?}");
}

#[test]
fn the_window_speaks_german_where_the_system_does() {
    speak(Language::German);
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([Says::Problem(ProblemKind::Used), Says::Nothing]);
    let mut window = WindowDriver::open(&machine);
    window.fill(Role::TextInput, "Server", "ftp://a.example");
    window.fill(Role::PasswordInput, "Token", token().expose());
    assert!(
        window
            .error_of(Role::TextInput, "Server")
            .starts_with("Ein Client registriert sich nur über HTTPS")
    );
    window.fill(Role::TextInput, "Server", &server.url());
    window.press_and_wait("Registrieren");
    assert!(window.answer().0.starts_with("Dieses Token wurde bereits verwendet"));
    window.press_and_wait("Registrieren");
    assert!(window.answer().0.contains("ohne Antwort beendet"));
    assert!(window.has_text("Nicht registriert. Die letzte Anfrage wurde nicht beantwortet"));
}
