use avo_admin::domain::client::{ClientAction, ClientState};
use avo_admin::domain::token::TokenRefusal;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::state::ClipboardState;
use egui::accesskit::Role;

use super::desk::Desk;
use super::office::Office;
use crate::raw_input::click;

const WAITING_FOR_A_TOKEN: &str = "Generate, Reregister or Reprovision to get a token";

fn verdict(office: &Office, token: &str) -> Result<(), TokenRefusal> {
    office.service().verify_token(token).unwrap().verdict
}

fn ready() -> (Office, Desk) {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    (office, desk)
}

#[test]
fn generate_puts_a_working_token_on_the_clipboard_and_names_client_and_user() {
    let (office, mut desk) = ready();
    desk.expect(WAITING_FOR_A_TOKEN);
    desk.generate("build-host-7");
    assert!(!desk.says(WAITING_FOR_A_TOKEN));
    desk.expect("Token for build-host-7, for Bo Lindqvist");
    assert_eq!(verdict(&office, &desk.token()), Ok(()));
    assert!(desk.clipboard.is_marked_secret());
    desk.expect("Provisioned");
    assert!(desk.has(Role::Button, "Deregister build-host-7"));
    assert!(desk.has(Role::Button, "Reprovision build-host-7"));
    assert!(!desk.has(Role::Button, "Reregister build-host-7"));
    assert!(!desk.has(Role::Button, "Delete build-host-7"));
}

#[test]
fn the_token_is_masked_until_reveal_and_again_after_twenty_seconds() {
    let (_office, mut desk) = ready();
    desk.generate("build-host-7");
    let token = desk.token();
    assert!(!desk.says(&token));
    desk.press("Reveal");
    desk.expect(&token);
    desk.wait_secs(19);
    desk.expect(&token);
    desk.wait_secs(2);
    assert!(!desk.says(&token), "{}", desk.tree());
}

#[test]
fn reprovision_voids_the_old_token_at_once() {
    let (office, mut desk) = ready();
    desk.generate("build-host-7");
    let first = desk.token();
    desk.press("Reprovision build-host-7");
    let second = desk.token();
    assert_ne!(first, second);
    assert_eq!(verdict(&office, &first), Err(TokenRefusal::Replaced));
    assert_eq!(verdict(&office, &second), Ok(()));
}

#[test]
fn deregister_then_reregister_then_delete_follows_the_life_of_a_client() {
    let (office, mut desk) = ready();
    desk.generate("build-host-7");
    let first = desk.token();
    desk.press("Deregister build-host-7");
    assert_eq!(verdict(&office, &first), Err(TokenRefusal::Deregistered));
    assert!(desk.has(Role::Button, "Reregister build-host-7"), "{}", desk.tree());
    assert!(!desk.has(Role::Button, "Deregister build-host-7"));
    assert_eq!(desk.clipboard.text(), None, "a void token is not left on the clipboard");

    desk.press("Reregister build-host-7");
    desk.expect("waiting for client");
    assert_eq!(verdict(&office, &desk.token()), Ok(()));

    desk.press("Deregister build-host-7");
    desk.press("Delete build-host-7");
    desk.press("Delete");
    assert!(office.details("bo.lindqvist").clients.is_empty());
    desk.generate("build-host-7");
    assert_eq!(
        office.details("bo.lindqvist").clients.len(),
        1,
        "the name is free again"
    );
}

#[test]
fn a_client_that_is_in_use_is_not_deregistered_without_a_question() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    for verb in ["Deregister", "Reprovision"] {
        desk.press(&format!("{verb} laptop-bo"));
        desk.expect("lt-0231");
        desk.press("Cancel");
        assert_eq!(
            office.details("bo.lindqvist").clients[0].state,
            ClientState::Registered { is_waiting: false }
        );
    }
    desk.press("Deregister laptop-bo");
    desk.press("Deregister");
    assert_eq!(
        office.details("bo.lindqvist").clients[0].state,
        ClientState::Deregistered
    );
}

#[test]
fn a_name_that_is_taken_anywhere_is_refused_beside_its_field() {
    let office = Office::with_users();
    office.registered_client("chen.wei", "Laptop-1", "lt-1");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("laptop-1");
    desk.expect("A client with this name exists in the directory");
    desk.generate("no/slashes");
    desk.expect("Use only letters A to Z, digits, spaces and . _ -");
    assert!(office.details("bo.lindqvist").clients.is_empty());
}

