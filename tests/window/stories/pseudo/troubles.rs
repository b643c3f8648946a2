//! What a person meets when something goes wrong or someone else was faster.

use avo_admin::domain::client::ClientAction;
use avo_admin::domain::field::Field;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::UserDraft;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::ui::strings::dialogs::{change_password, confirm_password, quit};
use avo_admin::ui::strings::screens::{opening, shell};
use avo_admin::ui::strings::{common, copying, editor, identify, tasks};
use avo_admin::words::{Label as _, Language};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::desk::{ADMIN, ADMIN_PASSWORD, Office, USER_PASSWORD, close_window};
use super::Walk;

const OWN_PASSWORD: &str = "eleven quiet herons by the lake";

/// The languages of every walk: one that shows words outside the catalogue, and two in which cut words are looked for.
const LANGUAGES: [Language; 3] = [Language::Pseudo, Language::English, Language::German];

/// Walks in every language, each through a directory of its own.
#[track_caller]
fn in_every_language(walk: impl Fn(Office) -> Walk) {
    for language in LANGUAGES {
        let mut office = Office::with_users();
        office.system_language = language;
        walk(office).end();
    }
}

fn at_users(office: &Office) -> Walk {
    let mut walk = Walk::of(office.console(), office);
    walk.go_to_users();
    walk
}

impl Walk {
    fn edit_bo(&mut self) {
        self.press(&common::edit_user("bo.lindqvist"));
    }

    fn provision_bo(&mut self) {
        self.edit_bo();
        self.desk.click(Role::Tab, editor::tab_provision());
    }

    fn generate(&mut self, client: &str) {
        self.desk.fill_nth(Role::TextInput, 0, client);
        self.press(editor::generate());
    }

    fn identify(&mut self, token: &str, screen: &str) {
        self.know_token(token);
        self.desk.fill_nth(Role::PasswordInput, 0, token);
        self.press(identify::submit());
        self.look(screen);
    }

    fn read_messages(&mut self, screen: &str) {
        self.press(shell::messages());
        self.look(screen);
        self.desk.key(Key::Escape);
    }
}

/// Changes Bo in another console.
fn change_bo(office: &Office, change: impl FnOnce(&mut UserDraft)) {
    let bo = office.details("bo.lindqvist").user;
    let mut draft = bo.draft();
    change(&mut draft);
    office.as_admin(|service, session| {
        service.update_user(session, bo.id, bo.revision, &draft, None).unwrap();
    });
}

#[test]
fn a_directory_that_cannot_be_opened_speaks_from_the_catalogue_alone() {
    for language in LANGUAGES {
        let mut office = Office::empty();
        std::fs::write(office.database(), "a shopping list").unwrap();
        let mut walk = Walk::start(&mut office, language);
        walk.desk.expect(opening::failed());
        walk.look("directory not opened");
        walk.end();
    }
}

#[test]
fn a_conflict_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        walk.edit_bo();
        walk.desk.fill(Field::Email.label(), "bosse@example.com");
        change_bo(&office, |draft| "Bosse".clone_into(&mut draft.first_name));
        walk.press(editor::update());
        walk.desk.expect(editor::conflict_merged());
        walk.look("conflict, merged");
        change_bo(&office, |draft| "bo@example.com".clone_into(&mut draft.email));
        walk.press(editor::update());
        walk.desk.expect(editor::keep_yours());
        walk.look("conflict, asking");
        walk
    });
}

#[test]
fn the_prompt_for_ones_password_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        for _ in 0..3 {
            walk.desk.wait_secs(5 * 60);
            walk.desk.key(Key::ArrowLeft);
        }
        walk.edit_bo();
        walk.desk.get(Role::ComboBox, Field::PrimaryRole.label()).focus();
        walk.desk.run();
        walk.desk.key(Key::ArrowUp);
        walk.look("edit a user, another role");
        walk.press(editor::update());
        walk.expect_dialog(confirm_password::title());
        walk.look("password prompt");
        walk.press(confirm_password::submit());
        walk.look("password prompt, nothing typed");
        walk.desk.fill_nth(Role::PasswordInput, 0, "wrong by intention");
        walk.press(confirm_password::submit());
        walk.look("password prompt, refused");
        walk
    });
}

#[test]
fn a_task_in_the_status_line_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = Walk::of(office.console_that_checks(), &office);
        walk.sign_in(ADMIN, ADMIN_PASSWORD);
        walk.desk.wait_secs(2);
        walk.desk.expect(tasks::checking_directory().trim_matches(['[', ']']));
        walk.look("a check of the directory");
        walk
    });
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

fn act(office: &Office, client: &str, actions: &[ClientAction]) {
    for action in actions {
        office.act("bo.lindqvist", client, *action);
    }
}

#[test]
fn a_clipboard_that_cannot_be_cleared_speaks_from_the_catalogue_alone_and_has_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        walk.provision_bo();
        walk.generate("build-host-7");
        walk.desk.clipboard.refuse_clear();
        walk.press(editor::clear_now());
        walk.look("clipboard not cleared, in the dialog");
        walk.desk.key(Key::Escape);
        walk.look("clipboard not cleared, in the status line");
        close_window(&mut walk.desk);
        walk.expect_dialog(quit::title());
        walk.look("quit with a clipboard that was not cleared");
        walk.press(common::cancel());
        walk.read_messages("messages about the clipboard");
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
        let made = service.generate_token(session, bo, client, Default::default()).unwrap();
        made.token.expose().to_owned()
    })
}

