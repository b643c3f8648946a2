//! Putting a backup in the place of a directory.
//!
//! The new file is complete, verified and on its disk before anything of the old one is touched. The old file gets a second
//! name first, and then the new one takes over the directory's name in one step: whenever the computer stops, a whole
//! directory has that name. Between the two steps the old file has two names, and the next opening takes the second one
//! away again (`leftovers`).
//!
//! Not its job: decryption, which the caller gives as a function, and what is taken away from the backup (`carry_over`).

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use super::connection::{connect, finish};
use super::error::StoreError;
use super::exclusive::ExclusiveFile;
use super::file::OpenFile;
use super::file_id::with_suffix;
use super::folder::sync_folder;
use super::generation::{self, mark_path};
use super::inspection::{inspect, resolve};
use super::leftovers::{self, BEFORE_RESTORE};
use super::making::{UnnamedFile, new_private_file, publish, remove_old, sync};
use super::named_file::open_named;
use super::pulse::{CountedRead, Pulse};
use super::reader::check_watched;
use super::schema::{self, MIGRATIONS};
use super::{Directory, Tx, backup, network_share, settings};
use crate::domain::failure::StorageFailure;
use crate::domain::time::Timestamp;

/// How many bytes of a backup tell what it is.
const HEAD_BYTES: u64 = 100;
/// Copying a backup counts as so many thousandths of preparing it, and verifying the copy as the rest.
const COPIED: u64 = 300;
/// Verifying the copy of an older schema counts as so many thousandths of what is done with it, and its upgrade as the rest.
const VERIFIED: u64 = 500;

/// A verified backup beside the directory that it is to replace, of today's schema. Removed when it is dropped.
#[derive(Debug)]
pub(crate) struct PreparedBackup {
    // In this order, so that the connection is closed before the file is removed.
    directory: Directory,
    unnamed: UnnamedFile,
    /// The directory that it is to replace.
    path: PathBuf,
}

/// The directory's file, which every other program is kept out of.
#[derive(Debug)]
pub(crate) struct ReplacedFile {
    // In this order, so that the connection is closed before the lock is given up.
    connection: Option<Connection>,
    /// None where there is no file.
    file: Option<ExclusiveFile>,
}

/// Writes the plain bytes of a backup, which is read from the start, into a file.
pub(crate) type Unseal<'a, E> = &'a dyn Fn(&mut dyn Read, &mut dyn Write) -> Result<(), E>;

/// How the file at `path` begins, so that an encrypted backup can be told from a plain one.
///
/// # Errors
/// Also where it is not an ordinary file, or one of a directory that this process has open.
pub(crate) fn head_of_backup(path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut head = Vec::new();
    let file = open_named(path)?;
    let read = file.take(HEAD_BYTES).read_to_end(&mut head);
    read.map_err(|error| StoreError::of_file(path, error))?;
    Ok(head)
}

impl PreparedBackup {
    /// Copies the backup at `backup` beside the directory at `path`, verifies it and brings it up to date. `unseal` gives
    /// its plain bytes.
    ///
    /// # Errors
    /// Those of `unseal`, and [`StoreError`]: a file that is no directory, is damaged, or was made by a newer program;
    /// [`StorageFailure::Interrupted`] where `pulse` stopped it.
    pub(crate) fn read<E: From<StoreError>>(
        path: &Path,
        backup: &Path,
        unseal: Unseal<'_, E>,
        pulse: &Pulse,
    ) -> Result<Self, E> {
        let path = resolve(path)?;
        network_share::refuse(path.parent().unwrap_or(&path))?;
        let sealed = open_named(backup)?;
        let bytes = sealed
            .metadata()
            .map_err(|error| StoreError::of_file(backup, error))?
            .len();
        let mut sealed = CountedRead {
            inner: sealed,
            pulse: &pulse.between(0, COPIED),
            done: 0,
            of: bytes,
            is_stopped: false,
        };
        let unnamed = new_private_file(&path)?;
        let out = File::options().write(true).open(&unnamed);
        let mut out = io::BufWriter::new(out.map_err(|error| StoreError::of_file(&unnamed, error))?);
        let unsealed = unseal(&mut sealed, &mut out);
        if sealed.is_stopped {
            return Err(StoreError::Found(StorageFailure::Interrupted).into());
        }
        unsealed?;
        out.flush().map_err(|error| StoreError::of_file(&unnamed, error))?;
        drop(out);
        inspect(&unnamed).map_err(|error| name_backup(error, backup))?;
        let directory = open_copy(&unnamed, &pulse.between(COPIED, 1_000))?;
        Ok(Self {
            directory,
            unnamed,
            path,
        })
    }

