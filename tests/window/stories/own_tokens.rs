use avo_admin::domain::client::{ClientAction, ClientState};
use avo_admin::domain::secret::SecretText;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{Office, USER_PASSWORD};

const OWN_PASSWORD: &str = "eleven quiet herons by the lake";

/// Bo, who is no administrator, at work with a password of the own choosing.
fn bo_at_work() -> (Office, Desk) {
    let office = Office::with_users();
    let mut service = office.service();
    let bo = service
        .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
        .unwrap();
    let mut session = bo.session;
    service
        .change_password(&mut session, None, &SecretText::from(OWN_PASSWORD))
        .unwrap();
    let mut desk = office.console();
    desk.sign_in("bo.lindqvist", OWN_PASSWORD);
    (office, desk)
}

#[test]
fn every_user_provisions_their_own_clients_and_no_others() {
    let (office, mut desk) = bo_at_work();
    desk.manage_own_tokens();
    desk.expect("Bo Lindqvist");
    assert!(!desk.has(Role::Tab, "User Details") && !desk.has(Role::Button, "Update"));
    desk.generate("laptop-bo");
    desk.expect("Token for laptop-bo, for Bo Lindqvist");
    assert_eq!(office.service().verify_token(&desk.token()).unwrap().verdict, Ok(()));
    assert!(desk.has(Role::Button, "Deregister laptop-bo"));
    assert!(!desk.has(Role::Button, "Reprovision laptop-bo"));
    desk.press("Deregister laptop-bo");
    assert!(desk.has(Role::Button, "Reregister laptop-bo"), "{}", desk.tree());
    assert!(!desk.has(Role::Button, "Delete laptop-bo"));
    desk.press("Reregister laptop-bo");
    assert_eq!(office.service().verify_token(&desk.token()).unwrap().verdict, Ok(()));
    desk.press("Close");
    assert!(!desk.has(Role::Dialog, "Token Management"), "{}", desk.tree());
}

#[test]
fn only_the_arrival_of_ones_own_client_is_shown() {
    let (office, mut desk) = bo_at_work();
    let chen = office.user_id("chen.wei");
    let others = office.as_admin(|service, session| {
        let made = service.generate_token(session, chen, "wei-1", avo_admin::domain::expiry::Terms::default());
        made.unwrap().token.expose().to_owned()
    });
    desk.manage_own_tokens();
    desk.generate("laptop-bo");
    let token = desk.token();
    office.arrive(&others, "pc-11");
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("laptop-bo registered from lt-0231");
    desk.expect("This token is used up");
    assert!(!desk.says("wei-1"), "{}", desk.tree());
}

#[test]
fn what_administrators_do_to_the_own_clients_appears_in_the_open_dialog() {
    let (office, mut desk) = bo_at_work();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    desk.run();
    desk.manage_own_tokens();
    assert!(desk.has(Role::Button, "Deregister laptop-bo"));
    office.act("bo.lindqvist", "laptop-bo", ClientAction::Deregister);
    desk.run();
    assert!(desk.has(Role::Button, "Reregister laptop-bo"), "{}", desk.tree());
}

#[test]
fn the_same_questions_are_asked_before_something_is_lost() {
    let (office, mut desk) = bo_at_work();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    desk.run();
    desk.manage_own_tokens();
    desk.press("Deregister laptop-bo");
    desk.expect("lt-0231");
    desk.press("Cancel");
    assert_eq!(
        office.details("bo.lindqvist").clients[0].state,
        ClientState::Registered { is_waiting: false }
    );
    desk.clipboard
        .fail_with(avo_admin::platform::clipboard::ClipboardError::Unavailable(
            "no display".to_owned(),
        ));
    desk.generate("build-host-7");
    desk.key(Key::Escape);
    assert!(desk.has(Role::Dialog, "Close without the token for build-host-7?"));
    desk.expect("Deregister and Reregister build-host-7 to get another");
    assert!(!desk.says("Reprovision"), "{}", desk.tree());
    desk.press("Close anyway");
    assert!(!desk.has(Role::Dialog, "Token Management"));
}

#[test]
fn the_token_is_gone_after_a_lock_and_the_dialog_is_still_there() {
    let (_office, mut desk) = bo_at_work();
    desk.manage_own_tokens();
    desk.generate("laptop-bo");
    desk.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(desk.clipboard.text(), None);
    desk.fill_secret("Password", OWN_PASSWORD);
    desk.press("Unlock");
    assert!(desk.has(Role::Dialog, "Token Management"), "{}", desk.tree());
    assert!(desk.state().modals.editor().unwrap().token.fresh().is_none());
}

#[test]
fn token_management_works_for_administrators_and_gives_the_focus_back() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.manage_own_tokens();
    let name = desk.get(Role::TextInput, "Avo Assure Client Name");
    assert!(name.accesskit_node().is_focused(), "{}", desk.tree());
    desk.generate("ana-1");
    desk.expect("Token for ana-1, for Ana García");
    desk.keys(Modifiers::CTRL, Key::Tab);
    desk.keys(Modifiers::COMMAND, Key::S);
    assert!(desk.has(Role::Dialog, "Token Management"), "{}", desk.tree());
    desk.key(Key::Escape);
    assert!(!desk.has(Role::Dialog, "Token Management"));
    assert!(desk.get(Role::Button, "Profile").accesskit_node().is_focused());
}

#[test]
fn a_demoted_administrator_keeps_their_own_clients() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.manage_own_tokens();
    let ana = office.details(super::office::ADMIN).user;
    office.as_admin(|service, session| {
        let eva = super::office::draft(
            "eva.muller",
            "Eva",
            "Müller",
            avo_admin::domain::role::PrimaryRole::QualityManager,
            true,
        );
        service
            .create_user(session, &eva, &SecretText::from(USER_PASSWORD))
            .unwrap();
        let mut draft = ana.draft();
        draft.is_admin = false;
        service
            .update_user(session, ana.id, ana.revision, &draft, None)
            .unwrap();
    });
    desk.run();
    desk.expect("You are no longer an administrator");
    assert!(desk.has(Role::Dialog, "Token Management"), "{}", desk.tree());
    desk.generate("ana-1");
    desk.expect("Token for ana-1, for Ana García");
}
