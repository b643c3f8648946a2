//! The token's way into a file.

use std::path::PathBuf;

use crate::domain::client::{ClientId, ClientName};
use crate::domain::token::TokenSecret;
use crate::domain::token_standing::TokenMark;
use crate::platform::file_error::FileError;
use crate::state::SecretMessage;
use crate::worker::directory::Version;
use crate::worker::files::FilesWorker;

use super::core::App;
use super::request::{Request, Survives};

/// Write a token into a new file of its own in the Downloads folder.
#[derive(Debug)]
struct Download {
    token: TokenSecret,
    client: ClientId,
    client_name: ClientName,
}

impl Request for Download {
    type Worker = FilesWorker;
    type Answer = Result<PathBuf, FileError>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, files: &mut FilesWorker) -> Self::Answer {
        files.download(&self.token, &self.client_name)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(path) => app.note_download(self.client, &self.token.hint(), path),
            Err(error) => app.toast_error(SecretMessage::NotSaved(error.into())),
        }
    }
}

impl App {
    pub(super) fn download_token(&mut self) {
        let editor = self.state.modals.editor();
        let Some(usable) = editor.and_then(|editor| editor.usable_token(self.state.now)) else {
            return;
        };
        let download = Download {
            token: usable.secret().clone(),
            client: usable.token.mark.client,
            client_name: usable.token.client_name.clone(),
        };
        if self.send(download).is_err() {
            self.toast_error(SecretMessage::DownloadQueueFull);
        }
    }

    /// Tells where the token was written; the token in the box may be another one by now.
    fn note_download(&mut self, client: ClientId, hint: &str, path: PathBuf) {
        self.toast_success(SecretMessage::Saved(path.display().to_string()));
        let Some(editor) = self.state.modals.editor_mut() else {
            return;
        };
        let is_written = |mark: &TokenMark| mark.client == client && mark.hint == hint;
        if editor.token.mark().is_some_and(is_written)
            && let Some(file) = editor.token.file_mut()
        {
            *file = Some(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::TOKEN_BODY_CHARS;

    #[test]
    fn what_writes_a_token_prints_no_token() {
        let token = TokenSecret::assemble(&[b'a'; TOKEN_BODY_CHARS]).unwrap();
        let text = token.expose().to_owned();
        let download = Download {
            token,
            client: ClientId(1),
            client_name: ClientName::parse("build-host-7").unwrap(),
        };
        let shown = format!("{download:?}");
        assert!(!shown.contains(&text) && !shown.contains(&text[..12]), "{shown}");
    }
}
