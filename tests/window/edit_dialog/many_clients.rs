//! A user with many clients: the filter, the order, and what stays in view.

use avo_admin::command::Command;
use avo_admin::domain::client::{Client, ClientState};
use avo_admin::state::{BoxedToken, EditorMode, Remote};
use egui::accesskit::Role;
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, fill, is_there, is_told, key, last_sent, open, press, provision};
use crate::dialog_world::{REGISTERED, World, bo, client, editor, fresh_token, show};
use avo_admin::domain::user::UserId;
use egui::{Key, Rect, Theme};

fn fleet(count: i64) -> World {
    let mut details = bo();
    details.clients = (1..=count).map(runner).collect();
    World::new(editor(EditorMode::Edit(UserId(7)), Remote::Ready(details)))
}

fn runner(number: i64) -> Client {
    let state = if number % 5 == 0 {
        ClientState::Deregistered
    } else {
        REGISTERED
    };
    let mut client = client(number, &format!("continuous-integration-runner-{number:02}"), state);
    client.host = Some(format!("host-{number:02}.build.example.com"));
    client
}

#[track_caller]
fn bounds(window: &Window, role: Role, name: &str) -> Rect {
    window.get_by_role_and_label(role, name).rect()
}

/// The names of the clients from the top of the table.
fn rows(window: &Window) -> Vec<String> {
    let is_client = |row: &Node<'_>| row.accesskit_node().label().is_some_and(|name| !name.is_empty());
    let mut rows: Vec<_> = window.query_all_by_role(Role::Row).filter(is_client).collect();
    rows.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    rows.iter().filter_map(|row| row.accesskit_node().label()).collect()
}

#[test]
fn the_filter_box_is_there_from_nine_clients_on() {
    assert!(!is_there(&provision(fleet(8)), "Filter clients"));
    assert!(is_there(&provision(fleet(9)), "Filter clients"));
}

#[test]
fn the_filter_looks_in_name_and_host_and_says_how_many_it_leaves() {
    let mut window = provision(fleet(60));
    assert!(is_there(&window, "60 clients, 48 registered"));
    fill(&mut window, "Filter clients", "RUNNER-07");
    assert_eq!(rows(&window), ["continuous-integration-runner-07"]);
    assert!(is_there(&window, "1 of 60 clients, 1 registered"));
    fill(&mut window, "Filter clients", "host-12.build");
    assert_eq!(rows(&window), ["continuous-integration-runner-12"]);
    // As it comes out of an e-mail: other dashes, and a character that is not seen.
    fill(&mut window, "Filter clients", "rünner\u{2011}0\u{200b}9");
    assert_eq!(rows(&window), ["continuous-integration-runner-09"]);
    fill(&mut window, "Filter clients", "laptop");
    assert!(is_there(&window, "No client matches"));
    press(&mut window, "Clear filter");
    assert_eq!(rows(&window).len(), 60);
}

#[test]
fn a_press_on_a_title_sorts_and_a_second_one_turns_the_order_round() {
    let mut window = provision(fleet(12));
    assert_eq!(rows(&window)[0], "continuous-integration-runner-01");
    press(&mut window, "Client Name");
    assert_eq!(rows(&window)[0], "continuous-integration-runner-12");
    press(&mut window, "Token issued");
    assert_eq!(
        rows(&window)[0],
        "continuous-integration-runner-12",
        "the oldest token comes first"
    );
}

#[test]
fn the_head_and_the_token_stay_in_view_however_far_down_the_table_one_goes() {
    let mut window = provision(fleet(60));
    let (head, copy) = (
        bounds(&window, Role::ColumnHeader, "Client Name"),
        bounds(&window, Role::Button, "Copy"),
    );
    window
        .get_by_role_and_label(Role::Button, "Reprovision continuous-integration-runner-59")
        .focus();
    window.run();
    assert_eq!(bounds(&window, Role::ColumnHeader, "Client Name"), head);
    assert_eq!(bounds(&window, Role::Button, "Copy"), copy);
    let last = bounds(&window, Role::Row, "continuous-integration-runner-59");
    let update = bounds(&window, Role::Button, "Update");
    assert!(
        head.bottom() <= last.top() && last.bottom() < update.top(),
        "{last:?} can be seen"
    );
}

#[test]
fn in_a_small_window_the_dialog_scrolls_to_a_token_that_came_from_far_down_the_table() {
    let mut world = fleet(60);
    if let Remote::Ready(details) = &mut world.editor().details {
        // The client that the token belongs to.
        details.clients[0] = bo().clients.swap_remove(0);
    }
    let mut window = show(world, [900.0, 600.0], Theme::Light);
    press(&mut window, "Avo Assure Client Provision");
    let far = window.get_by_role_and_label(Role::Button, "Reregister continuous-integration-runner-60");
    far.focus();
    window.run();
    let far = bounds(&window, Role::Row, "continuous-integration-runner-60");
    assert!(
        far.bottom() < bounds(&window, Role::Button, "Update").top(),
        "{far:?} can be seen"
    );
    let at = bounds(&window, Role::Button, "Reregister continuous-integration-runner-60");
    press(&mut window, "Reregister continuous-integration-runner-60");
    let asked = matches!(last_sent(&window), Some(Command::Clients(_)));
    assert!(asked, "{at:?} was pressed");
    let editor = window.state_mut().editor();
    editor.token = BoxedToken::Fresh(fresh_token(true));
    editor.acting.finish();
    window.run();
    let copy = window.get_by_role_and_label(Role::Button, "Copy");
    assert!(copy.is_focused());
    let tabs = bounds(&window, Role::Tab, "User Details");
    assert!(
        copy.rect().top() > tabs.bottom(),
        "the token can be seen: {:?}",
        copy.rect()
    );
}

#[test]
fn the_dialog_keeps_its_height_between_tabs_with_a_token_and_with_a_client_more() {
    let mut window = open(fleet(1));
    let place = |window: &Window| {
        let tab = bounds(window, Role::Tab, "User Details");
        (tab.y_range(), bounds(window, Role::Button, "Update").y_range())
    };
    let before = place(&window);
    press(&mut window, "Avo Assure Client Provision");
    assert_eq!(place(&window), before);
    window.state_mut().editor().token = BoxedToken::Fresh(fresh_token(true));
    window.run();
    assert_eq!(place(&window), before);
    window.state_mut().editor().details = Remote::Ready({
        let mut details = bo();
        details.clients = (1..=60).map(runner).collect();
        details
    });
    window.run();
    assert_eq!(place(&window), before);
}

#[test]
fn the_names_of_nine_clients_and_their_hosts_are_shown_whole() {
    let window = provision(fleet(9));
    let name = bounds(&window, Role::ColumnHeader, "Client Name");
    let host = bounds(&window, Role::ColumnHeader, "Host");
    assert!(name.width() >= 240.0, "the name's column is {} wide", name.width());
    assert!(host.width() >= 180.0, "the host's column is {} wide", host.width());
}

#[test]
fn a_client_that_was_made_while_a_filter_was_set_is_shown() {
    let mut window = provision(fleet(20));
    fill(&mut window, "Filter clients", "runner-07");
    fill(&mut window, "Avo Assure Client Name", "build-host-7");
    key(&mut window, Key::Enter);
    let editor = window.state_mut().editor();
    let mut details = editor.details.value().unwrap().clone();
    details
        .clients
        .insert(0, client(90, "build-host-7", ClientState::Provisioned));
    editor.details = Remote::Ready(details);
    editor.acting.finish();
    window.run();
    assert!(is_told(&window, "21 clients"));
    assert_eq!(rows(&window)[0], "build-host-7");
}
