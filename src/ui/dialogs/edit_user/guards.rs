//! The questions before something is lost: unsaved details, a token that nobody has, a client that works.

use egui::Context;

use crate::domain::client::{Client, ClientAction};
use crate::domain::time::Timestamp;
use crate::state::FreshToken;
use crate::ui::strings::editor as words;
use crate::ui::widgets::{Choice, ConfirmDialog};
use crate::words::Label as _;

/// What is done once the question has been answered with yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Intent {
    /// Close although details are not saved; a token that nobody has is asked about next.
    Discard,
    /// Close although nobody has the token.
    Close,
    /// Save and close although nobody has the token.
    Save,
    /// Make a client with the typed name.
    Generate,
    /// Act on a client as it was when the question was asked.
    Act(Box<Client>, ClientAction),
}

/// An open question.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// What yes does.
    pub(super) intent: Intent,
    /// The question is also about the token in the box, and void without it.
    pub(super) is_about_token: bool,
    title: String,
    text: String,
    verb: &'static str,
    cancel: &'static str,
    is_dangerous: bool,
}

impl Guard {
    /// Asks before unsaved details are thrown away.
    pub(super) fn discard(change_count: usize) -> Self {
        Self {
            intent: Intent::Discard,
            is_about_token: false,
            title: words::discard_title().to_owned(),
            text: words::discard_text(change_count),
            verb: words::discard(),
            cancel: words::keep_editing(),
            is_dangerous: true,
        }
    }

    /// Asks before the dialog closes, after saving or not, with a token that nobody has.
    pub(super) fn lose_token(token: &FreshToken, intent: Intent, is_own: bool) -> Self {
        let client = token.client_name.as_str();
        Self {
            intent,
            is_about_token: true,
            title: words::lose_title(client),
            text: words::lose_text(client, is_own),
            verb: words::close_anyway(),
            cancel: words::keep_open(),
            is_dangerous: true,
        }
    }

    /// Asks before another token takes the place of one that nobody has.
    pub(super) fn replace_token(token: &FreshToken, is_own: bool) -> Self {
        let client = token.client_name.as_str();
        Self {
            intent: Intent::Generate,
            is_about_token: true,
            title: words::replace_title(client),
            text: words::replace_text(client, is_own),
            verb: words::generate(),
            cancel: words::cancel(),
            is_dangerous: false,
        }
    }

    /// Asks before an action that stops a client, removes it, or replaces a token that nobody has; none where the
    /// action does none of these.
    pub(super) fn act(
        client: &Client,
        action: ClientAction,
        untaken: Option<&FreshToken>,
        is_own: bool,
        now: Timestamp,
    ) -> Option<Self> {
        let makes_token = matches!(action, ClientAction::Reprovision | ClientAction::Reregister);
        let lost = untaken.filter(|_| makes_token);
        let consequence = words::action_consequence(action, client, now);
        let title = match (&consequence, lost) {
            (None, Some(token)) => words::replace_title(token.client_name.as_str()),
            _ => words::action_title(action, client.name.as_str()),
        };
        let is_dangerous = consequence.is_some();
        let is_same_client = lost.is_some_and(|token| token.mark.client == client.id);
        let lost_text = lost.map(|token| {
            if is_same_client {
                words::replace_own_text(token.client_name.as_str())
            } else {
                words::replace_text(token.client_name.as_str(), is_own)
            }
        });
        let parts: Vec<String> = consequence.into_iter().chain(lost_text).collect();
        if parts.is_empty() {
            return None;
        }
        Some(Self {
            intent: Intent::Act(Box::new(client.clone()), action),
            is_about_token: !is_dangerous,
            title,
            text: parts.join(".\n\n"),
            verb: action.label(),
            cancel: words::cancel(),
            is_dangerous,
        })
    }

    /// Draws the question and returns the answer once there is one.
    pub(super) fn show(&self, ctx: &Context) -> Option<Choice> {
        let dialog = ConfirmDialog::new("edit_user_guard", &self.title, &self.text, self.verb).cancel(self.cancel);
        let dialog = if self.is_dangerous { dialog.dangerous() } else { dialog };
        dialog.show(ctx)
    }
}
