//! The thread that writes the window's own files: downloaded tokens and the view state.

use std::convert::Infallible;
use std::path::PathBuf;

use crate::domain::client::ClientName;
use crate::domain::failure::Failure;
use crate::domain::token::TokenSecret;
use crate::platform::file_error::FileError;
use crate::platform::{private_file, private_folder, token_file};
use crate::service::refuse_directory_file;

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
    /// `FileError`.
    pub fn download(&self, token: &TokenSecret, client_name: &ClientName) -> Result<PathBuf, FileError> {
        token_file::write(&self.downloads_folder, client_name, token.expose())
    }

    /// Writes the view state in place of the old one.
    ///
    /// # Errors
    /// [`Failure`]; a view file that is the directory itself is not replaced.
    pub fn save_view(&self, text: &str) -> Result<(), Failure> {
        let Some(path) = &self.view_file else {
            return Ok(());
        };
        refuse_directory_file(path)?;
        // An account that has never run the program has no folder for it yet.
        if let Some(folder) = path.parent() {
            private_folder::create(folder)?;
        }
        Ok(private_file::save(path, text.as_bytes())?)
    }
}

impl Worker for FilesWorker {
    type Notice = Infallible;
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::failure::StorageFailure;
    use crate::domain::time::Timestamp;
    use crate::platform::clock::ManualClock;
    use crate::service::Service;

    #[test]
    fn the_view_state_never_replaces_the_open_directory() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("view.json");
        let policy = HashPolicy::cheap_for_tests_only();
        let clock = Arc::new(ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000)));
        Service::fill_with_demo(&path, policy, clock.clone(), 14).unwrap();
        let mut service = Service::open(&path, policy, clock).unwrap();
        let files = FilesWorker::new(folder.path().to_path_buf(), Some(path.clone()));
        let refused = files.save_view("{}").unwrap_err();
        assert_eq!(
            refused,
            StorageFailure::DirectoryFile(path.display().to_string()).into()
        );
        service.check_quickly().unwrap();
    }
}
