//! What is said about tokens, of others and one's own.

use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::secret::SecretText;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::ui::strings::screens::shell;
use avo_admin::ui::strings::{common, editor, identify};
use avo_admin::words::Label as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::office::{Office, USER_PASSWORD};
use super::Walk;
use super::steps::{OWN_PASSWORD, act, at_users, disable_bo, in_every_language};

impl Walk {
    fn identify(&mut self, token: &str, screen: &str) {
        self.know_token(token);
        self.desk.fill_nth(Role::PasswordInput, 0, token);
        self.press(identify::submit());
        self.look(screen);
    }
}

#[test]
fn a_token_that_cannot_be_copied_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        walk.provision_bo();
        for failure in [
            ClipboardError::Busy,
            ClipboardError::TimedOut,
            ClipboardError::Unavailable(String::new()),
        ] {
            walk.desk.clipboard.fail_with(failure);
            walk.generate("build-host-7");
            walk.look("token not copied");
            walk.know_token(&walk.desk.boxed_token());
            walk.press(editor::reveal());
            walk.look("token revealed");
            walk.desk.key(Key::Escape);
            walk.look("question before a token is lost");
            walk.press(editor::close_anyway());
            walk.provision_bo();
            walk.press(&editor::reprovision_client("build-host-7"));
            walk.look("question before a token is replaced");
            walk.desk.key(Key::Escape);
            walk.desk.key(Key::Escape);
            act(
                &office,
                "build-host-7",
                &[ClientAction::Deregister, ClientAction::Delete],
            );
            walk.desk.run();
            walk.provision_bo();
        }
        walk
    });
}

#[test]
fn every_answer_about_a_token_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        walk.provision_bo();
        walk.generate("build-host-7");
        let token = walk.desk.token();
        walk.press(editor::cancel());
        walk.desk.keys(Modifiers::COMMAND, Key::I);
        walk.press(identify::submit());
        walk.look("no token pasted");
        walk.identify(&token, "token that works");
        walk.identify(&token[..52], "token that is incomplete");
        act(&office, "build-host-7", &[ClientAction::Reprovision]);
        walk.identify(&token, "token that was replaced");
        let registered = registered_token(&office);
        walk.identify(&registered, "token that was used");
        act(&office, "laptop-bo", &[ClientAction::Deregister]);
        walk.identify(&registered, "token of a deregistered client");
        act(&office, "laptop-bo", &[ClientAction::Delete]);
        walk.identify(&registered, "token of a deleted client");
        let disabled = new_token(&office, "build-host-8");
        disable_bo(&office);
        walk.identify(&disabled, "token of a disabled user");
        let elsewhere = Office::with_users();
        walk.identify(&new_token(&elsewhere, "build-host-7"), "token of another directory");
        walk
    });
}

fn new_token(office: &Office, client: &str) -> String {
    let bo = office.user_id("bo.lindqvist");
    office.as_admin(|service, session| {
        let made = service.generate_token(session, bo, client, Terms::default()).unwrap();
        made.token.expose().to_owned()
    })
}

fn registered_token(office: &Office) -> String {
    let token = new_token(office, "laptop-bo");
    office.arrive(&token, "lt-0231");
    token
}

#[test]
fn an_expired_token_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let expired = new_token(&office, "build-host-7");
        office.clock.advance_secs(8 * 86_400);
        let mut walk = at_users(&office);
        walk.desk.keys(Modifiers::COMMAND, Key::I);
        walk.identify(&expired, "token that has expired");
        walk.press(common::close());
        walk.desk.click(Role::Link, shell::home());
        walk.look("home with an expired token");
        walk.desk.click(Role::Link, shell::user_management());
        walk.provision_bo();
        walk.look("clients with an expired token");
        walk
    });
}

/// A console in which Bo, who is no administrator, is at work.
fn bo_at_work(office: &Office) -> Walk {
    let password = SecretText::from(USER_PASSWORD);
    let mut service = office.service();
    let mut session = service.sign_in("bo.lindqvist", &password).unwrap().session;
    let chosen = SecretText::from(OWN_PASSWORD);
    service.change_password(&mut session, None, &chosen).unwrap();
    let mut walk = Walk::of(office.console(), office);
    walk.sign_in("bo.lindqvist", OWN_PASSWORD);
    walk.press(shell::profile());
    walk.desk.choose(editor::token_management());
    walk
}

#[test]
fn ones_own_token_management_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = bo_at_work(&office);
        walk.look("token management, empty");
        walk.press(editor::generate());
        walk.look("token management, no name");
        walk.generate("build-host-7");
        walk.look("token management, a new token");
        office.arrive(&walk.desk.token(), "lt-0231");
        walk.desk.run();
        walk.look("token management, token used up");
        walk.press(&editor::deregister_client("build-host-7"));
        walk.look("token management, deregister");
        walk.press(ClientAction::Deregister.label());
        walk.look("token management, deregistered");
        walk.press(&editor::reregister_client("build-host-7"));
        walk.look("token management, reregistered");
        walk.desk.clipboard.fail_with(ClipboardError::Busy);
        walk.press(editor::copy());
        walk.generate("build-host-8");
        walk.look("token management, token not copied");
        walk.generate("build-host-9");
        walk.look("token management, question before a token is replaced");
        walk.desk.key(Key::Escape);
        walk.desk.key(Key::Escape);
        walk.look("token management, question before a token is lost");
        walk
    });
}
