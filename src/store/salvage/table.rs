//! One table, read by its row numbers. Where the engine meets something broken, reading goes on at the next number that can
//! be found.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::TakeRow;
use crate::domain::failure::StorageFailure;
use crate::domain::salvage::{SalvagedRow, SalvagedTable};
use crate::domain::unreadable::RowKind;
use crate::store::error::StoreError;
use crate::store::rows::RowError;

/// A table whose rows are numbered by `id`.
pub(super) struct Table {
    pub(super) kind: RowKind,
    pub(super) name: &'static str,
    pub(super) columns: String,
}

/// Makes a value of a row.
pub(super) type ReadRow<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<SalvagedRow, RowError>;

/// How a scan ended.
enum Ended {
    AtTheEnd,
    /// Something is broken at this number or behind it.
    Broken(i64),
}

/// Reads all rows that can be read.
pub(super) fn read_table(
    connection: &Connection,
    table: &Table,
    read: ReadRow<'_>,
    take: TakeRow<'_>,
) -> Result<SalvagedTable, StoreError> {
    let mut found = SalvagedTable {
        kind: table.kind,
        read: 0,
        unreadable: 0,
        missing_at_most: 0,
        has_open_end: false,
    };
    let last = last_number(connection, table);
    let mut from = 1;
    while let Ended::Broken(at) = scan(connection, table, from, read, take, &mut found)? {
        let Some(next) = next_readable(connection, table, at, last) else {
            match last {
                Some(last) => found.missing_at_most += between(at, last.saturating_add(1)),
                None => found.has_open_end = true,
            }
            break;
        };
        found.missing_at_most += between(at, next);
        from = next;
    }
    Ok(found)
}

fn between(from: i64, to: i64) -> u64 {
    u64::try_from(to.saturating_sub(from)).unwrap_or(0)
}

/// Reads rows from `from` on until something is broken.
fn scan(
    connection: &Connection,
    table: &Table,
    from: i64,
    read: ReadRow<'_>,
    take: TakeRow<'_>,
    found: &mut SalvagedTable,
) -> Result<Ended, StoreError> {
    let mut at = from;
    // Without an index: those may be broken too, and are not needed.
    let sql = format!(
        "SELECT {columns}, id FROM {name} NOT INDEXED WHERE id >= ?1 ORDER BY id",
        columns = table.columns,
        name = table.name
    );
    let Some(mut statement) = unless_broken(connection.prepare(&sql).map_err(StoreError::from))? else {
        return Ok(Ended::Broken(at));
    };
    let id_column = statement.column_count() - 1;
    let mut rows = statement.query([from])?;
    loop {
        let row = match unless_broken(rows.next().map_err(StoreError::from))? {
            Some(Some(row)) => row,
            Some(None) => return Ok(Ended::AtTheEnd),
            None => return Ok(Ended::Broken(at)),
        };
        let Some(id) = unless_broken(row.get::<_, i64>(id_column).map_err(StoreError::from))? else {
            return Ok(Ended::Broken(at));
        };
        // Broken pages can lead in a circle.
        if id < at {
            return Ok(Ended::Broken(at));
        }
        match read(row) {
            Ok(value) => {
                take(value)?;
                found.read += 1;
            }
            Err(error) => {
                unless_broken(Err::<(), _>(error.into_failure()))?;
                found.unreadable += 1;
            }
        }
        at = id.saturating_add(1);
    }
}

/// The lowest number above `broken` from which on something can be read: searched in growing steps, then between the
/// last two.
fn next_readable(connection: &Connection, table: &Table, broken: i64, last: Option<i64>) -> Option<i64> {
    let limit = last.unwrap_or(i64::MAX / 2);
    let (mut below, mut step) = (broken, 1);
    let mut above = loop {
        let at = broken.checked_add(step)?;
        match first_number(connection, table, at) {
            Ok(found) => break found.map(|_| at)?,
            Err(()) if at > limit => return None,
            Err(()) => below = at,
        }
        step = step.checked_mul(2)?;
    };
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        match first_number(connection, table, middle) {
            Ok(_) => above = middle,
            Err(()) => below = middle,
        }
    }
    first_number(connection, table, above).ok()?
}

/// The first number from `from` on; none where there is none.
fn first_number(connection: &Connection, table: &Table, from: i64) -> Result<Option<i64>, ()> {
    let sql = format!(
        "SELECT id FROM {} NOT INDEXED WHERE id >= ?1 ORDER BY id LIMIT 1",
        table.name
    );
    let found = connection.query_row(&sql, [from], |row| row.get(0)).optional();
    found.map_err(|_| ())
}

/// The highest number that was ever given; none where the file no longer says.
fn last_number(connection: &Connection, table: &Table) -> Option<i64> {
    let given = connection.query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [table.name], |row| {
        row.get(0)
    });
    given.ok().or_else(|| {
        let sql = format!("SELECT id FROM {} NOT INDEXED ORDER BY id DESC LIMIT 1", table.name);
        connection.query_row(&sql, [], |row| row.get(0)).ok()
    })
}

/// None where something is broken; other failures, such as a full disk, end the reading.
fn unless_broken<T>(result: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => match error.failure() {
            // A table that is gone is a defect of the statement to the engine.
            StorageFailure::Damaged(_)
            | StorageFailure::UnreadableValue(_)
            | StorageFailure::Defect
            | StorageFailure::Engine(_) => Ok(None),
            _ => Err(error),
        },
    }
}
