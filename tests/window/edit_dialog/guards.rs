//! The questions before something is lost.

use avo_admin::command::{
    ActOnClient, ClientsCommand, Command, DialogCommand, EditorCommand, GenerateToken, UpdateUser,
};
use avo_admin::domain::client::{ClientAction, ClientId};
use avo_admin::state::Modal;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{chord, fill, is_enabled, is_open, is_there, is_told, key, last_sent, open, press, press_role, provision};
use crate::dialog_world::World;
use crate::raw_input;

#[test]
fn escape_and_cancel_close_at_once_while_nothing_is_typed() {
    let mut window = open(World::editing());
    key(&mut window, Key::Escape);
    assert!(matches!(
        window.state().sent[..],
        [Command::Dialog(DialogCommand::Close(_))]
    ));
    let mut window = open(World::editing());
    press(&mut window, "Cancel");
    assert!(!is_open(&window));
}

#[test]
fn leaving_with_unsaved_details_asks_and_escape_closes_only_the_question() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    key(&mut window, Key::Escape);
    assert!(is_there(&window, "Discard your changes?"));
    assert!(window.get_by_label("Keep editing").is_focused());
    assert!(
        !is_enabled(&window.get_by_label("First Name")),
        "what lies behind is shut off"
    );
    assert!(!is_enabled(&window.get_by_label("Update")));
    key(&mut window, Key::Escape);
    assert!(!is_there(&window, "Discard your changes?"));
    assert!(is_open(&window));
    assert!(window.get_by_label("First Name").is_focused(), "the focus goes back");
    assert_eq!(window.get_by_label("First Name").value().as_deref(), Some("Bob"));
    press(&mut window, "Cancel");
    press(&mut window, "Keep editing");
    press(&mut window, "Cancel");
    press(&mut window, "Discard changes");
    assert!(matches!(
        window.state().sent[..],
        [Command::Dialog(DialogCommand::Close(_))]
    ));
}

#[test]
fn a_click_outside_never_closes() {
    let mut window = open(World::editing());
    for pos in [egui::pos2(20.0, 20.0), egui::pos2(1340.0, 840.0)] {
        window.drag_at(pos);
        window.drop_at(pos);
        window.run();
    }
    assert!(window.state().sent.is_empty());
    assert!(is_there(&window, "Email Id"));
}

#[test]
fn a_token_that_was_not_copied_is_not_lost_by_closing_or_saving() {
    let mut window = open(World::editing().with_token(false));
    key(&mut window, Key::Escape);
    assert!(is_there(&window, "Close without the token for build-host-7?"));
    assert!(is_told(&window, "not copied or downloaded"));
    press(&mut window, "Keep open");
    assert!(is_open(&window));
    fill(&mut window, "First Name", "Bob");
    press(&mut window, "Update");
    assert!(window.state().sent.is_empty());
    press(&mut window, "Close anyway");
    assert!(matches!(
        window.state().sent[..],
        [Command::Editor(EditorCommand::Update(UpdateUser { .. }))]
    ));
    window.state_mut().editor().saving.rest();
    window.run();
    press(&mut window, "Cancel");
    press(&mut window, "Discard changes");
    assert!(
        is_there(&window, "Close without the token for build-host-7?"),
        "one question after the other"
    );
    press(&mut window, "Close anyway");
    assert!(!is_open(&window));
}

#[test]
fn a_copied_token_does_not_keep_the_dialog_open() {
    let mut window = open(World::editing().with_token(true));
    key(&mut window, Key::Escape);
    assert!(!is_open(&window));
}

