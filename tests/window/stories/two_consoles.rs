use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::{Service, Session};
use avo_admin::state::Phase;
use egui::Key;
use egui::accesskit::Role;

use super::office::{ADMIN, Office, USER_PASSWORD, draft};

/// A second administrator, so that Ana can be demoted.
fn with_second_administrator(office: &Office) {
    office.as_admin(|service, session| {
        let eva = draft("eva.muller", "Eva", "Müller", PrimaryRole::QualityManager, true);
        service
            .create_user(session, &eva, &SecretText::from(USER_PASSWORD))
            .unwrap();
    });
}

fn demote_ana(office: &Office) {
    let ana = office.details(ADMIN).user;
    office.as_admin(|service, session| {
        let mut draft = ana.draft();
        draft.is_admin = false;
        service
            .update_user(session, ana.id, ana.revision, &draft, None)
            .unwrap();
    });
}

#[test]
fn a_demoted_administrator_loses_the_right_at_the_next_action_in_an_open_window() {
    let office = Office::with_users();
    with_second_administrator(&office);
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    demote_ana(&office);
    // The window has not noticed yet: the request is on its way first.
    desk.is_directory_held.set(true);
    desk.generate("build-host-7");
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(desk.clipboard.text(), None, "no token is made");
    desk.expect("You are no longer an administrator");
    assert!(!desk.has(Role::Link, "User Management"), "{}", desk.tree());
}

#[test]
fn a_disabled_user_is_signed_out_at_the_next_action() {
    let office = Office::with_users();
    with_second_administrator(&office);
    let mut desk = office.signed_in();
    desk.go_to_users();
    let mut service = office.service();
    let eva = service.sign_in("eva.muller", &SecretText::from(USER_PASSWORD)).unwrap();
    let mut session = eva.session;
    service
        .change_password(&mut session, None, &SecretText::from("eleven quiet herons by the lake"))
        .unwrap();
    let ana = office.details(ADMIN).user;
    service.set_user_disabled(&session, ana.id, ana.revision, true).unwrap();
    desk.is_directory_held.set(true);
    desk.key(Key::F5);
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(desk.state().phase, Phase::SignIn);
}

#[test]
fn a_change_made_elsewhere_appears_without_losing_what_is_typed() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.run();
    desk.fill("First Name", "Bosse");
    office.add_user("dev.patel", "Dev", "Patel");
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    desk.run();
    desk.run();
    assert_eq!(desk.state().users.value().unwrap().total_users, 4);
    assert_eq!(
        desk.get(Role::TextInput, "First Name").value().as_deref(),
        Some("Bosse")
    );
    desk.click(Role::Tab, "Avo Assure Client Provision");
    desk.expect("lt-0231");
}

/// Eva, who is signed in at another console.
fn as_eva<T>(office: &Office, work: impl FnOnce(&mut Service, &Session) -> T) -> T {
    let mut service = office.service();
    let mut session = service
        .sign_in("eva.muller", &SecretText::from(USER_PASSWORD))
        .unwrap()
        .session;
    service
        .change_password(&mut session, None, &SecretText::from("eleven quiet herons by the lake"))
        .unwrap();
    work(&mut service, &session)
}

#[test]
fn a_conflict_names_the_other_administrator_and_the_time() {
    let office = Office::with_users();
    with_second_administrator(&office);
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    let bo = office.details("bo.lindqvist");
    as_eva(&office, |service, eva| {
        let mut draft = bo.user.draft();
        draft.first_name = "Robert".to_owned();
        service
            .update_user(eva, bo.user.id, bo.user.revision, &draft, None)
            .unwrap();
    });
    office.clock.advance_secs(150);
    desk.press("Update");
    desk.expect("eva.muller changed this user (2 min ago)");
}

#[test]
fn a_conflict_about_a_client_names_the_other_administrator_and_the_time() {
    let office = Office::with_users();
    with_second_administrator(&office);
    let client = office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    let revision = office.details("bo.lindqvist").clients[0].revision;
    desk.press("Deregister laptop-bo");
    // The window has not noticed yet: its request is on its way first.
    desk.is_directory_held.set(true);
    desk.press("Deregister");
    as_eva(&office, |service, eva| {
        service
            .act_on_client(eva, client, revision, ClientAction::Deregister, Terms::default())
            .unwrap();
    });
    desk.is_directory_held.set(false);
    desk.run();
    desk.expect("eva.muller changed this client (just now)");
}

#[test]
fn updating_a_user_who_was_deleted_meanwhile_says_so() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| service.delete_user(session, bo.id, bo.revision).unwrap());
    desk.press("Update");
    desk.expect("This user is no longer in the directory");
}

#[test]
fn nothing_is_saved_into_a_directory_that_was_moved_away_and_putting_it_back_helps() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    let away = office.path().join("away.db");
    std::fs::rename(office.database(), &away).unwrap();
    desk.press("Update");
    desk.expect("was moved, deleted or replaced while it was open");
    assert!(desk.has(Role::Dialog, "Edit User"), "the draft is kept");
    std::fs::rename(&away, office.database()).unwrap();
    desk.press("Update");
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    assert_eq!(office.details("bo.lindqvist").user.first_name.as_str(), "Bosse");
}
