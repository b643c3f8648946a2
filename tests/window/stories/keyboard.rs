use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office};
use crate::raw_input;

/// Presses Tab until the node has the focus.
fn tab_to(desk: &mut Desk, role: Role, name: &str) {
    for _ in 0..60 {
        if desk.find(role, name).is_some_and(|node| node.is_focused()) {
            return;
        }
        desk.key(Key::Tab);
    }
    panic!("Tab never came to {role:?} {name:?}:\n{}", desk.tree());
}

#[test]
fn the_whole_main_job_is_done_with_the_keyboard_alone() {
    let office = Office::with_users();
    let mut desk = office.console();
    // The first field has the focus at once.
    desk.type_text(ADMIN);
    desk.key(Key::Tab);
    desk.type_text(ADMIN_PASSWORD);
    desk.key(Key::Enter);
    tab_to(&mut desk, Role::Link, "User Management");
    desk.key(Key::Enter);
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("lindqvist");
    // From the search box straight into what was found.
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    desk.keys(Modifiers::CTRL, Key::Tab);
    tab_to(&mut desk, Role::TextInput, "Avo Assure Client Name");
    desk.type_text("build-host-7");
    desk.key(Key::Enter);
    desk.token();
    desk.key(Key::Escape);
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
}

#[test]
fn keys_pressed_faster_than_frames_are_drawn_stay_in_the_table() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    desk.harness.step();
    for _ in 0..2 {
        desk.harness
            .input_mut()
            .events
            .push(raw_input::key(Key::ArrowDown, true));
        desk.harness.step();
    }
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
}

#[test]
fn several_downs_in_one_frame_move_as_many_rows_into_the_table() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.keys(Modifiers::COMMAND, Key::F);
    let downs = [true, false, true, false].map(|pressed| raw_input::key(Key::ArrowDown, pressed));
    desk.harness.input_mut().events.extend(downs);
    desk.run();
    let second = desk.state().users.value().unwrap().rows[1].user.id;
    assert_eq!(desk.state().users_view.selected, Some(second));
}

#[test]
fn the_focus_stays_inside_the_dialog() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    for _ in 0..40 {
        desk.key(Key::Tab);
        for behind in ["Home", "Settings", "Profile", "User Management"] {
            assert!(
                !desk.find(Role::Button, behind).is_some_and(|node| node.is_focused()),
                "{behind}"
            );
        }
    }
}

#[test]
fn f1_lists_the_keyboard() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.key(Key::F1);
    desk.expect("Ctrl+L");
    assert_focused(&desk, Role::Button, "Close");
    desk.key(Key::Escape);
    assert!(!desk.says("Ctrl+L"), "{}", desk.tree());
}

#[track_caller]
fn assert_focused(desk: &Desk, role: Role, name: &str) {
    let is_focused = desk.find(role, name).is_some_and(|node| node.is_focused());
    assert!(is_focused, "{role:?} {name:?} has no focus:\n{}", desk.tree());
}

#[test]
fn the_focus_is_on_the_screen_one_has_come_to() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    assert_focused(&desk, Role::Link, "Home");
    desk.keys(Modifiers::COMMAND, Key::Num2);
    assert_focused(&desk, Role::Link, "User Management");
    desk.keys(Modifiers::COMMAND, Key::Num3);
    assert_focused(&desk, Role::Link, "Settings");
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_focused(&desk, Role::TextInput, "Search");
}

#[test]
fn locking_from_a_dialog_leads_to_the_password_and_unlocking_back_into_the_dialog() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.type_text(ADMIN_PASSWORD);
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    desk.keys(Modifiers::CTRL, Key::Tab);
    assert_focused(&desk, Role::TextInput, "Avo Assure Client Name");
    desk.key(Key::Escape);
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
}

#[test]
fn enter_during_the_wait_after_wrong_passwords_keeps_the_focus_in_the_field() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.keys(Modifiers::COMMAND, Key::L);
    for _ in 0..5 {
        desk.type_text("wrong");
        desk.key(Key::Enter);
    }
    assert!(desk.state().retry.is_some());
    desk.type_text("wrong");
    desk.key(Key::Enter);
    assert_focused(&desk, Role::PasswordInput, "Password");
}

#[test]
fn enter_during_the_wait_at_the_sign_in_keeps_the_focus_in_the_field() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.type_text(ADMIN);
    desk.key(Key::Tab);
    for _ in 0..6 {
        desk.type_text("wrong");
        desk.key(Key::Enter);
    }
    assert!(desk.state().retry.is_some());
    assert_focused(&desk, Role::PasswordInput, "Password");
}

#[test]
fn a_pasted_password_does_not_take_the_end_of_its_line_along() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.type_text(ADMIN);
    desk.key(Key::Tab);
    desk.harness.event(egui::Event::Paste(format!("{ADMIN_PASSWORD}\r\n")));
    desk.run();
    desk.key(Key::Enter);
    assert!(desk.has(Role::Link, "User Management"), "{}", desk.tree());
}

