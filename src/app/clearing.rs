//! A secret's way off the clipboard, and the look whether it stays away.

use crate::domain::clipboard_failure::ClipboardFailure;
use crate::platform::clipboard::ClipboardError;
use crate::state::{ClipboardState, Phase, SecretKind, SecretMessage};
use crate::ui::strings::clipboard as words;
use crate::worker::clipboard::{Cleared, ClipboardWorker, Look};
use crate::worker::directory::Version;

use super::core::App;
use super::errands::Errand;
use super::request::{Request, Survives};

/// Clear our text, if it is still there.
#[derive(Debug)]
struct ClearIfOurs {
    /// The message once it is gone; none where something else reports it.
    told: Option<SecretMessage>,
    /// What takes its place.
    cover: &'static str,
}

impl Request for ClearIfOurs {
    type Worker = ClipboardWorker;
    type Answer = Result<Cleared, ClipboardError>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, clipboard: &mut ClipboardWorker) -> Self::Answer {
        clipboard.clear_if_ours(self.cover)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.errands.end(app.state.now);
        match answer {
            Ok(Cleared::Ours) => app.note_cleared(self.told),
            Ok(Cleared::NotOurs) => app.note_replaced(),
            Err(error) => app.note_clear_failed(&error),
        }
    }
}

/// Look whether a secret that was cleared is back.
#[derive(Debug)]
struct LookAgain {
    cover: &'static str,
}

impl Request for LookAgain {
    type Worker = ClipboardWorker;
    type Answer = Result<Look, ClipboardError>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, clipboard: &mut ClipboardWorker) -> Self::Answer {
        clipboard.look_again(self.cover)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(look) => app.note_look(look),
            Err(error) => tracing::debug!(%error, "the clipboard could not be looked at again"),
        }
    }
}

impl App {
    /// Clears our text, if it is still there.
    pub(super) fn clear_clipboard(&mut self) {
        self.clear_and_tell(Some(SecretMessage::Cleared(self.copied_kind())));
    }

    /// Clears our text, and shows the message `told` afterwards.
    pub(super) fn clear_and_tell(&mut self, told: Option<SecretMessage>) {
        if self.is_nothing_out() || self.errands.is_clearing() {
            return;
        }
        let now = self.state.now;
        let clear = ClearIfOurs {
            told,
            cover: words::cover(),
        };
        if !self.send_errand(clear, Errand::Clear) {
            self.set_clear_failed(ClipboardFailure::NotResponding);
        } else if let ClipboardState::Holding { clears_at, .. } = &mut self.state.clipboard {
            *clears_at = now;
        }
    }

    /// Whether no secret of ours is on the clipboard or on its way there, as far as we know.
    pub(super) const fn is_nothing_out(&self) -> bool {
        matches!(self.state.clipboard, ClipboardState::Empty | ClipboardState::Replaced)
    }

    pub(super) fn set_clear_failed(&mut self, why: ClipboardFailure) {
        self.state.clipboard = ClipboardState::ClearFailed {
            secret: self.last_copy.secret().cloned().unwrap_or_default(),
            why,
        };
    }

    /// What was copied last, for the words about it.
    pub(super) fn copied_kind(&self) -> SecretKind {
        self.last_copy.secret().map(|secret| secret.kind).unwrap_or_default()
    }

    pub(super) fn look_again(&self) {
        if self.send(LookAgain { cover: words::cover() }).is_err() {
            tracing::debug!("the clipboard is not looked at again");
        }
    }

    fn note_cleared(&mut self, told: Option<SecretMessage>) {
        if let Some(told) = told.filter(|_| self.state.phase == Phase::SignedIn) {
            self.toast_info(told);
        }
        self.end_clear(ClipboardState::Empty);
    }

    /// Another copy has taken the place of our secret, which a clipboard manager may still put back.
    fn note_replaced(&mut self) {
        self.end_clear(ClipboardState::Replaced);
    }

    fn end_clear(&mut self, left: ClipboardState) {
        if self.errands.is_putting() {
            return;
        }
        self.last_copy.look_later(self.state.now);
        if !matches!(self.state.clipboard, ClipboardState::CopyFailed(_)) {
            self.state.clipboard = left;
        }
    }

    fn note_look(&mut self, look: Look) {
        let is_newer_there = matches!(self.state.clipboard, ClipboardState::Holding { .. });
        if self.errands.is_putting() || is_newer_there {
            return;
        }
        let is_last = self.last_copy.next_look().is_none();
        let is_failed = matches!(self.state.clipboard, ClipboardState::ClearFailed { .. });
        match look {
            Look::Returned => {
                if !is_failed {
                    self.toast_error(SecretMessage::NotCleared(self.copied_kind(), ClipboardFailure::PutBack));
                }
                self.set_clear_failed(ClipboardFailure::PutBack);
            }
            Look::Gone if is_failed && is_last => {
                self.state.clipboard = ClipboardState::Empty;
                if self.state.phase == Phase::SignedIn {
                    self.toast_info(SecretMessage::Cleared(self.copied_kind()));
                }
            }
            Look::Gone => {}
        }
    }

    fn note_clear_failed(&mut self, error: &ClipboardError) {
        tracing::warn!(%error, "the clipboard was not cleared");
        let failure = ClipboardFailure::from(error);
        self.toast_error(SecretMessage::NotCleared(self.copied_kind(), failure));
        if !self.errands.is_putting() {
            self.set_clear_failed(failure);
        }
    }
}