    /// The directory that the backup is.
    pub(crate) fn into_parts(self) -> (Directory, BackupPlace) {
        let place = BackupPlace {
            unnamed: self.unnamed,
            path: self.path,
        };
        (self.directory, place)
    }
}

/// Where a prepared backup is, and where it is to go.
#[derive(Debug)]
pub(crate) struct BackupPlace {
    unnamed: UnnamedFile,
    path: PathBuf,
}

impl BackupPlace {
    /// Puts the prepared backup, which nobody has open any longer, in the place of the directory. Returns where the old
    /// file is now.
    ///
    /// # Errors
    /// [`StoreError`]; the old directory is in its place then.
    pub(crate) fn replace(self, mut replaced: ReplacedFile, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        self.raise_generation()?;
        drop(replaced.connection.take());
        if replaced.file.is_none() {
            remove_old(&mark_path(&self.path))?;
            self.keep_sides(&kept_path(&self.path, now))?;
            publish(self.unnamed, &self.path)?;
            return Ok(None);
        }
        sync(&self.unnamed)?;
        let kept = kept_path(&self.path, now);
        let of_kept = |error| StoreError::of_file(&kept, error);
        fs::hard_link(&self.path, &kept).map_err(of_kept)?;
        let placed = self.keep_sides(&kept).and_then(|()| {
            sync_folder(&self.path)?;
            self.unnamed.replace(&self.path)
        });
        if let Err(error) = placed {
            // A second name would keep it from being opened elsewhere. What fails here is done by the next opening.
            let _ = leftovers::put_back(&self.path, &kept);
            return Err(error);
        }
        sync_folder(&kept)?;
        Ok(Some(kept))
    }

    /// Makes the backup a later generation than any that the directory has had, so that a copy of that is known to be
    /// older, and writes the log back into the file.
    fn raise_generation(&self) -> Result<(), StoreError> {
        let beyond = generation::beyond(&self.path)?;
        let file = OpenFile::enter_new(&self.unnamed)?;
        let connection = connect(&file)?;
        settings::apply(&connection)?;
        generation::raise_above(&connection, beyond)?;
        finish(connection)
    }

    /// A log that was left beside the old file belongs to that, and would be taken for the new one's. So does the mark.
    /// The next opening makes another one; without a log, either file is accepted until then.
    fn keep_sides(&self, kept: &Path) -> Result<(), StoreError> {
        for (side, kept) in leftovers::sides(&self.path).iter().zip(&leftovers::sides(kept)) {
            match fs::rename(side, kept) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                renamed => renamed.map_err(|error| StoreError::of_file(side, error))?,
            }
        }
        Ok(())
    }
}

impl ReplacedFile {
    /// Keeps every other program out of the directory at `path`. Where it `is_readable`, its log is written back into it.
    ///
    /// # Errors
    /// [`StorageFailure::OpenElsewhere`] where a program has it open, this one included.
    pub(crate) fn take(path: &Path, is_readable: bool) -> Result<Self, StoreError> {
        let file = match ExclusiveFile::take(path) {
            Err(error) if matches!(error.failure(), StorageFailure::Missing(_)) => None,
            taken => Some(taken?),
        };
        let connection = match &file {
            Some(file) if is_readable => Some(connect_alone(file)?),
            _ => None,
        };
        Ok(Self { connection, file })
    }

    /// Reads the directory at one moment; `None` where it can't be read.
    pub(crate) fn read<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(Option<&Tx<'_>>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &mut self.connection {
            Some(connection) => work(Some(&Tx::begin(connection)?)),
            None => work(None),
        }
    }
}

/// Leaves the mode of the log, so that the file is whole and nothing is beside it.
fn connect_alone(file: &ExclusiveFile) -> Result<Connection, StoreError> {
    let connection = connect(file.file())?;
    settings::apply(&connection)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    Ok(connection)
}

