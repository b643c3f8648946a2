use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::state::Phase;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::office::{ADMIN_PASSWORD, Office};

#[test]
fn unsaved_details_are_never_left_without_a_question() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    for leave in ["Cancel", "Escape"] {
        if leave == "Escape" {
            desk.key(Key::Escape);
        } else {
            desk.press(leave);
        }
        desk.press("Keep editing");
        assert_eq!(
            desk.get(Role::TextInput, "First Name").value().as_deref(),
            Some("Bosse")
        );
    }
    desk.press("Cancel");
    desk.press("Discard changes");
    assert!(!desk.has(Role::Dialog, "Edit User"));
    assert_eq!(office.details("bo.lindqvist").user.first_name.as_str(), "Bo");
}

#[test]
fn a_token_that_was_not_copied_is_not_lost_without_a_question() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.clipboard.fail_with(ClipboardError::Busy);
    desk.generate("build-host-7");
    desk.press("Cancel");
    assert!(desk.has(Role::Dialog, "Edit User"), "it must ask first");
    desk.key(Key::Escape);
    desk.clipboard.work_again();
    desk.press("Copy");
    desk.token();
    desk.press("Cancel");
    assert!(!desk.has(Role::Dialog, "Edit User"));
}

#[test]
fn a_lock_keeps_the_draft_and_wipes_the_passwords() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    desk.fill_secret("Password", "forty amber kites in the wind");
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    assert!(!desk.says("Bosse"), "nothing of the dialog is shown while locked");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert_eq!(
        desk.get(Role::TextInput, "First Name").value().as_deref(),
        Some("Bosse")
    );
    assert_eq!(
        desk.get(Role::PasswordInput, "Password").value().unwrap_or_default(),
        ""
    );
}

#[test]
fn what_lies_behind_a_dialog_cannot_be_used() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    for name in ["Home", "Settings", "Profile", "Edit chen.wei"] {
        if let Some(node) = desk.find(Role::Button, name) {
            assert!(
                egui_kittest::kittest::NodeT::accesskit_node(&node).is_disabled(),
                "{name} can be pressed"
            );
        }
    }
}

#[test]
fn a_click_outside_never_closes() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    for pressed in [true, false] {
        desk.harness.event(egui::Event::PointerButton {
            pos: egui::pos2(6.0, 400.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        desk.run();
    }
    assert!(desk.has(Role::Dialog, "Edit User"));
}
