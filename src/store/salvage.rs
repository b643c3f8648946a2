//! Reading what is left of a damaged directory.
//!
//! The damaged file is only read: everything happens on a private copy of it and its log, in a folder that is removed
//! afterwards. Not its job: repairing a directory, and hashes and secrets, which are left where they are.

mod copy;
mod export;
mod table;

pub(crate) use export::{Lines, export_readable};

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use self::copy::PrivateCopy;
use self::table::{Table, read_table};
use super::audit::{ENTRY_COLUMNS, entry_of};
use super::clients::{CLIENT_COLUMNS, client_of};
use super::error::StoreError;
use super::users::{USER_COLUMNS, user_of};
use crate::domain::failure::StorageFailure;
use crate::domain::salvage::{SalvagedRow, SalvagedTable};
use crate::domain::unreadable::RowKind;

/// Takes the rows one after the other.
type TakeRow<'a> = &'a mut dyn FnMut(SalvagedRow) -> Result<(), StoreError>;

/// Reads users, clients and audit entries of the directory at `path`, past what is broken. `workshop` is a folder with
/// room for a copy.
///
/// # Errors
/// Where the file can't be read at all, those of `take`, and
/// [`StorageFailure::DirectoryFile`](crate::domain::failure::StorageFailure::DirectoryFile) where this process has it open.
fn salvage(path: &Path, workshop: &Path, take: TakeRow<'_>) -> Result<Vec<SalvagedTable>, StoreError> {
    let copy = PrivateCopy::of(path, workshop)?;
    let connection = copy.connect()?;
    let mut tables = Vec::new();
    for kind in RowKind::ALL {
        tables.push(read_kind(&connection, kind, take)?);
    }
    if tables.iter().all(|table| table.read == 0) {
        return Err(StoreError::Found(StorageFailure::NothingReadable(
            path.display().to_string(),
        )));
    }
    Ok(tables)
}

fn read_kind(connection: &Connection, kind: RowKind, take: TakeRow<'_>) -> Result<SalvagedTable, StoreError> {
    let (name, columns) = match kind {
        RowKind::User => ("users", USER_COLUMNS),
        RowKind::Client => ("clients", CLIENT_COLUMNS),
        RowKind::AuditEntry => ("audit", ENTRY_COLUMNS),
    };
    let known = column_names(connection, name);
    let table = Table {
        kind,
        name,
        columns: known_columns(columns, &known),
    };
    read_table(
        connection,
        &table,
        &mut |row| {
            Ok(match kind {
                RowKind::User => SalvagedRow::User(Box::new(user_of(row)?)),
                RowKind::Client => SalvagedRow::Client(Box::new(client_of(row)?)),
                RowKind::AuditEntry => SalvagedRow::AuditEntry(row.get(0)?, Box::new(entry_of(row)?)),
            })
        },
        take,
    )
}

/// The columns that a table has; none where its description is broken.
fn column_names(connection: &Connection, table: &str) -> BTreeSet<String> {
    let names = connection
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .and_then(|mut statement| statement.query_map([table], |row| row.get(0))?.collect());
    names.unwrap_or_default()
}

/// The list of columns with nothing in place of those that an earlier schema, or this table alone, does not have.
fn known_columns(columns: &str, known: &BTreeSet<String>) -> String {
    let pieces = columns.split(',').map(str::trim).map(|column| {
        let column = column.strip_prefix("u.").unwrap_or(column);
        let name = column.split(' ').next().unwrap_or(column);
        if known.contains(name) { column } else { "NULL" }
    });
    pieces.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_not_there_are_left_empty_in_their_place() {
        let known = ["id", "credential_hash"].map(str::to_owned).into();
        let columns = "u.id, a.blocked_until, credential_hash IS NOT NULL, client_version";
        assert_eq!(
            known_columns(columns, &known),
            "id, NULL, credential_hash IS NOT NULL, NULL"
        );
    }
}
