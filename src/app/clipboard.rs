//! The hand-off: a secret's way to the clipboard and away from it.

use crate::command::{ClipboardCommand, CopyText};
use crate::domain::clipboard_failure::ClipboardFailure;
use crate::domain::hand_off::{HandOff, HandOffLabels};
use crate::domain::secret::SecretText;
use crate::platform::clipboard::ClipboardError;
use crate::state::{
    AppState, Carried, ClipboardState, CopiedText, Phase, SecretKind, SecretMessage, TextMessage, UsableToken,
};
use crate::ui::strings::{editor, registration_service};
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::Version;

use super::core::App;
use super::errands::Errand;
use super::request::{Request, Survives};

/// A clipboard that has not answered by then is said to be out of reach.
const ANSWER_LIMIT_MS: i64 = 2_000;

/// Put a secret on the clipboard, alone or within the text of its hand-off.
#[derive(Debug)]
struct PutSecret {
    text: SecretText,
    carried: Carried,
}

impl Request for PutSecret {
    type Worker = ClipboardWorker;
    type Answer = Result<(), ClipboardError>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, clipboard: &mut ClipboardWorker) -> Self::Answer {
        clipboard.put(&self.text)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.errands.end(app.state.now);
        match answer {
            Ok(()) => app.note_copied(self.carried),
            Err(error) => app.note_copy_failed(self.carried.name().kind, &error),
        }
    }
}

impl Request for CopyText {
    type Worker = ClipboardWorker;
    type Answer = Result<(), ClipboardError>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, clipboard: &mut ClipboardWorker) -> Self::Answer {
        clipboard.put_text(&self.text)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.errands.end(app.state.now);
        match answer {
            Ok(()) => app.note_text_copied(self.what),
            Err(error) => {
                tracing::warn!(%error, "text was not copied");
                app.toast_error(TextMessage::NotCopied {
                    what: self.what,
                    why: (&error).into(),
                });
            }
        }
    }
}

impl App {
    pub(super) fn handle_clipboard(&mut self, command: ClipboardCommand) {
        match command {
            ClipboardCommand::CopyToken => self.copy_token(),
            ClipboardCommand::CopyTokenWithServer => self.copy_token_with_server(),
            ClipboardCommand::DownloadToken => self.download_token(),
            ClipboardCommand::Clear => self.clear_clipboard(),
            ClipboardCommand::CopyText(request) => self.copy_text(request),
        }
    }

    fn copy_token(&mut self) {
        let editor = self.state.modals.editor();
        if let Some(token) = editor.and_then(|editor| editor.usable_token(self.state.now)) {
            let (text, carried) = alone(&token);
            self.put(text, carried);
        }
    }

    fn copy_token_with_server(&mut self) {
        let editor = self.state.modals.editor();
        if let Some(token) = editor.and_then(|editor| editor.usable_token(self.state.now))
            && let Some(text) = text_with_server(&self.state, &token)
        {
            let carried = carried(&token);
            self.put(text, carried);
        }
    }

    pub(super) fn put_on_clipboard(&mut self, token: &UsableToken<'_>) {
        let (text, carried) = alone(token);
        self.put(text, carried);
    }

    /// Puts `text` on the clipboard, which hands over `carried`.
    pub(super) fn put(&mut self, text: SecretText, carried: Carried) {
        if self.last_copy.secret().is_none() {
            self.last_copy.start(carried.name());
        }
        let errand = Errand::Put(carried.clone());
        if self.send_errand(PutSecret { text, carried }, errand) {
            self.state.clipboard = ClipboardState::Copying;
        } else {
            self.state.clipboard = ClipboardState::CopyFailed(ClipboardFailure::NotResponding);
        }
    }

    fn copy_text(&mut self, request: CopyText) {
        let what = request.what;
        if !self.send_errand(request, Errand::Text) {
            self.toast_error(TextMessage::NotCopied {
                what,
                why: ClipboardFailure::NotResponding,
            });
        }
    }

    /// Says what was copied, and which secret it has taken the place of.
    fn note_text_copied(&mut self, what: CopiedText) {
        let over = match &self.state.clipboard {
            ClipboardState::Holding { carried, .. } => Some(carried.name()),
            _ => None,
        };
        let is_empty = matches!(
            self.state.clipboard,
            ClipboardState::Empty | ClipboardState::CopyFailed(_)
        );
        if !is_empty && !self.errands.is_putting() {
            self.state.clipboard = ClipboardState::Replaced;
        }
        if self.state.phase == Phase::SignedIn {
            self.toast_info(TextMessage::Copied { what, over });
        }
    }

    /// Reports why nothing was pasted.
    pub(super) fn note_not_pasted(&mut self, error: &ClipboardError) {
        tracing::warn!(%error, "nothing was pasted");
        self.toast_error(TextMessage::NotPasted(error.into()));
    }

