//! The directory on disk: the only SQL in the crate.
//!
//! [`Directory`] is the one public face, and callers talk to it in the words of `domain` through a [`Tx`]; no type of
//! the engine leaves this layer, so that a second engine can be added. Not its job: who may do what, and
//! whether a change makes sense (`service`); making salts and hashes (`crypto`).

mod attempts;
mod audit;
mod audit_pages;
mod audit_prose;
mod automatic_backups;
mod backup;
mod backup_folder;
#[cfg(test)]
mod beginning;
mod carry_over;
mod chain;
mod clients;
mod clock;
mod connection;
mod digest;
mod error;
mod exclusive;
mod file;
mod file_id;
mod file_lock;
mod folder;
mod followed;
mod found_backups;
mod found_client;
mod generation;
mod guard;
mod host_changes;
mod inspection;
mod kept;
mod leftovers;
mod list;
mod making;
mod named_file;
mod network_share;
mod new_directory;
mod open;
mod pulse;
mod reader;
mod refold;
mod registration_service;
mod repeating;
mod restore;
mod rows;
mod salvage;
mod schema;
mod seal;
mod search_index;
mod search_key;
mod settings;
mod sort_key;
mod stored_words;
mod tokens;
mod transaction;
mod unreadable;
mod users;
mod verify;

use std::sync::Arc;

use rusqlite::Connection;

pub(crate) use backup::{CopyWatch, WrittenBackup, stop_if_asked};
pub(crate) use backup_folder::{FolderRefusal, prepare_folder, remove_leftovers, rotate};
pub(crate) use carry_over::{CarryOver, compare};
pub(crate) use clients::{FormerCredential, NewClient, RegisteredClient};
pub(crate) use error::StoreError;
pub(crate) use exclusive::set_log_aside;
pub(crate) use file::refuse_directory_file;
pub(crate) use found_backups::{check_backup, find_backups};
pub(crate) use new_directory::{BulkWriter, NewDirectory};
pub(crate) use pulse::{Progress, Pulse};
pub(crate) use reader::{DirectoryReader, Interrupter};
pub(crate) use restore::{BackupPlace, PreparedBackup, ReplacedFile, head_of_backup};
pub(crate) use salvage::{Lines, export_readable};
pub(crate) use seal::read_sealed_part;
pub(crate) use tokens::{KnownToken, NewToken};
pub(crate) use transaction::{Hold, Tx, WriteTx};
pub(crate) use users::{Account, NewUser, Owner, PasswordChange};

use crate::domain::location::Location;
use crate::domain::query::PlaceFault;
use crate::domain::time::Timestamp;

/// An open directory: one connection, used by one thread at a time.
#[derive(Debug)]
pub(crate) struct Directory {
    // In this order, so that the connection is closed before the file counts as closed.
    connection: Connection,
    file: Arc<file::OpenFile>,
}

/// What a directory is founded with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Founding {
    /// When.
    pub created_at: Timestamp,
    /// 16 random bytes of its own.
    pub salt: [u8; 16],
}

/// How far other connections have changed a directory: two marks of one connection are equal where nobody else has
/// changed it between them. Marks of different ones say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeMark(i64);

impl Directory {
    /// Opens the directory, brings its schema up to date and never creates anything.
    ///
    /// # Errors
    /// A file that is not a directory of this program, or a newer one, is refused and left unchanged.
    pub(crate) fn open(location: impl Into<Location>, now: Timestamp) -> Result<Self, StoreError> {
        let Location::File(path) = location.into();
        open::open(&path, now)
    }

