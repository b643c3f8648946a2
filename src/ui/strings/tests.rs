//! The catalogue of the window is complete in each language.

use super::{
    arrivals, automatic_backups, client, client_errors, clipboard, common, copying, dialogs, editor, identify,
    messages, registration_service, screens, tasks, times, users,
};
use crate::words::completeness::assert_complete;
use crate::words::{Language, speak};

#[test]
fn each_message_stands_in_both_languages_with_the_same_arguments() {
    for subject in [
        &arrivals::SUBJECT,
        &automatic_backups::SUBJECT,
        &client::SUBJECT,
        &client_errors::SUBJECT,
        &clipboard::SUBJECT,
        &common::SUBJECT,
        &copying::SUBJECT,
        &dialogs::change_password::SUBJECT,
        &dialogs::confirm_password::SUBJECT,
        &dialogs::keyboard::SUBJECT,
        &dialogs::quit::SUBJECT,
        &dialogs::user_question::SUBJECT,
        &editor::SUBJECT,
        &identify::SUBJECT,
        &messages::SUBJECT,
        &registration_service::SUBJECT,
        &screens::first_start::SUBJECT,
        &screens::home::SUBJECT,
        &screens::opening::SUBJECT,
        &screens::settings::SUBJECT,
        &screens::shell::SUBJECT,
        &screens::sign_in::SUBJECT,
        &tasks::SUBJECT,
        &times::SUBJECT,
        &users::SUBJECT,
    ] {
        assert_complete(subject);
    }
}

#[test]
fn counts_take_the_plural_and_the_separators_of_the_language() {
    assert_eq!(users::totals(1, 2_117), "1 user, 2,117 clients");
    assert_eq!(users::matches(1, 12), "1 of 12 matches");
    speak(Language::German);
    assert_eq!(users::totals(1_000, 1), "1.000 Benutzer, 1 Client");
    assert_eq!(users::matches(1, 12), "1 von 12 passt");
    speak(Language::English);
}
