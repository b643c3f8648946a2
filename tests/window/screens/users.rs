//! The table of users.

use avo_admin::command::{Command, EditorCommand, UsersCommand};
use avo_admin::domain::client::ClientStatus;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::{RoleFilter, Sort, SortColumn, StateFilter, UserList, UserQuery};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::user::UserId;
use avo_admin::state::{AppState, Remote, Route};
use egui::{Key, Modifiers};

use super::*;
use crate::screens_fixture::{at_work, now, rows};

pub(super) fn table() -> AppState {
    at_work(Route::UserManagement)
}

/// The one query that was sent.
fn query_sent(story: &mut Story) -> UserQuery {
    let sent = sent(story);
    let [Command::Users(UsersCommand::Query(query))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    query.clone()
}

/// Selects a user as the application would.
pub(super) fn select(story: &mut Story, user_name: &str, id: i64) {
    story.get_by_role_and_label(Role::Row, user_name).click();
    story.run_steps(3);
    story.state_mut().state.users_view.selected = Some(UserId(id));
    story.run_steps(2);
    story.state_mut().sent.clear();
}

#[test]
fn the_table_has_its_columns_rows_and_counts() {
    let story = story(table());
    for column in [
        "User Name",
        "First Name",
        "Last Name",
        "Email Id",
        "Primary Role",
        "Clients",
        "Last sign-in",
        "Last changed",
    ] {
        assert!(
            story.query_by_role_and_label(Role::ColumnHeader, column).is_some(),
            "{column}"
        );
    }
    assert!(has(&story, "1,000 users, 2,117 clients"));
    assert!(says(&story, "of 1,000"));
    for text in [
        "1 of 3, 1 provisioned",
        "1 of 2, 1 expired",
        "4 of 4 registered",
        "none yet",
        "Admin",
        "Locked",
        "never",
    ] {
        assert!(says(&story, text), "{text}");
    }
}

/// Where the column of a title lies.
fn column(story: &Story, title: &str) -> egui::Rect {
    story.get_by_role_and_label(Role::ColumnHeader, title).rect()
}

#[test]
fn configuration_is_left_out_while_it_is_the_same_for_all_users_and_is_not_sorted_by() {
    let mut story = story(table());
    assert!(
        story
            .query_by_role_and_label(Role::ColumnHeader, "Configuration")
            .is_none()
    );
    story.state_mut().state.users_view.query.sort.column = SortColumn::Configuration;
    story.run_steps(2);
    column(&story, "Configuration");
}

#[test]
fn addresses_are_shown_whole_in_a_window_1366_points_wide() {
    let widths = |story: &Story| -> Vec<f32> {
        let addresses = story.query_all_by_label_contains("@example.com");
        addresses.map(|address| address.rect().width()).collect()
    };
    let (usual, wide) = (story(table()), story_of_size(table(), 1920.0, 1080.0));
    let (usual, wide) = (widths(&usual), widths(&wide));
    assert!(!usual.is_empty());
    for (usual, wide) in usual.iter().zip(&wide) {
        assert!((usual - wide).abs() < 1.0, "{usual} of {wide} points are shown");
    }
}

#[test]
fn the_user_name_and_edit_stay_in_view_when_the_table_is_scrolled_sideways() {
    let mut story = story_of_size(table(), 900.0, 600.0);
    let before = (column(&story, "User Name"), column(&story, "Last Name"));
    let edit = story.get_by_role_and_label(Role::Button, "Edit dev.patel").rect();
    let row = story.get_by_role_and_label(Role::Row, "dev.patel").rect();
    story.event(egui::Event::PointerMoved(egui::pos2(500.0, row.center().y)));
    story.run_steps(2);
    story.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(-60.0, 0.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    story.run_steps(30);
    assert!(
        column(&story, "Last Name").left() < before.1.left(),
        "the table was scrolled"
    );
    assert_eq!(column(&story, "User Name"), before.0);
    assert_eq!(story.get_by_role_and_label(Role::Button, "Edit dev.patel").rect(), edit);
}

#[test]
fn edit_lies_beside_the_columns_and_not_over_them() {
    let story = story(table());
    let edit = story.get_by_role_and_label(Role::Button, "Edit dev.patel").rect();
    assert!(column(&story, "Last changed").right() <= edit.left());
}

#[test]
fn a_double_click_on_a_grip_makes_the_column_as_wide_as_its_content() {
    let mut story = story(table());
    let title = column(&story, "First Name");
    for pressed in [true, false, true, false] {
        story.event(egui::Event::PointerMoved(title.right_center()));
        story.event(egui::Event::PointerButton {
            pos: title.right_center(),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        story.run_steps(1);
    }
    story.run_steps(2);
    let fitted = column(&story, "First Name").width();
    assert!(
        (82.0..title.width() + 0.5).contains(&fitted),
        "{fitted} of {}",
        title.width()
    );
}

#[test]
fn searching_asks_on_each_change_and_escape_clears() {
    let mut story = story(table());
    story.key_press_modifiers(Modifiers::COMMAND, Key::F);
    story.run_steps(4);
    assert!(is_focused(&story, "Search"));
    story.get_by_label("Search").type_text("bo");
    assert_eq!(query_sent(&mut story).search, "bo");
    story.key_press(Key::Escape);
    assert_eq!(query_sent(&mut story).search, "");
    assert!(is_focused(&story, "Search"));
}

#[test]
fn filters_are_named_and_sent() {
    let mut story = story(table());
    for (filter, choice) in [
        ("Role", "Quality Lead"),
        ("Client status", "Expired"),
        ("State", "Disabled"),
    ] {
        story.get_by_role_and_label(Role::ComboBox, filter).click();
        story.run_steps(5);
        story.get_by_role_and_label(Role::ListBoxOption, choice).click();
        let query = query_sent(&mut story);
        story.state_mut().state.users_view.query = query;
        story.run_steps(3);
    }
    let query = &story.state().state.users_view.query;
    assert_eq!(query.role, Some(RoleFilter::Primary(PrimaryRole::QualityLead)));
    assert_eq!(query.client_status, Some(ClientStatus::Expired.into()));
    assert_eq!(query.state, Some(StateFilter::Disabled));
    assert!(says(&story, "18 of 1,000 match"));
}

#[test]
fn a_header_sorts_and_turns_the_order_around() {
    let mut story = story(table());
    story.get_by_role_and_label(Role::ColumnHeader, "Last sign-in").click();
    let sort = query_sent(&mut story).sort;
    assert_eq!((sort.column, sort.is_descending), (SortColumn::LastSignIn, false));
    story.state_mut().state.users_view.query.sort = sort;
    story.run_steps(2);
    story.get_by_role_and_label(Role::ColumnHeader, "Last sign-in").click();
    assert!(query_sent(&mut story).sort.is_descending);
}

#[test]
fn edit_is_in_the_tree_for_every_row_and_is_no_tab_stop() {
    let mut story = story(table());
    story
        .get_by_role_and_label(Role::Button, "Edit dev.patel")
        .click_accesskit();
    let sent = sent(&mut story);
    assert!(
        matches!(
            sent.as_slice(),
            [
                Command::Users(UsersCommand::RememberView(_)),
                Command::Editor(EditorCommand::OpenEdit(UserId(4)))
            ]
        ),
        "{sent:?}"
    );
    for _ in 0..40 {
        story.key_press(Key::Tab);
        story.run_steps(1);
        let stop = story
            .root()
            .children_recursive()
            .find(|node| node.accesskit_node().is_focused());
        let name = stop.and_then(|node| node.accesskit_node().label()).unwrap_or_default();
        assert!(!name.starts_with("Edit "), "{name}");
    }
}

#[test]
fn the_selection_is_the_user_not_the_line() {
    let mut story = story(table());
    story.get_by_role_and_label(Role::Row, "chen.wei").click();
    let sent = sent(&mut story);
    assert!(
        matches!(sent.as_slice(), [Command::Users(UsersCommand::RememberView(view))] if view.selected == Some(UserId(3))),
        "{sent:?}"
    );
    let window = story.state_mut();
    window.state.users_view.selected = Some(UserId(3));
    let mut turned = rows();
    turned.reverse();
    window.state.users = Remote::Ready(UserList {
        rows: turned,
        total_users: 1000,
        total_clients: 2117,
        ..UserList::default()
    });
    story.run_steps(3);
    let selected: Vec<_> = story
        .query_all_by_role(Role::Row)
        .filter(|row| row.accesskit_node().is_selected() == Some(true))
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    assert!(selected.is_empty() || selected == ["chen.wei"], "{selected:?}");
    story.key_press(Key::Enter);
    assert!(matches!(
        super::sent(&mut story).as_slice(),
        [Command::Editor(EditorCommand::OpenEdit(UserId(3)))]
    ));
}

#[test]
fn a_damaged_row_is_named_above_those_that_can_be_read() {
    let mut work = table();
    work.users = Remote::Ready(UserList {
        rows: rows(),
        total_users: 1000,
        total_clients: 2117,
        unreadable: vec![damaged_row()],
        ..UserList::default()
    });
    let mut story = story(work);
    assert!(has(&story, "1 user can't be shown"));
    assert!(says(&story, "Row 17 (bo.lindqvist) of the table users is damaged"));
    assert!(story.query_by_role_and_label(Role::Row, "chen.wei").is_some());
    story.state_mut().state.users = Remote::Ready(UserList {
        unreadable: vec![damaged_row()],
        total_users: 1,
        ..UserList::default()
    });
    story.run_steps(3);
    assert!(has(&story, "1 user can't be shown"));
    assert!(!has(&story, "No users yet"));
}

#[test]
fn no_match_offers_to_clear_the_filters() {
    let mut none = table();
    none.users_view.query.search = "zz".into();
    none.users_view.query.state = Some(StateFilter::Locked);
    none.users_view.query.sort = Sort {
        column: SortColumn::Email,
        is_descending: true,
    };
    none.users = Remote::Ready(UserList {
        rows: Vec::new(),
        total_users: 1000,
        total_clients: 2117,
        ..UserList::default()
    });
    let mut story = story(none);
    assert!(has(&story, "No user matches"));
    assert!(says(&story, "0 of 1,000 match"));
    press(&mut story, "Clear filters");
    let query = query_sent(&mut story);
    assert!(!query.is_filtered());
    assert_eq!(query.sort.column, SortColumn::Email);
}

#[test]
fn a_failure_stands_above_the_rows_that_were_there() {
    let mut failed = table();
    failed.users.answer(Err(Failure::Storage(StorageFailure::Busy)));
    let mut story = story(failed);
    assert!(has(&story, "Another program is keeping the directory busy"));
    assert!(story.query_by_role_and_label(Role::Row, "ana.garcia").is_some());
    press(&mut story, "Try again");
    assert_eq!(sent_kinds(&mut story), ["View::Refresh"]);
    story.state_mut().state.users.ask(now());
    story.run_steps(2);
    assert!(
        story.query_by_role_and_label(Role::Row, "ana.garcia").is_some(),
        "a refresh never blanks the table"
    );
}
