//! A directory's file while this process has it open.
//!
//! Closing any descriptor of a file drops every POSIX lock that the process holds on it (fcntl(2)), those of the engine
//! included: another program would then take itself for the last one, restart the log, and answered changes would be
//! lost. So the file is opened by hand only while no connection of this process is on it, which [`OpenFile`] knows. The
//! descriptor of its [`FileLock`] stays open until the last connection is closed; everything else examines the path.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::error::StoreError;
use super::file_id::{FileId, INDEX, LOG, SUFFIXES, log_key, names_of, with_suffix};
use super::file_lock::FileLock;
use super::followed::Followed;
use super::inspection::inspect;
use super::leftovers;
use crate::domain::failure::StorageFailure;

/// How long an opening rests before it looks again whether another one has ended.
const REST: Duration = Duration::from_millis(20);

/// How many rests are left: ten seconds in all.
struct Patience(u32);

impl Patience {
    const WHOLE: Self = Self(500);

    /// For what takes another program no longer than an instant.
    fn shorten(&mut self) {
        self.0 = self.0.min(100);
    }

    /// Uses one up; fails with `obstacle` where none is left.
    fn use_rest(&mut self, obstacle: &StorageFailure) -> Result<(), StoreError> {
        self.0 = self
            .0
            .checked_sub(1)
            .ok_or_else(|| StoreError::Found(obstacle.clone()))?;
        Ok(())
    }
}

/// The files that this process has open.
static OPEN_FILES: Mutex<BTreeMap<FileId, Entry>> = Mutex::new(BTreeMap::new());
/// Wakes those who wait for another opening of this process.
static OPENED: Condvar = Condvar::new();

type Entries = MutexGuard<'static, BTreeMap<FileId, Entry>>;

/// What this process has of a file. Dropped while [`OPEN_FILES`] is held, in this order: the descriptor of the lock may be
/// closed only after the last connection.
struct Entry {
    /// The last connection to be closed: the log stays in its place for as long as the file counts as open.
    keeper: Option<Connection>,
    /// None for a file that is being made.
    lock: Option<FileLock>,
    /// How many [`OpenFile`]s there are.
    count: usize,
    path: PathBuf,
    /// Whether the first one is still being opened.
    is_opening: bool,
    watched: Arc<Watched>,
}

/// What is watched while the file is open.
#[derive(Debug, Default)]
struct Watched {
    /// The log and the index that the engine has open.
    sides: OnceLock<[FileId; 2]>,
    has_reported_names: AtomicBool,
    /// What is known of the log.
    followed: Mutex<Followed>,
}