/// Opens the copy of a backup, verifies it and upgrades it. No other copy is kept, because the backup stays.
fn open_copy(unnamed: &UnnamedFile, pulse: &Pulse) -> Result<Directory, StoreError> {
    let file = Arc::new(OpenFile::enter_new(unnamed)?);
    let mut connection = connect(&file)?;
    settings::apply(&connection)?;
    let found = schema::version(&connection)?;
    backup::verify_kind(&connection, found)?;
    let verified = if found < schema::newest(MIGRATIONS) {
        VERIFIED
    } else {
        1_000
    };
    let verifying = pulse.between(0, verified);
    check_watched(&mut connection, move |progress| verifying.note(progress))?;
    backup::verify_outline(&connection, found)?;
    if verified == VERIFIED {
        let upgrading = pulse.between(VERIFIED, 1_000);
        upgrading.follow(&mut connection)?;
        schema::upgrade_heard(&mut connection, MIGRATIONS, &upgrading)?;
        connection.progress_handler(0, None::<fn() -> bool>)?;
    }
    schema::check_outline(&connection, MIGRATIONS)?;
    Ok(Directory { connection, file })
}

/// The copy has a name that nobody knows.
fn name_backup(error: StoreError, backup: &Path) -> StoreError {
    let shown = || backup.display().to_string();
    match error.failure() {
        StorageFailure::Empty(_) => StoreError::Found(StorageFailure::Empty(shown())),
        StorageFailure::Foreign(_) => StoreError::Found(StorageFailure::Foreign(shown())),
        _ => error,
    }
}

fn kept_path(path: &Path, now: Timestamp) -> PathBuf {
    with_suffix(path, &format!("{BEFORE_RESTORE}{}", now.unix_ms()))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::mpsc;

    use super::*;

    /// A backup of the first schema, and where its directory would be.
    fn old_backup(folder: &Path) -> (PathBuf, PathBuf) {
        let backup = folder.join("old.db");
        let raw = Connection::open(&backup).unwrap();
        let first = include_str!("../../tests/directory_rules/fixtures/schema_v1.sql");
        raw.execute_batch(first).unwrap();
        (folder.join("directory.db"), backup)
    }

    /// Prepares it, which the beat of number `stopped_at` stops. Returns what was heard too.
    fn prepare(
        path: &Path,
        backup: &Path,
        stopped_at: Option<usize>,
    ) -> (Result<PreparedBackup, StoreError>, Vec<u64>) {
        let (told, heard) = mpsc::channel();
        let mut beats = 0;
        let pulse = Pulse::new(move |progress| {
            told.send(progress.done).unwrap();
            beats += 1;
            if Some(beats) == stopped_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        let unseal = |plain: &mut dyn Read, out: &mut dyn Write| {
            io::copy(plain, out)
                .map(drop)
                .map_err(|error| StoreError::of_file(backup, error))
        };
        let prepared = PreparedBackup::read(path, backup, &unseal, &pulse);
        (prepared, heard.try_iter().collect())
    }

    #[test]
    fn the_upgrade_of_an_older_backup_tells_how_far_it_is_and_is_stopped_wherever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (path, backup) = old_backup(folder.path());
        let (prepared, heard) = prepare(&path, &backup, None);
        assert_eq!(
            schema::version(&prepared.unwrap().directory.connection).unwrap(),
            schema::newest(MIGRATIONS)
        );
        assert!(heard.is_sorted(), "{heard:?}");
        let upgrading = COPIED + (1_000 - COPIED) * VERIFIED / 1_000;
        let mut told: Vec<u64> = heard.iter().copied().filter(|done| *done >= upgrading).collect();
        told.dedup();
        assert_eq!(told.len(), MIGRATIONS.len() - 1, "one a step: {heard:?}");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let before = files();
        for stopped_at in 1..=heard.len() {
            let (stopped, _) = prepare(&path, &backup, Some(stopped_at));
            let error = stopped.unwrap_err();
            assert_eq!(*error.failure(), StorageFailure::Interrupted, "{stopped_at}");
            assert_eq!(files(), before, "{stopped_at}");
        }
    }
}
