//! One-time passwords: the three ways to one, what is copied, the countdown, and what a lock, a close and a quit do to it.

use avo_admin::domain::secret::SecretText;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::state::{ClipboardState, Phase};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::{Desk, close_window};
use super::office::{ADMIN_PASSWORD, Office, USER_PASSWORD};

const TITLE: &str = "One-time password";
const QUESTION: &str = "Make a one-time password for bo.lindqvist?";
const USER: &str = "bo.lindqvist";

/// The password on the clipboard.
#[track_caller]
fn copied(desk: &Desk) -> String {
    let text = desk.clipboard.text().expect("the clipboard is empty");
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    assert_eq!(groups, [5; 5], "not a one-time password");
    text
}

/// The dialog over User Management, by the menu of the row.
fn made_by_row_menu(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    assert!(desk.has(Role::Dialog, QUESTION), "{}", desk.tree());
    desk.press(TITLE);
    assert!(desk.has(Role::Dialog, TITLE), "{}", desk.tree());
    desk
}

/// Whether the user must choose another password after signing in with this one.
#[track_caller]
fn must_change_after_sign_in(office: &Office, user_name: &str, password: &str) -> bool {
    let signed_in = office.service().sign_in(user_name, &SecretText::from(password));
    signed_in.expect("the password is refused").user.must_change_password
}

fn is_focused(desk: &Desk, role: Role, name: &str) -> bool {
    desk.get(role, name).accesskit_node().is_focused()
}

#[test]
fn the_row_menu_makes_one_after_a_question_and_what_is_copied_signs_in() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.expect("The current password of Bo Lindqvist stops working immediately, and open sessions end.");
    desk.press("Cancel");
    assert!(
        must_change_after_sign_in(&office, USER, USER_PASSWORD),
        "nothing was changed"
    );
    let desk = made_by_row_menu(&office);
    desk.expect("Bo Lindqvist, bo.lindqvist");
    desk.expect("must be changed at the first sign-in. It is shown only now.");
    let password = copied(&desk);
    assert!(desk.clipboard.is_marked_secret());
    assert!(!desk.says(&password), "it is masked");
    assert!(must_change_after_sign_in(&office, USER, &password));
    let old = office.service().sign_in(USER, &SecretText::from(USER_PASSWORD));
    assert!(old.is_err(), "the old password stops working");
}

#[test]
fn edit_user_keeps_unsaved_details_while_a_one_time_password_is_made() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit(USER);
    desk.fill("First Name", "Bosse");
    desk.press(TITLE);
    desk.press(TITLE);
    let password = copied(&desk);
    desk.press("Done");
    assert!(!desk.has(Role::Dialog, TITLE));
    assert!(
        is_focused(&desk, Role::Button, TITLE),
        "the focus goes back\n{}",
        desk.tree()
    );
    desk.expect("On the clipboard, cleared in 30 s");
    desk.press("Update");
    desk.expect("User updated successfully");
    let user = office.details(USER).user;
    assert_eq!(user.first_name.as_str(), "Bosse");
    assert!(must_change_after_sign_in(&office, USER, &password));
}

fn fill_new_user(desk: &mut Desk) {
    desk.go_to_users();
    desk.press("Create");
    desk.fill("User Name", "dora.holm");
    desk.fill("Email Id", "dora.holm@example.com");
    desk.fill("First Name", "Dora");
    desk.fill("Last Name", "Holm");
}

#[test]
fn create_user_makes_one_in_place_of_a_typed_password_and_goes_on_with_the_clients() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    fill_new_user(&mut desk);
    desk.press(TITLE);
    desk.expect("User Created Successfully!");
    assert!(desk.has(Role::Dialog, TITLE), "{}", desk.tree());
    desk.expect("Dora Holm, dora.holm");
    let password = copied(&desk);
    desk.press("Done");
    assert!(desk.has(Role::Dialog, "Edit User"));
    assert!(
        is_focused(&desk, Role::TextInput, "Avo Assure Client Name"),
        "{}",
        desk.tree()
    );
    assert!(must_change_after_sign_in(&office, "dora.holm", &password));
}

#[test]
fn create_user_goes_to_what_is_wrong_and_asks_for_no_password() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    fill_new_user(&mut desk);
    desk.fill("Email Id", "dora.holm");
    desk.press(TITLE);
    assert!(!desk.has(Role::Dialog, TITLE));
    assert!(is_focused(&desk, Role::TextInput, "Email Id"));
    let password = desk.get(Role::PasswordInput, "Password");
    assert!(password.accesskit_node().data().invalid().is_none(), "none is needed");
    desk.keys(Modifiers::COMMAND, Key::S);
    let password = desk.get(Role::PasswordInput, "Password");
    assert!(password.accesskit_node().data().invalid().is_some(), "Create needs one");
}