fn open_files() -> Entries {
    OPEN_FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether this process has the file open.
pub(super) fn is_open(id: &FileId) -> bool {
    open_files().contains_key(id)
}

/// A directory's file while this process has it open. It outlives the connections on it.
#[derive(Debug)]
pub(super) struct OpenFile {
    path: PathBuf,
    id: FileId,
    watched: Arc<Watched>,
}

/// How the main file is opened for its lock, where it may be opened.
pub(super) type Open = fn(&Path) -> Result<File, StoreError>;

/// How a file was entered.
pub(super) enum Entered {
    /// By this process for the first time; nothing of the engine is on it.
    First(Opening),
    /// Where this process has it open.
    Again(Arc<OpenFile>),
}

/// A file that this process is opening. Other openings of it wait.
pub(super) struct Opening {
    file: OpenFile,
    /// Whether no other program has the directory open.
    is_alone: bool,
}

impl OpenFile {
    /// Inspects the file at `path`, which is absolute, and takes its lock, unless this process has it open already.
    pub(super) fn enter(path: &Path) -> Result<Entered, StoreError> {
        Self::enter_with(path, inspect)
    }

    /// The same, where `open` says what may be at `path`.
    pub(super) fn enter_with(path: &Path, open: Open) -> Result<Entered, StoreError> {
        let mut patience = Patience::WHOLE;
        loop {
            let opening = match Self::register(path, open, &mut patience)? {
                Entered::First(opening) => opening,
                again @ Entered::Again(_) => return Ok(again),
            };
            let is_alone = opening.file.wait_for_lock(&mut patience)?;
            // Another program may have replaced the file while it kept this one out.
            if FileId::of(path)? == opening.file.id {
                leftovers::mend(path, is_alone)?;
                return Ok(Entered::First(Opening { is_alone, ..opening }));
            }
        }
    }

    /// Notes that the file is open, or is being opened, in this process.
    fn register(path: &Path, open: Open, patience: &mut Patience) -> Result<Entered, StoreError> {
        let mut files = open_files();
        loop {
            let id = FileId::of(path)?;
            let Some(entry) = files.get_mut(&id) else {
                // Inspected while others are kept from connecting, because a refusal closes the descriptor.
                let lock = FileLock::new(open(path)?, path)?;
                let file = Self::add(&mut files, path, id, Some(lock));
                return Ok(Entered::First(Opening { file, is_alone: false }));
            };
            if !entry.is_opening {
                let file = entry.join(path, id)?;
                drop(files);
                file.check_in_place()?;
                return Ok(Entered::Again(Arc::new(file)));
            }
            files = wait(files, patience)?;
        }
    }

    fn add(files: &mut Entries, path: &Path, id: FileId, lock: Option<FileLock>) -> Self {
        let watched = Arc::default();
        let entry = Entry {
            keeper: None,
            lock,
            count: 1,
            path: path.to_path_buf(),
            is_opening: true,
            watched: Arc::clone(&watched),
        };
        files.insert(id.clone(), entry);
        Self {
            path: path.to_path_buf(),
            id,
            watched,
        }
    }

    /// A file that was just made and is to become a directory.
    pub(super) fn enter_new(unnamed: &Path) -> Result<Self, StoreError> {
        let id = FileId::of(unnamed)?;
        let mut files = open_files();
        let file = Self::add(&mut files, unnamed, id.clone(), None);
        if let Some(entry) = files.get_mut(&id) {
            entry.is_opening = false;
        }
        Ok(file)
    }

    /// Where it is, absolute.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until this program is alone, or shares the file with others that use the same log. Returns which.
    fn wait_for_lock(&self, patience: &mut Patience) -> Result<bool, StoreError> {
        let mut obstacle = StorageFailure::Busy;
        loop {
            if self.with_lock(FileLock::try_alone)? {
                return Ok(true);
            }
            if self.with_lock(FileLock::try_share)? {
                if self.with_lock(FileLock::is_used_with_another_log)? {
                    let shown = self.path.display().to_string();
                    return Err(StoreError::Found(StorageFailure::OtherPath(shown)));
                }
                // Missing for an instant while the last program closes it, or because it was removed.
                let Some(side) = self.missing_side() else {
                    return Ok(false);
                };
                obstacle = StorageFailure::LogGone(side.display().to_string());
                patience.shorten();
                self.with_lock(FileLock::release)?;
            }
            patience.use_rest(&obstacle)?;
            std::thread::sleep(REST);
        }
    }

    /// Lets others in after having been alone.
    fn wait_to_share(&self) -> Result<(), StoreError> {
        let mut patience = Patience::WHOLE;
        while !self.with_lock(FileLock::try_share)? {
            patience.use_rest(&StorageFailure::Busy)?;
            std::thread::sleep(REST);
        }
        Ok(())
    }

    fn with_lock<T: Default>(&self, ask: impl FnOnce(&FileLock) -> io::Result<T>) -> Result<T, StoreError> {
        let files = open_files();
        let lock = files.get(&self.id).and_then(|entry| entry.lock.as_ref());
        lock.map_or_else(|| Ok(T::default()), ask)
            .map_err(|error| StoreError::of_file(&self.path, error))
    }

    /// Whether a program that takes no lock, such as a database tool, has the file open.
    pub(super) fn is_used_without_lock(&self) -> Result<bool, StoreError> {
        self.with_lock(FileLock::is_used_without_lock)
    }

    /// Whether another program has the directory open, as far as its lock tells.
    pub(super) fn is_open_elsewhere(&self) -> Result<bool, StoreError> {
        self.with_lock(FileLock::is_shared)
    }

    fn sides(&self) -> [PathBuf; 2] {
        [LOG, INDEX].map(|suffix| with_suffix(&self.path, suffix))
    }

    fn missing_side(&self) -> Option<PathBuf> {
        self.sides().into_iter().find(|side| side.symlink_metadata().is_err())
    }

    /// Refuses to go on with files of which one was removed or replaced: the engine would write to where nothing is read
    /// again.
    pub(super) fn check_in_place(&self) -> Result<(), StoreError> {
        let found = |failure: fn(String) -> StorageFailure, path: &Path| {
            Err(StoreError::Found(failure(path.display().to_string())))
        };
        match fs::symlink_metadata(&self.path) {
            Ok(metadata) if FileId::from(&metadata, &self.path) == self.id => self.report_names(&metadata),
            _ => return found(StorageFailure::Moved, &self.path),
        }
        let Some(opened) = self.watched.sides.get() else {
            return Ok(());
        };
        for (side, id) in self.sides().iter().zip(opened) {
            if FileId::of(side).ok().as_ref() != Some(id) {
                return found(StorageFailure::LogGone, side);
            }
        }
        Ok(())
    }

    /// What is known of the log; no other thread of this process follows it meanwhile.
    pub(super) fn followed(&self) -> MutexGuard<'_, Followed> {
        self.watched.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the log or the index was removed and nothing is in its place.
    pub(super) fn has_lost_a_side(&self) -> bool {
        FileId::of(&self.path).is_ok_and(|id| id == self.id) && self.missing_side().is_some()
    }

    /// A second name is refused at the next opening. Programs that make copies by hard links come and go, so it only
    /// leaves a line in the log here.
    fn report_names(&self, metadata: &fs::Metadata) {
        if names_of(metadata) > 1 && !self.watched.has_reported_names.swap(true, Ordering::Relaxed) {
            tracing::warn!(path = %self.path.display(), "the directory's file has got a second name (hard link)");
        }
    }
}

impl Opening {
    /// Whether no other program has the directory open, and none can open it until [`Self::finish`].
    pub(super) const fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// The file with its lock, where no other program has it open; none can open it while this lives.
    pub(super) fn alone(self) -> Option<OpenFile> {
        self.is_alone.then_some(self.file)
    }

    /// The file, to connect to.
    pub(super) const fn file(&self) -> &OpenFile {
        &self.file
    }

    /// Lets other programs and other openings of this process in. `keeper` has the log open and is closed last.
    pub(super) fn finish(self, keeper: Connection, followed: Followed) -> Result<Arc<OpenFile>, StoreError> {
        if self.is_alone {
            self.file.wait_to_share()?;
        }
        *self.file.followed() = followed;
        self.finish_alone(keeper)
    }

    /// Keeps other programs out until the file is closed.
    pub(super) fn finish_alone(self, keeper: Connection) -> Result<Arc<OpenFile>, StoreError> {
        let [log, index] = self.file.sides();
        // Nothing has been watched before.
        let _ = self.file.watched.sides.set([FileId::of(&log)?, FileId::of(&index)?]);
        if let Some(entry) = open_files().get_mut(&self.file.id) {
            entry.keeper = Some(keeper);
            entry.is_opening = false;
        }
        OPENED.notify_all();
        Ok(Arc::new(self.file))
    }
}

impl Entry {
    /// Counts another opening of this process, under a path with the same log.
    fn join(&mut self, path: &Path, id: FileId) -> Result<OpenFile, StoreError> {
        if log_key(path)? != log_key(&self.path)? {
            return Err(StoreError::Found(StorageFailure::OtherPath(path.display().to_string())));
        }
        self.count += 1;
        Ok(OpenFile {
            path: path.to_path_buf(),
            id,
            watched: Arc::clone(&self.watched),
        })
    }
}

/// Waits for another opening of this process to end.
fn wait(files: Entries, patience: &mut Patience) -> Result<Entries, StoreError> {
    patience.use_rest(&StorageFailure::Busy)?;
    let (files, _) = OPENED.wait_timeout(files, REST).unwrap_or_else(PoisonError::into_inner);
    Ok(files)
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        let mut files = open_files();
        if let Some(entry) = files.get_mut(&self.id) {
            entry.count -= 1;
            if entry.count == 0 {
                files.remove(&self.id);
            }
        }
        OPENED.notify_all();
    }
}

/// Refuses `path` where it leads to a file of a directory that this process has open: the main file, its log or its
/// index. A path that leads nowhere passes, as opening it says so.
///
/// # Errors
/// [`StorageFailure::DirectoryFile`].
pub(crate) fn refuse_directory_file(path: &Path) -> Result<(), StoreError> {
    let Ok(id) = FileId::of_target(path) else {
        return Ok(());
    };
    let is_own = open_files().values().any(|entry| {
        SUFFIXES
            .into_iter()
            .filter_map(|suffix| FileId::of(&with_suffix(&entry.path, suffix)).ok())
            .any(|own| own == id)
    });
    if is_own {
        let shown = path.display().to_string();
        return Err(StoreError::Found(StorageFailure::DirectoryFile(shown)));
    }
    Ok(())
}
