//! Which messages the tab with the clients tells already, so that they are not said twice.

use std::path::PathBuf;

use super::EditUserDialog;
use crate::domain::registration::Arrival;
use crate::state::{
    AppState, BoxedToken, ClientMessage, ClipboardState, Editor, EditorMode, EditorTab, Message, SecretKind,
    SecretMessage,
};

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
        Message::Secret(SecretMessage::Cleared(SecretKind::Token)) => {
            matches!(state.clipboard, ClipboardState::Empty) && token.fresh().is_some_and(|token| token.is_copied)
        }
        Message::Secret(
            SecretMessage::NotCopied(SecretKind::Token, _)
            | SecretMessage::NotCleared(SecretKind::Token, _)
            | SecretMessage::ClipboardNotResponding,
        ) => {
            let is_told = matches!(
                state.clipboard,
                ClipboardState::CopyFailed(_) | ClipboardState::ClearFailed { .. }
            );
            is_told && token.fresh().is_some()
        }
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
