//! A walk through the screens and dialogs in other languages. In the pseudo-language, what is said without brackets is
//! not from the catalogue; in English and German, what is painted with an ellipsis has no room.

use std::collections::BTreeSet;

use avo_admin::ui::strings::dialogs::{change_password, keyboard, quit, user_question};
use avo_admin::ui::strings::screens::{first_start, shell, sign_in};
use avo_admin::ui::strings::{common, editor, identify, users};
use avo_admin::words::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Shape};

use super::desk::{ADMIN, ADMIN_PASSWORD, Desk, Office, USER_PASSWORD, close_window};

/// A console that speaks `language`, and what was found wrong so far.
struct Walk {
    language: Language,
    folder: String,
    desk: Desk,
    found: BTreeSet<String>,
}

impl Walk {
    fn start(office: &mut Office, language: Language) -> Self {
        office.system_language = language;
        Self {
            language,
            folder: office.path().display().to_string(),
            desk: office.console(),
            found: BTreeSet::new(),
        }
    }

    fn press(&mut self, name: &str) {
        self.desk.press(name);
    }

    /// Opens what `name` stands for in a row's menu.
    fn choose_of_bo(&mut self, name: &str) {
        self.desk.open_row_menu("bo.lindqvist");
        self.desk.choose(name);
    }

    /// Looks at what `screen` says, in the pseudo-language, and at what it has no room for, in one that people read.
    fn look(&mut self, screen: &str) {
        if self.language == Language::Pseudo {
            let spoken = self.desk.spoken().into_iter();
            let foreign = spoken.filter(|text| !self.is_from_catalogue(text));
            let foreign: Vec<_> = foreign
                .map(|text| format!("{screen}: not from the catalogue: {text:?}"))
                .collect();
            self.found.extend(foreign);
        } else {
            let shapes = self.desk.harness.output().shapes.iter();
            let cut = shapes.flat_map(|clipped| cut_words(&clipped.shape));
            let cut = cut.filter(|text| has_words_beside(text, DATA));
            let cut: Vec<_> = cut.map(|text| format!("{screen}: cut: {text:?}")).collect();
            self.found.extend(cut);
        }
    }

    /// Whether all words of a text stand in brackets, are data or name keys.
    fn is_from_catalogue(&self, text: &str) -> bool {
        if text.split(['+', ',']).all(|key| KEYS.contains(&key.trim())) {
            return true;
        }
        let mut outside = String::new();
        let mut depth = 0_u32;
        for character in text.replace(&self.folder, "").chars() {
            match character {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => outside.push(character),
                _ => {}
            }
        }
        !has_words_beside(&outside, DATA)
    }

    #[track_caller]
    fn end(self) {
        let found: Vec<_> = self.found.into_iter().collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// Words of the catalogue that are painted with an ellipsis, for want of room.
fn cut_words(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Vec(shapes) => shapes.iter().flat_map(cut_words).collect(),
        Shape::Text(text) if text.galley.elided => {
            vec![text.galley.text().to_owned()]
        }
        _ => Vec::new(),
    }
}

/// Whether letters are left of a text without what is `known`.
fn has_words_beside(text: &str, known: &[&str]) -> bool {
    let rest = known
        .iter()
        .fold(text.to_owned(), |rest, known| rest.replace(known, ""));
    rest.chars().any(char::is_alphabetic)
}

/// What the story itself put into the directory or typed, and the names of languages.
const DATA: &[&str] = &[
    "ana.garcia",
    "bo.lindqvist",
    "chen.wei",
    "@example.comx",
    "@example.com",
    "Ana",
    "García",
    "Bo",
    "Lindqvist",
    "Wei",
    "Chen",
    "AG",
    "BL",
    "directory.db",
    "laptop-bo",
    "lt-0231",
    "build-host-7",
    "zzz",
    "English",
    "Deutsch",
];

/// How keys are named, the same in every language.
const KEYS: &[&str] = &[
    "Ctrl",
    "Shift",
    "Tab",
    "Enter",
    "Escape",
    "Delete",
    "Home",
    "End",
    "Page Up",
    "Page Down",
    "Up",
    "Down",
    "Plus",
    "Minus",
    "F",
    "I",
    "L",
    "N",
    "S",
    "F1",
    "F5",
    "F10",
    "0",
    "1",
    "2",
    "3",
];

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
    assert!(walk.desk.has(Role::Dialog, keyboard::title()), "{}", walk.desk.tree());
    walk.desk.key(Key::Escape);
    profile(&mut walk);
    user_management(&mut walk);
    edit_user(&mut walk);
    walk.desk.click(Role::Link, shell::home());
    walk.look("home with a token on the clipboard");
    close_window(&mut walk.desk);
    assert!(walk.desk.has(Role::Dialog, quit::title()), "{}", walk.desk.tree());
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
    assert!(
        walk.desk.has(Role::Dialog, user_question::own_title()),
        "{}",
        walk.desk.tree()
    );
    walk.look("one's own account");
    walk.press(common::close());
    walk.desk.keys(Modifiers::COMMAND, Key::I);
    assert!(walk.desk.has(Role::Dialog, identify::title()), "{}", walk.desk.tree());
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