fn registered_token(office: &Office) -> String {
    let token = new_token(office, "laptop-bo");
    office.arrive(&token, "lt-0231");
    token
}

fn disable_bo(office: &Office) {
    let bo = office.details("bo.lindqvist").user;
    office.as_admin(|service, session| {
        service.set_user_disabled(session, bo.id, bo.revision, true).unwrap();
    });
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

#[test]
fn the_questions_before_leaving_speak_from_the_catalogue_alone_and_have_room() {
    in_every_language(|office| {
        let mut walk = at_users(&office);
        walk.edit_bo();
        walk.desk.type_text("x");
        close_window(&mut walk.desk);
        walk.expect_dialog(common::unsaved_title());
        walk.look("quit with unsaved details");
        walk.press(common::keep_editing());
        walk.desk.keys(Modifiers::COMMAND, Key::L);
        walk.press(common::sign_out());
        walk.expect_dialog(common::unsaved_title());
        walk.look("sign out with unsaved details");
        walk.press(common::discard_changes());
        walk.look("signed out");
        walk.go_to_users();
        walk.provision_bo();
        walk.desk.clipboard.fail_with(ClipboardError::Busy);
        walk.generate("build-host-7");
        close_window(&mut walk.desk);
        walk.look("quit with a token that was not copied");
        walk.desk.key(Key::Escape);
        walk
    });
}

#[test]
fn messages_of_every_kind_speak_from_the_catalogue_alone_and_have_room() {
    in_every_language(|office| {
        office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
        let mut walk = at_users(&office);
        walk.choose_of_bo(copying::copy_user_name());
        walk.look("user name copied");
        walk.desk.clipboard.fail_with(ClipboardError::TimedOut);
        walk.choose_of_bo(copying::copy_email());
        walk.look("e-mail not copied");
        walk.desk.clipboard.work_again();
        about_users(&mut walk, &office);
        about_clients(&mut walk, &office);
        change_password(&mut walk);
        walk.read_messages("all messages");
        walk
    });
}

/// Messages about users: disabled, enabled, unlocked, deleted, updated, and refused.
fn about_users(walk: &mut Walk, office: &Office) {
    walk.choose_of_bo(common::disable());
    walk.press(common::disable());
    walk.look("user disabled");
    walk.choose_of_bo(common::enable());
    walk.look("user enabled");
    lock_bo(office);
    walk.desk.run();
    walk.look("a locked user");
    walk.choose_of_bo(common::unlock());
    walk.look("user unlocked");
    walk.edit_bo();
    walk.desk.fill(Field::Email.label(), "bosse@example.com");
    walk.press(editor::update());
    walk.look("user updated");
    walk.desk.open_row_menu("chen.wei");
    walk.desk.choose(&common::delete_user("chen.wei"));
    walk.press(common::delete());
    walk.look("user deleted");
    walk.choose_of_bo(common::disable());
    disable_bo(office);
    walk.press(common::disable());
    walk.look("user not disabled");
    walk.choose_of_bo(common::enable());
}

/// Gives wrong passwords for Bo until a wait is due.
fn lock_bo(office: &Office) {
    let mut service = office.service();
    for _ in 0..5 {
        service
            .sign_in("bo.lindqvist", &SecretText::from("wrong by intention"))
            .unwrap_err();
    }
}

/// Messages about clients and tokens: saved, not saved, arrived, discarded, left the clipboard, deregistered, deleted.
fn about_clients(walk: &mut Walk, office: &Office) {
    walk.provision_bo();
    walk.generate("build-host-7");
    std::fs::create_dir_all(office.downloads()).unwrap();
    walk.press(editor::download());
    walk.look("token saved");
    act(office, "build-host-7", &[ClientAction::Reprovision]);
    walk.desk.run();
    walk.look("token that another console replaced");
    walk.press(&editor::reprovision_client("build-host-7"));
    office.arrive(&walk.desk.token(), "lt-0231");
    walk.desk.run();
    walk.look("client registered");
    walk.press(&editor::deregister_client("build-host-7"));
    walk.press(ClientAction::Deregister.label());
    walk.look("client deregistered");
    walk.press(&editor::delete_client("build-host-7"));
    walk.press(ClientAction::Delete.label());
    walk.look("client deleted");
    walk.desk.is_directory_held.set(true);
    walk.generate("build-host-8");
    walk.desk.keys(Modifiers::COMMAND, Key::L);
    walk.desk.is_directory_held.set(false);
    walk.desk.run();
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.press(common::unlock());
    walk.look("token discarded");
    walk.desk.key(Key::Escape);
}

fn change_password(walk: &mut Walk) {
    walk.press(shell::profile());
    walk.desk.choose(change_password::title());
    walk.press(change_password::submit());
    walk.look("change password with mistakes");
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.desk.fill_nth(Role::PasswordInput, 1, OWN_PASSWORD);
    walk.desk.fill_nth(Role::PasswordInput, 2, OWN_PASSWORD);
    walk.press(change_password::submit());
    walk.look("password changed");
}
