//! Copies of a directory: as it is at one moment, verified, and in one file without a log beside it.
//!
//! The copy is made page by page by the engine, inside one reading transaction. In the log's mode a reading holds up no
//! writer, and pages of one moment never change under the copy, which the engine would otherwise begin again after each
//! change. `VACUUM INTO` gives no more, is slower, and neither tells how far it is nor can be told to stop.
//!
//! Not its job: encryption, which the caller gives as a function, and how many copies are kept.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use sha2::{Digest as _, Sha256};

use super::connection::{connect, finish};
use super::error::StoreError;
use super::file::OpenFile;
use super::file_id::{ENGINE_SUFFIXES, with_suffix};
use super::inspection::resolve;
use super::making::{UnnamedFile, new_private_file, publish};
use super::pulse::{Progress, Pulse, PulsedRead, has_stopped};
use super::reader::{DirectoryReader, check_quickly};
use super::schema::{self, APPLICATION_ID, MIGRATIONS};
use super::settings;
use crate::domain::failure::StorageFailure;

/// Pages copied between two reports: 256 KiB.
const PAGES_PER_STEP: i32 = 64;

/// Hears how far a copy is, and stops it with `Break`.
pub(crate) type CopyWatch<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;
/// Stops between two parts of the work that tell nothing themselves.
///
/// # Errors
/// [`StorageFailure::Interrupted`] where `watch` says so.
pub(crate) fn stop_if_asked(watch: CopyWatch<'_>) -> Result<(), StoreError> {
    if watch(Progress { done: 1, of: 1 }).is_break() {
        return Err(StoreError::Found(StorageFailure::Interrupted));
    }
    Ok(())
}

/// Turns the bytes of a directory into those of a backup.
pub(crate) type Seal<'a> = &'a dyn Fn(&mut dyn Read, &mut dyn Write) -> io::Result<()>;

/// A verified copy beside the directory, as private as that, without a name; removed when it is dropped.
#[derive(Debug)]
pub(crate) struct Copied {
    unnamed: UnnamedFile,
    directory: PathBuf,
}

/// A backup that is on its disk and was read back, without a name yet; removed when it is dropped.
#[derive(Debug)]
pub(crate) struct WrittenBackup {
    unnamed: UnnamedFile,
    path: PathBuf,
}

impl DirectoryReader {
    /// Refuses a path where no backup can be written, before anything is done.
    ///
    /// # Errors
    /// [`StorageFailure::Exists`], [`StorageFailure::DirectoryFile`].
    pub(crate) fn check_backup_path(&self, path: &Path) -> Result<(), StoreError> {
        free_path(path, self.file.path()).map(drop)
    }

    /// Copies the directory as it is at one moment, and verifies the copy.
    ///
    /// # Errors
    /// [`StorageFailure::Damaged`] where the copy is, [`StorageFailure::Interrupted`] where `watch` or `pulse` stopped it.
    pub(crate) fn copy(&mut self, watch: CopyWatch<'_>, pulse: Option<&Pulse>) -> Result<Copied, StoreError> {
        self.file.check_in_place()?;
        let directory = self.file.path().to_path_buf();
        Ok(Copied {
            unnamed: copy(&mut self.connection, &directory, watch, pulse)?,
            directory,
        })
    }
}

impl Copied {
    /// Writes a backup for `path`, where nothing may be yet: the copy itself, or what `seal` makes of it. The folder may
    /// be on another disk or a network share, because the engine never works there.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is left then.
    pub(crate) fn write_for(
        self,
        path: &Path,
        seal: Option<Seal<'_>>,
        pulse: Option<&Pulse>,
    ) -> Result<WrittenBackup, StoreError> {
        let path = free_path(path, &self.directory)?;
        let of_path = |error: io::Error| {
            if has_stopped(&error) {
                StoreError::Found(StorageFailure::Interrupted)
            } else {
                StoreError::of_file(&path, error)
            }
        };
        let out = new_private_file(&path)?;
        let inner = File::open(&self.unnamed).map_err(|error| StoreError::of_file(&self.unnamed, error))?;
        let mut plain = PulsedRead { inner, pulse };
        let written = write(&out, seal.unwrap_or(&copy_bytes), &mut plain).map_err(of_path)?;
        if digest_of(&out, pulse).map_err(of_path)? != written {
            return Err(StoreError::damaged("the backup reads back as something else"));
        }
        Ok(WrittenBackup { unnamed: out, path })
    }
}

impl WrittenBackup {
    /// Where it will be, absolute.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the backup its name, never that of another file.
    ///
    /// # Errors
    /// [`StorageFailure::Exists`] where another file got the name meanwhile.
    pub(crate) fn publish(self) -> Result<PathBuf, StoreError> {
        publish(self.unnamed, &self.path)?;
        Ok(self.path)
    }
}

