//! The hash chain of the audit trail: each entry holds the hash of the one before it, and its own over that and all of
//! its columns.
//!
//! The hash is that of a [`Canonical`] list with the purpose `avo-admin/audit-entry/1`: the hash of the entry before
//! (32 zero bytes for the first), then the columns `id`, `at`, `actor_kind`, `actor_id`, `actor_name`, `action`,
//! `user_id`, `user_name`, `client_id`, `client_name` and `detail`. Nothing is keyed, so the chain shows changes only
//! to those who know an earlier head.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::Tx;
use super::error::StoreError;
use crate::domain::anchor::DirectoryMark;
use crate::domain::canonical::Canonical;
use crate::domain::trail::{EntryHash, TrailHead};

/// What is hashed of an entry, after the hash of the one before.
pub(super) const HASHED_COLUMNS: &str =
    "id, at, actor_kind, actor_id, actor_name, action, user_id, user_name, client_id, client_name, detail";
/// The number of columns in [`HASHED_COLUMNS`].
pub(super) const HASHED_COLUMN_COUNT: usize = 11;

const MARK_PURPOSE: &str = "avo-admin/directory/1";
const GUARD: &str = "audit_is_never_changed";

impl Tx<'_> {
    /// The newest entry of the trail.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn trail_head(&self) -> Result<TrailHead, StoreError> {
        self.kept_head("SELECT head_id, head_hash FROM trail")
    }

    /// The last entry that was sealed; number 0 where none was.
    pub fn sealed_head(&self) -> Result<TrailHead, StoreError> {
        self.kept_head("SELECT sealed_to, sealed_hash FROM trail")
    }

    fn kept_head(&self, sql: &str) -> Result<TrailHead, StoreError> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let head = statement.query_row([], head_of);
        head.optional()?
            .ok_or_else(|| StoreError::damaged("the record of the audit trail is missing"))
    }

    /// Tells this directory from others.
    pub fn directory_mark(&self) -> Result<DirectoryMark, StoreError> {
        directory_mark(&self.transaction)
    }
}

/// The same in every version of the schema.
pub(super) fn directory_mark(connection: &Connection) -> Result<DirectoryMark, StoreError> {
    let mut statement = connection.prepare_cached("SELECT salt, created_at FROM directory")?;
    let hash = statement.query_row([], |row| {
        let mut list = Canonical::of(MARK_PURPOSE);
        (0..2).try_for_each(|column| row.get_ref(column).map(|value| put(&mut list, value)))?;
        Ok(list.finish())
    })?;
    let mut mark = [0; 16];
    mark.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    Ok(DirectoryMark(mark))
}

/// The entry whose number and hash are the columns of a row.
pub(super) fn head_of(row: &Row<'_>) -> rusqlite::Result<TrailHead> {
    Ok(TrailHead {
        id: row.get(0)?,
        hash: EntryHash(row.get(1)?),
    })
}

/// The hash of an entry with these values of [`HASHED_COLUMNS`].
pub(super) fn entry_hash<'v>(previous: EntryHash, values: impl IntoIterator<Item = ValueRef<'v>>) -> EntryHash {
    let mut list = EntryHash::begin(previous);
    values.into_iter().for_each(|value| put(&mut list, value));
    EntryHash(list.finish())
}

/// The hash of an entry whose row begins with [`HASHED_COLUMNS`].
pub(super) fn entry_hash_of(previous: EntryHash, row: &Row<'_>) -> Result<EntryHash, StoreError> {
    let values: Vec<ValueRef<'_>> = (0..HASHED_COLUMN_COUNT)
        .map(|column| row.get_ref(column))
        .collect::<Result<_, _>>()?;
    Ok(entry_hash(previous, values))
}

/// Adds a value of the engine to a list.
pub(super) fn put(list: &mut Canonical, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => list.null(),
        ValueRef::Integer(number) => list.integer(number),
        ValueRef::Real(number) => list.double(number),
        ValueRef::Text(text) => list.text(text),
        ValueRef::Blob(bytes) => list.bytes(bytes),
    }
}

/// Changes rows of the trail. Only the transaction of an upgrade may: it takes the guard against changes away, and puts
/// it back as it was.
pub(super) fn unguarded(
    connection: &Connection,
    change: impl FnOnce(&Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let guard: String = connection.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1",
        [GUARD],
        |row| row.get(0),
    )?;
    connection.execute_batch("DROP TRIGGER audit_is_never_changed")?;
    change(connection)?;
    Ok(connection.execute_batch(&guard)?)
}

/// Chains the entries that are there, and keeps from where on entries are chained when they are written.
pub(super) fn begin(connection: &Connection) -> Result<(), StoreError> {
    unguarded(connection, chain_all)
}

fn chain_all(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection.prepare(&format!(
        "SELECT {HASHED_COLUMNS} FROM audit WHERE id > ?1 ORDER BY id LIMIT 1"
    ))?;
    let mut write = connection.prepare("UPDATE audit SET previous_hash = ?2, entry_hash = ?3 WHERE id = ?1")?;
    let mut head = TrailHead {
        id: 0,
        hash: EntryHash::NONE,
    };
    loop {
        let mut rows = read.query([head.id])?;
        let Some(row) = rows.next()? else { break };
        let (id, hash) = (row.get(0)?, entry_hash_of(head.hash, row)?);
        drop(rows);
        write.execute(params![id, head.hash.0, hash.0])?;
        head = TrailHead { id, hash };
    }
    if head.id > 0 {
        connection.execute(
            "UPDATE trail SET chained_from = ?1 + 1, head_id = ?1, head_hash = ?2,
                 hashed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)",
            params![head.id, head.hash.0],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hex::hex;

    /// Frozen: others verify exported entries by it. The bytes are what `printf` and `sha256sum` make of the text above.
    #[test]
    fn the_hash_of_an_entry_never_changes() {
        let hash = entry_hash(
            EntryHash::NONE,
            [
                ValueRef::Integer(1),
                ValueRef::Integer(1_795_000_000_000),
                ValueRef::Text(b"user"),
                ValueRef::Integer(1),
                ValueRef::Text(b"ana.garcia"),
                ValueRef::Text(b"directory_created"),
                ValueRef::Integer(1),
                ValueRef::Text(b"ana.garcia"),
                ValueRef::Null,
                ValueRef::Null,
                ValueRef::Null,
            ],
        );
        assert_eq!(
            hex(&hash.0),
            "ba2faf1e62ce30123cb6356b8601828b7abfb1b10afc948702d8142103774cdf"
        );
    }
}
