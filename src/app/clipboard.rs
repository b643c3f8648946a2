//! The hand-off: the token's way to the clipboard and away from it.

use std::path::PathBuf;

use crate::platform::clipboard::ClipboardError;
use crate::state::{ClipboardState, FreshToken, Phase};
use crate::worker::clipboard::{Cleared, Job, Report};
use crate::worker::files;

use super::core::App;

/// A clipboard that has not answered by then is said to be out of reach.
const ANSWER_LIMIT_MS: i64 = 2_000;
const NO_ANSWER: &str = "The clipboard does not answer, because the program that owns it hangs";

impl App {
    /// Shows a fresh token and puts it on the clipboard.
    pub(super) fn take_fresh_token(&mut self, token: FreshToken) {
        self.put_on_clipboard(&token);
        if let Some(editor) = &mut self.state.editor {
            editor.token = Some(token);
        } else {
            // The dialog is gone, so the clipboard is the only place left for it.
            let text = format!("The token for {} is on its way to the clipboard", token.client_name);
            self.toast_info(text);
        }
    }

    pub(super) fn copy_token(&mut self) {
        if let Some(token) = self.state.editor.as_ref().and_then(|editor| editor.token.clone()) {
            self.put_on_clipboard(&token);
        }
    }

    fn put_on_clipboard(&mut self, token: &FreshToken) {
        let is_sent = self
            .lanes
            .as_ref()
            .is_some_and(|lanes| lanes.clipboard.send(Job::Put(token.secret.clone())).is_ok());
        if is_sent {
            self.state.clipboard = ClipboardState::Copying;
            self.clipboard_asked_at = Some(self.state.now);
            self.on_the_way = Some((token.client_name.to_string(), token.user_full_name.clone()));
        } else {
            self.state.clipboard = ClipboardState::CopyFailed(NO_ANSWER.to_owned());
        }
    }

    /// Takes our text away, if it is still there.
    pub(super) fn clear_clipboard(&mut self) {
        if matches!(self.state.clipboard, ClipboardState::Empty) {
            return;
        }
        let is_sent = self
            .lanes
            .as_ref()
            .is_some_and(|lanes| lanes.clipboard.send(Job::ClearIfOurs).is_ok());
        if is_sent {
            self.clipboard_asked_at = Some(self.state.now);
            if let ClipboardState::Holding { clears_at, .. } = &mut self.state.clipboard {
                *clears_at = self.state.now;
            }
        } else {
            self.state.clipboard = ClipboardState::ClearFailed(NO_ANSWER.to_owned());
        }
    }

    /// Starts what the countdown has come to, and notices a clipboard that hangs.
    pub(super) fn tick_clipboard(&mut self) {
        let now = self.state.now;
        if let Some(asked_at) = self.clipboard_asked_at {
            if now.ms_since(asked_at) >= ANSWER_LIMIT_MS {
                self.clipboard_asked_at = None;
                self.note_no_answer();
            }
            return;
        }
        if let ClipboardState::Holding { clears_at, .. } = self.state.clipboard
            && clears_at <= now
        {
            self.clear_clipboard();
        }
    }

    fn note_no_answer(&mut self) {
        self.state.clipboard = match self.state.clipboard {
            ClipboardState::Copying => ClipboardState::CopyFailed(NO_ANSWER.to_owned()),
            _ => ClipboardState::ClearFailed(NO_ANSWER.to_owned()),
        };
        self.toast_error(format!("{NO_ANSWER}. Close or resume that program"));
    }

    pub(super) fn take_clipboard_report(&mut self, report: Report) {
        self.clipboard_asked_at = None;
        match report {
            Report::Put(Ok(())) => self.note_copied(),
            Report::Put(Err(error)) => self.note_copy_failed(&error),
            Report::Cleared(Ok(cleared)) => self.note_cleared(cleared),
            Report::Cleared(Err(error)) => self.note_clear_failed(&error),
        }
    }

    fn note_copied(&mut self) {
        let Some((client_name, user_full_name)) = self.on_the_way.take() else {
            return;
        };
        let now = self.state.now;
        self.state.clipboard = ClipboardState::Holding {
            client_name: client_name.clone(),
            user_full_name,
            since: now,
            clears_at: now.plus_secs(i64::from(self.state.settings.clipboard_secs())),
        };
        if let Some(token) = self.state.editor.as_mut().and_then(|editor| editor.token.as_mut())
            && token.client_name.as_str() == client_name
        {
            token.is_copied = true;
        }
        if self.state.phase != Phase::SignedIn {
            // It arrived after the console was locked.
            self.clear_clipboard();
        }
    }

    fn note_copy_failed(&mut self, error: &ClipboardError) {
        self.on_the_way = None;
        self.state.clipboard = ClipboardState::CopyFailed(error.to_string());
        self.toast_error(format!("The token was not copied. {error}"));
    }

    fn note_cleared(&mut self, cleared: Cleared) {
        self.state.clipboard = ClipboardState::Empty;
        if cleared == Cleared::Ours && self.state.phase == Phase::SignedIn {
            self.toast_info("The token was cleared from the clipboard");
        }
    }

    fn note_clear_failed(&mut self, error: &ClipboardError) {
        self.state.clipboard = ClipboardState::ClearFailed(error.to_string());
        self.toast_error(error.to_string());
    }

    /// Whether quitting now would leave our text on the clipboard or lose a token.
    pub(super) fn is_token_out(&self) -> bool {
        let is_untaken = self
            .state
            .editor
            .as_ref()
            .is_some_and(|editor| editor.untaken_token().is_some());
        let is_there = !matches!(
            self.state.clipboard,
            ClipboardState::Empty | ClipboardState::CopyFailed(_)
        );
        is_untaken || is_there
    }

    pub(super) fn download_token(&mut self) {
        let Some(token) = self.state.editor.as_ref().and_then(|editor| editor.token.as_ref()) else {
            return;
        };
        let job = files::Job::Download {
            token: token.secret.clone(),
            client_name: token.client_name.clone(),
        };
        let is_refused = self.lanes.as_ref().is_none_or(|lanes| lanes.files.send(job).is_err());
        if is_refused {
            self.toast_error("The disk is busy and the token was not written. Try again in a moment");
        }
    }

    pub(super) fn note_download(&mut self, path: PathBuf) {
        self.toast_success(format!("The token was written to {}", path.display()));
        if let Some(token) = self.state.editor.as_mut().and_then(|editor| editor.token.as_mut()) {
            token.downloaded_to = Some(path);
        }
    }
}
