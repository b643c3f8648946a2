//! Backups, restores and a damaged directory.

use avo_admin::ui::strings::screens::shell;
use avo_admin::ui::strings::{back_up, common, damage, restore};
use avo_admin::words::Language;
use egui::accesskit::Role;

use super::super::damage::{behead, with_backups};
use super::super::office::{ADMIN, ADMIN_PASSWORD};
use super::Walk;

#[test]
fn backups_and_damage_speak_from_the_catalogue_alone() {
    walk(Language::Pseudo).end();
    walk_damaged(Language::Pseudo).end();
}

#[test]
fn backups_and_damage_have_room_for_their_words_in_english_and_german() {
    for language in [Language::English, Language::German] {
        walk(language).end();
        walk_damaged(language).end();
    }
}

fn know_files(walk: &mut Walk) {
    let names = [
        "newest.db.age",
        "damaged.db",
        "good.db",
        "avo-directory-",
        ".db.age",
        ".db",
        ".jsonl",
    ];
    walk.data.extend(names.map(str::to_owned));
}

fn walk(language: Language) -> Walk {
    let (mut office, _) = with_backups();
    let mut walk = Walk::start(&mut office, language);
    know_files(&mut walk);
    walk.sign_in(ADMIN, ADMIN_PASSWORD);
    walk.desk.click(Role::Link, shell::settings());
    walk.look("settings with backups");
    walk.press(back_up::open());
    walk.look("back up");
    for choice in [back_up::passphrase(), back_up::public_key()] {
        walk.desk.click(Role::RadioButton, choice);
        walk.press(back_up::submit());
        walk.look(choice);
    }
    walk.press(common::cancel());
    walk.press(restore::open());
    walk.look("restore");
    walk.press(restore::check());
    walk.look("restore without a passphrase");
    walk.desk.click(Role::RadioButton, restore::other());
    walk.press(restore::check());
    walk.look("restore without a path");
    walk.press(common::cancel());
    walk
}

fn walk_damaged(language: Language) -> Walk {
    let (mut office, _) = with_backups();
    behead(&office);
    let mut walk = Walk::start(&mut office, language);
    know_files(&mut walk);
    walk.desk.expect(damage::title());
    walk.look("damaged");
    walk.press(damage::restore_this());
    walk.press(restore::check());
    walk.desk.expect(restore::sound());
    walk.look("restore over a damaged directory");
    walk.press(restore::submit());
    walk.look("restore without a password");
    walk.press(common::cancel());
    walk.press(damage::export());
    walk.look("export");
    walk
}
