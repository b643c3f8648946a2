//! The question before the window closes: unsaved details first, then our token on the clipboard.

use egui::Ui;

use crate::command::{Commands, ViewCommand};
use crate::state::{AppState, ClipboardState};
use crate::ui::strings::{common, dialogs::quit as words};
use crate::ui::widgets::{Choice, ConfirmDialog};

/// How far the question has been answered.
#[derive(Debug, Default)]
pub(crate) struct QuitQuestion {
    is_discarding: bool,
}

impl QuitQuestion {
    /// Draws the question while it is asked.
    pub(crate) fn show(&mut self, ui: &Ui, state: &AppState, has_unsaved: bool, commands: &mut Commands) {
        if !state.is_quit_asked {
            self.is_discarding = false;
            return;
        }
        if has_unsaved && !self.is_discarding {
            self.ask_to_discard(ui, state, commands);
        } else if ask_to_quit(ui, state, commands) {
            self.is_discarding = false;
        }
    }

    fn ask_to_discard(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        let text = if super::is_token_untaken(state) {
            common::token_untaken_text()
        } else {
            common::unsaved_text()
        };
        let question = ConfirmDialog::new("quit-discard", common::unsaved_title(), text, common::discard_changes())
            .cancel(common::keep_editing())
            .dangerous();
        match question.show(ui.ctx()) {
            Some(Choice::Confirm) if state.clipboard == ClipboardState::Empty => commands.send(ViewCommand::Quit),
            Some(Choice::Confirm) => self.is_discarding = true,
            Some(Choice::Cancel) => commands.send(ViewCommand::StayOpen),
            None => {}
        }
    }
}

/// Draws the question about the clipboard. Returns whether it was answered with no.
fn ask_to_quit(ui: &Ui, state: &AppState, commands: &mut Commands) -> bool {
    let (text, verb) = match &state.clipboard {
        ClipboardState::Holding { client_name, .. } => (words::clipboard_text(client_name), words::clear_and_quit()),
        ClipboardState::ClearFailed(why) => (words::clear_failed_text(why), common::quit()),
        ClipboardState::Empty | ClipboardState::Copying | ClipboardState::CopyFailed(_) => {
            (words::plain_text().to_owned(), common::quit())
        }
    };
    match ConfirmDialog::new("quit", words::title(), &text, verb).show(ui.ctx()) {
        Some(Choice::Confirm) => commands.send(ViewCommand::Quit),
        Some(Choice::Cancel) => {
            commands.send(ViewCommand::StayOpen);
            return true;
        }
        None => {}
    }
    false
}
