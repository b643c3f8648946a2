//! The directory's file: the one place of the program that opens it other than through the engine.
//!
//! Closing any descriptor of a file drops every POSIX lock that the process holds on it (fcntl(2)), those of the engine
//! included: another program would then take itself for the last one, restart the log, and answered changes would be
//! lost. So the file is opened by hand only while no connection of this process is on it, which [`OpenFile`] knows; from
//! then on only its path is examined.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::StoreError;
use super::network_share;
use super::schema::{APPLICATION_ID, MIGRATIONS, newest};
use crate::domain::failure::StorageFailure;

const HEADER_BYTES: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// What the engine adds to the name of the main file for its log and its index. It holds locks on all three.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

/// The files that this process has open.
static OPEN_FILES: Mutex<BTreeMap<Identity, Opened>> = Mutex::new(BTreeMap::new());

/// How many [`OpenFile`]s there are of a file, and its path.
struct Opened {
    count: usize,
    path: PathBuf,
}

fn open_files() -> MutexGuard<'static, BTreeMap<Identity, Opened>> {
    OPEN_FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn count_in(files: &mut BTreeMap<Identity, Opened>, identity: &Identity, path: &Path) {
    let opened = files.entry(identity.clone()).or_insert_with(|| Opened {
        count: 0,
        path: path.to_path_buf(),
    });
    opened.count += 1;
}

/// A directory's file while this process has it open. It outlives the connections on it.
#[derive(Debug)]
pub(super) struct OpenFile {
    path: PathBuf,
    identity: Identity,
}

impl OpenFile {
    /// Inspects the file at `path`, which is absolute, unless this process has it open already.
    pub(super) fn enter(path: PathBuf) -> Result<Arc<Self>, StoreError> {
        // Held during the inspection, so that no other thread connects before its descriptor is closed.
        let mut files = open_files();
        let identity = Identity::of(&path)?;
        if !files.contains_key(&identity) {
            inspect(&path)?;
        }
        count_in(&mut files, &identity, &path);
        Ok(Arc::new(Self { path, identity }))
    }

    /// A file that was just made and is to become a directory.
    pub(super) fn enter_new(unnamed: &tempfile::TempPath) -> Result<Self, StoreError> {
        let path = unnamed.to_path_buf();
        let identity = Identity::of(&path)?;
        count_in(&mut open_files(), &identity, &path);
        Ok(Self { path, identity })
    }

    /// Where it is, absolute.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses to go on with a file that was removed or replaced: the engine would write to where nothing is read again.
    pub(super) fn check_in_place(&self) -> Result<(), StoreError> {
        if Identity::of(&self.path).ok().as_ref() == Some(&self.identity) {
            Ok(())
        } else {
            let shown = self.path.display().to_string();
            Err(StoreError::Found(StorageFailure::Moved(shown)))
        }
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        let mut files = open_files();
        if let Some(opened) = files.get_mut(&self.identity) {
            opened.count -= 1;
            if opened.count == 0 {
                files.remove(&self.identity);
            }
        }
    }
}

/// Distinguishes a file from another that later has the same name: device and inode number.
#[cfg(unix)]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity(u64, u64);

/// Distinguishes files. On this platform an open file keeps its name, so the name is enough.
#[cfg(not(unix))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity(PathBuf);

impl Identity {
    /// Which file is at `path` now, without opening it and without following a link.
    fn of(path: &Path) -> Result<Self, StoreError> {
        let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
        Ok(Self::from(&metadata, path))
    }

    /// Which file opening `path` would open now, without opening it.
    fn of_target(path: &Path) -> io::Result<Self> {
        // Followed by names: elsewhere than on Unix the name is the identity.
        let target = fs::canonicalize(path)?;
        Ok(Self::from(&fs::symlink_metadata(&target)?, &target))
    }