#[test]
fn a_question_shuts_off_the_whole_dialog_below_it() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    desk.key(Key::Escape);
    for name in ["Close", "Cancel", "Update"] {
        assert!(desk.get(Role::Button, name).accesskit_node().is_disabled(), "{name}");
    }
    for title in ["User Name", "Edit"] {
        let header = desk.get(Role::ColumnHeader, title);
        assert!(header.accesskit_node().is_disabled(), "{title}");
    }
}

#[test]
fn a_dialog_opened_from_a_menu_gives_the_focus_back_to_where_the_menu_came_from() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    tab_to(&mut desk, Role::Button, "Profile");
    desk.key(Key::Enter);
    assert_focused(&desk, Role::MenuItem, "Token Management");
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Token Management"), "{}", desk.tree());
    desk.key(Key::Escape);
    assert_focused(&desk, Role::Button, "Profile");
    desk.go_to_users();
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("bo");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::F10);
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Delete bo.lindqvist?"), "{}", desk.tree());
    desk.key(Key::Escape);
    desk.key(Key::Enter);
    assert!(
        desk.has(Role::Dialog, "Edit User"),
        "the row has the focus again:\n{}",
        desk.tree()
    );
}

#[test]
fn the_zoom_keeps_within_its_bounds_and_is_kept_for_the_next_start() {
    let office = Office::with_users();
    let mut desk = office.console();
    let percent = |desk: &Desk| format!("{:.0} %", desk.harness.ctx.zoom_factor() * 100.0);
    desk.keys(Modifiers::COMMAND, Key::Plus);
    desk.keys(Modifiers::COMMAND, Key::Equals);
    desk.run();
    assert_eq!(percent(&desk), "120 %");
    let mut next = office.console();
    next.run();
    assert_eq!(percent(&next), "120 %");
    for (key, times, wanted) in [
        (Key::Minus, 9, "50 %"),
        (Key::Num0, 1, "100 %"),
        (Key::Plus, 22, "300 %"),
    ] {
        for _ in 0..times {
            desk.keys(Modifiers::COMMAND, key);
        }
        desk.run();
        assert_eq!(percent(&desk), wanted, "{key:?}");
    }
}

/// A way to do something, and its name.
type Way = (&'static str, fn(&mut Desk));

#[test]
fn the_table_has_the_focus_again_after_a_dialog_that_no_key_opened() {
    let ways: [Way; 3] = [
        ("assistive technology", |desk| {
            desk.get(Role::Button, "Edit bo.lindqvist").click_accesskit();
        }),
        ("the mouse", |desk| {
            desk.get(Role::Button, "Edit bo.lindqvist").click();
        }),
        ("the row's menu", |desk| {
            desk.open_row_menu("bo.lindqvist");
            desk.choose("Edit");
        }),
    ];
    for (way, open) in ways {
        let office = Office::with_users();
        let mut desk = office.signed_in();
        desk.go_to_users();
        open(&mut desk);
        desk.run();
        assert!(desk.has(Role::Dialog, "Edit User"), "{way}");
        desk.fill("First Name", "Bob");
        desk.press("Update");
        assert!(!desk.has(Role::Dialog, "Edit User"), "{way}");
        let selected = desk.state().users_view.selected;
        assert_eq!(selected, Some(office.user_id("bo.lindqvist")), "{way}");
        desk.key(Key::ArrowDown);
        assert_ne!(desk.state().users_view.selected, selected, "{way}");
    }
}

#[test]
fn the_search_key_selects_what_is_in_the_box() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("lindqvist");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("chen");
    assert_eq!(desk.state().users_view.query.search, "chen");
}

#[test]
fn after_an_unlock_the_focus_is_where_it_was() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    tab_to(&mut desk, Role::TextInput, "Last Name");
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.type_text(ADMIN_PASSWORD);
    desk.key(Key::Enter);
    assert_focused(&desk, Role::TextInput, "Last Name");
    desk.key(Key::Escape);
    desk.key(Key::ArrowDown);
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    let chosen = desk.state().users_view.selected;
    assert_ne!(
        chosen,
        Some(office.user_id("bo.lindqvist")),
        "the table has the focus again"
    );
}

#[test]
fn control_and_enter_open_the_clients_with_the_first_action_ready() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("lindqvist");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert_focused(&desk, Role::Button, "Reprovision laptop-bo");
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("chen");
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert_focused(&desk, Role::TextInput, "Avo Assure Client Name");
}

#[test]
fn a_key_shows_and_hides_the_password_in_the_field() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    tab_to(&mut desk, Role::PasswordInput, "Password");
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(desk.has(Role::Button, "Hide Password"));
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(desk.has(Role::Button, "Show Password"));
    tab_to(&mut desk, Role::TextInput, "Email Id");
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(desk.has(Role::Button, "Show Password"), "another field has the focus");
}
