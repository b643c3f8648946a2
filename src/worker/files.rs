//! The thread that writes the window's own files: downloaded tokens and the view state.

use std::path::PathBuf;

use crate::domain::client::{ClientId, ClientName};
use crate::domain::token::TokenSecret;
use crate::platform::files::{self, FileError};

use super::lane::Handler;

/// Something to write.
#[derive(Debug)]
pub enum Job {
    /// A token, into a new file of its own in the Downloads folder.
    Download {
        /// The token.
        token: TokenSecret,
        /// Its client.
        client: ClientId,
        /// Its client's name, which the file is named after.
        client_name: ClientName,
    },
    /// The view state, in place of the old one.
    SaveView {
        /// The whole file.
        text: String,
    },
}

/// What became of it.
#[derive(Debug)]
pub enum Report {
    /// To [`Job::Download`].
    Downloaded {
        /// Which token.
        file: TokenFile,
        /// Where it is now.
        result: Result<PathBuf, FileError>,
    },
    /// To [`Job::SaveView`].
    ViewSaved(Result<(), FileError>),
}

/// Which token was to be written, without the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFile {
    /// Its client.
    pub client: ClientId,
    /// Its last characters.
    pub hint: String,
}

/// Does the jobs of the files' thread.
#[derive(Debug)]
pub struct FilesWorker {
    downloads_folder: PathBuf,
    view_file: Option<PathBuf>,
}

impl FilesWorker {
    /// A worker that downloads to `downloads_folder` and keeps the view state in `view_file`, if anywhere.
    pub const fn new(downloads_folder: PathBuf, view_file: Option<PathBuf>) -> Self {
        Self {
            downloads_folder,
            view_file,
        }
    }

    fn download(&self, token: &TokenSecret, client_name: &ClientName) -> Result<PathBuf, FileError> {
        files::write_token_file(&self.downloads_folder, client_name, token.expose())
    }

    fn save_view(&self, text: &str) -> Result<(), FileError> {
        let Some(path) = &self.view_file else {
            return Ok(());
        };
        // An account that has never run the program has no folder for it yet.
        if let Some(folder) = path.parent() {
            files::create_private_folder(folder)?;
        }
        files::save_private(path, text.as_bytes())
    }
}

impl Handler<Job, Report> for FilesWorker {
    fn handle(&mut self, job: Job) -> Report {
        match job {
            Job::Download {
                token,
                client,
                client_name,
            } => Report::Downloaded {
                result: self.download(&token, &client_name),
                file: TokenFile {
                    client,
                    hint: token.hint(),
                },
            },
            Job::SaveView { text } => Report::ViewSaved(self.save_view(&text)),
        }
    }
}
