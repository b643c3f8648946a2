//! A new password and what is said about it, which is the same in every form that takes one.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{Office, USER_PASSWORD};

/// Types a password, leaves its field, and returns what stands beside the field then.
fn said_beside(desk: &mut Desk, label: &str, password: &str) -> Option<String> {
    desk.fill_secret(label, password);
    desk.key(Key::Tab);
    refusal(desk, label)
}

/// What stands beside a field that is marked as wrong.
fn refusal(desk: &Desk, label: &str) -> Option<String> {
    let field = desk.get(Role::PasswordInput, label);
    let node = field.accesskit_node();
    node.data().invalid().and_then(|_| node.description())
}

#[test]
fn every_form_refuses_a_password_in_the_same_words_once_its_field_was_left() {
    let (office, empty) = (Office::with_users(), Office::empty());
    let mut forms: Vec<(Desk, &str)> = Vec::new();
    forms.push((empty.console(), "Password"));
    let mut must_change = office.console();
    must_change.sign_in("bo.lindqvist", USER_PASSWORD);
    forms.push((must_change, "New Password"));
    let mut create = office.signed_in();
    create.go_to_users();
    create.press("Create");
    forms.push((create, "Password"));
    let mut edit = office.signed_in();
    edit.edit("bo.lindqvist");
    forms.push((edit, "Password"));
    let mut change = office.signed_in();
    change.press("Profile");
    change.choose("Change Password");
    forms.push((change, "New Password"));
    for (desk, label) in &mut forms {
        desk.fill_secret(label, "short");
        assert_eq!(refusal(desk, label), None, "nothing is marked while it is typed");
        for (password, words) in [
            ("short", "Use at least 15 characters (this has 5)"),
            (
                "password1234567",
                "Don't base the password on a word that many passwords consist of",
            ),
            ("nine violet\ttractors", "Remove the tab, which can't be typed"),
        ] {
            assert_eq!(
                said_beside(desk, label, password).as_deref(),
                Some(words),
                "{}",
                desk.tree()
            );
        }
        assert_eq!(said_beside(desk, label, "nine violet tractors hum"), None);
    }
}
