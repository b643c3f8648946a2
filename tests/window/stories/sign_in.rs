use avo_admin::domain::secret::SecretText;
use avo_admin::state::Phase;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::office::{ADMIN, ADMIN_PASSWORD, Office, USER_PASSWORD};

#[test]
fn the_right_password_opens_the_console() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.state().phase, Phase::SignedIn);
    assert!(desk.has(Role::Link, "Home"));
    assert!(office.details(ADMIN).user.last_sign_in_at.is_some());
}

#[test]
fn an_unknown_name_and_a_wrong_password_show_the_same_words() {
    let office = Office::with_users();
    let words = |name: &str| {
        let mut desk = office.console();
        desk.sign_in(name, "not the password at all");
        assert_eq!(desk.state().phase, Phase::SignIn);
        desk.expect("Incorrect user name or password");
        let mut spoken: Vec<String> = desk.spoken().into_iter().filter(|text| !text.contains(name)).collect();
        spoken.sort();
        spoken
    };
    assert_eq!(words(ADMIN), words("unknown.user"));
}

#[test]
fn a_disabled_account_with_the_right_password_shows_the_same_words() {
    let office = Office::with_users();
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| {
        service.set_user_disabled(session, bo.id, bo.revision, true).unwrap();
    });
    let words = |name: &str, password: &str| {
        let mut desk = office.console();
        desk.sign_in(name, password);
        assert_eq!(desk.state().phase, Phase::SignIn);
        let mut spoken: Vec<String> = desk.spoken().into_iter().filter(|text| !text.contains(name)).collect();
        spoken.sort();
        spoken
    };
    let unknown = words("unknown.user", "not the password at all");
    assert_eq!(words("bo.lindqvist", USER_PASSWORD), unknown);
    for name in ["unknown.user", "bo.lindqvist", "chen.wei"] {
        let mut desk = office.console();
        for _ in 0..5 {
            desk.sign_in(name, "not the password at all");
        }
    }
    let waiting = |name| words(name, USER_PASSWORD);
    let unknown = waiting("unknown.user");
    assert_eq!(waiting("chen.wei"), unknown, "the right password while a wait is due");
    assert_eq!(waiting("bo.lindqvist"), unknown);
}

#[test]
fn the_fifth_failure_costs_a_wait_that_counts_down_and_ends() {
    let office = Office::with_users();
    let mut desk = office.console();
    for _ in 0..5 {
        desk.sign_in(ADMIN, "not the password at all");
    }
    desk.expect("30 s");
    desk.wait_secs(10);
    desk.expect("20 s");
    desk.wait_secs(20);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_eq!(desk.state().phase, Phase::SignedIn);
}

#[test]
fn a_password_that_another_person_set_must_be_changed_first() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.sign_in("bo.lindqvist", USER_PASSWORD);
    assert_eq!(desk.state().phase, Phase::PasswordMustChange);
    desk.fill_secret("New Password", "eleven quiet herons by the lake");
    desk.fill_secret("Confirm Password", "eleven quiet herons by the lake");
    desk.press("Change password");
    assert_eq!(desk.state().phase, Phase::SignedIn, "{}", desk.tree());
    assert!(
        !desk.has(Role::Link, "User Management"),
        "an engineer sees no other users"
    );
    let mut service = office.service();
    assert!(
        service
            .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
            .is_err()
    );
    let again = service
        .sign_in("bo.lindqvist", &SecretText::from("eleven quiet herons by the lake"))
        .unwrap();
    assert!(!again.user.must_change_password);
}

#[test]
fn the_console_locks_by_hand_and_when_idle_and_opens_again() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.state().phase, Phase::Locked);
    desk.fill_secret("Password", "not the password at all");
    desk.press("Unlock");
    assert_eq!(desk.state().phase, Phase::Locked);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    assert_eq!(desk.state().phase, Phase::SignedIn);

    desk.wait_secs(9 * 60);
    assert_eq!(desk.state().phase, Phase::SignedIn);
    desk.wait_secs(61);
    assert_eq!(desk.state().phase, Phase::Locked);
}

#[test]
fn signing_out_leaves_nothing_of_the_person_behind() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.fill("Search", "lindqvist");
    desk.press("Profile");
    desk.choose("Sign out");
    assert_eq!(desk.state().phase, Phase::SignIn);
    assert!(!desk.says("lindqvist"), "{}", desk.tree());
    assert!(desk.state().users.value().is_none());
}

#[test]
fn the_window_stays_usable_while_a_password_is_checked() {
    let office = Office::with_users();
    let mut desk = office.console();
    desk.is_directory_held.set(true);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert!(desk.state().signing_in.is_pending());
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(desk.state().phase, Phase::SignedIn);
}

#[test]
fn after_eight_hours_one_signs_in_again() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    for _ in 0..(8 * 60 / 5) {
        desk.wait_secs(5 * 60);
        desk.key(Key::F5);
    }
    assert_eq!(desk.state().phase, Phase::SignIn);
    desk.expect("Your session has ended");
}

#[test]
fn a_check_of_the_directory_is_shown_after_a_moment_and_can_be_cancelled() {
    let office = Office::with_users();
    let mut desk = office.console_that_checks();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.go_to_users();
    assert!(
        desk.has(Role::Row, "bo.lindqvist"),
        "the list does not wait for the check"
    );
    assert!(!desk.says("Checking the directory"));
    desk.wait_secs(2);
    desk.expect("Checking the directory");
    desk.keys(Modifiers::COMMAND, Key::L);
    assert!(!desk.says("Checking the directory"), "{}", desk.tree());
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Unlock");
    desk.expect("Checking the directory");
    desk.press("Cancel");
    assert!(!desk.says("Checking the directory"));
    assert!(desk.state().tasks.is_empty());
}
