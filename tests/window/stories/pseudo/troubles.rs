//! What a person meets when something goes wrong or someone else was faster.

use avo_admin::domain::field::Field;
use avo_admin::domain::user::UserDraft;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::ui::strings::dialogs::{confirm_password, quit};
use avo_admin::ui::strings::screens::opening;
use avo_admin::ui::strings::{common, editor, tasks};
use avo_admin::words::Label as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::desk::close_window;
use super::super::office::{ADMIN, ADMIN_PASSWORD, Office};
use super::Walk;
use super::steps::{LANGUAGES, at_users, in_every_language};

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
        walk.desk.expect(editor::conflict_merged().trim_matches(['[', ']']));
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
