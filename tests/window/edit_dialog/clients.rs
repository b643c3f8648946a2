//! The tab Avo Assure Client Provision: making clients and acting on them.

use avo_admin::command::{ActOnClient, ClientsCommand, Command, GenerateToken};
use avo_admin::domain::client::{ClientAction, ClientId, ClientState};
use avo_admin::domain::conflict::Conflict;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldErrors, FieldProblem};
use avo_admin::domain::user::{Revision, UserId};
use avo_admin::state::{BoxedToken, EditorMode, Remote};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, description, fill, is_enabled, is_open, is_there, is_told, key, last_sent, press, provision};
use crate::dialog_world::{NOW, REGISTERED, WAITING, World, bo, client, editor, fresh_token, refused};

const ACTIONS: [&str; 4] = ["Reprovision", "Deregister", "Reregister", "Delete"];

pub(super) fn one_client(state: ClientState) -> World {
    let mut details = bo();
    details.clients = vec![client(1, "probe", state)];
    World::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(details)))
}

/// Answers an action as the program does: the clients are read again.
pub(super) fn answer(window: &mut Window, change: impl FnOnce(&mut avo_admin::domain::query::UserDetails)) {
    let editor = window.state_mut().editor();
    let mut details = editor.details.value().unwrap().clone();
    change(&mut details);
    editor.details = Remote::Ready(details);
    editor.acting.finish();
    window.run();
}

/// The keys are on the row of a client, and not on a button in it.
#[track_caller]
pub(super) fn assert_on_row(window: &Window, client: &str) {
    let node = window.get_by_role_and_label(Role::Row, client);
    assert!(node.accesskit_node().is_focused(), "the keys are not on {client}");
}

#[test]
fn each_status_offers_only_what_it_allows() {
    for (state, status, offered) in [
        (ClientState::Provisioned, "Provisioned", ["Reprovision", "Deregister"]),
        (REGISTERED, "Registered", ["Reprovision", "Deregister"]),
        (WAITING, "Registered, waiting for client", ["Reprovision", "Deregister"]),
        (ClientState::Deregistered, "Deregistered", ["Reregister", "Delete"]),
    ] {
        let window = provision(one_client(state));
        assert!(is_there(&window, status), "{status}");
        for action in ACTIONS {
            let name = format!("{action} probe");
            let is_offered = window.query_by_role_and_label(Role::Button, &name).is_some();
            assert_eq!(is_offered, offered.contains(&action), "{name} of {status}");
        }
    }
}

#[test]
fn an_expired_token_is_shown_as_expired() {
    let mut world = one_client(ClientState::Provisioned);
    if let Remote::Ready(details) = &mut world.editor().details {
        details.clients[0].token_expires_at = Some(NOW);
    }
    let window = provision(world);
    assert!(is_there(&window, "Expired"));
    assert!(!is_there(&window, "Provisioned"));
}

#[test]
fn the_table_has_rows_cells_and_words_for_what_is_missing() {
    let window = provision(one_client(ClientState::Provisioned));
    window.get_by_role_and_label(Role::Table, "Clients");
    window.get_by_role_and_label(Role::Row, "probe");
    for title in ["Client Name", "Status", "Host", "Token issued", "Last seen", "Actions"] {
        window.get_by_role_and_label(Role::ColumnHeader, title);
    }
    assert!(is_there(&window, "not yet"));
    assert!(is_there(&window, "never"));
}

#[test]
fn without_clients_the_tab_says_what_to_do() {
    let mut details = bo();
    details.clients.clear();
    let window = provision(World::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(details))));
    assert!(is_there(&window, "No clients yet"));
    assert!(is_told(&window, "select Generate"));
}

#[test]
fn enter_generates_then_the_field_is_empty_and_copy_has_the_focus() {
    let mut window = provision(World::editing());
    fill(&mut window, "Avo Assure Client Name", " build-host-7 ");
    key(&mut window, Key::Enter);
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clients(ClientsCommand::Generate(GenerateToken { user: UserId(7), client_name, .. }))) if client_name == "build-host-7"
    ));
    assert!(!is_enabled(&window.get_by_label("Generate")));
    assert!(!is_enabled(&window.get_by_label("Update")));
    window.state_mut().editor().token = BoxedToken::Fresh(fresh_token(true));
    answer(&mut window, |_| ());
    let name = window.get_by_label("Avo Assure Client Name");
    assert_eq!(name.value().unwrap_or_default(), "");
    assert!(window.get_by_label("Copy").is_focused());
    let row = window.get_by_role_and_label(Role::Row, "build-host-7");
    assert_eq!(row.accesskit_node().is_selected(), Some(true));
}

#[test]
fn a_wrong_or_taken_name_is_shown_beside_the_field() {
    let mut window = provision(World::editing());
    press(&mut window, "Generate");
    assert!(description(&window, "Avo Assure Client Name").contains("Required"));
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
    fill(&mut window, "Avo Assure Client Name", "a/b");
    key(&mut window, Key::Enter);
    assert!(description(&window, "Avo Assure Client Name").contains("Use only letters"));
    assert!(window.state().sent.is_empty());
    fill(&mut window, "Avo Assure Client Name", "laptop-bo");
    press(&mut window, "Generate");
    let taken = FieldErrors::one(Field::ClientName, FieldProblem::ClientNameTaken);
    window.state_mut().editor().acting = refused(Failure::Invalid(taken));
    window.run();
    assert!(description(&window, "Avo Assure Client Name").contains("Choose another name"));
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
    fill(&mut window, "Avo Assure Client Name", "laptop-bo-2");
    assert_eq!(description(&window, "Avo Assure Client Name"), "");
}

