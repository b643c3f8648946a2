//! The keyboard on the tab of clients.

use avo_admin::domain::client::{Client, ClientState};
use avo_admin::domain::user::UserId;
use avo_admin::state::{EditorMode, Remote};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::clients::{answer, assert_on_row, one_client};
use super::{Window, chord, fill, key, open, provision};
use crate::dialog_world::{REGISTERED, WAITING, World, bo, client, editor};
use crate::raw_input;

/// Another administrator changes the clients while the dialog is open.
fn change_elsewhere(window: &mut Window, change: impl FnOnce(&mut Vec<Client>)) {
    answer(window, |details| change(&mut details.clients));
}

#[track_caller]
fn assert_focused(window: &Window, name: &str) {
    let node = window.get_by_role_and_label(Role::Button, name);
    assert!(node.accesskit_node().is_focused(), "{name} has no focus");
}

#[test]
fn the_keyboard_stays_with_its_client_whatever_others_do_to_the_table() {
    let mut details = bo();
    details.clients = vec![client(1, "probe", REGISTERED), client(2, "rig", WAITING)];
    let mut window = provision(World::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(details))));
    window.get_by_role_and_label(Role::Button, "Deregister probe").focus();
    window.run();
    change_elsewhere(&mut window, |clients| {
        clients.insert(0, client(3, "able", ClientState::Provisioned));
    });
    assert_focused(&window, "Deregister probe");
    change_elsewhere(&mut window, |clients| clients[2].state = REGISTERED);
    assert_focused(&window, "Deregister probe");
    change_elsewhere(&mut window, |clients| clients[1].state = ClientState::Deregistered);
    assert_on_row(&window, "probe");
    change_elsewhere(&mut window, |clients| drop(clients.remove(1)));
    assert_on_row(&window, "able");
    change_elsewhere(&mut window, Vec::clear);
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
}

/// The table, whose focus is on a row of it.
const CLIENTS: &str = "Clients";

#[test]
fn the_keyboard_alone_turns_tabs_and_reaches_every_action() {
    let mut window = open(World::editing());
    chord(&mut window, Modifiers::CTRL, Key::Tab);
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
    for label in [
        "Token expires",
        "Client works for",
        "Generate",
        CLIENTS,
        "Reprovision build-host-7",
        "Deregister build-host-7",
        "Reprovision laptop-bo",
        "Deregister laptop-bo",
        "Reregister old-desktop",
        "Delete old-desktop",
        "Cancel",
        "Update",
    ] {
        key(&mut window, Key::Tab);
        if label == CLIENTS {
            assert_on_row(&window, "build-host-7");
        } else {
            assert!(window.get_by_label(label).is_focused(), "{label} has the focus");
        }
    }
    chord(&mut window, Modifiers::CTRL, Key::PageUp);
    assert!(window.get_by_label("Email Id").is_focused());
}

#[test]
fn the_keys_move_over_the_clients_and_enter_leads_into_a_row() {
    let mut details = bo();
    details.clients = (1..=40)
        .map(|id| client(id, &format!("rig-{id:02}"), ClientState::Deregistered))
        .collect();
    let mut window = provision(World::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(details))));
    window.get_by_role_and_label(Role::Table, "Clients").focus();
    window.run();
    assert_on_row(&window, "rig-01");
    for (pressed, row) in [
        (Key::ArrowDown, "rig-02"),
        (Key::End, "rig-40"),
        (Key::ArrowUp, "rig-39"),
        (Key::Home, "rig-01"),
    ] {
        key(&mut window, pressed);
        assert_on_row(&window, row);
    }
    key(&mut window, Key::PageDown);
    let rows: Vec<_> = window.query_all_by_role(Role::Row).collect();
    let at = rows.iter().position(|row| row.accesskit_node().is_focused()).unwrap();
    assert!((2..30).contains(&at), "a page of {at} rows");
    drop(rows);
    key(&mut window, Key::End);
    key(&mut window, Key::Enter);
    assert_focused(&window, "Reregister rig-40");
    assert!(window.state().sent.is_empty());
}

/// Enter as a keyboard or a remote desktop repeats it: with or without letting go between.
fn hold_enter(window: &mut Window, lets_go: bool) {
    let enter = |pressed| raw_input::key(Key::Enter, pressed);
    for _ in 0..30 {
        window.input_mut().events.push(enter(true));
        if lets_go {
            window.input_mut().events.push(enter(false));
        }
        window.step();
        // The program answers while the key is down.
        if window.state_mut().editor().acting.is_pending() {
            answer(window, |details| details.clients[0].state = ClientState::Deregistered);
        }
    }
    window.input_mut().events.push(enter(false));
    window.run();
}

#[test]
fn enter_that_is_held_on_an_action_acts_once() {
    for lets_go in [false, true] {
        let mut window = provision(one_client(ClientState::Provisioned));
        window.get_by_role_and_label(Role::Button, "Deregister probe").focus();
        window.run();
        hold_enter(&mut window, lets_go);
        assert_eq!(window.state().sent.len(), 1, "{:?}", window.state().sent);
        assert_on_row(&window, "probe");
    }
}

#[test]
fn enter_that_is_held_does_not_answer_the_question_it_opened() {
    let mut window = provision(World::editing().with_token(false));
    fill(&mut window, "Avo Assure Client Name", "build-host-8");
    window.get_by_role_and_label(Role::Button, "Generate").focus();
    window.run();
    hold_enter(&mut window, false);
    assert!(
        window
            .query_by_role_and_label(Role::Dialog, "Replace the token for build-host-7?")
            .is_some()
    );
    assert!(window.state().sent.is_empty());
}
