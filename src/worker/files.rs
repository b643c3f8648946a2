//! The thread that writes the window's own files: downloaded tokens and the view state.

use std::convert::Infallible;
use std::path::PathBuf;

use crate::domain::client::ClientName;
use crate::domain::token::TokenSecret;
use crate::platform::files::{self, FileError};

use super::lane::Worker;

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

    /// Writes a token into a new file of its own in the Downloads folder, named after its client.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn download(&self, token: &TokenSecret, client_name: &ClientName) -> Result<PathBuf, FileError> {
        files::write_token_file(&self.downloads_folder, client_name, token.expose())
    }

    /// Writes the view state in place of the old one.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn save_view(&self, text: &str) -> Result<(), FileError> {
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

impl Worker for FilesWorker {
    type Notice = Infallible;
}