#[test]
fn without_a_credential_an_action_happens_at_once() {
    let mut window = provision(World::editing());
    press(&mut window, "Deregister build-host-7");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clients(ClientsCommand::Act(ActOnClient {
            id: ClientId(1),
            revision: Revision(1),
            action: ClientAction::Deregister,
            ..
        })))
    ));
    assert!(is_there(&window, "Deregistering"));
    assert!(!is_enabled(&window.get_by_label("Reprovision laptop-bo")));
    answer(&mut window, |details| {
        details.clients[0].state = ClientState::Deregistered;
        details.clients[0].revision = Revision(2);
    });
    assert_on_row(&window, "build-host-7");
    assert!(!is_there(&window, "Deregister build-host-7"));
}

#[test]
fn the_second_half_of_a_double_click_does_not_hit_the_client_that_came_under_it() {
    let mut window = provision(World::editing());
    let place = |window: &Window, name: &str| window.get_by_role_and_label(Role::Button, name).rect().center();
    let before = place(&window, "Reprovision build-host-7");
    window.state_mut().editor().token = BoxedToken::Fresh(fresh_token(true));
    window.run();
    assert_ne!(
        place(&window, "Reprovision build-host-7"),
        before,
        "the table has moved"
    );
    for (now, is_taken) in [(NOW.plus_ms(400), false), (NOW.plus_ms(600), true)] {
        window.state_mut().state.now = now;
        window
            .get_by_role_and_label(Role::Button, "Reprovision build-host-7")
            .click();
        window.run();
        let is_asked = window
            .query_by_role_and_label(Role::Dialog, "Reprovision build-host-7?")
            .is_some();
        let is_sent = matches!(
            last_sent(&window),
            Some(Command::Clients(ClientsCommand::Act(ActOnClient { .. })))
        );
        assert_eq!(is_asked || is_sent, is_taken);
    }
}

#[test]
fn a_client_that_has_expired_is_not_said_to_stop_now() {
    let mut world = World::editing();
    if let Remote::Ready(details) = &mut world.editor().details {
        details.clients[1].credential_expires_at = Some(NOW);
    }
    let mut window = provision(world);
    press(&mut window, "Deregister laptop-bo");
    assert!(is_told(
        &window,
        "laptop-bo on lt-0232 has expired and can no longer connect"
    ));
    assert!(!is_told(&window, "stops working"));
}

#[test]
fn one_enter_too_many_after_the_name_was_taken_is_no_mistake() {
    let mut window = provision(World::editing());
    fill(&mut window, "Avo Assure Client Name", "rig-9");
    key(&mut window, Key::Enter);
    window.state_mut().editor().acting.finish();
    window.state_mut().editor().token = BoxedToken::Fresh(fresh_token(true));
    window.run();
    window.get_by_label("Avo Assure Client Name").focus();
    window.run();
    key(&mut window, Key::Enter);
    assert!(!is_told(&window, "Required"));
}

#[test]
fn a_working_client_is_stopped_only_after_a_question_that_names_its_host() {
    for action in ["Deregister", "Reprovision"] {
        let mut window = provision(World::editing());
        press(&mut window, &format!("{action} laptop-bo"));
        assert!(window.state().sent.is_empty());
        window.get_by_role_and_label(Role::Dialog, &format!("{action} laptop-bo?"));
        assert!(is_told(&window, "laptop-bo on lt-0232 stops working immediately"));
        key(&mut window, Key::Escape);
        assert!(window.state().sent.is_empty());
        assert!(is_open(&window));
        press(&mut window, &format!("{action} laptop-bo"));
        press(&mut window, action);
        assert!(matches!(
            last_sent(&window),
            Some(Command::Clients(ClientsCommand::Act(ActOnClient {
                id: ClientId(2),
                ..
            })))
        ));
    }
}

#[test]
fn delete_asks_and_afterwards_the_name_has_the_focus() {
    let mut window = provision(World::editing());
    press(&mut window, "Delete old-desktop");
    assert!(is_told(&window, "its name is free again"));
    press(&mut window, "Cancel");
    assert!(window.state().sent.is_empty());
    press(&mut window, "Delete old-desktop");
    press(&mut window, "Delete");
    assert!(matches!(
        last_sent(&window),
        Some(Command::Clients(ClientsCommand::Act(ActOnClient {
            action: ClientAction::Delete,
            ..
        })))
    ));
    answer(&mut window, |details| details.clients.truncate(2));
    assert!(window.get_by_label("Avo Assure Client Name").is_focused());
}

#[test]
fn a_failed_action_shows_its_next_step() {
    let mut window = provision(World::editing());
    press(&mut window, "Deregister build-host-7");
    window.state_mut().editor().acting = refused(Failure::ClientConflict(Box::new(Conflict {
        now: bo(),
        change: None,
    })));
    window.run();
    assert!(is_told(&window, "Another administrator changed this client"));
    assert!(is_told(&window, "Choose again"));
    assert!(is_enabled(&window.get_by_label("Deregister build-host-7")));
}
