//! Files that only their owner can read, whatever the umask is: mode 0600 is set explicitly.
//!
//! Not its job: the directory's own file (`store`), and files with a secret (`secret_file`).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::file_error::{At as _, FileError};

/// The most bytes [`read`] accepts. The files of the console are far smaller.
pub(super) const READ_LIMIT_BYTES: u64 = 1 << 20;

/// Writes a file that must not exist yet. Nothing is left behind where that fails.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).at(path)?;
    let written = fill(&mut file, bytes).and_then(|()| sync_folder_of(path));
    if written.is_err() {
        // The error of the write is what matters; a remainder is merely untidy.
        let _ = fs::remove_file(path);
    }
    written.at(path)
}

/// Writes a file or replaces an existing one: whole or not at all, even if the computer stops in the middle.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let save = || -> io::Result<()> {
        unnamed(path, bytes)?.persist(path).map_err(|error| error.error)?;
        sync_folder_of(path)
    };
    save().at(path)
}

/// Writes a file that must not exist yet. It appears under its name whole or not at all, even if the computer stops in
/// the middle, and other programs never see a part of it.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let create = || -> io::Result<()> {
        unnamed(path, bytes)?
            .persist_noclobber(path)
            .map_err(|error| error.error)?;
        sync_folder_of(path)
    };
    create().at(path)
}

/// A complete file in the folder of `path`, which is removed unless it gets a name.
fn unnamed(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".avo-admin-")
        .tempfile_in(folder_of(path))?;
    fill(file.as_file_mut(), bytes)?;
    Ok(file)
}

/// Reads one of the program's own files; `None` where there is none.
///
/// # Errors
/// Also where it is a link, not an ordinary file, or larger than anything the program writes.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found.at(path)?,
    };
    if !found.is_file() || found.len() > READ_LIMIT_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not a file of this program",
        ))
        .at(path);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).at(path)?;
    file.take(READ_LIMIT_BYTES).read_to_end(&mut bytes).at(path)?;
    Ok(Some(bytes))
}

/// Reads a file named by a person, which may be a link; `None` where there is none.
///
/// # Errors
/// Also where it is not an ordinary file, or larger than expected.
pub fn read_named(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        target => read(&target.at(path)?),
    }
}

/// Whether accounts other than the owner's can change the file that a person named. False where that is not known.
pub fn can_others_write(path: &Path) -> bool {
    #[cfg(unix)]
    return fs::metadata(path)
        .is_ok_and(|metadata| std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o022 != 0);
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the entry of a new file durable. On Unix only syncing its folder does that.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder_of(path))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_new_file_never_replaces_an_existing_one() {
        for write in [write_new, create] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("key.pem");
            write(&path, b"first").unwrap();
            let error = write(&path, b"second").unwrap_err();
            assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(names(folder.path()), ["key.pem"]);
            assert_eq!(fs::read(&path).unwrap(), b"first");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
            }
        }
    }

    #[test]
    fn saving_replaces_the_whole_file_and_leaves_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("view.json");
        save(&path, b"a longer text").unwrap();
        save(&path, b"short").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"short"[..]));
        assert_eq!(names(folder.path()), ["view.json"]);
    }

    #[test]
    fn a_missing_file_is_distinguished_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("none")).unwrap().is_none());
        assert!(read(folder.path()).is_err());
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(READ_LIMIT_BYTES + 1).unwrap();
        assert!(read(&large).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, b"another file").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(read(&link).is_err());
        assert!(write_new(&link, b"ours").is_err());
        save(&link, b"ours").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"another file");
    }
}
