//! The question before the window closes: unsaved details first, then our secret on the clipboard.

use egui::Ui;

use super::Layer;
use super::sign_out::discard_question_ui;
use crate::command::{Commands, ViewCommand};
use crate::state::{AppState, ClipboardState};
use crate::ui::strings::{clipboard, common, dialogs::quit as words};
use crate::ui::widgets::{Choice, ConfirmDialog};

/// How far the question has been answered.
#[derive(Debug, Default)]
pub(super) struct QuitQuestion {
    is_discarding: bool,
}

impl QuitQuestion {
    /// Draws the question.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, has_unsaved: bool, layer: Layer, commands: &mut Commands) {
        if has_unsaved && !self.is_discarding {
            self.ask_to_discard(ui, state, layer, commands);
        } else {
            ask_to_quit(ui, state, layer, commands);
        }
    }

    fn ask_to_discard(&mut self, ui: &Ui, state: &AppState, layer: Layer, commands: &mut Commands) {
        match discard_question_ui(ui, "quit-discard", state, layer) {
            Some(Choice::Confirm) if matches!(state.clipboard, ClipboardState::Empty | ClipboardState::Replaced) => {
                commands.send(ViewCommand::Quit);
            }
            Some(Choice::Confirm) => self.is_discarding = true,
            Some(Choice::Cancel) => layer.close(commands),
            None => {}
        }
    }
}

/// Draws the question about the clipboard.
fn ask_to_quit(ui: &Ui, state: &AppState, layer: Layer, commands: &mut Commands) {
    let (text, verb) = match &state.clipboard {
        ClipboardState::Holding { carried, .. } => {
            let name = carried.name();
            let text = words::clipboard_text(name.kind.code(), &name.of);
            (text, words::clear_and_quit())
        }
        ClipboardState::ClearFailed { secret, why } => {
            let words = if why.is_still_there() {
                words::clear_failed_text
            } else {
                words::clear_unknown_text
            };
            let why = clipboard::cause(secret.kind, *why);
            (words(secret.kind.code(), &secret.of, &why), common::quit())
        }
        ClipboardState::Empty | ClipboardState::Copying | ClipboardState::CopyFailed(_) | ClipboardState::Replaced => {
            (words::plain_text().to_owned(), common::quit())
        }
    };
    let question = ConfirmDialog::new("quit", words::title(), &text, verb).covered(!layer.is_top);
    match question.show(ui.ctx()) {
        Some(Choice::Confirm) => commands.send(ViewCommand::Quit),
        Some(Choice::Cancel) => layer.close(commands),
        None => {}
    }
}
