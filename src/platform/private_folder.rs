//! Folders that only their owner can open, whatever the umask is: mode 0700 is set explicitly.

use std::fs;
use std::io;
use std::path::Path;

use super::file_error::{At as _, FileError};

/// Makes sure that a folder exists. Missing folders are made for the owner alone; existing ones stay as they are.
pub fn create(path: &Path) -> Result<(), FileError> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        make_missing(folder).at(folder)?;
    }
    if path.is_dir() {
        return Ok(());
    }
    Err(io::Error::from(io::ErrorKind::NotADirectory)).at(path)
}

/// Makes a folder, unless another program that starts at the same moment was faster.
fn make_missing(path: &Path) -> io::Result<()> {
    match make(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

fn make(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        fs::DirBuilder::new().mode(0o700).create(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    fs::create_dir(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn an_existing_folder_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("shared");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        create(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o7777, 0o755);
        fs::write(folder.join("file"), b"").unwrap();
        assert!(create(&folder.join("file")).is_err());
    }

    #[test]
    fn a_folder_that_another_program_makes_at_the_same_moment_is_accepted() {
        let top = tempfile::tempdir().unwrap();
        make_missing(top.path()).unwrap();
        let file = top.path().join("file");
        fs::write(&file, b"").unwrap();
        assert_eq!(make_missing(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
