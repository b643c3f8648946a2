//! Words of the messages about users, clients and tokens.

use super::{arrivals, back_up, clipboard, copying, editor, one_time_password};
use crate::state::{
    BackupMessage, ClientMessage, Message, SecretKind, SecretMessage, SecretName, TextMessage, UserMessage,
};
use crate::words::{Explain as _, words};

words! {
    "messages":
    user_created;
    user_updated;
    password_changed;
    administrator_lost;
    draft_lost;
    unnamed_deleted;
    unnamed_client_deregistered;
    unnamed_client_deleted;
    download_queue_full;
    user_deleted(user_name: &str);
    user_enabled(user_name: &str);
    user_disabled(user_name: &str);
    user_unlocked(user_name: &str);
    user_not_deleted(user_name: &str, why: &str);
    unnamed_not_deleted(why: &str);
    not_enabled(why: &str);
    not_disabled(why: &str);
    not_unlocked(why: &str);
    client_deregistered(client: &str);
    client_deleted(client: &str);
    token_discarded(client: &str);
    secret_copied_without_dialog(kind: &str, name: &str);
    token_saved(path: &str);
    token_not_saved(why: &str);
}

/// What a message says.
pub fn text(message: &Message) -> String {
    match message {
        Message::User(message) => about_user(message),
        Message::Client(message) => about_client(message),
        Message::Secret(message) => about_secret(message),
        Message::Text(message) => about_text(message),
        Message::Backup(message) => about_backup(message),
        Message::Failed(failure) => failure.explain(),
    }
}

fn about_backup(message: &BackupMessage) -> String {
    match message {
        BackupMessage::Made(path) => back_up::made_message(path),
        BackupMessage::Cancelled => back_up::cancelled().to_owned(),
        BackupMessage::NotMade(why) => back_up::not_made(&why.explain()),
    }
}

fn about_user(message: &UserMessage) -> String {
    match message {
        UserMessage::Created => user_created().to_owned(),
        UserMessage::Updated => user_updated().to_owned(),
        UserMessage::PasswordChanged => password_changed().to_owned(),
        UserMessage::AdministratorLost => administrator_lost().to_owned(),
        UserMessage::DraftLost => draft_lost().to_owned(),
        UserMessage::Deleted(Some(user_name)) => user_deleted(user_name),
        UserMessage::Deleted(None) => unnamed_deleted().to_owned(),
        UserMessage::NotDeleted {
            user_name: Some(user_name),
            why,
        } => user_not_deleted(user_name, &why.explain()),
        UserMessage::NotDeleted { user_name: None, why } => unnamed_not_deleted(&why.explain()),
        UserMessage::Enabled(user_name) => user_enabled(user_name),
        UserMessage::NotEnabled(why) => not_enabled(&why.explain()),
        UserMessage::Disabled(user_name) => user_disabled(user_name),
        UserMessage::NotDisabled(why) => not_disabled(&why.explain()),
        UserMessage::Unlocked(user_name) => user_unlocked(user_name),
        UserMessage::NotUnlocked(why) => not_unlocked(&why.explain()),
    }
}

fn about_client(message: &ClientMessage) -> String {
    match message {
        ClientMessage::Registered(arrivals) => arrivals::of_clients(arrivals),
        ClientMessage::UsedFromTwoMachines(arrivals) => arrivals::of_two_machines(arrivals),
        ClientMessage::Deregistered(Some(client)) => client_deregistered(client),
        ClientMessage::Deregistered(None) => unnamed_client_deregistered().to_owned(),
        ClientMessage::Deleted(Some(client)) => client_deleted(client),
        ClientMessage::Deleted(None) => unnamed_client_deleted().to_owned(),
    }
}

fn about_secret(message: &SecretMessage) -> String {
    match message {
        SecretMessage::Discarded(SecretName { kind, of }) => match kind {
            SecretKind::Token => token_discarded(of),
            SecretKind::OneTimePassword => one_time_password::discarded(of),
        },
        SecretMessage::CopiedWithoutDialog(SecretName { kind, of }) => secret_copied_without_dialog(kind.code(), of),
        SecretMessage::NotCopied(kind, why) => clipboard::secret_not_copied(
            kind.code(),
            &clipboard::cause(*kind, *why),
            &clipboard::next_step(*kind, *why),
        ),
        SecretMessage::Cleared(kind) => clipboard::secret_cleared(kind.code()),
        SecretMessage::NotCleared(kind, why) => {
            clipboard::failed(&clipboard::cause(*kind, *why), &clipboard::next_step(*kind, *why))
        }
        SecretMessage::ClipboardNotResponding => clipboard::not_responding_next().to_owned(),
        SecretMessage::TokenLeft { client, standing } => editor::token_left_clipboard(client, standing),
        SecretMessage::PasswordLeft { user_name, standing } => one_time_password::left_clipboard(user_name, *standing),
        SecretMessage::Saved(path) => token_saved(path),
        SecretMessage::NotSaved(why) => token_not_saved(&why.explain()),
        SecretMessage::DownloadQueueFull => download_queue_full().to_owned(),
    }
}

fn about_text(message: &TextMessage) -> String {
    match message {
        TextMessage::Copied {
            what,
            over: Some(secret),
        } => copying::copied_over_secret(copying::label(*what), secret.kind.code(), &secret.of),
        TextMessage::Copied { what, over: None } => copying::copied(copying::label(*what)),
        TextMessage::NotPasted(why) => clipboard::not_pasted(*why).to_owned(),
        TextMessage::NotCopied { what, why } => {
            copying::not_copied(copying::label(*what), clipboard::cause_for_text(*why))
        }
    }
}
