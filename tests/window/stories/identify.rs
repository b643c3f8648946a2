use avo_admin::domain::check_words::CheckWords;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::token::TokenSecret;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{Office, USER_PASSWORD};

/// The dialog is open, and somewhere lies a token of Bo's.
fn ready() -> (Office, Desk, String) {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.token();
    desk.press("Cancel");
    desk.keys(Modifiers::COMMAND, Key::I);
    assert!(desk.has(Role::Dialog, "Identify a token"), "{}", desk.tree());
    (office, desk, token)
}

fn identify(desk: &mut Desk, token: &str) {
    desk.get(Role::PasswordInput, "Token").focus();
    desk.run();
    desk.paste(token);
    desk.press("Identify");
}

fn check_words(token: &str) -> String {
    CheckWords::of(&TokenSecret::parse(token).unwrap()).to_string()
}

fn is_field_empty(desk: &Desk) -> bool {
    let value = desk.get(Role::PasswordInput, "Token").value();
    value.unwrap_or_default().is_empty()
}

#[test]
fn a_found_token_is_identified_and_leads_to_its_user() {
    let (office, mut desk, token) = ready();
    let field = desk.get(Role::PasswordInput, "Token");
    assert!(field.accesskit_node().is_focused());
    identify(&mut desk, &format!("  {token}\n"));
    desk.expect("This token is valid");
    for known in [
        "Bo Lindqvist",
        "bo.lindqvist",
        "bo.lindqvist@example.com",
        "build-host-7",
        "Provisioned",
        &format!("…{}", &token[49..]),
        "in 7 days",
        &check_words(&token),
    ] {
        desk.expect(known);
    }
    assert!(!desk.says(&token), "the token itself is not shown");
    assert!(is_field_empty(&desk), "nor kept");
    assert_eq!(
        office.service().verify_token(&token).unwrap().verdict,
        Ok(()),
        "it is not used up"
    );
    desk.press("Open bo.lindqvist");
    assert!(desk.has(Role::Dialog, "Edit User") && !desk.has(Role::Dialog, "Identify a token"));
    assert!(desk.has(Role::Button, "Reprovision build-host-7"), "{}", desk.tree());
}

#[test]
fn every_end_of_a_token_shows_its_cause_and_the_next_step() {
    let (office, mut desk, token) = ready();
    office.arrive(&token, "lt-0231");
    identify(&mut desk, &token);
    desk.expect("The token has been used: its client has registered");
    desk.expect("Reprovision the client if it must register again");
    desk.expect("Registered");
    office.act("bo.lindqvist", "build-host-7", ClientAction::Reprovision);
    identify(&mut desk, &token);
    desk.expect("The token has been used");
    office.act("bo.lindqvist", "build-host-7", ClientAction::Deregister);
    office.act("bo.lindqvist", "build-host-7", ClientAction::Delete);
    identify(&mut desk, &token);
    desk.expect("deleted");
}

#[test]
fn a_typing_error_is_distinguished_from_an_unknown_token() {
    let (_office, mut desk, token) = ready();
    let mut typo = token.clone().into_bytes();
    typo[10] = if typo[10] == b'a' { b'b' } else { b'a' };
    identify(&mut desk, std::str::from_utf8(&typo).unwrap());
    desk.expect("Incomplete or mistyped token");
    assert!(!desk.says("Bo Lindqvist") && !desk.has(Role::Button, "Open bo.lindqvist"));
    let elsewhere = Office::with_users();
    let mut other = elsewhere.signed_in();
    other.provision("bo.lindqvist");
    other.generate("build-host-7");
    identify(&mut desk, &other.token());
    desk.expect("This directory doesn't know the token");
}

#[test]
fn nothing_pasted_is_said_beside_the_field() {
    let (_office, mut desk, _) = ready();
    desk.press("Identify");
    desk.expect("Paste a token first");
    assert!(desk.get(Role::PasswordInput, "Token").accesskit_node().is_focused());
}

#[test]
fn the_text_is_gone_after_the_answer_on_close_and_on_lock() {
    let (office, mut desk, token) = ready();
    let debug = |desk: &Desk| format!("{:?}", desk.state());
    desk.paste(&token);
    assert!(!is_field_empty(&desk) && !desk.says(&token));
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::I);
    assert!(is_field_empty(&desk));
    desk.paste(&token);
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.fill_secret("Password", super::office::ADMIN_PASSWORD);
    desk.press("Unlock");
    assert!(!desk.has(Role::Dialog, "Identify a token"), "{}", desk.tree());
    desk.keys(Modifiers::COMMAND, Key::I);
    assert!(is_field_empty(&desk));
    desk.paste(&token);
    desk.key(Key::Enter);
    desk.expect("This token is valid");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(is_field_empty(&desk), "undo brings nothing back");
    assert!(!debug(&desk).contains(&token));
    drop(desk);
    for entry in std::fs::read_dir(office.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(token.len()).any(|window| window == token.as_bytes());
            assert!(!found, "the token is in {}", path.display());
        }
    }
}

#[test]
fn only_administrators_identify_tokens() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.sign_in("bo.lindqvist", USER_PASSWORD);
    desk.fill_secret("New Password", "eleven quiet herons by the lake");
    desk.fill_secret("Confirm Password", "eleven quiet herons by the lake");
    desk.press("Change password");
    desk.keys(Modifiers::COMMAND, Key::I);
    assert!(!desk.has(Role::Dialog, "Identify a token"));
    desk.press("Profile");
    assert!(desk.has(Role::MenuItem, "Token Management"), "{}", desk.tree());
    assert!(!desk.has(Role::MenuItem, "Identify a token"));
}

#[test]
fn the_menu_and_the_list_of_keys_lead_there_too() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.press("Profile");
    desk.choose("Identify a token");
    assert!(desk.has(Role::Dialog, "Identify a token"));
    desk.press("Close");
    desk.key(Key::F1);
    desk.expect("Ctrl+I");
    desk.expect("Identify a token");
}

#[test]
fn an_identified_token_is_updated_when_its_standing_changes() {
    let (office, mut desk, token) = ready();
    identify(&mut desk, &token);
    desk.expect("This token is valid");
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("The token has been used");
    assert!(!desk.says("This token is valid"));
    office.act("bo.lindqvist", "build-host-7", ClientAction::Deregister);
    desk.run();
    desk.expect("Deregistered");
}
