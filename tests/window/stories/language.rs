//! The language of the window: chosen in Settings, spoken at once, kept over a restart.

use avo_admin::domain::settings::LanguageChoice;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::words::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN, ADMIN_PASSWORD, Office};

fn sign_in_in_german(desk: &mut Desk) {
    desk.fill("Benutzername", ADMIN);
    desk.fill_secret("Passwort", ADMIN_PASSWORD);
    desk.press("Anmelden");
}

#[test]
fn a_language_chosen_in_settings_is_spoken_at_once_and_after_a_restart() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.click(Role::RadioButton, "Deutsch");
    desk.click(Role::Link, "Benutzerverwaltung");
    desk.press("bo.lindqvist bearbeiten");
    assert!(desk.has(Role::Dialog, "Benutzer bearbeiten"), "{}", desk.tree());
    drop(desk);

    let mut desk = office.console();
    sign_in_in_german(&mut desk);
    desk.click(Role::Link, "Einstellungen");
    assert_eq!(desk.state().settings.language(), LanguageChoice::German);
    desk.click(Role::RadioButton, "English");
    assert!(desk.has(Role::Link, "User Management"), "{}", desk.tree());
}

#[test]
fn a_console_speaks_the_language_of_the_desktop_until_another_is_chosen() {
    let mut office = Office::with_users();
    office.system_language = Language::German;
    let mut desk = office.console();
    sign_in_in_german(&mut desk);
    desk.click(Role::Link, "Einstellungen");
    desk.click(Role::RadioButton, "English");
    assert!(desk.has(Role::Link, "Settings"), "{}", desk.tree());
}

#[test]
fn the_focus_stays_on_a_language_that_is_chosen_by_the_arrow_keys() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.click(Role::RadioButton, "English");
    desk.key(Key::ArrowRight);
    assert!(desk.has(Role::Link, "Einstellungen"), "{}", desk.tree());
    assert!(desk.get(Role::RadioButton, "Deutsch").accesskit_node().is_focused());
}

#[test]
fn the_main_job_is_done_in_german() {
    let mut office = Office::with_users();
    office.system_language = Language::German;
    let mut desk = office.console();
    sign_in_in_german(&mut desk);
    desk.click(Role::Link, "Benutzerverwaltung");
    desk.press("bo.lindqvist bearbeiten");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("bo@example.org");
    desk.press("Aktualisieren");
    desk.expect("Benutzer erfolgreich aktualisiert");
    assert_eq!(office.details("bo.lindqvist").user.email.as_str(), "bo@example.org");
    desk.press("bo.lindqvist bearbeiten");
    desk.click(Role::Tab, "Avo-Assure-Clients");
    desk.fill_nth(Role::TextInput, 0, "build-host-7");
    desk.press("Generieren");
    desk.token();
    desk.expect("Token für build-host-7");
    desk.keys(Modifiers::COMMAND, Key::L);
    desk.expect("Die Konsole ist gesperrt");
}

#[test]
fn messages_and_failures_that_are_shown_follow_a_language_that_is_chosen_later() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    desk.press("Update");
    desk.expect("User updated successfully");
    desk.clipboard.fail_with(ClipboardError::Busy);
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    desk.expect("Another program is using the clipboard");
    desk.press("Cancel");
    desk.press("Close anyway");
    desk.click(Role::Link, "Settings");
    desk.click(Role::RadioButton, "Deutsch");
    desk.expect("Benutzer erfolgreich aktualisiert");
    desk.press("Meldungen");
    desk.expect("Das Token wurde nicht kopiert. Ein anderes Programm verwendet die Zwischenablage");
    assert!(!desk.says("User updated successfully"), "{}", desk.tree());
}
