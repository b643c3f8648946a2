//! A second connection of a directory that only reads, and the stopping of what it reads.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::{Connection, InterruptHandle};

use super::error::StoreError;
use super::file::OpenFile;
use super::pulse::Progress;
use super::{Tx, connection, inspection, kept, repeating};
use crate::domain::query::PlaceFault;

/// How many steps of the engine lie between two reports of a check: 4 MB of pages, or some 50 rows.
const STEPS_PER_REPORT: i32 = 1_000;
/// Steps that the engine needs for one value of a row: 3.7 to 4.8 by table, measured with `PRAGMA quick_check`.
const STEPS_PER_VALUE: u64 = 4;

/// A connection of an open directory that only reads. Used by one thread at a time, beside those of other connections.
#[derive(Debug)]
pub(crate) struct DirectoryReader {
    // In this order, so that the connection is closed before the file counts as closed.
    pub(super) connection: Connection,
    pub(super) file: Arc<OpenFile>,
}

impl DirectoryReader {
    pub(super) fn open(file: &Arc<OpenFile>) -> Result<Self, StoreError> {
        let connection = connection::connect_again(file)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self {
            connection,
            file: Arc::clone(file),
        })
    }

    /// Where the directory is, absolute.
    pub(crate) fn path(&self) -> &std::path::Path {
        self.file.path()
    }

    /// Another connection of the same kind.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn again(&self) -> Result<Self, StoreError> {
        Self::open(&self.file)
    }

    /// Reads at one moment.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`]; [`StorageFailure::Interrupted`] where an [`Interrupter`] stopped it.
    ///
    /// [`StorageFailure::Interrupted`]: crate::domain::failure::StorageFailure::Interrupted
    pub(crate) fn read<T, E: From<StoreError>>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        repeating::read(&self.file, &mut self.connection, work)
    }

    /// The connection itself, for tests that try to do harm with it.
    #[cfg(test)]
    pub(crate) fn connection_for_tests(&self) -> &Connection {
        &self.connection
    }

    /// What is wrong with the place of the directory.
    pub(crate) fn place_faults(&self) -> Vec<PlaceFault> {
        inspection::place_faults(self.file.path())
    }

    /// What stops the reading of this connection from another thread.
    pub(crate) fn interrupter(&self) -> Interrupter {
        Interrupter(Arc::new(self.connection.get_interrupt_handle()))
    }

    /// A connection of its own that writes, for what must be written about a reading.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn writer(&self) -> Result<super::Directory, StoreError> {
        Ok(super::Directory {
            connection: connection::connect_again(&self.file)?,
            file: Arc::clone(&self.file),
        })
    }

    /// Looks for damage that ordinary reading does not notice. `watch` hears how far it is, many times a second, and
    /// stops it with `Break`.
    ///
    /// # Errors
    /// [`StorageFailure::Damaged`] with the first broken place, [`StorageFailure::Interrupted`] where it was stopped.
    ///
    /// [`StorageFailure::Damaged`]: crate::domain::failure::StorageFailure::Damaged
    /// [`StorageFailure::Interrupted`]: crate::domain::failure::StorageFailure::Interrupted
    pub(crate) fn check_quickly(
        &mut self,
        watch: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Result<(), StoreError> {
        self.file.check_in_place()?;
        check_watched(&mut self.connection, watch)
    }
}

/// Looks for damage, and tells `watch` how far it is.
pub(super) fn check_watched(
    connection: &mut Connection,
    mut watch: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
) -> Result<(), StoreError> {
    let mut progress = Progress {
        done: 0,
        of: expected_steps(connection)?,
    };
    connection.progress_handler(
        STEPS_PER_REPORT,
        Some(move || {
            progress.done = (progress.done + u64::from(STEPS_PER_REPORT.unsigned_abs())).min(progress.of);
            watch(progress).is_break()
        }),
    )?;
    let checked = check_quickly(connection);
    connection.progress_handler(0, None::<fn() -> bool>)?;
    checked
}

/// Stops what a [`DirectoryReader`] is reading; nothing happens where it is not reading, or is closed.
#[derive(Clone)]
pub struct Interrupter(Arc<InterruptHandle>);

impl Interrupter {
    /// Stops it. The next reading is not concerned.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for Interrupter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Interrupter")
    }
}

pub(super) fn check_quickly(connection: &Connection) -> Result<(), StoreError> {
    report(connection, "PRAGMA quick_check(1)")
}

/// The same, and whether each index has what its table has, and what is kept of clients is right. It takes several times as
/// long.
pub(super) fn check_thoroughly(connection: &Connection) -> Result<(), StoreError> {
    report(connection, "PRAGMA integrity_check(1)")?;
    kept::check(connection)
}

fn report(connection: &Connection, check: &str) -> Result<(), StoreError> {
    let found: String = connection.query_row(check, [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::damaged(found))
    }
}

/// A check walks every page, then looks at every value of every row.
fn expected_steps(connection: &Connection) -> Result<u64, StoreError> {
    let number = |sql: &str| -> Result<u64, StoreError> {
        let number: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        Ok(u64::try_from(number).unwrap_or(0))
    };
    let mut steps = number("PRAGMA page_count")?;
    let mut tables =
        connection.prepare("SELECT name, ncol, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")?;
    let mut rows = tables.query([])?;
    while let Some(row) = rows.next()? {
        let (table, columns, has_no_rowid): (String, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // Counting reads a whole index; the largest row number is close enough and is read at once.
        let figure = if has_no_rowid {
            "count(*)"
        } else {
            "ifnull(max(rowid), 0)"
        };
        let count = number(&format!("SELECT {figure} FROM \"{table}\""))?;
        steps += count * u64::try_from(columns).unwrap_or(0) * STEPS_PER_VALUE;
    }
    Ok(steps.max(1))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
    use crate::domain::time::Timestamp;
    use crate::store::{Directory, Founding};

    #[test]
    fn a_check_comes_to_about_as_many_steps_as_it_expects() {
        let folder = tempfile::tempdir().unwrap();
        let founding = Founding {
            created_at: Timestamp::from_unix_ms(1_795_000_000_000),
            salt: [7; 16],
        };
        let entry = AuditEntry {
            at: founding.created_at,
            actor: AuditActor::Nobody,
            action: AuditAction::SignInRefused,
            user: None,
            client: None,
            detail: None,
        };
        let path = folder.path().join("directory.db");
        let directory = Directory::create::<StoreError>(&path, &founding, |tx| {
            (0..2_000).try_for_each(|_| tx.write_audit(&entry))
        })
        .unwrap();
        let (told, heard) = mpsc::channel();
        let mut reader = directory.reader().unwrap();
        reader
            .check_quickly(move |progress| {
                told.send(progress).unwrap();
                ControlFlow::Continue(())
            })
            .unwrap();
        let reports: Vec<Progress> = heard.try_iter().collect();
        let taken = u64::try_from(reports.len()).unwrap() * u64::from(STEPS_PER_REPORT.unsigned_abs());
        let expected = reports[0].of;
        assert!(
            (expected * 3 / 4..expected * 5 / 4).contains(&taken),
            "{taken} of {expected}"
        );
    }
}
