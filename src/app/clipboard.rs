//! The hand-off: the token's way to the clipboard and away from it.

use std::collections::VecDeque;
use std::path::PathBuf;

use crate::command::ClipboardCommand;
use crate::domain::client::ClientId;
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::user::UserId;
use crate::platform::clipboard::ClipboardError;
use crate::state::{ClipboardState, FreshToken, Phase, TokenMark};
use crate::worker::clipboard::{Cleared, Job, Report};
use crate::worker::files::{self, TokenFile};

use super::core::App;

/// A clipboard that has not answered by then is said to be out of reach.
const ANSWER_LIMIT_MS: i64 = 2_000;
const NO_ANSWER: &str = "The clipboard does not answer, because the program that owns it hangs";

/// What the clipboard owes an answer to. Answers come in the order of the questions and do not name them.
#[derive(Debug, Default)]
pub(super) struct Errands {
    waiting: VecDeque<Errand>,
    /// Since when the first of them waits; none once it has been told that nothing comes.
    pub(super) asked_at: Option<Timestamp>,
}

#[derive(Debug)]
enum Errand {
    Put(PutToken),
    Clear,
    /// The token has been used, which is told already.
    ClearUsed,
}

/// A token on its way, without the token.
#[derive(Debug)]
struct PutToken {
    mark: TokenMark,
    client_name: String,
}

impl Errands {
    fn start(&mut self, errand: Errand, now: Timestamp) {
        self.waiting.push_back(errand);
        self.asked_at.get_or_insert(now);
    }

    /// The errand that the answer which has just come is about.
    fn end(&mut self, now: Timestamp) -> Option<Errand> {
        let ended = self.waiting.pop_front();
        self.asked_at = (!self.waiting.is_empty()).then_some(now);
        ended
    }

    /// Whether the clipboard is about to be cleared, and nothing comes after that.
    fn is_clearing(&self) -> bool {
        matches!(self.waiting.back(), Some(Errand::Clear | Errand::ClearUsed))
    }

    fn is_putting(&self) -> bool {
        self.waiting.iter().any(|errand| matches!(errand, Errand::Put(_)))
    }
}

impl App {
    pub(super) fn handle_clipboard(&mut self, command: ClipboardCommand) {
        match command {
            ClipboardCommand::CopyToken => self.copy_token(),
            ClipboardCommand::DownloadToken => self.download_token(),
            ClipboardCommand::Clear => self.clear_clipboard(),
        }
    }

    fn copy_token(&mut self) {
        if let Some(token) = self.state.editor.as_ref().and_then(|editor| editor.token.clone()) {
            self.put_on_clipboard(&token);
        }
    }

    pub(super) fn put_on_clipboard(&mut self, token: &FreshToken) {
        let put = PutToken {
            mark: token.mark(),
            client_name: token.client_name.to_string(),
        };
        if self.send_errand(Job::Put(token.secret.clone()), Errand::Put(put)) {
            self.state.clipboard = ClipboardState::Copying;
        } else {
            self.state.clipboard = ClipboardState::CopyFailed(NO_ANSWER.to_owned());
        }
    }

    /// Takes our text away, if it is still there.
    pub(super) fn clear_clipboard(&mut self) {
        self.clear_as(Errand::Clear);
    }

    /// The same for a token that its client has registered with, which needs no message of its own.
    pub(super) fn clear_used_token(&mut self) {
        self.clear_as(Errand::ClearUsed);
    }

    /// Takes the token away where the clients of its user show that it is of no use any more.
    pub(super) fn clear_spent_token(&mut self, details: &UserDetails) {
        let ClipboardState::Holding { token, .. } = &self.state.clipboard else {
            return;
        };
        if token.user == details.user.id && token.is_spent(&details.clients, self.state.now) {
            self.clear_used_token();
        }
    }

    /// Takes the token of a user away who is gone.
    pub(super) fn clear_token_of(&mut self, user: UserId) {
        if self.user_of_held_token() == Some(user) {
            self.clear_used_token();
        }
    }

    /// Whose token is on the clipboard.
    pub(super) const fn user_of_held_token(&self) -> Option<UserId> {
        match &self.state.clipboard {
            ClipboardState::Holding { token, .. } => Some(token.user),
            _ => None,
        }
    }

    fn clear_as(&mut self, errand: Errand) {
        if matches!(self.state.clipboard, ClipboardState::Empty) || self.errands.is_clearing() {
            return;
        }
        let now = self.state.now;
        if !self.send_errand(Job::ClearIfOurs, errand) {
            self.state.clipboard = ClipboardState::ClearFailed(NO_ANSWER.to_owned());
        } else if let ClipboardState::Holding { clears_at, .. } = &mut self.state.clipboard {
            *clears_at = now;
        }
    }

    fn send_errand(&mut self, job: Job, errand: Errand) -> bool {
        let is_sent = self
            .lanes
            .as_ref()
            .is_some_and(|lanes| lanes.clipboard.send(job).is_ok());
        if is_sent {
            self.errands.start(errand, self.state.now);
        }
        is_sent
    }

