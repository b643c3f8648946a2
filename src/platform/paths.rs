//! Where the platform wants data, settings and downloads to be kept. The platform's own variables (`XDG_DATA_HOME`,
//! `XDG_CONFIG_HOME` and so on) move them.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

const APPLICATION: &str = "avo-admin";
const CLIENT: &str = "avo-client";

/// The directory that is opened where none is named, such as `~/.local/share/avo-admin/directory.db`. `None` where the
/// account has no home.
pub(crate) fn default_directory_file() -> Option<PathBuf> {
    // Local, not roaming: a database that Windows copies between computers would be damaged.
    Some(project()?.data_local_dir().join("directory.db"))
}

/// Where the console keeps its settings and how its tables look, such as `~/.config/avo-admin/view.json`. `None` where
/// the account has no home.
pub(crate) fn view_state_file() -> Option<PathBuf> {
    Some(project()?.config_dir().join("view.json"))
}

/// Where the console and the service keep the heads of audit trails, such as `~/.local/state/avo-admin/heads`. `None`
/// where the account has no home.
pub fn heads_folder() -> Option<PathBuf> {
    let project = project()?;
    // Only Linux has a folder for state.
    let state = project.state_dir().unwrap_or_else(|| project.data_local_dir());
    Some(state.join("heads"))
}

/// Where the reference client keeps its credential where no file is named, such as
/// `~/.local/share/avo-client/credential.json`. `None` where the account has no home.
pub(crate) fn client_credential_file() -> Option<PathBuf> {
    // Local, not roaming: the credential belongs to this computer.
    Some(
        ProjectDirs::from("", "", CLIENT)?
            .data_local_dir()
            .join("credential.json"),
    )
}

/// Where a person keeps documents, else the home folder. `None` where the account has no home.
pub(crate) fn documents_folder() -> Option<PathBuf> {
    let user = UserDirs::new()?;
    let documents = user.document_dir().filter(|folder| folder.is_dir());
    Some(documents.unwrap_or_else(|| user.home_dir()).to_path_buf())
}

/// A name for a backup of `directory` that is made at `at`, such as `avo-directory-2026-11-30-0915.db`, in `folder`.
pub(crate) fn new_backup_file(folder: &Path, directory: &Path, at: jiff::civil::DateTime) -> PathBuf {
    let stem = directory.file_stem().unwrap_or_default().to_string_lossy();
    folder.join(format!("avo-{stem}-{}.db", at.strftime("%Y-%m-%d-%H%M")))
}

/// The same for an export of what can be read of it.
pub(crate) fn new_salvage_file(folder: &Path, directory: &Path, at: jiff::civil::DateTime) -> PathBuf {
    new_backup_file(folder, directory, at).with_extension("jsonl")
}

/// Where downloads are expected: the platform's folder for them, else `Downloads` in the home folder, else the
/// home folder itself. `None` where the account has no home.
pub(crate) fn downloads_folder() -> Option<PathBuf> {
    let user = UserDirs::new()?;
    Some(downloads_among(user.download_dir(), user.home_dir()))
}

fn downloads_among(configured: Option<&Path>, home: &Path) -> PathBuf {
    let usual = home.join("Downloads");
    [configured, Some(usual.as_path())]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
        .unwrap_or(home)
        .to_path_buf()
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", APPLICATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_ours_lies_in_folders_named_after_the_program() {
        for (path, name) in [
            (default_directory_file().unwrap(), APPLICATION),
            (view_state_file().unwrap(), APPLICATION),
            (heads_folder().unwrap(), APPLICATION),
            (client_credential_file().unwrap(), CLIENT),
        ] {
            assert!(path.is_absolute(), "{}", path.display());
            assert!(
                path.components().any(|part| part.as_os_str() == name),
                "{}",
                path.display()
            );
        }
    }

    #[test]
    fn downloads_go_to_the_first_folder_that_exists() {
        let home = tempfile::tempdir().unwrap();
        let configured = home.path().join("Hämtningar");
        assert_eq!(downloads_among(Some(&configured), home.path()), home.path());
        let usual = home.path().join("Downloads");
        std::fs::create_dir(&usual).unwrap();
        assert_eq!(downloads_among(Some(&configured), home.path()), usual);
        std::fs::create_dir(&configured).unwrap();
        assert_eq!(downloads_among(Some(&configured), home.path()), configured);
    }
}
