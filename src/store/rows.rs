//! How rows become values of `domain`, so that one bad row never hides the good ones.
//!
//! What is wrong with one row is a [`RowError`], which `?` does not turn into a failure of the whole reading: a list names
//! the row and goes on ([`each_row`]), and only who needs that very row fails ([`only_row`]). Rows are walked through here
//! alone, which a test of the house checks.

use std::ops::ControlFlow;

use rusqlite::{Row, Rows};

use super::error::StoreError;
use crate::domain::client::ClientName;
use crate::domain::failure::StorageFailure;
use crate::domain::unreadable::{RowKind, UnreadableRow};
use crate::domain::user::UserName;

/// Why a row can't be read.
#[derive(Debug)]
pub(super) struct RowError(StoreError);

impl RowError {
    /// A value that cannot be what was once written.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self(StoreError::unreadable(what))
    }

    /// The failure of a reading that needs this very row.
    pub(super) fn into_failure(self) -> StoreError {
        self.0
    }
}

impl From<rusqlite::Error> for RowError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.into())
    }
}

impl From<StoreError> for RowError {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

/// Where a row says which one it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowName {
    /// What the row should be.
    pub(super) kind: RowKind,
    /// The column with its number.
    pub(super) id: usize,
    /// The column with its name.
    pub(super) name: Option<usize>,
}

impl RowName {
    /// Names `row`, or passes on what is not a fault of the row.
    pub(super) fn of(&self, row: &Row<'_>, error: RowError) -> Result<UnreadableRow, StoreError> {
        let RowError(error) = error;
        let StorageFailure::UnreadableValue(what) = error.failure() else {
            return Err(error);
        };
        let id = row.get(self.id)?;
        tracing::warn!(kind = ?self.kind, id, what, "a row can't be read");
        let name = self.name.and_then(|column| row.get::<_, String>(column).ok());
        Ok(UnreadableRow {
            kind: self.kind,
            id,
            name: name.and_then(|name| self.readable(&name)),
        })
    }

    /// The name, unless it is what is damaged.
    fn readable(&self, name: &str) -> Option<String> {
        match self.kind {
            RowKind::User => UserName::parse(name).ok().map(|name| name.to_string()),
            RowKind::Client => ClientName::parse(name).ok().map(|name| name.to_string()),
            RowKind::AuditEntry => None,
        }
    }
}

/// Reads the rows one after the other until `read` breaks, and names those that can't be read.
pub(super) fn each_row(
    mut rows: Rows<'_>,
    name: RowName,
    mut read: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, RowError>,
) -> Result<Vec<UnreadableRow>, StoreError> {
    let mut unreadable = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => break,
            Err(error) => unreadable.push(name.of(row, error)?),
        }
    }
    Ok(unreadable)
}

/// The values of all rows that can be read, and the names of the others.
pub(super) fn all_rows<T>(
    rows: Rows<'_>,
    name: RowName,
    mut read: impl FnMut(&Row<'_>) -> Result<T, RowError>,
) -> Result<(Vec<T>, Vec<UnreadableRow>), StoreError> {
    let mut values = Vec::new();
    let unreadable = each_row(rows, name, |row| {
        values.push(read(row)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((values, unreadable))
}

/// Visits each row with the number that it begins with, which its table or its index has beside the values. Says whether
/// a visit ended it.
pub(super) fn each_number(
    mut rows: Rows<'_>,
    mut visit: impl FnMut(i64, &Row<'_>) -> Result<ControlFlow<()>, StoreError>,
) -> Result<ControlFlow<()>, StoreError> {
    while let Some(row) = rows.next()? {
        if visit(row.get(0)?, row)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The numbers that the rows begin with.
pub(super) fn numbers(rows: Rows<'_>) -> Result<Vec<i64>, StoreError> {
    let mut numbers = Vec::new();
    let _ = each_number(rows, |number, _| {
        numbers.push(number);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(numbers)
}

/// The value of the first row, where there is one, for a reading that needs it.
pub(super) fn only_row<T>(
    mut rows: Rows<'_>,
    read: impl FnOnce(&Row<'_>) -> Result<T, RowError>,
) -> Result<Option<T>, StoreError> {
    let row = rows.next()?;
    row.map(read).transpose().map_err(RowError::into_failure)
}

/// A text that is stored, with a mark in place of what is no text, for what must never fail for one row.
pub(super) fn text_as_far_as_readable(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let bytes = row.get_ref(column)?.as_bytes().unwrap_or_default();
    Ok(String::from_utf8_lossy(bytes).into_owned())
}