/// `path` made absolute, where a backup of the directory may be written.
pub(super) fn free_path(path: &Path, directory: &Path) -> Result<PathBuf, StoreError> {
    let path = resolve(path).map_err(StoreError::of_other_file)?;
    let shown = || path.display().to_string();
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Found(StorageFailure::Exists(shown())));
    }
    let is_of_engine = |suffix| path == with_suffix(directory, suffix);
    if ENGINE_SUFFIXES.into_iter().any(is_of_engine) {
        return Err(StoreError::Found(StorageFailure::DirectoryFile(shown())));
    }
    Ok(path)
}

/// Copies what `source` reads now to an unnamed file beside `directory`, and verifies it.
pub(super) fn copy(
    source: &mut Connection,
    directory: &Path,
    watch: CopyWatch<'_>,
    pulse: Option<&Pulse>,
) -> Result<UnnamedFile, StoreError> {
    let unnamed = new_private_file(directory)?;
    let version = copy_into(source, &unnamed, watch)?;
    verify(&unnamed, version, pulse)?;
    Ok(unnamed)
}

/// Copies all pages and returns the version of the schema that was copied.
fn copy_into(source: &mut Connection, unnamed: &UnnamedFile, watch: CopyWatch<'_>) -> Result<i64, StoreError> {
    let file = OpenFile::enter_new(unnamed)?;
    let mut target = connect(&file)?;
    let moment = source.transaction()?;
    // The first reading of the transaction settles the moment.
    let version = schema::version(&moment)?;
    let backup = Backup::new(&moment, &mut target)?;
    loop {
        match backup.step(PAGES_PER_STEP)? {
            StepResult::Done => break,
            StepResult::More => {}
            // A step that met a lock copies nothing and is no error to the engine.
            _ => return Err(StoreError::Found(StorageFailure::Busy)),
        }
        if watch(progress_of(&backup)).is_break() {
            return Err(StoreError::Found(StorageFailure::Interrupted));
        }
    }
    drop(backup);
    target.close().map_err(|(_, error)| error)?;
    Ok(version)
}

fn progress_of(backup: &Backup<'_, '_>) -> Progress {
    let pages = |count: i32| u64::try_from(count).unwrap_or(0);
    let progress = backup.progress();
    Progress {
        done: pages(progress.pagecount - progress.remaining),
        of: pages(progress.pagecount),
    }
}

/// Refuses a copy that is not a whole directory of that version. Opened anew, so that the file is looked at.
fn verify(unnamed: &UnnamedFile, version: i64, pulse: Option<&Pulse>) -> Result<(), StoreError> {
    let file = OpenFile::enter_new(unnamed)?;
    let mut connection = connect(&file)?;
    settings::apply(&connection)?;
    pulse.map_or(Ok(()), |pulse| pulse.follow(&mut connection))?;
    verify_contents(&connection, version)?;
    finish(connection)
}

/// Refuses what is not a whole directory of that version.
pub(super) fn verify_contents(connection: &Connection, version: i64) -> Result<(), StoreError> {
    verify_kind(connection, version)?;
    check_quickly(connection)?;
    verify_outline(connection, version)
}

/// Refuses what says of itself that it is something else than a directory of that version.
pub(super) fn verify_kind(connection: &Connection, version: i64) -> Result<(), StoreError> {
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION_ID || schema::version(connection)? != version {
        return Err(StoreError::damaged("the copy is of another kind or version"));
    }
    Ok(())
}

/// Refuses what has not the tables of that version.
pub(super) fn verify_outline(connection: &Connection, version: i64) -> Result<(), StoreError> {
    let steps = usize::try_from(version).unwrap_or(usize::MAX);
    schema::check_outline(connection, MIGRATIONS.get(..steps).unwrap_or(MIGRATIONS))
}

fn copy_bytes(plain: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
    io::copy(plain, out).map(drop)
}

/// Writes and syncs, and returns the digest of what was written.
fn write(path: &Path, seal: Seal<'_>, plain: &mut dyn Read) -> io::Result<[u8; 32]> {
    let file = File::options().write(true).open(path)?;
    let mut out = Digesting {
        out: io::BufWriter::with_capacity(1 << 20, file),
        digest: Sha256::new(),
    };
    seal(plain, &mut out)?;
    let file = out.out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(out.digest.finalize().into())
}

fn digest_of(path: &Path, pulse: Option<&Pulse>) -> io::Result<[u8; 32]> {
    let mut file = PulsedRead {
        inner: File::open(path)?,
        pulse,
    };
    let mut sink = Digesting {
        out: io::sink(),
        digest: Sha256::new(),
    };
    io::copy(&mut file, &mut sink)?;
    Ok(sink.digest.finalize().into())
}

/// Computes the digest of all that is written.
struct Digesting<W> {
    out: W,
    digest: Sha256,
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
