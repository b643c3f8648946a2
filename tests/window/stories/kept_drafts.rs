//! What is typed about a user outlasts whatever closes the directory, for the person who typed it.

use std::fs;

use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::Service;
use avo_admin::state::Phase;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;

use super::damage::{back_up, flip_bytes, restore};
use super::desk::{Desk, close_window};
use super::office::{ADMIN, ADMIN_PASSWORD, Office, USER_PASSWORD, draft};
use crate::tampering::break_table;

const EVA: &str = "eva.muller";
const EVAS_PASSWORD: &str = "eleven quiet herons by the lake";

/// An office with a backup, and a console whose check of the directory is still under way.
fn at_work(office: &Office) -> Desk {
    back_up(office, "good.db", None, 60);
    office.console_that_checks()
}

/// Ana edits Bo's first name.
fn editing(office: &Office) -> Desk {
    let mut desk = at_work(office);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    desk
}

/// Lets the check find damage.
fn find_damage(desk: &mut Desk, office: &Office) {
    flip_bytes(office);
    desk.is_background_held.set(false);
    desk.run();
    desk.run();
    desk.expect("The directory is damaged");
    assert!(!desk.says("Bosse") && !desk.has(Role::Link, "User Management"));
}

fn restore_the_backup(desk: &mut Desk) {
    desk.press("Restore This Backup…");
    restore(desk);
    assert_eq!(desk.state().phase, Phase::SignIn, "{}", desk.tree());
    assert!(!desk.says("Bosse"), "{}", desk.tree());
}

#[track_caller]
fn assert_typed(desk: &Desk, field: &str, text: &str) {
    let value = desk.get(Role::TextInput, field).accesskit_node().value();
    assert_eq!(value.as_deref(), Some(text), "{}", desk.tree());
}

fn rename(office: &Office, change: impl FnOnce(&mut avo_admin::domain::user::UserDraft)) {
    let bo = office.details("bo.lindqvist").user;
    let mut draft = bo.draft();
    change(&mut draft);
    office.as_admin(|service, session| service.update_user(session, bo.id, bo.revision, &draft, None).unwrap());
}

/// Makes Eva an administrator who has chosen a password of her own where `has_own_password`.
fn add_eva(office: &Office, has_own_password: bool) {
    let eva = draft(EVA, "Eva", "Müller", PrimaryRole::QualityManager, true);
    office.as_admin(|service, session| {
        service
            .create_user(session, &eva, &SecretText::from(USER_PASSWORD))
            .unwrap()
    });
    if has_own_password {
        choose_evas_password(&mut office.service());
    }
}

fn choose_evas_password(service: &mut Service) {
    let mut session = service.sign_in(EVA, &SecretText::from(USER_PASSWORD)).unwrap().session;
    service
        .change_password(&mut session, None, &SecretText::from(EVAS_PASSWORD))
        .unwrap();
}

#[test]
fn a_draft_is_there_again_after_damage_and_a_restore_without_its_passwords() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    desk.fill_secret("Password", "forty amber kites in the wind");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    let password = desk.get(Role::PasswordInput, "Password");
    assert!(
        password.accesskit_node().is_focused(),
        "the name is there: {}",
        desk.tree()
    );
    desk.type_text(ADMIN_PASSWORD);
    desk.key(Key::Enter);
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    assert_typed(&desk, "First Name", "Bosse");
    let password = desk.get(Role::PasswordInput, "Password").value();
    assert_eq!(password.unwrap_or_default(), "");
    desk.expect("1 unsaved change");
    desk.press("Update");
    desk.expect("User updated successfully");
    assert_eq!(office.details("bo.lindqvist").user.first_name.as_str(), "Bosse");
}

