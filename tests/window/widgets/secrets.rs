use avo_admin::domain::secret::SecretText;
use avo_admin::ui::widgets::{SecretField, TextField};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::window;

struct Form {
    password: SecretText,
    other: String,
}

fn form<'a>(password: &str) -> Harness<'a, Form> {
    let state = Form {
        password: SecretText::from(password),
        other: String::new(),
    };
    let mut harness = window(state, |ui, form: &mut Form| {
        SecretField::new("Password", &mut form.password)
            .revealable(true)
            .show(ui);
        TextField::new("Other", &mut form.other).show(ui);
    });
    harness.get_by_label("Password").focus();
    harness.run_steps(2);
    harness
}

/// Runs one step and fails if the secret, or any three characters of it in a row, left egui in any way.
#[track_caller]
fn step_without_leak(harness: &mut Harness<'_, Form>, secret: &str) {
    harness.step();
    let output = harness.output();
    let told = format!(
        "{:?}{:?}",
        output.platform_output.accesskit_update, output.platform_output.events
    );
    let characters: Vec<char> = secret.chars().collect();
    for piece in characters.windows(3) {
        let piece: String = piece.iter().collect();
        assert!(!told.contains(&piece), "{piece:?} reached assistive technology");
        for command in &output.platform_output.commands {
            let command = format!("{command:?}");
            assert!(!command.contains(&piece), "{piece:?} left by {command}");
        }
    }
    let copies = output
        .platform_output
        .commands
        .iter()
        .filter(|command| matches!(command, OutputCommand::CopyText(_)));
    assert_eq!(copies.count(), 0, "nothing is copied out of a secret field");
}

fn press(harness: &Harness<'_, Form>, key: Key, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
}

#[test]
fn typing_pasting_and_deleting_in_the_middle_reach_the_characters() {
    let mut harness = form("");
    harness.event(Event::Text("héllo".into()));
    harness.run_steps(2);
    harness.event(Event::Paste(" 🦊 wörld".into()));
    harness.run_steps(2);
    assert_eq!(harness.state().password.expose(), "héllo 🦊 wörld");
    harness.key_press(Key::Home);
    harness.key_press(Key::ArrowRight);
    harness.key_press(Key::Delete);
    harness.run_steps(2);
    assert_eq!(harness.state().password.expose(), "hllo 🦊 wörld");
    harness.key_press(Key::End);
    for _ in 0..6 {
        harness.key_press(Key::Backspace);
    }
    harness.run_steps(2);
    assert_eq!(harness.state().password.expose(), "hllo 🦊");
    harness.event(Event::Text("x".into()));
    harness.run_steps(2);
    assert_eq!(harness.state().password.expose(), "hllo 🦊x");
}

#[test]
fn a_pasted_secret_keeps_what_makes_it_refused_and_loses_one_line_end() {
    for (pasted, kept) in [
        ("\u{feff}nine violet tractors\r\n", "nine violet tractors"),
        ("nine violet\r\ntractors", "nine violet\u{2028}tractors"),
        ("nine\tviolet\0tractors\u{1b}", "nine\tviolet\0tractors\u{1b}"),
    ] {
        let mut harness = form("");
        harness.event(Event::Paste(pasted.into()));
        harness.run_steps(2);
        assert_eq!(harness.state().password.expose(), kept);
    }
}

#[test]
fn assistive_technology_finds_a_password_field_and_no_secret() {
    let mut harness = form("zyxwvutsrqponmlk");
    assert!(
        harness
            .query_by_role_and_label(Role::PasswordInput, "Password")
            .is_some()
    );
    step_without_leak(&mut harness, "zyxwvutsrqponmlk");
    harness.event(Event::Text("j".into()));
    step_without_leak(&mut harness, "zyxwvutsrqponmlk");
}

#[test]
fn selecting_and_copying_or_cutting_gives_nothing_out() {
    let secret = "zyxwvutsrqponmlk";
    let mut harness = form(secret);
    press(&harness, Key::A, Modifiers::COMMAND);
    step_without_leak(&mut harness, secret);
    harness.event(Event::Copy);
    step_without_leak(&mut harness, secret);
    assert_eq!(harness.state().password.expose(), secret);
    press(&harness, Key::A, Modifiers::COMMAND);
    step_without_leak(&mut harness, secret);
    harness.event(Event::Cut);
    step_without_leak(&mut harness, secret);
    step_without_leak(&mut harness, secret);
    assert!(harness.state().password.is_empty(), "cutting deletes");
}

#[test]
fn undo_never_brings_a_taken_secret_back_nor_bullets_in() {
    let secret = "zyxwvutsrqponmlk";
    let mut harness = form(secret);
    harness.event(Event::Text("j".into()));
    harness.run_steps(30);
    drop(harness.state_mut().password.take());
    harness.run_steps(2);
    press(&harness, Key::Z, Modifiers::COMMAND);
    harness.run_steps(2);
    assert!(harness.state().password.is_empty());
    press(&harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    harness.run_steps(2);
    assert!(harness.state().password.is_empty());
}

#[test]
fn undo_leaves_what_is_typed_now_alone() {
    let mut harness = form("");
    for letter in ["a", "b", "c"] {
        harness.event(Event::Text(letter.into()));
        harness.run_steps(30);
    }
    press(&harness, Key::Z, Modifiers::COMMAND);
    harness.run_steps(2);
    assert_eq!(harness.state().password.expose(), "abc");
}

#[test]
fn revealing_is_a_button_named_by_the_field_and_leaks_nothing_to_the_tree() {
    let secret = "zyxwvutsrqponmlk";
    let mut harness = form(secret);
    harness.get_by_role_and_label(Role::Button, "Show Password").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Hide Password").is_some());
    step_without_leak(&mut harness, secret);
    harness.get_by_label("Hide Password").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Show Password").is_some());
}

#[test]
fn a_field_that_comes_back_is_hidden_again() {
    let mut harness = window((SecretText::from("secret"), true), |ui, (secret, shown)| {
        if *shown {
            SecretField::new("Password", secret).revealable(true).show(ui);
        }
    });
    harness.get_by_label("Show Password").click();
    harness.run_steps(3);
    harness.state_mut().1 = false;
    harness.run_steps(3);
    harness.state_mut().1 = true;
    harness.run_steps(3);
    assert!(harness.query_by_label("Show Password").is_some());
}
