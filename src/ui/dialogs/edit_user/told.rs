//! Which messages the tab with the clients tells already, so that they are not said twice.

use std::path::PathBuf;

use super::EditUserDialog;
use super::token_box::beside;
use crate::domain::registration::Arrival;
use crate::state::{AppState, BoxedToken, ClientMessage, Editor, EditorMode, EditorTab, Message, SecretMessage};
use crate::ui::parts::clip::Clip;

impl EditUserDialog {
    /// Whether `message` stands in the dialog as it is drawn now.
    pub(in crate::ui::dialogs) fn tells(&self, state: &AppState, editor: &Editor, message: &Message) -> bool {
        let shows_box = self.tab == EditorTab::Provision && editor.mode != EditorMode::Create;
        shows_box && box_tells(state, &editor.token, message)
    }
}

fn box_tells(state: &AppState, token: &BoxedToken, message: &Message) -> bool {
    match message {
        Message::Client(ClientMessage::Registered(arrivals)) => {
            matches!(arrivals.as_slice(), [arrival] if is_of(token, arrival))
        }
        Message::Secret(SecretMessage::Saved(path)) => {
            file_of(token).is_some_and(|file| file.display().to_string() == *path)
        }
        Message::Secret(message) => token
            .fresh()
            .is_some_and(|token| Clip::tells(state, &beside(state, token), message)),
        _ => false,
    }
}

/// Whether the client that registered is the one whose token is in the box, which says so.
fn is_of(token: &BoxedToken, arrival: &Arrival) -> bool {
    let client = match token {
        BoxedToken::Fresh(token) => Some((token.mark.user, &token.client_name)),
        BoxedToken::Spent(token) => Some((token.mark.user, &token.client_name)),
        BoxedToken::None => None,
    };
    client.is_some_and(|(user, name)| user == arrival.user && name.as_str() == arrival.client)
}

fn file_of(token: &BoxedToken) -> Option<&PathBuf> {
    match token {
        BoxedToken::Fresh(token) => token.downloaded_to.as_ref(),
        BoxedToken::Spent(token) => token.downloaded_to.as_ref(),
        BoxedToken::None => None,
    }
}