    /// The secret that is on the clipboard or on its way there.
    pub(super) fn carried(&self) -> Option<&Carried> {
        match (self.errands.last(), &self.state.clipboard) {
            (Some(Errand::Put(carried)), _) | (None, ClipboardState::Holding { carried, .. }) => Some(carried),
            _ => None,
        }
    }

    pub(super) fn send_errand(&mut self, request: impl Request, errand: Errand) -> bool {
        let is_sent = self.send(request).is_ok();
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
        } else if self.last_copy.take_due(now) {
            self.look_again();
        }
    }

    fn note_no_answer(&mut self) {
        if self.errands.is_putting() {
            self.state.clipboard = ClipboardState::CopyFailed(ClipboardFailure::NotResponding);
        } else if self.errands.owes_a_clear() {
            self.set_clear_failed(ClipboardFailure::NotResponding);
        }
        self.toast_error(SecretMessage::ClipboardNotResponding);
    }

    fn note_copied(&mut self, carried: Carried) {
        self.mark_as_copied(&carried);
        if self.errands.is_putting() {
            // Another secret follows at once.
            return;
        }
        let now = self.state.now;
        self.last_copy.start(carried.name());
        self.state.clipboard = ClipboardState::Holding {
            carried,
            since: now,
            clears_at: now.plus_secs(i64::from(self.state.settings.clipboard_secs())),
        };
        if self.state.phase != Phase::SignedIn {
            // It arrived after the console was locked.
            self.clear_clipboard();
        }
    }

    /// Notes in the dialog that still shows it that `carried` was copied.
    fn mark_as_copied(&mut self, carried: &Carried) {
        match carried {
            Carried::Token { mark, .. } => {
                let editor = self.state.modals.editor_mut();
                let token = editor.and_then(|editor| editor.token.fresh_mut());
                if let Some(token) = token.filter(|token| token.mark == *mark) {
                    token.is_copied = true;
                }
            }
            Carried::Password { mark, .. } => {
                let password = self.fresh_password_mut();
                if let Some(password) = password.filter(|password| password.mark == *mark) {
                    password.is_copied = true;
                }
            }
        }
    }

    fn note_copy_failed(&mut self, kind: SecretKind, error: &ClipboardError) {
        tracing::warn!(%error, "a secret was not copied");
        let failure = ClipboardFailure::from(error);
        self.toast_error(SecretMessage::NotCopied(kind, failure));
        if self.errands.is_putting() {
            return;
        }
        self.state.clipboard = ClipboardState::CopyFailed(failure);
        // An earlier secret that is still there would be pasted in its place.
        self.clear_clipboard();
    }

    /// Whether quitting now would leave our text on the clipboard or lose a secret.
    pub(super) fn is_secret_out(&self) -> bool {
        let is_untaken = self.state.untaken_secret().is_some();
        let is_there = !self.is_nothing_out() && !matches!(self.state.clipboard, ClipboardState::CopyFailed(_));
        is_untaken || is_there
    }
}

/// The token with its server, once a registration service is known.
fn text_with_server(state: &AppState, usable: &UsableToken<'_>) -> Option<SecretText> {
    let service = &state.registration_service.value()?.as_ref()?.info;
    let hand_off = HandOff {
        server: service.url.clone(),
        fingerprint: service.fingerprint,
        token: usable.secret().clone(),
    };
    Some(hand_off.text(&HandOffLabels {
        server: registration_service::server(),
        fingerprint: registration_service::fingerprint(),
        token: editor::token(),
    }))
}

/// A token by itself, and what is known of it.
fn alone(usable: &UsableToken<'_>) -> (SecretText, Carried) {
    (SecretText::from(usable.secret().expose()), carried(usable))
}

fn carried(usable: &UsableToken<'_>) -> Carried {
    Carried::Token {
        mark: usable.token.mark.clone(),
        standing: usable.standing.clone(),
        client_name: usable.token.client_name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::client::ClientId;
    use crate::domain::token::{TOKEN_BODY_CHARS, TokenSecret};
    use crate::domain::token_standing::{TokenMark, TokenStanding};
    use crate::domain::user::UserId;

    #[test]
    fn types_that_carry_a_token_away_print_none() {
        let token = TokenSecret::assemble(&[b'a'; TOKEN_BODY_CHARS]).unwrap();
        let text = token.expose().to_owned();
        let put = PutSecret {
            carried: Carried::Token {
                mark: TokenMark {
                    user: UserId(1),
                    client: ClientId(1),
                    hint: token.hint(),
                    expires_at: None,
                },
                standing: TokenStanding::Live,
                client_name: "build-host-7".to_owned(),
            },
            text: SecretText::from(token.expose()),
        };
        let shown = format!("{put:?}");
        assert!(!shown.contains(&text) && !shown.contains(&text[..12]), "{shown}");
    }
}
