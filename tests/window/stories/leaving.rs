//! Signing out of the locked console and closing the window while something would be lost.

use avo_admin::state::{ClipboardState, Phase};
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportId};

use super::desk::{Desk, close_window};
use super::office::{ADMIN_PASSWORD, Office};

/// Presses the button that ends the program, which settles no more, and looks whether it told its window to close.
fn ends(desk: &mut Desk, button: &str) -> bool {
    desk.get(Role::Button, button).click_accesskit();
    (0..10).any(|_| {
        desk.harness.step();
        is_closing(desk)
    })
}

/// Whether the program has told its window to close.
fn is_closing(desk: &Desk) -> bool {
    let output = &desk.harness.output().viewport_output;
    output
        .get(&ViewportId::ROOT)
        .is_some_and(|viewport| viewport.commands.contains(&egui::ViewportCommand::Close))
}

fn editing(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    desk
}

fn first_name(desk: &Desk) -> Option<String> {
    use egui_kittest::kittest::NodeT as _;
    desk.get(Role::TextInput, "First Name").accesskit_node().value()
}

#[test]
fn signing_out_of_the_locked_console_asks_before_a_draft_is_lost() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.press("Sign out");
    desk.press("Keep editing");
    assert_eq!(desk.state().phase, Phase::Locked);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert_eq!(first_name(&desk).as_deref(), Some("Bosse"), "the draft is still there");
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.press("Sign out");
    desk.press("Discard changes");
    assert_eq!(desk.state().phase, Phase::SignIn);
    assert_eq!(desk.get(Role::TextInput, "User Name").value().unwrap_or_default(), "");
    assert!(desk.get(Role::TextInput, "User Name").is_focused(), "{}", desk.tree());
    assert!(desk.state().modals.editor().is_none());
}

#[test]
fn closing_the_window_asks_before_a_draft_is_lost() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    close_window(&mut desk);
    desk.press("Keep editing");
    assert!(!is_closing(&desk));
    assert_eq!(first_name(&desk).as_deref(), Some("Bosse"));
    close_window(&mut desk);
    desk.key(Key::Escape);
    assert!(
        desk.has(Role::Dialog, "Edit User"),
        "Escape answered the question alone"
    );
    close_window(&mut desk);
    assert!(ends(&mut desk, "Discard changes"));
}

#[test]
fn closing_with_a_draft_and_a_token_on_the_clipboard_asks_about_both() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    desk.click(Role::Tab, "Avo Assure Client Provision");
    desk.generate("build-host-7");
    close_window(&mut desk);
    desk.press("Discard changes");
    assert!(!is_closing(&desk), "the token on the clipboard is asked about next");
    assert!(ends(&mut desk, "Clear and quit"));
}

#[test]
fn the_locked_console_asks_before_it_closes_with_a_draft() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().clipboard, ClipboardState::Empty);
    close_window(&mut desk);
    desk.press("Keep editing");
    assert!(!is_closing(&desk));
    assert_eq!(desk.state().phase, Phase::Locked);
}
