//! What is said of clients that arrive, and where that stands.

use avo_admin::state::Phase;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::arrivals::{toasts, token_of};
use super::office::Office;

#[test]
fn the_message_does_not_lie_on_the_buttons_of_the_open_dialog() {
    let office = Office::with_users();
    let token = token_of(&office, "chen.wei", "wei-1");
    let mut desk = office.signed_in();
    desk.harness.set_size(egui::vec2(900.0, 600.0));
    desk.provision("bo.lindqvist");
    office.arrive(&token, "pc-11");
    desk.run();
    let message = desk.get(Role::Label, "wei-1 registered from pc-11").rect();
    for name in ["Cancel", "Update", "Generate"] {
        let button = desk.get(Role::Button, name).rect();
        assert!(!button.intersects(message), "{name} {button} {message}");
    }
    desk.press("Cancel");
    let after = desk.get(Role::Label, "wei-1 registered from pc-11").rect();
    assert_eq!(after, message, "and stays where it is read");
}

#[test]
fn the_message_does_not_lie_on_the_profile_menu_once_the_dialog_is_closed() {
    let office = Office::with_users();
    let token = token_of(&office, "chen.wei", "wei-1");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    office.arrive(&token, "pc-11");
    desk.run();
    desk.press("Cancel");
    desk.press("Profile");
    desk.run();
    let message = desk.get(Role::Label, "wei-1 registered from pc-11").rect();
    for name in ["Token Management", "Lock", "Sign out"] {
        let entry = desk.get(Role::MenuItem, name).rect();
        assert!(!entry.intersects(message), "{name} {entry} {message}");
    }
}

#[test]
fn a_host_with_an_endless_name_leaves_room_for_the_rest_of_the_window() {
    let office = Office::with_users();
    let token = token_of(&office, "chen.wei", "wei-1");
    let mut desk = office.signed_in();
    let host = format!("{}.example", vec!["h".repeat(48); 5].join("."));
    office.arrive(&token, &host);
    desk.run();
    let told = toasts(&desk).concat();
    assert!(
        told.starts_with("wei-1 registered from hhh") && told.ends_with('…'),
        "{told}"
    );
    assert!(told.chars().count() < 80, "{told}");
}

#[test]
fn registrations_while_the_console_is_locked_are_shown_after_the_unlock() {
    let office = Office::with_users();
    let token = token_of(&office, "bo.lindqvist", "build-host-7");
    let mut desk = office.signed_in();
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    office.arrive(&token, "lt-0231");
    desk.run();
    assert!(!desk.says("build-host-7"), "{}", desk.tree());
    assert!(toasts(&desk).is_empty());
    desk.press_unlock();
    desk.expect("build-host-7 registered from lt-0231");
}

#[test]
fn many_arrivals_at_once_are_one_message() {
    let office = Office::with_users();
    let tokens: Vec<String> = ["a", "b", "c", "d", "e"]
        .map(|name| token_of(&office, "bo.lindqvist", name))
        .into();
    let mut desk = office.signed_in();
    desk.is_directory_held.set(true);
    for token in &tokens {
        office.arrive(token, "farm-1");
    }
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(toasts(&desk), ["5 clients registered: a, b, c and 2 more"]);
}

#[test]
fn a_message_that_the_box_tells_is_kept_for_the_list_and_not_shown() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    std::fs::create_dir(office.downloads()).unwrap();
    desk.press("Download");
    let path = office.downloads().join("avo-token-build-host-7.txt");
    desk.expect(&path.display().to_string());
    assert!(
        !desk.has(Role::Button, "Dismiss"),
        "the path stands in the box:\n{}",
        desk.tree()
    );
    desk.press("Clear now");
    assert!(
        !desk.has(Role::Button, "Dismiss"),
        "the box says that it is cleared:\n{}",
        desk.tree()
    );
    assert_eq!(desk.state().toasts.len(), 2, "{:?}", desk.state().toasts);
}

#[test]
fn a_message_that_the_box_does_not_tell_is_shown() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    desk.click(Role::Tab, "User Details");
    let token = desk.token();
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("build-host-7 registered from lt-0231");
    assert!(desk.has(Role::Button, "Dismiss"), "{}", desk.tree());
}
