//! The questions before something is lost: unsaved details, a token that was neither copied nor downloaded, a client
//! that works.

use egui::Ui;

use super::super::Layer;
use super::provision_tab::makes_token;
use crate::command::Commands;
use crate::domain::client::{Client, ClientAction};
use crate::state::{AppState, Editor, EditorQuestion, FreshToken};
use crate::ui::strings::editor as words;
use crate::ui::widgets::{Choice, ConfirmDialog};
use crate::words::Label as _;

/// Draws `question`; returns whether it was answered with yes. It closes by itself where it is about a token that is no
/// longer at risk.
pub(in super::super) fn question_ui(
    ui: &Ui,
    state: &AppState,
    question: &EditorQuestion,
    layer: Layer,
    commands: &mut Commands,
) -> bool {
    let wording = state
        .modals
        .editor()
        .and_then(|editor| Wording::of(question, editor, state));
    let choice = match &wording {
        Some(wording) => wording.show(ui, layer),
        None => Some(Choice::Cancel),
    };
    if choice.is_some() {
        layer.close(commands);
    }
    choice == Some(Choice::Confirm)
}

/// Whether an action on `client` is asked about first.
pub(super) fn is_asked(client: &Client, action: ClientAction, editor: &Editor, state: &AppState) -> bool {
    Wording::action(client, action, editor, state).is_some()
}

/// What a question says.
struct Wording {
    title: String,
    text: String,
    verb: &'static str,
    cancel: &'static str,
    is_dangerous: bool,
}

impl Wording {
    /// None where the question has no object any longer.
    fn of(question: &EditorQuestion, editor: &Editor, state: &AppState) -> Option<Self> {
        match question {
            EditorQuestion::Discard { change_count } => Some(Self::discard(*change_count)),
            EditorQuestion::LoseToken(_) => Some(Self::lose(editor.untaken_token(state.now)?, editor.is_own())),
            EditorQuestion::ReplaceToken => Some(Self::replace(editor.untaken_token(state.now)?, editor.is_own())),
            EditorQuestion::Act(client, action) => Self::action(client, *action, editor, state),
        }
    }

    fn discard(change_count: usize) -> Self {
        Self {
            title: words::discard_title().to_owned(),
            text: words::discard_text(change_count),
            verb: words::discard(),
            cancel: words::keep_editing(),
            is_dangerous: true,
        }
    }

    fn lose(token: &FreshToken, is_own: bool) -> Self {
        let client = token.client_name.as_str();
        Self {
            title: words::lose_title(client),
            text: words::lose_text(client, is_own),
            verb: words::close_anyway(),
            cancel: words::keep_open(),
            is_dangerous: true,
        }
    }

    fn replace(token: &FreshToken, is_own: bool) -> Self {
        let client = token.client_name.as_str();
        Self {
            title: words::replace_title(client),
            text: words::replace_text(client, is_own),
            verb: words::generate(),
            cancel: words::cancel(),
            is_dangerous: false,
        }
    }

    /// Before an action that stops a client, removes it, or replaces a token that was neither copied nor downloaded;
    /// none where the action does none of these.
    fn action(client: &Client, action: ClientAction, editor: &Editor, state: &AppState) -> Option<Self> {
        let lost = editor.untaken_token(state.now).filter(|_| makes_token(action));
        let consequence = words::action_consequence(action, client, state.now);
        let title = match (&consequence, lost) {
            (None, Some(token)) => words::replace_title(token.client_name.as_str()),
            _ => words::action_title(action, client.name.as_str()),
        };
        let is_dangerous = consequence.is_some();
        let lost_text = lost.map(|token| {
            let name = token.client_name.as_str();
            if token.mark.client == client.id {
                words::replace_own_text(name)
            } else {
                words::replace_text(name, editor.is_own())
            }
        });
        let text = match (consequence, lost_text) {
            (Some(consequence), Some(lost)) => words::consequence_and_loss(&consequence, &lost),
            (consequence, lost) => consequence.or(lost)?,
        };
        Some(Self {
            title,
            text,
            verb: action.label(),
            cancel: words::cancel(),
            is_dangerous,
        })
    }

    fn show(&self, ui: &Ui, layer: Layer) -> Option<Choice> {
        let dialog = ConfirmDialog::new("edit_user_question", &self.title, &self.text, self.verb)
            .cancel(self.cancel)
            .covered(!layer.is_top);
        let dialog = if self.is_dangerous { dialog.dangerous() } else { dialog };
        dialog.show(ui.ctx())
    }
}
