//! What is said about the clipboard beside a secret: the countdown, `Clear now`, and what went wrong.

use std::time::Duration;

use egui::{RichText, Ui};

use crate::command::{ClipboardCommand, Commands};
use crate::domain::time::Timestamp;
use crate::state::{AppState, ClipboardState, SecretKind, SecretMessage};
use crate::ui::strings::editor as words;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Button, Urgency, announce_at_ui, countdown_bar};

/// The secret that it is said beside.
pub(crate) struct Beside {
    /// What it is.
    pub(crate) kind: SecretKind,
    /// Whether it reached the clipboard.
    pub(crate) is_copied: bool,
    /// Whether it is there now, as far as we know.
    pub(crate) is_held: bool,
}

/// What is said about the clipboard.
pub(crate) struct Clip {
    words: Option<String>,
    /// What is said aloud in place of the words, where those change all the time.
    said: Option<String>,
    /// What went wrong, with the way on.
    pub(crate) problem: Option<String>,
    countdown: Option<(Timestamp, Timestamp)>,
    can_clear: bool,
}

impl Clip {
    /// What there is to tell beside a secret, or beside an empty box.
    pub(crate) fn of(state: &AppState, beside: Option<&Beside>) -> Self {
        let is_copied = beside.is_some_and(|secret| secret.is_copied);
        let mut clip = Self {
            words: None,
            said: None,
            problem: None,
            countdown: None,
            can_clear: false,
        };
        match &state.clipboard {
            ClipboardState::Empty => {
                clip.words = is_copied.then(|| words::cleared().to_owned());
            }
            ClipboardState::Replaced => {
                clip.words = is_copied.then(|| words::replaced().to_owned());
            }
            ClipboardState::Copying => clip.words = Some(words::copying().to_owned()),
            ClipboardState::Holding {
                carried,
                since,
                clears_at,
            } => {
                let secs = (clears_at.ms_since(state.now).max(0) + 999) / 1000;
                if beside.is_some_and(|secret| secret.is_held) {
                    clip.said = Some(words::copied().to_owned());
                    clip.words = Some(words::on_clipboard(secs));
                } else {
                    let name = carried.name();
                    let kind = name.kind.code();
                    clip.said = Some(words::other_copied(kind, &name.of));
                    clip.words = Some(words::other_on_clipboard(kind, &name.of, secs));
                }
                clip.countdown = Some((*since, *clears_at));
                clip.can_clear = true;
            }
            ClipboardState::CopyFailed(why) => {
                clip.problem = beside.map(|secret| words::copy_failed(secret.kind, *why));
            }
            ClipboardState::ClearFailed { secret, why } => {
                clip.problem = Some(words::clear_failed(secret.kind, *why));
                clip.can_clear = true;
            }
        }
        clip
    }

    /// Whether `message` about the secret stands in what is told beside it.
    pub(crate) fn tells(state: &AppState, beside: &Beside, message: &SecretMessage) -> bool {
        match message {
            SecretMessage::Cleared(kind) => {
                *kind == beside.kind && beside.is_copied && matches!(state.clipboard, ClipboardState::Empty)
            }
            SecretMessage::NotCopied(kind, _) | SecretMessage::NotCleared(kind, _) => {
                *kind == beside.kind && has_failed(state)
            }
            SecretMessage::ClipboardNotResponding => has_failed(state),
            _ => false,
        }
    }

    /// Whether there is anything to tell beside the empty box.
    pub(crate) const fn is_worth_telling(&self) -> bool {
        self.words.is_some() || self.can_clear
    }

    /// The words and the button at the end of the banner's line.
    pub(crate) fn tail_ui(&self, ui: &mut Ui, commands: &mut Commands) {
        let t = Tokens::of(ui);
        if let Some(words) = &self.words {
            let response = ui.label(RichText::new(words).color(t.muted));
            // A countdown said aloud every second would drown everything else.
            let said = self.said.as_deref().unwrap_or(words);
            announce_at_ui(ui, response.rect, "clipboard", said, Urgency::Polite);
        }
        if self.can_clear && Button::new(words::clear_now()).small().show(ui).clicked() {
            commands.send(ClipboardCommand::Clear);
        }
    }

    /// Draws how much of the time is left.
    pub(crate) fn bar_ui(&self, ui: &mut Ui, state: &AppState) {
        let Some((since, clears_at)) = self.countdown else {
            return;
        };
        let left_ms = clears_at.ms_since(state.now).max(0);
        let whole_ms = clears_at.ms_since(since).max(1);
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a bar")]
        let fraction = (left_ms as f64 / whole_ms as f64) as f32;
        countdown_bar(ui, fraction);
        if left_ms > 0 {
            // Often enough that the bar does not jump, seldom enough that nothing else notices.
            wake_in(ui, (left_ms % 1000).clamp(1, 250));
        }
    }
}

fn has_failed(state: &AppState) -> bool {
    matches!(
        state.clipboard,
        ClipboardState::CopyFailed(_) | ClipboardState::ClearFailed { .. }
    )
}

/// Asks for another frame in `ms` milliseconds.
pub(crate) fn wake_in(ui: &Ui, ms: i64) {
    let ms = u64::try_from(ms).unwrap_or_default().max(1);
    ui.ctx().request_repaint_after(Duration::from_millis(ms));
}