#[test]
fn a_draft_outlasts_damage_that_a_reading_meets() {
    let office = Office::with_users();
    back_up(&office, "good.db", None, 60);
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    break_table(&office.database(), "users");
    desk.run();
    desk.run();
    desk.expect("The directory is damaged");
    assert!(!desk.says("Bosse") && !desk.has(Role::Link, "User Management"));
    restore_the_backup(&mut desk);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_typed(&desk, "First Name", "Bosse");
    desk.press("Update");
    desk.expect("User updated successfully");
    assert_eq!(office.details("bo.lindqvist").user.first_name.as_str(), "Bosse");
}

#[test]
fn a_draft_is_compared_with_the_user_of_the_backup() {
    let office = Office::with_users();
    back_up(&office, "good.db", None, 60);
    rename(&office, |bo| {
        "Later".clone_into(&mut bo.last_name);
        "Robert".clone_into(&mut bo.first_name);
    });
    let mut desk = office.console_that_checks();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    // The copy counts its own changes: now it has come as far as the draft's beginning.
    rename(&office, |bo| "bo@example.org".clone_into(&mut bo.email));
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.expect("This user is different since the directory was closed");
    desk.expect("Updated from the directory");
    let choice = desk.get(Role::RadioButton, "Keep yours");
    assert!(choice.accesskit_node().is_focused(), "{}", desk.tree());
    assert_typed(&desk, "Email Id", "bo@example.org");
    assert_typed(&desk, "Last Name", "Lindqvist");
    assert_typed(&desk, "First Name", "Bosse");
    let known = desk.get(Role::RadioButton, "Take the directory's").accesskit_node();
    assert_eq!(known.description().as_deref(), Some("In the directory: Bo"));
    assert!(desk.has(Role::RadioGroup, "First Name, yours or the directory's"));
    assert!(!desk.says("heirs"), "no other person: {}", desk.tree());
    desk.click(Role::RadioButton, "Take the directory's");
    assert_typed(&desk, "First Name", "Bo");
    desk.click(Role::RadioButton, "Keep yours");
    desk.press("Update");
    desk.expect("User updated successfully");
    let bo = office.details("bo.lindqvist").user;
    assert_eq!(
        (bo.first_name.as_str(), bo.last_name.as_str(), bo.email.as_str()),
        ("Bosse", "Lindqvist", "bo@example.org")
    );
}

#[test]
fn a_dialog_in_which_nothing_was_typed_shows_the_user_of_the_backup() {
    let office = Office::with_users();
    back_up(&office, "good.db", None, 60);
    rename(&office, |bo| "Later".clone_into(&mut bo.last_name));
    let mut desk = office.console_that_checks();
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.edit("bo.lindqvist");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_typed(&desk, "Last Name", "Lindqvist");
    assert!(!desk.says("since the directory was closed"), "{}", desk.tree());
}

#[test]
fn a_draft_of_a_user_whom_the_backup_does_not_have_stays_and_is_saved_to_no_other() {
    let office = Office::with_users();
    let mut desk = at_work(&office);
    let dora = office.add_user("dora.berg", "Dora", "Berg").user;
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.edit("dora.berg");
    desk.fill("First Name", "Dorothea");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.expect("This user is no longer in the directory");
    assert_typed(&desk, "First Name", "Dorothea");
    let emil = office.add_user("emil.frank", "Emil", "Frank").user;
    assert_eq!((emil.id, emil.revision), (dora.id, dora.revision));
    desk.run();
    desk.run();
    desk.press("Update");
    desk.expect("This user is no longer in the directory");
    assert_typed(&desk, "First Name", "Dorothea");
    desk.press("One-time password");
    desk.press("One-time password");
    desk.expect("This user is no longer in the directory");
    desk.key(Key::Escape);
    desk.click(Role::Tab, "Avo Assure Client Provision");
    desk.generate("build-host-7");
    desk.expect("This user is no longer in the directory");
    let now = office.details("emil.frank");
    assert_eq!((now.user, now.clients), (emil, Vec::new()));
    desk.press("Cancel");
    desk.press("Discard changes");
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
}

