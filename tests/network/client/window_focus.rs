//! Where the keyboard is before, while and after the server is asked.

use avo_admin::protocol::ProblemKind;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;

fn later(says: Says) -> (Says, std::sync::mpsc::Sender<()>) {
    let (gate, opener) = Gate::new();
    (Says::Later(gate, Box::new(says)), opener)
}

#[test]
fn the_pressed_button_has_the_focus_again_after_an_answer() {
    for is_by_keyboard in [true, false] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        machine.register(&server, &token()).unwrap();
        let mut window = WindowDriver::open(&machine);
        window.fill(Role::PasswordInput, "Token", token().expose());
        for name in ["Submit", "Connect"] {
            let (says, opener) = later(Says::Problem(ProblemKind::Disabled));
            server.says([says]);
            if is_by_keyboard {
                window.get(Role::Button, name).focus();
                window.harness.run();
                window.harness.key_press(Key::Space);
                window.harness.step();
            } else {
                window.press(name);
            }
            window.harness.step();
            window.harness.step();
            assert!(!window.is_enabled(name), "it is asked");
            drop(opener);
            window.wait_for_answer();
            assert!(window.has_focus(Role::Button, name), "{name}");
        }
    }
}

#[test]
fn after_a_registration_connect_has_the_focus_wherever_it_was_submitted() {
    for is_in_field in [true, false] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        let mut window = WindowDriver::open(&machine);
        window.fill_in(&server, token().expose());
        let (says, opener) = later(Says::Admitted);
        server.says([says]);
        if is_in_field {
            window.harness.key_press(Key::Enter);
            window.harness.step();
        } else {
            window.press("Submit");
        }
        window.harness.step();
        drop(opener);
        window.wait_for_answer();
        assert!(window.has_focus(Role::Button, "Connect"));
    }
}

#[test]
fn an_answer_does_not_move_a_focus_that_has_moved() {
    for says in [Says::Admitted, Says::Problem(ProblemKind::Disabled)] {
        let (machine, server) = (Machine::new(), FakeServer::plain());
        let mut window = WindowDriver::open(&machine);
        window.fill_in(&server, token().expose());
        let (says, opener) = later(says);
        server.says([says]);
        window.press("Submit");
        window.get(Role::TextInput, "Certificate fingerprint").focus();
        window.harness.step();
        drop(opener);
        window.wait_for_answer();
        assert!(window.has_focus(Role::TextInput, "Certificate fingerprint"));
    }
}

#[test]
fn a_token_pasted_while_another_is_submitted_stays() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    window.get(Role::PasswordInput, "Token").focus();
    window.harness.run();
    let (says, opener) = later(Says::Admitted);
    server.says([says]);
    window.harness.key_press(Key::Enter);
    window.harness.step();
    window.keys_meanwhile(Modifiers::COMMAND, Key::A);
    let next = token();
    window.harness.event(Event::Paste(next.expose().to_owned()));
    window.harness.step();
    drop(opener);
    window.wait_for_answer();
    assert!(window.has_text("Registered as build-7 for bo.lindqvist"));
    assert!(window.has_focus(Role::PasswordInput, "Token"));
    window.press_and_wait("Submit");
    assert_eq!(server.heard()[1].bearer, next.expose());
}

#[test]
fn an_address_typed_meanwhile_does_not_change_the_server_named_as_asked() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut window = WindowDriver::open(&machine);
    window.fill_in(&server, token().expose());
    let (says, opener) = later(Says::Admitted);
    server.says([says]);
    window.press("Submit");
    window.fill(Role::TextInput, "Server", "https://elsewhere.example.com");
    window.harness.step();
    assert_eq!(window.answer(), (format!("Contacting {}", server.url()), false));
    drop(opener);
    window.wait_for_answer();
}

#[test]
fn a_small_window_scrolls_to_the_focus() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    machine.register(&server, &token()).unwrap();
    let mut window = WindowDriver::open_small(&machine);
    let order = [
        (Role::PasswordInput, "Token"),
        (Role::TextInput, "Certificate fingerprint"),
        (Role::Button, "Submit"),
        (Role::Button, "Connect"),
        (Role::RadioButton, "System"),
        (Role::TextInput, "Server"),
    ];
    for (role, name) in order {
        assert!(window.has_focus(role, name), "{name}");
        assert!(window.is_in_view(role, name), "{name}");
        window.keys(Modifiers::NONE, Key::Tab);
    }
    window.fill(Role::TextInput, "Server", "http://elsewhere.example.com");
    window.press("Submit");
    window.harness.run();
    assert!(window.has_focus(Role::TextInput, "Server") && window.is_in_view(Role::TextInput, "Server"));
}
