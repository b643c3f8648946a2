//! A walk through the screens and dialogs in other languages. In the pseudo-language it finds words that are not from the
//! catalogue and sentences that are glued from parts; in English and German, words that have no room.

mod backups;
mod everyday;
mod messages;
mod steps;
mod tokens;
mod troubles;

use std::collections::BTreeSet;

use avo_admin::domain::check_words::CheckWords;
use avo_admin::domain::token::TokenSecret;
use avo_admin::ui::strings::screens::{shell, sign_in};
use avo_admin::words::Language;
use egui::accesskit::Role;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office};
use crate::spoken::{cut_words, fault_of};

/// How many of a token's last characters are shown of it.
const HINT_CHARS: usize = 4;

/// A console that speaks `language`, and what was found wrong so far.
struct Walk {
    language: Language,
    /// What the story itself put into the directory or typed.
    data: Vec<String>,
    desk: Desk,
    found: BTreeSet<String>,
}

impl Walk {
    fn start(office: &mut Office, language: Language) -> Self {
        office.system_language = language;
        Self::of(office.console(), office)
    }

    /// A walk through a console that is open already.
    fn of(desk: Desk, office: &Office) -> Self {
        Self {
            language: office.system_language,
            data: [office.path().join("backups"), office.path().to_path_buf()]
                .map(|path| path.display().to_string())
                .into_iter()
                .chain(DATA.iter().map(|text| (*text).to_owned()))
                .collect(),
            desk,
            found: BTreeSet::new(),
        }
    }

    fn sign_in(&mut self, user_name: &str, password: &str) {
        self.desk.fill_nth(Role::TextInput, 0, user_name);
        self.desk.fill_nth(Role::PasswordInput, 0, password);
        self.press(sign_in::submit());
    }

    /// Signs Ana in and opens User Management.
    fn go_to_users(&mut self) {
        self.sign_in(ADMIN, ADMIN_PASSWORD);
        self.desk.click(Role::Link, shell::user_management());
    }

    /// A token, and its last characters, are not words.
    fn know_token(&mut self, token: &str) {
        let hint = token
            .chars()
            .skip(token.chars().count() - HINT_CHARS)
            .collect::<String>();
        let check_words = TokenSecret::parse(token).map(|token| CheckWords::of(&token).to_string());
        // First, because a name may stand in a token by chance.
        let known = [token.to_owned(), format!("…{hint}")].into_iter().chain(check_words);
        self.data.splice(..0, known);
    }

    fn press(&mut self, name: &str) {
        self.desk.press(name);
    }

    #[track_caller]
    fn expect_dialog(&self, name: &str) {
        assert!(self.desk.has(Role::Dialog, name), "{}", self.desk.tree());
    }

    /// Opens what `name` stands for in a row's menu.
    fn choose_of_bo(&mut self, name: &str) {
        self.desk.open_row_menu("bo.lindqvist");
        self.desk.choose(name);
    }

    /// Looks at what `screen` says, in the pseudo-language, and at what it has no room for, in one that people read.
    fn look(&mut self, screen: &str) {
        let state = self.desk.state();
        let boxed = state.modals.editor().and_then(|editor| editor.usable_token(state.now));
        if let Some(token) = boxed.map(|token| token.secret().expose().to_owned()) {
            self.know_token(&token);
        }
        if self.language == Language::Pseudo {
            for text in self.desk.spoken() {
                let fault = fault_of(&text, &self.data).filter(|_| !names_keys(&text));
                self.found
                    .extend(fault.map(|fault| format!("{screen}: {fault}: {text:?}")));
            }
        } else {
            let cut = cut_words(&self.desk.harness.output().shapes, &self.data);
            self.found
                .extend(cut.iter().map(|text| format!("{screen}: cut: {text:?}")));
        }
    }

    #[track_caller]
    fn end(self) {
        let found: Vec<_> = self.found.into_iter().collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

fn names_keys(text: &str) -> bool {
    text.replace(['[', ']'], "")
        .split(['+', ','])
        .all(|key| KEYS.contains(&key.trim()))
}

/// People, clients and computers of every story, and the names of languages.
const DATA: &[&str] = &[
    "ana.garcia",
    "bo.lindqvist",
    "chen.wei",
    "bo@example.com",
    "@example.comx",
    "@example.com",
    "Ana",
    "García",
    "Bosse",
    "bosse",
    "Bo",
    "Lindqvist",
    "Wei",
    "Chen",
    "AG",
    "BL",
    "directory.db",
    "Downloads",
    "avo-token-",
    ".txt",
    "laptop-bo",
    "lt-0231",
    "build-host-7",
    "build-host-8",
    "build-host-9",
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
    "E",
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
