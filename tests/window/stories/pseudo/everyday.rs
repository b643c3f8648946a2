//! What a person meets on an ordinary day.

use avo_admin::ui::strings::dialogs::{change_password, keyboard, quit, user_question};
use avo_admin::ui::strings::screens::{first_start, shell, sign_in};
use avo_admin::ui::strings::{common, editor, identify, users};
use avo_admin::words::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::desk::close_window;
use super::super::office::{ADMIN, ADMIN_PASSWORD, Office, USER_PASSWORD};
use super::Walk;

#[test]
fn the_first_start_speaks_from_the_catalogue_alone() {
    let mut office = Office::empty();
    let mut walk = Walk::start(&mut office, Language::Pseudo);
    walk.look("first start");
    walk.press(first_start::submit());
    walk.look("first start with mistakes");
    walk.end();
}

#[test]
fn the_first_sign_in_of_a_user_speaks_from_the_catalogue_alone() {
    let mut office = Office::with_users();
    let mut walk = Walk::start(&mut office, Language::Pseudo);
    walk.desk.fill_nth(Role::TextInput, 0, "bo.lindqvist");
    walk.desk.fill_nth(Role::PasswordInput, 0, USER_PASSWORD);
    walk.press(sign_in::submit());
    walk.desk.expect(change_password::must_heading());
    walk.look("first sign-in");
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.desk.fill_nth(Role::PasswordInput, 1, ADMIN_PASSWORD);
    walk.press(change_password::submit());
    walk.look("home of a user");
    walk.end();
}

#[test]
fn every_screen_and_dialog_speaks_from_the_catalogue_alone() {
    walk(Language::Pseudo).end();
}

#[test]
fn every_screen_and_dialog_has_room_for_its_words_in_english_and_german() {
    walk(Language::English).end();
    walk(Language::German).end();
}

fn walk(language: Language) -> Walk {
    let mut office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut walk = Walk::start(&mut office, language);
    walk.look("sign in");
    walk.desk.fill_nth(Role::TextInput, 0, ADMIN);
    walk.desk.fill_nth(Role::PasswordInput, 0, "wrong by intention");
    walk.press(sign_in::submit());
    walk.look("sign in, refused");
    walk.desk.fill_nth(Role::PasswordInput, 0, ADMIN_PASSWORD);
    walk.press(sign_in::submit());
    walk.look("home");
    walk.desk.click(Role::Link, shell::settings());
    walk.look("settings");
    walk.desk.key(Key::F1);
    walk.look("keys");
    walk.expect_dialog(keyboard::title());
    walk.desk.key(Key::Escape);
    profile(&mut walk);
    user_management(&mut walk);
    edit_user(&mut walk);
    walk.desk.click(Role::Link, shell::home());
    walk.look("home with a token on the clipboard");
    close_window(&mut walk.desk);
    walk.expect_dialog(quit::title());
    walk.look("quit");
    walk.press(common::cancel());
    walk.press(shell::messages());
    walk.look("messages");
    walk.desk.key(Key::Escape);
    walk.desk.keys(Modifiers::COMMAND, Key::L);
    walk.look("locked");
    walk
}

fn profile(walk: &mut Walk) {
    walk.press(shell::profile());
    walk.look("profile");
    walk.desk.choose(editor::token_management());
    walk.look("token management");
    walk.press(common::close());
    walk.press(shell::profile());
    walk.desk.choose(change_password::title());
    walk.look("change password");
    walk.press(common::cancel());
}

fn user_management(walk: &mut Walk) {
    walk.desk.click(Role::Link, shell::user_management());
    walk.look("users");
    walk.desk.open_row_menu("bo.lindqvist");
    walk.look("menu of a row");
    walk.desk.key(Key::Escape);
    walk.choose_of_bo(&common::delete_user("bo.lindqvist"));
    walk.look("delete a user");
    walk.press(common::cancel());
    walk.choose_of_bo(common::disable());
    walk.look("disable a user");
    walk.press(common::cancel());
    walk.desk.get(Role::Row, ADMIN).click();
    walk.desk.run();
    walk.desk.key(Key::Delete);
    walk.expect_dialog(user_question::own_title());
    walk.look("one's own account");
    walk.press(common::close());
    walk.desk.keys(Modifiers::COMMAND, Key::I);
    walk.expect_dialog(identify::title());
    walk.look("identify a token");
    walk.press(common::close());
    walk.desk.keys(Modifiers::COMMAND, Key::F);
    walk.desk.type_text("zzz");
    walk.look("no user found");
    walk.press(users::clear_filters());
    walk.press(common::create());
    walk.look("create a user");
    walk.desk.click(Role::Tab, editor::tab_provision());
    walk.look("create a user, clients");
    walk.press(common::cancel());
}

fn edit_user(walk: &mut Walk) {
    walk.press(&common::edit_user("bo.lindqvist"));
    walk.look("edit a user");
    walk.desk.type_text("x");
    walk.press(common::cancel());
    walk.look("discard changes");
    walk.press(common::keep_editing());
    walk.desk.click(Role::Tab, editor::tab_provision());
    walk.look("provision");
    walk.press(&editor::deregister_client("laptop-bo"));
    walk.look("deregister a client");
    walk.press(common::cancel());
    walk.desk.fill_nth(Role::TextInput, 0, "build-host-7");
    walk.press(editor::generate());
    walk.look("a new token");
    walk.desk.key(Key::Escape);
    walk.press(common::discard_changes());
}
