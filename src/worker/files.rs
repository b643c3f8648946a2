//! The thread that writes the window's own files: downloaded tokens and the view state.

use std::path::PathBuf;

use crate::domain::client::ClientName;
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
        /// Its client, which the file is named after.
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
    Downloaded(Result<PathBuf, FileError>),
    /// To [`Job::SaveView`].
    ViewSaved(Result<(), FileError>),
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
        self.view_file
            .as_ref()
            .map_or(Ok(()), |path| files::save_private(path, text.as_bytes()))
    }
}

impl Handler<Job, Report> for FilesWorker {
    fn handle(&mut self, job: Job) -> Report {
        match job {
            Job::Download { token, client_name } => Report::Downloaded(self.download(&token, &client_name)),
            Job::SaveView { text } => Report::ViewSaved(self.save_view(&text)),
        }
    }
}
