use egui::{Event, Key, Modifiers};

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