    #[cfg(unix)]
    fn from(metadata: &fs::Metadata, _path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn from(_metadata: &fs::Metadata, path: &Path) -> Self {
        Self(path.to_path_buf())
    }
}

/// Refuses `path` where it leads to a file of a directory that this process has open: the main file, its log or its
/// index. A path that leads nowhere passes, as opening it says so.
///
/// # Errors
/// [`StorageFailure::DirectoryFile`].
pub(crate) fn refuse_directory_file(path: &Path) -> Result<(), StoreError> {
    let Ok(identity) = Identity::of_target(path) else {
        return Ok(());
    };
    let is_own = open_files().values().any(|opened| {
        SUFFIXES
            .into_iter()
            .filter_map(|suffix| Identity::of(&with_suffix(&opened.path, suffix)).ok())
            .any(|own| own == identity)
    });
    if is_own {
        let shown = path.display().to_string();
        return Err(StoreError::Found(StorageFailure::DirectoryFile(shown)));
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// `path` made absolute, with its folder's links followed; SQLite is opened so that it follows none.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(StoreError::Found(StorageFailure::NotAFile(path.display().to_string())));
    };
    let missing = |error| match StoreError::of_file(folder, error) {
        StoreError::Below {
            failure: StorageFailure::Missing(_),
            ..
        } => StoreError::Found(StorageFailure::Missing(path.display().to_string())),
        other => other,
    };
    Ok(fs::canonicalize(folder).map_err(missing)?.join(name))
}

/// Refuses files that the engine must not open, because opening could change them: an empty file would become a
/// fresh database, and a foreign one would get a log beside it.
fn inspect(path: &Path) -> Result<(), StoreError> {
    let shown = || path.display().to_string();
    let found = |failure| Err(StoreError::Found(failure));
    let metadata = fs::symlink_metadata(path).map_err(|error| StoreError::of_file(path, error))?;
    if !metadata.file_type().is_file() {
        return found(StorageFailure::NotAFile(shown()));
    }
    network_share::refuse(path)?;
    if metadata.len() == 0 {
        return found(StorageFailure::Empty(shown()));
    }
    let mut header = Vec::with_capacity(HEADER_BYTES);
    let file = fs::OpenOptions::new().read(true).write(true).open(path);
    file.and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut header))
        .map_err(|error| StoreError::of_file(path, error))?;
    if !header.starts_with(MAGIC) || big_endian(&header, APPLICATION_ID_AT) != Some(APPLICATION_ID) {
        return found(StorageFailure::Foreign(shown()));
    }
    let (version, known) = (big_endian(&header, VERSION_AT).unwrap_or(0), newest(MIGRATIONS));
    if i64::from(version) > known {
        return found(StorageFailure::Newer {
            found: i64::from(version),
            known,
        });
    }
    Ok(())
}

fn big_endian(header: &[u8], at: usize) -> Option<i32> {
    let bytes = header.get(at..at + 4)?;
    Some(i32::from_be_bytes(bytes.try_into().ok()?))
}

/// Makes the folder of `path` for this account alone, where there is none.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let Some(folder) = absolute.parent() else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| StoreError::of_file(folder, error))
}

/// An empty file beside `path` that only its owner may read, removed again unless it gets a name. The engine gives its
/// log and its index the mode of the main file, so all of them are private from the first byte.
pub(super) fn new_private_file(path: &Path) -> Result<tempfile::TempPath, StoreError> {
    let folder = path.parent().unwrap_or(path);
    let file = tempfile::Builder::new()
        .prefix(".avo-admin-")
        .suffix(".new")
        .tempfile_in(folder)
        .map_err(|error| StoreError::of_file(folder, error))?;
    Ok(file.into_temp_path())
}

/// Gives a file that is written to the end, and that no connection is on, its name; never one that is taken.
pub(super) fn publish(unnamed: tempfile::TempPath, path: &Path) -> Result<(), StoreError> {
    sync(&unnamed)?;
    unnamed
        .persist_noclobber(path)
        .map_err(|error| StoreError::of_file(path, error.error))?;
    sync_folder(path)
}

/// Makes sure that the content of a file that no connection of this process is on outlives a power loss.
fn sync(path: &Path) -> Result<(), StoreError> {
    let files = open_files();
    if files.contains_key(&Identity::of(path)?) {
        return Err(StoreError::Found(StorageFailure::Busy));
    }
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::of_file(path, error))
}

/// Makes sure that a new name in the folder of `path` outlives a power loss.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::of_file(folder, error))?;
    }
    let _ = path;
    Ok(())
}

/// Takes every right but the owner's from the file and what the engine keeps beside it; by their names, because they
/// are open.
pub(super) fn restrict(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    for suffix in SUFFIXES {
        use std::os::unix::fs::PermissionsExt as _;
        let file = with_suffix(path, suffix);
        let mode = match fs::symlink_metadata(&file) {
            Ok(metadata) => metadata.permissions().mode() & 0o777,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::of_file(&file, error)),
        };
        if mode & 0o077 != 0 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))
                .map_err(|error| StoreError::of_file(&file, error))?;
        }
    }
    let _ = path;
    Ok(())
}