#[test]
fn a_second_token_asks_only_if_the_first_was_not_copied() {
    let mut window = provision(World::editing().with_token(false));
    fill(&mut window, "Avo Assure Client Name", "build-host-8");
    press(&mut window, "Generate");
    assert!(window.state().sent.is_empty());
    window.get_by_role_and_label(Role::Dialog, "Replace the token for build-host-7?");
    press(&mut window, "Cancel");
    press(&mut window, "Generate");
    press(&mut window, "Generate");
    assert!(
        matches!(last_sent(&window), Some(Command::Clients(ClientsCommand::Generate(GenerateToken { client_name, .. }))) if client_name == "build-host-8")
    );

    let mut window = provision(World::editing().with_token(true));
    fill(&mut window, "Avo Assure Client Name", "build-host-8");
    press(&mut window, "Generate");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clients(ClientsCommand::Generate(GenerateToken { .. })))
    ));
}

#[test]
fn reregister_asks_before_it_replaces_a_token_that_was_not_copied() {
    let mut window = provision(World::editing().with_token(false));
    press(&mut window, "Reregister old-desktop");
    assert!(is_there(&window, "Replace the token for build-host-7?"));
    press_role(&mut window, Role::Button, "Reregister");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clients(ClientsCommand::Act(ActOnClient {
            id: ClientId(3),
            action: ClientAction::Reregister,
            ..
        })))
    ));
}

#[test]
fn a_question_about_a_token_closes_when_the_token_is_gone() {
    let mut window = open(World::editing().with_token(false));
    key(&mut window, Key::Escape);
    window.state_mut().token().is_copied = true;
    window.run();
    assert!(!is_there(&window, "Close anyway"));
    assert!(is_open(&window));
}

#[test]
fn nothing_can_be_pressed_while_another_dialog_lies_over_it() {
    let mut window = open(World::editing());
    fill(&mut window, "First Name", "Bob");
    let messages = window.state_mut().state.modals.open(Modal::Messages);
    window.run();
    for label in ["First Name", "Update"] {
        assert!(!is_enabled(&window.get_by_label(label)), "{label}");
    }
    chord(&mut window, Modifiers::COMMAND, Key::S);
    key(&mut window, Key::Escape);
    assert!(window.state().sent.is_empty());
    assert!(
        !window.state().state.modals.is_open(messages),
        "Escape closes the topmost only"
    );
    assert!(!is_there(&window, "Discard changes"));
    assert!(window.get_by_label("First Name").is_focused());
    key(&mut window, Key::Enter);
    assert!(matches!(
        last_sent(&window),
        Some(Command::Editor(EditorCommand::Update(UpdateUser { .. })))
    ));
}

#[test]
fn a_key_in_the_frame_of_the_press_is_not_an_answer_to_the_question() {
    let mut window = provision(World::editing());
    let at = window.get_by_label("Deregister laptop-bo").rect().center();
    window.hover_at(at);
    window.run();
    let events = &mut window.input_mut().events;
    events.extend(raw_input::click(at));
    events.push(raw_input::key(Key::Escape, true));
    window.run();
    assert!(is_open(&window), "Escape closed the dialog and the question with it");
    assert!(
        window
            .query_by_role_and_label(Role::Dialog, "Deregister laptop-bo?")
            .is_some()
    );
    assert!(window.state().sent.is_empty());
}

/// Presses and lets go in one frame, as touch pads and remote desktops do.
fn click_in_one_frame(window: &mut super::Window, name: &str) {
    let at = window.get_by_role_and_label(Role::Button, name).rect().center();
    window.hover_at(at);
    window.run();
    window.input_mut().events.extend(raw_input::click(at));
    window.run();
}

#[test]
fn a_question_opened_by_a_click_within_one_frame_lies_on_top_each_time() {
    let mut window = provision(World::editing());
    for round in 0..4 {
        click_in_one_frame(&mut window, "Deregister laptop-bo");
        window.get_by_role_and_label(Role::Dialog, "Deregister laptop-bo?");
        // The mouse reaches what lies on top, and nothing else.
        press(&mut window, "Cancel");
        assert!(!is_there(&window, "Deregister laptop-bo?"), "round {round}");
    }
    assert!(window.state().sent.is_empty());
}
