//! Light or dark, as it was chosen in the window. Kept beside the credential, and worth no error where it can't be read.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::settings::Appearance;
use crate::platform::file_error::FileError;
use crate::platform::{private_file, private_folder};

/// The file's name.
const NAME: &str = "window.json";

/// The file that keeps it.
#[derive(Debug, Clone)]
pub(super) struct AppearanceFile {
    path: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Content {
    appearance: Appearance,
}

impl AppearanceFile {
    /// The file beside the one at `credential_path`.
    pub(super) fn beside(credential_path: &Path) -> Self {
        Self {
            path: credential_path.with_file_name(NAME),
        }
    }

    /// What was chosen; as the system has it where nothing was, or where the file can't be read.
    pub(super) fn read(&self) -> Appearance {
        let bytes = private_file::read(&self.path).unwrap_or_else(|error| {
            tracing::warn!(%error, "the appearance was not read");
            None
        });
        let content: Content = serde_json::from_slice(&bytes.unwrap_or_default()).unwrap_or_default();
        content.appearance
    }

    /// Keeps `appearance` for the next start.
    pub(super) fn save(&self, appearance: Appearance) -> Result<(), FileError> {
        if let Some(folder) = self.path.parent() {
            private_folder::create(folder)?;
        }
        let bytes = serde_json::to_vec(&Content { appearance }).unwrap_or_default();
        private_file::save(&self.path, &bytes)
    }
}
