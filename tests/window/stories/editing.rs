use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::words::Label as _;
use egui::accesskit::Role;

use super::office::{ADMIN, ADMIN_PASSWORD, Office};

#[test]
fn changed_details_are_saved_in_one_go_and_the_dialog_closes() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("Email Id", "bo@example.org");
    desk.fill("First Name", "Bosse");
    desk.press("Update");
    desk.expect("User updated successfully");
    assert!(!desk.has(Role::Dialog, "Edit User"));
    let bo = office.details("bo.lindqvist").user;
    assert_eq!((bo.email.as_str(), bo.first_name.as_str()), ("bo@example.org", "Bosse"));
}

#[test]
fn update_without_changes_just_closes() {
    let office = Office::with_users();
    let before = office.details("bo.lindqvist").user.revision;
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.press("Update");
    assert!(!desk.has(Role::Dialog, "Edit User"));
    assert!(!desk.says("User updated successfully"));
    assert_eq!(office.details("bo.lindqvist").user.revision, before);
}

#[test]
fn a_mistake_is_marked_and_update_leads_to_it() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("Email Id", "bo@example");
    desk.click(Role::Tab, "Avo Assure Client Provision");
    desk.press("Update");
    desk.expect("Enter a full address, such as name@example.com");
    assert!(desk.get(Role::TextInput, "Email Id").is_focused());
    assert_eq!(
        office.details("bo.lindqvist").user.email.as_str(),
        "bo.lindqvist@example.com"
    );
}

#[test]
fn a_new_password_works_and_must_be_changed_by_its_owner() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill_secret("Password", "forty amber kites in the wind");
    desk.fill_secret("Confirm Password", "forty amber kites in the wind");
    desk.press("Update");
    desk.expect("User updated successfully");
    let signed_in = office
        .service()
        .sign_in("bo.lindqvist", &SecretText::from("forty amber kites in the wind"))
        .unwrap();
    assert!(signed_in.user.must_change_password);
}

#[test]
fn a_conflict_keeps_the_draft_and_shows_both_values() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("Last Name", "Mine");
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| {
        let mut draft = bo.draft();
        "Theirs".clone_into(&mut draft.last_name);
        service.update_user(session, bo.id, bo.revision, &draft, None).unwrap();
    });
    desk.press("Update");
    assert!(desk.has(Role::Dialog, "Edit User"));
    desk.expect("Mine");
    desk.expect("Theirs");
    assert_eq!(office.details("bo.lindqvist").user.last_name.as_str(), "Theirs");
}

#[test]
fn the_last_administrator_cannot_be_demoted() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit(ADMIN);
    desk.click(Role::CheckBox, "Admin");
    desk.press("Update");
    desk.expect("This is the last administrator who can sign in");
    assert!(office.details(ADMIN).user.roles.is_administrator());
}

#[test]
fn changing_a_role_long_after_sign_in_needs_the_password_again() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.wait_secs(6 * 60);
    desk.key(egui::Key::F5);
    desk.wait_secs(6 * 60);
    desk.edit(ADMIN);
    desk.fill("First Name", "Anita");
    desk.press("Update");
    desk.expect("User updated successfully");

    desk.edit("bo.lindqvist");
    choose_role(&mut desk, PrimaryRole::QualityLead);
    desk.press("Update");
    assert!(desk.has(Role::Dialog, "Confirm with your password"), "{}", desk.tree());
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.press("Confirm");
    desk.expect("User updated successfully");
    assert_eq!(
        office.details("bo.lindqvist").user.roles.primary(),
        PrimaryRole::QualityLead
    );
}

fn choose_role(desk: &mut super::desk::Desk, role: PrimaryRole) {
    desk.click(Role::ComboBox, "Primary Role");
    let option = [Role::ListBoxOption, Role::MenuListOption, Role::Button, Role::MenuItem]
        .into_iter()
        .find(|kind| desk.has(*kind, role.label()))
        .unwrap_or_else(|| panic!("no choice {role:?}:\n{}", desk.tree()));
    desk.click(option, role.label());
}