#[test]
fn it_is_masked_until_reveal_and_again_after_twenty_seconds_and_never_selected() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    let password = copied(&desk);
    desk.expect("Hidden until Reveal is selected");
    desk.press("Reveal");
    desk.expect(&password);
    desk.keys(Modifiers::COMMAND, Key::A);
    for taken in [Event::Copy, Event::Cut] {
        desk.harness.event(taken);
        assert_eq!(desk.copied(), Vec::<String>::new());
    }
    desk.wait_secs(19);
    desk.expect(&password);
    desk.wait_secs(2);
    assert!(!desk.says(&password), "{}", desk.tree());
    desk.press("Reveal");
    desk.press("Hide");
    assert!(!desk.says(&password));
}

#[test]
fn the_clipboard_counts_down_beside_it_and_in_the_status_line_once_it_is_closed() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    desk.wait_secs(20);
    desk.expect("On the clipboard, cleared in 10 s");
    desk.press("Done");
    desk.expect("The one-time password for bo.lindqvist is on the clipboard, cleared in 10 s");
    desk.wait_secs(10);
    assert_eq!(desk.clipboard.text(), None);
    assert_eq!(desk.state().clipboard, ClipboardState::Empty);
    desk.expect("The one-time password was cleared from the clipboard");
}

#[test]
fn clear_now_and_copy_work_in_the_dialog() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    let password = copied(&desk);
    desk.press("Clear now");
    assert_eq!(desk.clipboard.text(), None);
    desk.expect("Cleared from the clipboard");
    desk.press("Copy");
    assert_eq!(copied(&desk), password);
}

#[test]
fn a_lock_wipes_it_with_words() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    let password = copied(&desk);
    desk.press("Reveal");
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    assert_eq!(desk.clipboard.text(), None);
    assert!(!desk.says(&password));
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert!(!desk.has(Role::Dialog, TITLE), "{}", desk.tree());
    desk.expect("The one-time password for bo.lindqvist was discarded because the console was locked.");
    assert!(!format!("{:?}", desk.state()).contains(&password));
}

#[test]
fn one_that_comes_after_a_lock_is_discarded_with_words() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.is_directory_held.set(true);
    desk.press(TITLE);
    desk.expect("Making the password");
    desk.key(Key::Escape);
    assert!(desk.has(Role::Dialog, TITLE), "its answer is awaited");
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(desk.clipboard.text(), None);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    desk.expect("The one-time password for bo.lindqvist was discarded because the console was locked.");
}

#[test]
fn closing_asks_nothing_once_it_was_copied() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    desk.key(Key::Escape);
    assert!(!desk.has(Role::Dialog, TITLE), "{}", desk.tree());
}

#[test]
fn closing_asks_where_it_was_neither_copied_nor_revealed() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.clipboard.fail_with(ClipboardError::Busy);
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.press(TITLE);
    desk.expect("Another program is using the clipboard");
    assert!(!desk.says("The one-time password was not copied"), "the dialog says it");
    desk.key(Key::Escape);
    let question = "Close without the password for bo.lindqvist?";
    assert!(desk.has(Role::Dialog, question), "{}", desk.tree());
    desk.press("Keep open");
    close_window(&mut desk);
    desk.expect("The new one-time password has not been copied or revealed.");
    desk.press("Keep editing");
    desk.press("Done");
    desk.press("Close anyway");
    assert!(!desk.has(Role::Dialog, TITLE));
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.press(TITLE);
    desk.press("Reveal");
    desk.press("Done");
    assert!(!desk.has(Role::Dialog, TITLE), "it was seen");
}

#[test]
fn quitting_with_it_on_the_clipboard_asks_first() {
    let office = Office::with_users();
    let mut desk = made_by_row_menu(&office);
    desk.press("Done");
    close_window(&mut desk);
    desk.expect("The one-time password for bo.lindqvist is still on the clipboard.");
    assert!(desk.has(Role::Button, "Clear and quit"));
}

#[test]
fn a_token_and_a_one_time_password_replace_each_other_on_the_clipboard() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision(USER);
    desk.generate("build-host-7");
    desk.token();
    desk.click(Role::Tab, "User Details");
    desk.press(TITLE);
    desk.press(TITLE);
    copied(&desk);
    desk.press("Done");
    desk.click(Role::Tab, "Avo Assure Client Provision");
    desk.expect("The one-time password for bo.lindqvist is on the clipboard, cleared in 30 s");
    desk.press("Copy");
    desk.token();
    assert!(!desk.says("The one-time password for bo.lindqvist is on the clipboard"));
}

/// What ends a one-time password elsewhere, what the dialog says then, and the message where it has been closed.
type Way = (fn(&Office, &str), &'static str, &'static str);