    /// Creates the directory with what `fill` puts into it. The file appears under its name all at once, and
    /// never over another one; the folder is made for this account alone where there is none.
    ///
    /// # Errors
    /// Those of `fill`, and [`StoreError`]; nothing is left then.
    pub(crate) fn create<E: From<StoreError>>(
        location: impl Into<Location>,
        founding: &Founding,
        fill: impl FnOnce(&WriteTx<'_>) -> Result<(), E>,
    ) -> Result<Self, E> {
        Self::create_in_steps(location, founding, |directory| directory.write(fill))
    }

    /// The same in several transactions. The file gets its name after the last of them.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub(crate) fn create_in_steps<E: From<StoreError>>(
        location: impl Into<Location>,
        founding: &Founding,
        make: impl FnOnce(&mut NewDirectory<'_>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let Location::File(path) = location.into();
        open::create(&path, founding, make)
    }

    /// Where the directory is; a file with its absolute path.
    pub(crate) fn location(&self) -> Location {
        self.file.path().into()
    }

    /// What is wrong with the place of the directory.
    pub(crate) fn place_faults(&self) -> Vec<PlaceFault> {
        inspection::place_faults(self.file.path())
    }

    /// Refuses where another program has the directory open, which would have to be closed to replace it.
    ///
    /// # Errors
    /// [`StorageFailure::OpenElsewhere`](crate::domain::failure::StorageFailure::OpenElsewhere).
    pub(crate) fn refuse_open_elsewhere(&self) -> Result<(), StoreError> {
        if self.file.is_open_elsewhere()? {
            return Err(StoreError::open_elsewhere());
        }
        Ok(())
    }

    /// A connection of its own that only reads, for another thread: it waits for no writer, and no writer for it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn reader(&self) -> Result<DirectoryReader, StoreError> {
        DirectoryReader::open(&self.file)
    }

    /// Reads at one moment.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`].
    pub(crate) fn read<T, E: From<StoreError>>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        repeating::read(&self.file, &mut self.connection, work)
    }

    /// Writes all of `work`, or nothing where it fails. It may be done more than once, see [`repeating`].
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`].
    pub(crate) fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnMut(&WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        repeating::write(&self.file, &mut self.connection, work)
    }

    /// How far other connections have changed the directory.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn change_mark(&self) -> Result<ChangeMark, StoreError> {
        let version = self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(ChangeMark(version))
    }

    /// Looks for damage that ordinary reading does not notice.
    ///
    /// # Errors
    /// [`StorageFailure::Damaged`](crate::domain::failure::StorageFailure::Damaged) with the first broken place.
    pub(crate) fn check_quickly(&self) -> Result<(), StoreError> {
        reader::check_quickly(&self.connection)
    }

    /// The same, and whether the indexes and what is kept of clients fit the rows. A list could be wrong without it.
    ///
    /// # Errors
    /// As [`Self::check_quickly`].
    pub(crate) fn check_thoroughly(&self) -> Result<(), StoreError> {
        reader::check_thoroughly(&self.connection)
    }

    /// Writes what was deleted out of the log beside the file too. Done as far as other windows allow.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn sweep(&self) -> Result<(), StoreError> {
        generation::expect_another_log(&self.file, &self.connection)?;
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Opens an older copy of the directory, or another one, that was put in its place, and keeps other programs out.
    /// None where nothing of the kind happened.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn open_older(location: &Location, now: Timestamp) -> Result<Option<Self>, StoreError> {
        let Location::File(path) = location;
        open::open_older(path, now)
    }

    /// Makes what [`Self::open_older`] opened the directory from now on, together with `work`.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`].
    pub(crate) fn adopt<E: From<StoreError>>(
        &mut self,
        mut work: impl FnMut(&WriteTx<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let beyond = generation::beyond(self.file.path())?;
        self.write(|tx| {
            generation::raise_above(&tx.transaction, beyond)?;
            work(tx)
        })?;
        Ok(generation::settle(&self.file, &self.connection)?)
    }

    /// Lets the file grow no further, as a full disk would.
    #[cfg(test)]
    pub(crate) fn hold_at_present_size(&self) {
        let pages: i64 = self
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        self.connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
    }

    /// The connection itself, for tests that try to do harm with it.
    #[cfg(test)]
    pub(crate) fn connection_for_tests(&self) -> &Connection {
        &self.connection
    }
}
