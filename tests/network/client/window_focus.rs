//! Where the keyboard is before, while and after the server is asked.

use avo_admin::protocol::ProblemKind;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};
use super::window_desk::Desk;

fn later(says: Says) -> (Says, std::sync::mpsc::Sender<()>) {
    let (gate, opener) = Gate::new();
    (Says::Later(gate, Box::new(says)), opener)
}

#[test]
fn after_an_answer_the_button_that_asked_has_the_focus() {
    for is_by_keyboard in [true, false] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        machine.register(&server, &token()).unwrap();
        let mut desk = Desk::open(&machine);
        desk.fill(Role::PasswordInput, "Token", token().expose());
        for name in ["Submit", "Connect"] {
            let (says, opener) = later(Says::Problem(ProblemKind::Disabled));
            server.says([says]);
            if is_by_keyboard {
                desk.get(Role::Button, name).focus();
                desk.harness.run();
                desk.harness.key_press(Key::Space);
                desk.harness.step();
            } else {
                desk.press(name);
            }
            desk.harness.step();
            desk.harness.step();
            assert!(!desk.is_enabled(name), "it is asked");
            drop(opener);
            desk.wait_for_answer();
            assert!(desk.has_focus(Role::Button, name), "{name}");
        }
    }
}

#[test]
fn after_a_registration_connect_has_the_focus_wherever_it_was_submitted() {
    for is_in_field in [true, false] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        let mut desk = Desk::open(&machine);
        desk.fill_in(&server, token().expose());
        let (says, opener) = later(Says::Admitted);
        server.says([says]);
        if is_in_field {
            desk.harness.key_press(Key::Enter);
            desk.harness.step();
        } else {
            desk.press("Submit");
        }
        desk.harness.step();
        drop(opener);
        desk.wait_for_answer();
        assert!(desk.has_focus(Role::Button, "Connect"));
    }
}

#[test]
fn a_person_who_has_gone_elsewhere_meanwhile_is_left_there() {
    for says in [Says::Admitted, Says::Problem(ProblemKind::Disabled)] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        let mut desk = Desk::open(&machine);
        desk.fill_in(&server, token().expose());
        let (says, opener) = later(says);
        server.says([says]);
        desk.press("Submit");
        desk.get(Role::TextInput, "Certificate fingerprint").focus();
        desk.harness.step();
        drop(opener);
        desk.wait_for_answer();
        assert!(desk.has_focus(Role::TextInput, "Certificate fingerprint"));
    }
}

#[test]
fn a_token_pasted_while_another_is_submitted_stays() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token().expose());
    desk.get(Role::PasswordInput, "Token").focus();
    desk.harness.run();
    let (says, opener) = later(Says::Admitted);
    server.says([says]);
    desk.harness.key_press(Key::Enter);
    desk.harness.step();
    desk.keys_meanwhile(Modifiers::COMMAND, Key::A);
    let next = token();
    desk.harness.event(Event::Paste(next.expose().to_owned()));
    desk.harness.step();
    drop(opener);
    desk.wait_for_answer();
    assert!(desk.has_text("Registered as build-7 for bo.lindqvist"));
    assert!(desk.has_focus(Role::PasswordInput, "Token"));
    desk.press_and_wait("Submit");
    assert_eq!(server.heard()[1].bearer, next.expose());
}

#[test]
fn what_is_typed_meanwhile_does_not_change_who_is_said_to_be_asked() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut desk = Desk::open(&machine);
    desk.fill_in(&server, token().expose());
    let (says, opener) = later(Says::Admitted);
    server.says([says]);
    desk.press("Submit");
    desk.fill(Role::TextInput, "Server", "https://elsewhere.example.com");
    desk.harness.step();
    assert_eq!(desk.answer(), (format!("Asking {}", server.url()), false));
    drop(opener);
    desk.wait_for_answer();
}

#[test]
fn in_a_small_window_what_gets_the_focus_comes_into_view() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut desk = Desk::open_small(&machine);
    let order = [
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
        (Role::Button, "Submit"),
        (Role::Button, "Connect"),
        (Role::TextInput, "Server"),
    ];
    for (role, name) in order {
        assert!(desk.has_focus(role, name), "{name}");
        assert!(desk.is_in_view(role, name), "{name}");
        desk.keys(Modifiers::NONE, Key::Tab);
    }
    desk.fill(Role::TextInput, "Server", "http://elsewhere.example.com");
    desk.press("Submit");
    desk.harness.run();
    assert!(desk.has_focus(Role::TextInput, "Server") && desk.is_in_view(Role::TextInput, "Server"));
}