const WAYS: [Way; 3] = [
    (
        |office, _| {
            office.clock.advance_secs(1);
            let bo = office.details(USER).user;
            office.as_admin(|service, admin| {
                drop(service.make_one_time_password(admin, bo.id, bo.revision).unwrap());
            });
        },
        "This password no longer works: Bo Lindqvist has a newer one-time password",
        "was cleared from the clipboard: the user has a newer one",
    ),
    (
        |office, password| {
            let mut service = office.service();
            let mut bo = service.sign_in(USER, &SecretText::from(password)).unwrap().session;
            let new = SecretText::from("eleven copper lanterns sway");
            service.change_password(&mut bo, None, &new).unwrap();
        },
        "This password is no longer needed: Bo Lindqvist has another password now",
        "was cleared from the clipboard: the user has another password now",
    ),
    (
        |office, _| {
            let bo = office.details(USER).user;
            office.as_admin(|service, admin| service.delete_user(admin, bo.id, bo.revision).unwrap());
        },
        "This password no longer works: its user was deleted",
        "was cleared from the clipboard: the user was deleted",
    ),
];

#[test]
fn one_that_stops_working_leaves_its_dialog_and_the_clipboard() {
    for (end, said, _) in WAYS {
        let office = Office::with_users();
        let mut desk = made_by_row_menu(&office);
        end(&office, &copied(&desk));
        desk.key(Key::F5);
        desk.wait_secs(1);
        desk.expect(said);
        assert_eq!(desk.clipboard.text(), None, "{said}");
        assert!(!desk.has(Role::Button, "Reveal"), "{said}");
        desk.press("Done");
        assert!(!desk.has(Role::Dialog, TITLE), "{said}");
    }
}

#[test]
fn one_that_stops_working_after_its_dialog_was_closed_leaves_the_clipboard_with_a_message() {
    for (end, _, told) in WAYS {
        let office = Office::with_users();
        let mut desk = made_by_row_menu(&office);
        desk.press("Done");
        end(&office, &copied(&desk));
        desk.wait_secs(1);
        assert_eq!(desk.clipboard.text(), None, "{told}");
        desk.expect(told);
    }
}

#[test]
fn a_conflict_says_so_in_the_dialog() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    let bo = office.details(USER).user;
    office.as_admin(|service, admin| {
        drop(service.set_user_disabled(admin, bo.id, bo.revision, true).unwrap());
    });
    desk.press(TITLE);
    desk.expect("ana.garcia changed this user");
    assert_eq!(desk.clipboard.text(), None);
    desk.press("Done");
    assert!(!desk.has(Role::Dialog, TITLE));
}

#[test]
fn the_question_and_the_dialog_say_what_a_lock_or_a_disabled_user_mean() {
    let office = Office::with_users();
    for _ in 0..6 {
        assert!(office.service().sign_in(USER, &SecretText::from("wrong")).is_err());
    }
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.expect("open sessions end, and the user is unlocked");
    desk.press("Cancel");
    let bo = office.details(USER).user;
    office.as_admin(|service, admin| {
        drop(service.set_user_disabled(admin, bo.id, bo.revision, true).unwrap());
    });
    desk.wait_secs(1);
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    desk.expect("once the user is enabled");
    desk.press(TITLE);
    desk.expect("Bo Lindqvist is disabled and can sign in with it once enabled.");
}

#[test]
fn ones_own_account_offers_none() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu("ana.garcia");
    assert!(!desk.has(Role::MenuItem, TITLE), "{}", desk.tree());
    desk.key(Key::Escape);
    desk.edit("ana.garcia");
    assert!(!desk.has(Role::Button, TITLE), "{}", desk.tree());
}

#[test]
fn the_first_sign_in_with_it_must_choose_another_password() {
    let office = Office::with_users();
    let desk = made_by_row_menu(&office);
    let password = copied(&desk);
    let mut first = office.console();
    first.sign_in(USER, &password);
    assert_eq!(first.state().phase, Phase::PasswordMustChange);
    let mut late = office.console();
    late.wait_secs(24 * 60 * 60);
    late.sign_in(USER, &password);
    let refused = late.tree();
    late.sign_in(USER, "wrong wrong wrong wrong");
    late.expect("Incorrect user name or password");
    assert!(refused.contains("Incorrect user name or password"), "{refused}");
}

#[test]
fn a_doubled_enter_answers_the_question_alone() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu(USER);
    desk.choose(TITLE);
    for event in [
        crate::raw_input::key(Key::Enter, true),
        crate::raw_input::key(Key::Enter, true),
    ] {
        desk.harness.event(event);
    }
    desk.run();
    assert!(!desk.has(Role::Dialog, QUESTION), "Cancel has the focus");
    assert!(!desk.has(Role::Dialog, TITLE));
    assert!(must_change_after_sign_in(&office, USER, USER_PASSWORD));
}
