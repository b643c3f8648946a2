//! Files and folders that only their owner can read, whatever the umask is: 0600 and 0700 are set, not hoped for.
//!
//! Not its job: the directory's own file (`store`).

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::domain::client::ClientName;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::machine_failure::{FileProblem, MachineFailure};

/// The most bytes [`read_private`] takes in; what the console keeps for itself is far smaller.
const READ_LIMIT_BYTES: u64 = 1 << 20;

/// How many token files of one client may lie in a folder.
const MOST_TOKEN_FILES: u32 = 9_999;

/// A file or folder could not be read or written. `Display` says which and why.
#[derive(Debug)]
pub struct FileError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} could not be used: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let path = error.path.display().to_string();
        tracing::debug!(%error, "a file could not be used");
        match error.source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StorageFailure::Permission(path).into()
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageFailure::Full.into(),
            io::ErrorKind::AlreadyExists => StorageFailure::Exists(path).into(),
            _ => Self::Machine(MachineFailure::File {
                path,
                why: FileProblem::of(&error.source),
            }),
        }
    }
}

/// Says which file an error is about.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, FileError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, FileError> {
        self.map_err(|source| FileError {
            path: path.to_path_buf(),
            source,
        })
    }
}

/// Writes a file that must not exist yet. Nothing is left behind where that fails.
pub fn write_new_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).at(path)?;
    let written = fill(&mut file, bytes).and_then(|()| sync_folder_of(path));
    if written.is_err() {
        // The error of the write is what the person needs to know; that the remains stay is no more than untidy.
        let _ = fs::remove_file(path);
    }
    written.at(path)
}

/// Writes a file, or replaces the one that is there: whole or not at all, even if the machine stops in the middle.
pub fn save_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let save = || -> io::Result<()> {
        let mut file = tempfile::Builder::new()
            .prefix(".avo-admin-")
            .tempfile_in(folder_of(path))?;
        fill(file.as_file_mut(), bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        sync_folder_of(path)
    };
    save().at(path)
}

/// Writes a file that must not exist yet: it appears under its name whole or not at all, even if the machine stops in the
/// middle, and no other program ever sees a part of it.
pub fn create_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let create = || -> io::Result<()> {
        let mut file = tempfile::Builder::new()
            .prefix(".avo-admin-")
            .tempfile_in(folder_of(path))?;
        fill(file.as_file_mut(), bytes)?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        sync_folder_of(path)
    };
    create().at(path)
}

/// What came of reading a file that holds a secret. It has no `Debug`, which would print it.
pub enum SecretFile {
    /// There is none.
    Missing,
    /// Others than its owner may read or write it, so it is a secret no more; it was not read.
    OpenToOthers,
    /// What it holds.
    Read(Zeroizing<Vec<u8>>),
}

/// Reads a file that holds a secret, unless others than its owner may read it too. Rights are looked at on the file that
/// is open, so that it cannot be another one by then.
///
/// # Errors
/// Also where it is not an ordinary file, or larger than any secret.
pub fn read_secret_file(path: &Path) -> Result<SecretFile, FileError> {
    // Looked at first, because opening a pipe waits for somebody to write into it.
    let is_file = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(SecretFile::Missing),
        found => found.at(path)?.is_file(),
    };
    if !is_file {
        return Err(not_secret_file()).at(path);
    }
    let file = File::open(path).at(path)?;
    let metadata = file.metadata().at(path)?;
    if !metadata.is_file() || metadata.len() > READ_LIMIT_BYTES {
        return Err(not_secret_file()).at(path);
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0 {
        return Ok(SecretFile::OpenToOthers);
    }
    // Reserved beforehand, because growing would leave copies behind.
    let room = usize::try_from(metadata.len()).unwrap_or_default() + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(metadata.len()).read_to_end(&mut bytes).at(path)?;
    Ok(SecretFile::Read(bytes))
}

fn not_secret_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it is not a file of a secret")
}

/// Reads a file of ours; `None` where there is none.
///
/// # Errors
/// Also where it is a link, not an ordinary file, or larger than anything we write.
pub fn read_private(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
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

/// Reads a file somebody named, which may be a link; `None` where there is none.
///
/// # Errors
/// Also where it is not an ordinary file, or larger than anything expected.
pub fn read_named(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        target => read_private(&target.at(path)?),
    }
}

