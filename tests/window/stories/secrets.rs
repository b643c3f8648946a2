use egui::{Event, Key, Modifiers};

use super::desk::Desk;
use super::office::{ADMIN, Office};

const CANARY: &str = "canary birds sing 4711 songs softly";

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// Every file of the office but the requested download.
fn files(office: &Office) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(office.path()).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn a_password_and_a_token_are_nowhere_after_their_whole_life() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill_secret("Password", CANARY);
    assert!(!desk.says(CANARY));
    desk.keys(Modifiers::COMMAND, Key::A);
    for taken in [Event::Copy, Event::Cut] {
        desk.harness.event(taken);
        assert_eq!(desk.copied(), Vec::<String>::new());
    }
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(!desk.says(CANARY));
    desk.fill_secret("Password", CANARY);
    desk.fill_secret("Confirm Password", CANARY);
    desk.press("Update");
    desk.expect("User updated successfully");

    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.token();
    desk.press("Reveal");
    desk.wait_secs(25);
    desk.press("Copy");
    desk.wait_secs(31);
    assert!(!desk.says(&token));
    let debug = format!("{:?}", desk.state());
    assert!(
        !debug.contains(&token) && !debug.contains(CANARY),
        "the state prints a secret"
    );
    desk.press("Cancel");
    assert!(desk.state().modals.editor().is_none());

    let files = files(&office);
    assert!(files.len() >= 2, "the database and the view state are there");
    for (path, bytes) in files {
        assert!(!contains(&bytes, &token), "token in {path}");
        assert!(!contains(&bytes, CANARY), "password in {path}");
    }
}

#[test]
fn undo_does_not_bring_a_submitted_password_back() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.sign_in(ADMIN, CANARY);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.press("Sign in");
    let value = desk
        .get(egui::accesskit::Role::PasswordInput, "Password")
        .value()
        .unwrap_or_default();
    assert_eq!(value, "", "{}", desk.tree());
}

/// What is copied, or handed to the middle button, by everything a person can try on the text at the middle of `place`.
fn taken_from(desk: &mut Desk, place: egui::Rect) -> Vec<String> {
    let mut taken = Vec::new();
    desk.harness.drag_at(place.left_center() + egui::vec2(4.0, 0.0));
    taken.extend(desk.copied());
    for at in [place.center(), place.right_center() - egui::vec2(4.0, 0.0)] {
        desk.harness.event(Event::PointerMoved(at));
        taken.extend(desk.copied());
    }
    desk.harness.drop_at(place.right_center() - egui::vec2(4.0, 0.0));
    taken.extend(desk.copied());
    for _ in 0..2 {
        desk.harness.drag_at(place.center());
        desk.harness.drop_at(place.center());
        taken.extend(desk.copied());
    }
    for key in [Key::A, Key::Z, Key::Y] {
        desk.keys(Modifiers::COMMAND, key);
        taken.extend(desk.copied());
        for event in [Event::Copy, Event::Cut] {
            desk.harness.event(event);
            taken.extend(desk.copied());
        }
    }
    taken
}

/// Where the box of a revealed secret may be: beside its buttons, and above them where the row is too narrow.
fn places_of_box(desk: &Desk) -> [egui::Rect; 2] {
    let button = desk.get(egui::accesskit::Role::Button, "Hide").rect();
    let beside = button
        .with_min_x(button.left() - 300.0)
        .with_max_x(button.left() - 12.0);
    [beside, beside.translate(egui::vec2(150.0, -button.height() - 8.0))]
}

#[test]
fn nothing_that_is_done_to_a_revealed_secret_copies_it() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.boxed_token();
    desk.press("Reveal");
    for place in places_of_box(&desk) {
        assert_eq!(taken_from(&mut desk, place), Vec::<String>::new());
    }
    assert!(desk.says(&token), "it is still revealed");
    desk.press("Cancel");

    desk.open_row_menu("chen.wei");
    desk.choose("One-time password");
    desk.press("One-time password");
    let password = desk.clipboard.text().unwrap();
    desk.press("Reveal");
    for place in places_of_box(&desk) {
        assert_eq!(taken_from(&mut desk, place), Vec::<String>::new());
    }
    assert!(desk.says(&password), "it is still revealed");

    let office = Office::empty();
    let mut desk = office.console();
    desk.fill_secret("Password", CANARY);
    desk.press("Show Password");
    let place = desk.get(egui::accesskit::Role::PasswordInput, "Password").rect();
    assert_eq!(taken_from(&mut desk, place), Vec::<String>::new());
    assert!(!desk.says(CANARY));
}