    /// Starts what the countdown has come to, and notices a clipboard that hangs.
    pub(super) fn tick_clipboard(&mut self) {
        let now = self.state.now;
        if let Some(asked_at) = self.errands.asked_at {
            if now.ms_since(asked_at) >= ANSWER_LIMIT_MS {
                self.errands.asked_at = None;
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
        self.state.clipboard = if self.errands.is_putting() {
            ClipboardState::CopyFailed(NO_ANSWER.to_owned())
        } else {
            ClipboardState::ClearFailed(NO_ANSWER.to_owned())
        };
        self.toast_error(format!("{NO_ANSWER}. Close or resume that program"));
    }

    pub(super) fn take_clipboard_report(&mut self, report: Report) {
        let errand = self.errands.end(self.state.now);
        match (report, errand) {
            (Report::Put(Ok(())), Some(Errand::Put(put))) => self.note_copied(&put),
            (Report::Put(Err(error)), _) => self.note_copy_failed(&error),
            (Report::Cleared(Ok(_)), Some(Errand::ClearUsed)) => self.note_empty(),
            (Report::Cleared(Ok(cleared)), _) => self.note_cleared(cleared),
            (Report::Cleared(Err(error)), _) => self.note_clear_failed(&error),
            (Report::Put(Ok(())), _) => {}
        }
    }

    fn note_copied(&mut self, put: &PutToken) {
        if let Some(token) = self.state.editor.as_mut().and_then(|editor| editor.token.as_mut())
            && put.mark == token.mark()
        {
            token.is_copied = true;
        }
        if self.errands.is_putting() {
            // Another token follows at once.
            return;
        }
        let now = self.state.now;
        self.state.clipboard = ClipboardState::Holding {
            token: put.mark.clone(),
            client_name: put.client_name.clone(),
            since: now,
            clears_at: now.plus_secs(i64::from(self.state.settings.clipboard_secs())),
        };
        if self.state.phase != Phase::SignedIn {
            // It arrived after the console was locked.
            self.clear_clipboard();
        }
    }

    fn note_copy_failed(&mut self, error: &ClipboardError) {
        self.toast_error(format!("The token was not copied. {error}"));
        if self.errands.is_putting() {
            return;
        }
        self.state.clipboard = ClipboardState::CopyFailed(error.to_string());
        // An earlier token that is still there would be pasted in its place.
        self.clear_clipboard();
    }

    fn note_cleared(&mut self, cleared: Cleared) {
        if cleared == Cleared::Ours && self.state.phase == Phase::SignedIn {
            self.toast_info("The token was cleared from the clipboard");
        }
        self.note_empty();
    }

    fn note_empty(&mut self) {
        let is_told_otherwise = matches!(self.state.clipboard, ClipboardState::CopyFailed(_));
        if !self.errands.is_putting() && !is_told_otherwise {
            self.state.clipboard = ClipboardState::Empty;
        }
    }

    fn note_clear_failed(&mut self, error: &ClipboardError) {
        self.toast_error(error.to_string());
        if !self.errands.is_putting() {
            self.state.clipboard = ClipboardState::ClearFailed(error.to_string());
        }
    }

    /// Whether quitting now would leave our text on the clipboard or lose a token.
    pub(super) fn is_token_out(&self) -> bool {
        let is_untaken = self
            .state
            .editor
            .as_ref()
            .is_some_and(|editor| editor.untaken_token(self.state.now).is_some());
        let is_there = !matches!(
            self.state.clipboard,
            ClipboardState::Empty | ClipboardState::CopyFailed(_)
        );
        is_untaken || is_there
    }

    fn download_token(&mut self) {
        let Some(token) = self.state.editor.as_ref().and_then(|editor| editor.token.as_ref()) else {
            return;
        };
        let job = files::Job::Download {
            token: token.secret.clone(),
            client: token.client_id,
            client_name: token.client_name.clone(),
        };
        let is_refused = self.lanes.as_ref().is_none_or(|lanes| lanes.files.send(job).is_err());
        if is_refused {
            self.toast_error("The disk is busy and the token was not written. Try again in a moment");
        }
    }

    /// Tells where the token was written; the token in the box may be another one by now.
    pub(super) fn note_download(&mut self, written: &TokenFile, path: PathBuf) {
        if self.state.me.is_none() {
            return;
        }
        self.toast_success(format!("The token was written to {}", path.display()));
        let Some(editor) = &mut self.state.editor else { return };
        let is_written = |client: ClientId, hint: &str| client == written.client && hint == written.hint;
        if let Some(token) = &mut editor.token
            && is_written(token.client_id, &token.secret.hint())
        {
            token.downloaded_to = Some(path);
        } else if let Some(used) = &mut editor.used_token
            && is_written(used.client_id, &used.hint)
        {
            used.downloaded_to = Some(path);
        }
    }
}