/// Makes sure that a folder is there. Those that are missing are made for the owner alone; those that are there already
/// stay as they are.
pub fn create_private_folder(path: &Path) -> Result<(), FileError> {
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

/// The path of a new file for the token of `client`: `avo-token-<client>.txt`, with ` (2)` and so on where that is
/// taken, so that no earlier file is ever lost.
pub fn token_file_path(folder: &Path, client: &ClientName) -> PathBuf {
    let stem = format!("avo-token-{}", client.as_str().replace(' ', "-"));
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let first = folder.join(format!("{stem}.txt"));
    if is_free(&first) {
        return first;
    }
    (2..=MOST_TOKEN_FILES)
        .map(|number| folder.join(format!("{stem} ({number}).txt")))
        .find(is_free)
        .unwrap_or(first)
}

/// Writes `token` with a line end into a new file for `client` in `folder` and returns the path of the file.
pub fn write_token_file(folder: &Path, client: &ClientName, token: &str) -> Result<PathBuf, FileError> {
    let line = Zeroizing::new([token.as_bytes(), b"\n"].concat());
    let mut tries_left = 5;
    loop {
        let path = token_file_path(folder, client);
        tries_left -= 1;
        match write_new_private(&path, &line) {
            // Somebody took the name between the look and the write.
            Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists && tries_left > 0 => {}
            written => return written.map(|()| path),
        }
    }
}

fn fill(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a folder, unless another program that starts at the same moment was quicker.
fn make_missing(path: &Path) -> io::Result<()> {
    match make_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        fs::DirBuilder::new().mode(0o700).create(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    fs::create_dir(path)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes the entry of a new file last, which only syncing its folder does on Unix.
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

    #[cfg(unix)]
    fn mode(path: &Path) -> u32 {
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o7777
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_new_private(&path, b"first").unwrap();
        let error = write_new_private(&path, b"second").unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn what_is_created_whole_never_takes_the_place_of_another_either() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        create_private(&path, b"first").unwrap();
        let error = create_private(&path, b"second").unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names(folder.path()), ["key.pem"]);
        let SecretFile::Read(bytes) = read_secret_file(&path).unwrap() else {
            panic!("not read");
        };
        assert_eq!(bytes.as_slice(), b"first");
        #[cfg(unix)]
        assert_eq!(mode(&path), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_may_read_is_not_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        assert!(matches!(read_secret_file(&path).unwrap(), SecretFile::Missing));
        create_private(&path, b"secret").unwrap();
        for open in [0o640, 0o604, 0o620, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
            assert!(matches!(read_secret_file(&path).unwrap(), SecretFile::OpenToOthers));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(matches!(read_secret_file(&path).unwrap(), SecretFile::Read(_)));
        assert!(read_secret_file(folder.path()).is_err());
    }

    #[test]
    fn saving_replaces_the_whole_file_and_leaves_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("view.json");
        save_private(&path, b"a longer text").unwrap();
        save_private(&path, b"short").unwrap();
        assert_eq!(read_private(&path).unwrap().as_deref(), Some(&b"short"[..]));
        assert_eq!(names(folder.path()), ["view.json"]);
    }

    #[test]
    fn a_missing_file_is_told_apart_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_private(&folder.path().join("none")).unwrap().is_none());
        assert!(read_private(folder.path()).is_err());
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(READ_LIMIT_BYTES + 1).unwrap();
        assert!(read_private(&large).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, b"of somebody else").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(read_private(&link).is_err());
        assert!(write_new_private(&link, b"ours").is_err());
        save_private(&link, b"ours").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"of somebody else");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_there_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("shared");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        create_private_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o755);
        fs::write(folder.join("file"), b"").unwrap();
        assert!(create_private_folder(&folder.join("file")).is_err());
    }

    #[test]
    fn a_folder_that_another_program_makes_at_the_same_moment_is_as_good() {
        let top = tempfile::tempdir().unwrap();
        make_missing(top.path()).unwrap();
        let file = top.path().join("file");
        fs::write(&file, b"").unwrap();
        assert_eq!(make_missing(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn a_token_file_is_named_after_its_client_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let client = ClientName::parse("build host 7").unwrap();
        for number in 1..=3 {
            write_token_file(folder.path(), &client, &format!("token {number}")).unwrap();
        }
        assert_eq!(
            names(folder.path()),
            [
                "avo-token-build-host-7 (2).txt",
                "avo-token-build-host-7 (3).txt",
                "avo-token-build-host-7.txt"
            ]
        );
        let first = fs::read_to_string(folder.path().join("avo-token-build-host-7.txt")).unwrap();
        assert_eq!(first, "token 1\n");
    }

    #[test]
    fn what_the_system_says_becomes_a_cause_and_a_next_step() {
        let failure = |kind: io::ErrorKind| Failure::from(Err::<(), _>(kind.into()).at(Path::new("/x")).unwrap_err());
        assert_eq!(failure(io::ErrorKind::StorageFull), StorageFailure::Full.into());
        assert_eq!(
            failure(io::ErrorKind::PermissionDenied),
            StorageFailure::Permission("/x".to_owned()).into()
        );
        assert_eq!(
            failure(io::ErrorKind::TimedOut),
            Failure::Machine(MachineFailure::File {
                path: "/x".to_owned(),
                why: FileProblem::TimedOut,
            })
        );
    }
}