#[test]
fn what_is_typed_about_a_new_user_is_there_again() {
    let office = Office::with_users();
    let mut desk = at_work(&office);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    desk.go_to_users();
    desk.press("Create");
    desk.fill("User Name", "dora.berg");
    desk.fill("First Name", "Dora");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert!(desk.has(Role::Dialog, "Create User"), "{}", desk.tree());
    assert_typed(&desk, "User Name", "dora.berg");
    assert_typed(&desk, "First Name", "Dora");
}

#[test]
fn another_administrator_sees_nothing_of_a_kept_draft() {
    let office = Office::with_users();
    add_eva(&office, true);
    let mut desk = editing(&office);
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(EVA, EVAS_PASSWORD);
    assert_eq!(desk.state().phase, Phase::SignedIn, "{}", desk.tree());
    assert!(!desk.says("Bosse") && !desk.has(Role::Dialog, "Edit User"));
    assert!(desk.state().toasts.is_empty());
}

#[test]
fn a_draft_outlasts_an_older_copy_that_was_put_in_place_by_hand() {
    let office = Office::with_users();
    let older = fs::read(office.database()).unwrap();
    let mut desk = editing(&office);
    find_damage(&mut desk, &office);
    fs::write(office.database(), older).unwrap();
    desk.press("Try again");
    desk.fill("User Name", ADMIN);
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Use this copy");
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_typed(&desk, "First Name", "Bosse");
    desk.press("Update");
    desk.expect("User updated successfully");
}

#[test]
fn the_damaged_directory_asks_before_it_is_left_with_a_draft() {
    let office = Office::with_users();
    let mut desk = editing(&office);
    find_damage(&mut desk, &office);
    for leaves_by_button in [true, false] {
        if leaves_by_button {
            desk.press("Quit");
        } else {
            close_window(&mut desk);
        }
        desk.expect("Discard your changes?");
        desk.press("Keep editing");
    }
    restore_the_backup(&mut desk);
    desk.sign_in(ADMIN, ADMIN_PASSWORD);
    assert_typed(&desk, "First Name", "Bosse");
}

#[test]
fn a_draft_outlasts_the_change_of_a_password_that_must_be_changed_first() {
    let office = Office::with_users();
    add_eva(&office, false);
    let mut desk = at_work(&office);
    choose_evas_password(&mut office.service());
    desk.sign_in(EVA, EVAS_PASSWORD);
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(EVA, USER_PASSWORD);
    assert_eq!(desk.state().phase, Phase::PasswordMustChange, "{}", desk.tree());
    desk.press("Sign out");
    desk.press("Keep editing");
    // Nobody touches it, and it locks itself.
    desk.wait_secs(11 * 60);
    assert_eq!(desk.state().phase, Phase::SignIn);
    desk.sign_in(EVA, USER_PASSWORD);
    desk.fill_secret("New Password", "twelve quiet herons by the lake");
    desk.fill_secret("Confirm Password", "twelve quiet herons by the lake");
    desk.press("Change password");
    assert_typed(&desk, "First Name", "Bosse");
}

#[test]
fn who_is_no_administrator_in_the_backup_hears_that_the_draft_is_lost() {
    let office = Office::with_users();
    office.add_user_as(EVA, "Eva", "Müller", PrimaryRole::QualityManager);
    choose_evas_password(&mut office.service());
    let mut desk = at_work(&office);
    let eva = office.details(EVA).user;
    office.as_admin(|service, session| {
        let mut draft = eva.draft();
        draft.is_admin = true;
        service
            .update_user(session, eva.id, eva.revision, &draft, None)
            .unwrap();
    });
    desk.sign_in(EVA, EVAS_PASSWORD);
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    find_damage(&mut desk, &office);
    restore_the_backup(&mut desk);
    desk.sign_in(EVA, EVAS_PASSWORD);
    assert_eq!(desk.state().phase, Phase::SignedIn, "{}", desk.tree());
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    desk.expect("Your unsaved changes to a user were discarded");
}