#[test]
fn the_clipboard_is_cleared_after_the_countdown_if_it_is_still_ours() {
    let (_office, mut desk) = ready();
    desk.generate("build-host-7");
    desk.wait_secs(20);
    desk.expect("cleared in 10 s");
    desk.wait_secs(10);
    assert_eq!(desk.clipboard.text(), None);
    assert_eq!(desk.state().clipboard, ClipboardState::Empty);
}

#[test]
fn text_of_another_program_survives_countdown_lock_and_sign_out() {
    let (_office, mut desk) = ready();
    desk.generate("build-host-7");
    desk.clipboard.put_foreign("other notes");
    desk.wait_secs(31);
    assert_eq!(desk.clipboard.text().as_deref(), Some("other notes"));
    desk.generate("build-host-8");
    desk.clipboard.put_foreign("other notes");
    desk.keys(egui::Modifiers::COMMAND, egui::Key::L);
    assert_eq!(desk.clipboard.text().as_deref(), Some("other notes"));
}

#[test]
fn clear_now_lock_and_the_end_of_the_program_clear_it_at_once() {
    let (office, mut desk) = ready();
    desk.generate("build-host-1");
    desk.press("Clear now");
    assert_eq!(desk.clipboard.text(), None);

    desk.generate("build-host-2");
    desk.keys(egui::Modifiers::COMMAND, egui::Key::L);
    assert_eq!(desk.clipboard.text(), None);
    assert!(
        desk.state()
            .modals
            .editor()
            .is_some_and(|editor| editor.token.fresh().is_none())
    );

    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-3");
    let clipboard = desk.clipboard.clone();
    drop(desk);
    assert_eq!(clipboard.text(), None);
}

#[test]
fn where_the_clipboard_fails_the_console_says_so_and_download_still_works() {
    let (office, mut desk) = ready();
    std::fs::create_dir_all(office.downloads()).unwrap();
    desk.clipboard
        .fail_with(ClipboardError::Unavailable("no display".to_owned()));
    desk.generate("build-host-7");
    desk.expect("The clipboard can't be reached");
    desk.press("Download");
    let file = office.downloads().join("avo-token-build-host-7.txt");
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(verdict(&office, &text), Ok(()));
    desk.expect("avo-token-build-host-7.txt");
    desk.press("Cancel");
    assert!(!desk.has(Role::Dialog, "Edit User"), "a downloaded token may be left");
}

#[test]
fn an_action_that_came_too_late_is_refused_and_the_table_shows_why() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.press("Deregister laptop-bo");
    office.act("bo.lindqvist", "laptop-bo", ClientAction::Deregister);
    desk.press("Deregister");
    assert!(desk.has(Role::Button, "Reregister laptop-bo"), "{}", desk.tree());
}

#[test]
fn a_double_click_on_generate_makes_one_token_and_calls_nothing_a_mistake() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    for name in ["build-6", "build-7", "build-8"] {
        desk.generate(name);
    }
    desk.fill("Avo Assure Client Name", "build-9");
    let at = desk.get(Role::Button, "Generate").rect().center();
    desk.harness.hover_at(at);
    desk.harness.run_steps(4);
    let button = |pressed| egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    let (down, up) = (Some(button(true)), Some(button(false)));
    // As quick as a hand is, with frames between the clicks in which the answer is taken in.
    for event in [down.clone(), up.clone(), None, None, None, None, None, None, down, up] {
        let now = desk.harness.ctx.input(|input| input.time);
        desk.harness.input_mut().time = Some(now + 0.02);
        desk.harness.input_mut().events.extend(event);
        desk.harness.step();
    }
    desk.harness.run_steps(4);
    desk.expect("Token for build-9, for Bo Lindqvist");
    assert!(!desk.says("Required"), "{}", desk.tree());
}

#[test]
fn a_second_click_does_not_press_what_came_under_the_pointer() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let at = desk.get(Role::Button, "Deregister build-host-7").rect().center();
    desk.harness.input_mut().events.extend(click(at));
    desk.run();
    let delete = desk.get(Role::Button, "Delete build-host-7").rect();
    assert!(delete.contains(at), "{delete:?} and {at:?}");
    desk.harness.input_mut().events.extend(click(at));
    desk.run();
    assert!(!desk.says("Delete build-host-7?"), "{}", desk.tree());

    desk.wait_secs(1);
    desk.harness.input_mut().events.extend(click(at));
    desk.run();
    assert!(desk.says("Delete build-host-7?"), "{}", desk.tree());
}
