//! What can be done to the user of a row, from the row and from its menu.

use avo_admin::command::{Command, DeleteUser, EditorCommand, SetUserDisabled, UsersCommand};
use avo_admin::domain::user::UserId;
use egui::{Key, Modifiers};

use super::users::{select, table};
use super::*;

#[test]
fn enter_and_a_double_click_open_the_user() {
    let mut story = story(table());
    select(&mut story, "bo.lindqvist", 2);
    story.key_press(Key::Enter);
    assert!(matches!(
        sent(&mut story).as_slice(),
        [Command::Editor(EditorCommand::OpenEdit(UserId(2)))]
    ));
    let row = story.get_by_role_and_label(Role::Row, "eva.muller");
    row.click();
    row.click();
    let sent = sent(&mut story);
    assert!(
        sent.iter()
            .any(|command| matches!(command, Command::Editor(EditorCommand::OpenEdit(UserId(5))))),
        "{sent:?}"
    );
}

#[test]
fn the_row_menu_offers_what_the_user_allows() {
    let mut story = story(table());
    story.get_by_role_and_label(Role::Row, "gus.haddad").click_secondary();
    story.run_steps(5);
    for name in ["Edit", "Disable", "Unlock", "Delete gus.haddad"] {
        assert!(story.query_by_role_and_label(Role::MenuItem, name).is_some(), "{name}");
    }
    story.get_by_role_and_label(Role::MenuItem, "Unlock").click();
    let kinds = sent_kinds(&mut story);
    assert_eq!(kinds.last().map(String::as_str), Some("Users::Unlock"));
    story.get_by_role_and_label(Role::Row, "kai.silva").click_secondary();
    story.run_steps(5);
    assert!(!has(&story, "Disable"), "the user is disabled already");
    story.get_by_role_and_label(Role::MenuItem, "Enable").click();
    let sent = sent(&mut story);
    assert!(
        matches!(
            sent.last(),
            Some(Command::Users(UsersCommand::SetDisabled(SetUserDisabled {
                is_disabled: false,
                ..
            })))
        ),
        "{sent:?}"
    );
}

#[test]
fn the_row_menu_opens_from_the_keyboard() {
    let mut story = story(table());
    select(&mut story, "bo.lindqvist", 2);
    story.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    story.run_steps(5);
    assert!(has(&story, "Delete bo.lindqvist"));
    story.key_press(Key::Escape);
    story.run_steps(4);
    assert!(!has(&story, "Delete bo.lindqvist"));
    story.key_press(Key::ArrowDown);
    let sent = sent(&mut story);
    assert!(
        matches!(sent.as_slice(), [Command::Users(UsersCommand::RememberView(view))] if view.selected == Some(UserId(3))),
        "the table has the focus again: {sent:?}"
    );
}

#[test]
fn delete_says_what_is_removed_with_the_user_and_asks() {
    let mut story = story(table());
    select(&mut story, "bo.lindqvist", 2);
    story.key_press(Key::Delete);
    story.run_steps(5);
    assert!(says(&story, "3 clients"));
    assert!(says(&story, "can't be undone"));
    assert!(says(
        &story,
        "Backups still contain the account, automatic ones for up to five weeks"
    ));
    assert!(is_focused(&story, "Cancel"), "the harmless answer has the focus");
    assert!(
        story
            .get_by_role_and_label(Role::Button, "Create")
            .accesskit_node()
            .is_disabled()
    );
    press(&mut story, "Cancel");
    assert!(sent(&mut story).is_empty());
    story.key_press(Key::Delete);
    story.run_steps(5);
    press(&mut story, "Delete");
    assert!(matches!(
        sent(&mut story).as_slice(),
        [Command::Users(UsersCommand::Delete(DeleteUser { id: UserId(2), .. }))]
    ));
}

#[test]
fn disabling_asks_where_clients_would_stop_and_only_there() {
    let mut story = story(table());
    story.get_by_role_and_label(Role::Row, "chen.wei").click_secondary();
    story.run_steps(5);
    story.get_by_role_and_label(Role::MenuItem, "Disable").click();
    story.run_steps(5);
    assert!(says(&story, "4 registered clients stop working"));
    press(&mut story, "Disable");
    let asked = sent(&mut story);
    assert!(
        matches!(
            asked.last(),
            Some(Command::Users(UsersCommand::SetDisabled(SetUserDisabled {
                id: UserId(3),
                is_disabled: true,
                ..
            })))
        ),
        "{asked:?}"
    );
    story.get_by_role_and_label(Role::Row, "dev.patel").click_secondary();
    story.run_steps(5);
    story.get_by_role_and_label(Role::MenuItem, "Disable").click();
    let direct = sent(&mut story);
    assert!(
        matches!(
            direct.last(),
            Some(Command::Users(UsersCommand::SetDisabled(SetUserDisabled {
                id: UserId(4),
                is_disabled: true,
                ..
            })))
        ),
        "{direct:?}"
    );
}

#[test]
fn deleting_ones_own_account_is_not_offered() {
    let mut story = story(table());
    story.get_by_role_and_label(Role::Row, "ana.garcia").click_secondary();
    story.run_steps(5);
    assert!(story.query_by_role_and_label(Role::MenuItem, "Edit").is_some());
    assert!(!has(&story, "Delete ana.garcia"));
    assert!(!has(&story, "Disable"));
    story.key_press(Key::Escape);
    story.run_steps(3);
    select(&mut story, "ana.garcia", 1);
    story.key_press(Key::Delete);
    story.run_steps(5);
    assert!(says(&story, "Ask another administrator to do it"));
    press(&mut story, "Close");
    assert!(sent(&mut story).is_empty());
}
