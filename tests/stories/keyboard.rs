use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::desk::{ADMIN, ADMIN_PASSWORD, Desk, Office};

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
    desk.expect("Ctrl L");
    desk.key(Key::Escape);
    assert!(!desk.says("Ctrl L"), "{}", desk.tree());
}
