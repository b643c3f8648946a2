//! The digest of the rows that matter: users, clients, tokens and former credentials.
//!
//! Each row has the SHA-256 of its columns, and each table the sum of these. Triggers keep both with every change, so that
//! no writing place can forget it. A change costs the same in a directory of a million users. When and from where a client
//! connected and a user signed in is left out: it changes all the time, and gives no rights.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, params};

use super::Tx;
use super::chain::put;
use super::error::StoreError;
use crate::domain::canonical::Canonical;
use crate::domain::row_sum::RowSum;
use crate::domain::trail::StateDigest;

const ROW_PURPOSE: &str = "avo-admin/row/1";
const STATE_PURPOSE: &str = "avo-admin/state/1";

/// A table whose rows have digests.
pub(super) struct DigestedTable {
    pub(super) name: &'static str,
    /// The column that names a row.
    pub(super) key: &'static str,
    /// What is digested, with the key first. Part of schema 6: a change is a step that makes all digests anew.
    pub(super) columns: &'static [&'static str],
}

pub(super) const TABLES: [DigestedTable; 4] = [USERS, CLIENTS, TOKENS, FORMER_CREDENTIALS];

pub(super) const USERS: DigestedTable = DigestedTable {
    name: "users",
    key: "id",
    columns: &[
        "id",
        "user_name",
        "user_name_key",
        "configuration",
        "email",
        "first_name",
        "last_name",
        "primary_role",
        "is_admin",
        "is_disabled",
        "password_hash",
        "password_expires_at",
        "must_change_password",
        "credential_epoch",
        "created_at",
        "revision",
    ],
};
pub(super) const CLIENTS: DigestedTable = DigestedTable {
    name: "clients",
    key: "id",
    columns: &[
        "id",
        "user_id",
        "name",
        "state",
        "credential_hash",
        "credential_issued_at",
        "credential_expires_at",
        "registered_at",
        "created_at",
        "revision",
    ],
};
pub(super) const TOKENS: DigestedTable = DigestedTable {
    name: "tokens",
    key: "id",
    columns: &[
        "id",
        "hash",
        "hint",
        "user_id",
        "client_id",
        "state",
        "issued_at",
        "expires_at",
        "ended_at",
        "credential_days",
        "taken_by",
    ],
};
const FORMER_CREDENTIALS: DigestedTable = DigestedTable {
    name: "former_credentials",
    key: "hash",
    columns: &["hash", "user_id", "client_id", "ended_at"],
};

impl DigestedTable {
    /// What makes the digest of a row out of its columns, which `of` stands before, such as `NEW.`.
    pub(super) fn digest_of(&self, of: &str) -> String {
        format!("avo_row_digest('{}', {})", self.name, self.listed(of))
    }

    fn listed(&self, of: &str) -> String {
        let columns = self.columns.iter().map(|column| format!("{of}{column}"));
        columns.collect::<Vec<_>>().join(", ")
    }

    /// A row that was changed outside keeps a wrong digest through later changes, because what is carried over is only
    /// the difference.
    fn triggers(&self) -> String {
        let Self { name, key, .. } = self;
        let (new, old) = (self.digest_of("NEW."), self.digest_of("OLD."));
        let (columns, new_columns, old_columns) = (self.listed(""), self.listed("NEW."), self.listed("OLD."));
        format!(
            "CREATE TRIGGER {name}_inserted AFTER INSERT ON {name}
BEGIN
    UPDATE {name} SET row_digest = {new} WHERE {key} = NEW.{key};
    UPDATE row_sums SET row_count = row_count + 1, row_sum = avo_row_sum(row_sum, NULL, {new})
        WHERE table_name = '{name}';
END;
CREATE TRIGGER {name}_updated AFTER UPDATE OF {columns} ON {name}
WHEN ({new_columns}) IS NOT ({old_columns})
BEGIN
    UPDATE {name} SET row_digest = avo_carried(OLD.row_digest, {old}, {new}) WHERE {key} = NEW.{key};
    UPDATE row_sums SET row_sum = avo_row_sum(row_sum, {old}, {new}) WHERE table_name = '{name}';
END;
CREATE TRIGGER {name}_deleted AFTER DELETE ON {name}
BEGIN
    UPDATE row_sums SET row_count = row_count - 1, row_sum = avo_row_sum(row_sum, {old}, NULL)
        WHERE table_name = '{name}';
END;
"
        )
    }
}

impl Tx<'_> {
    /// The digest of all rows that matter, as it is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn state_digest(&self) -> Result<StateDigest, StoreError> {
        let mut list = Canonical::of(STATE_PURPOSE);
        let mut statement = self
            .transaction
            .prepare_cached("SELECT table_name, row_count, row_sum FROM row_sums ORDER BY table_name")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            (0..3).try_for_each(|column| row.get_ref(column).map(|value| put(&mut list, value)))?;
        }
        Ok(StateDigest(list.finish()))
    }
}

/// Gives a connection the functions that the triggers call.
pub(super) fn register(connection: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("avo_row_digest", -1, flags, |call| Ok(row_digest(call)))?;
    connection.create_scalar_function("avo_carried", 3, flags, carried)?;
    connection.create_scalar_function("avo_row_sum", 3, flags, row_sum)?;
    Ok(())
}

fn row_digest(call: &Context<'_>) -> [u8; 32] {
    let mut list = Canonical::of(ROW_PURPOSE);
    (0..call.len()).for_each(|argument| put(&mut list, call.get_raw(argument)));
    list.finish()
}

/// The digest that the row had, with the difference from the digest of what it was to that of what it is.
fn carried(call: &mut Context<'_>) -> Result<Option<[u8; 32]>, Error> {
    let Some(mut kept) = call.get::<Option<[u8; 32]>>(0)? else {
        return Ok(None);
    };
    let (old, new): ([u8; 32], [u8; 32]) = (call.get(1)?, call.get(2)?);
    for (byte, (old, new)) in kept.iter_mut().zip(old.iter().zip(new)) {
        *byte ^= old ^ new;
    }
    Ok(Some(kept))
}

/// The sum without the second argument and with the third.
fn row_sum(call: &mut Context<'_>) -> Result<Vec<u8>, Error> {
    let odd = || Error::UserFunctionError("a sum of rows has another length".into());
    let mut sum = match call.get_raw(0) {
        ValueRef::Blob(bytes) => RowSum::from_bytes(bytes).ok_or_else(odd)?,
        _ => return Err(odd()),
    };
    if let Some(digest) = call.get::<Option<[u8; 32]>>(1)? {
        sum.subtract(&digest);
    }
    if let Some(digest) = call.get::<Option<[u8; 32]>>(2)? {
        sum.add(&digest);
    }
    Ok(sum.to_bytes())
}

/// Makes the digests of the rows that are there, and the triggers that keep them.
pub(super) fn begin(connection: &Connection) -> Result<(), StoreError> {
    register(connection)?;
    for table in &TABLES {
        let (name, digest) = (table.name, table.digest_of(""));
        connection.execute(&format!("UPDATE {name} SET row_digest = {digest}"), [])?;
        let (count, sum) = sum_up(connection, name)?;
        connection.execute(
            "INSERT INTO row_sums (table_name, row_count, row_sum) VALUES (?1, ?2, ?3)",
            params![name, count, sum.to_bytes()],
        )?;
        connection.execute_batch(&table.triggers())?;
    }
    Ok(())
}

/// Makes the sums anew, of the digests that the rows have.
pub(super) fn sum_up_all(connection: &Connection) -> Result<(), StoreError> {
    for table in &TABLES {
        let (count, sum) = sum_up(connection, table.name)?;
        connection.execute(
            "UPDATE row_sums SET row_count = ?2, row_sum = ?3 WHERE table_name = ?1",
            params![table.name, count, sum.to_bytes()],
        )?;
    }
    Ok(())
}

fn sum_up(connection: &Connection, table: &str) -> Result<(i64, RowSum), StoreError> {
    let mut statement = connection.prepare(&format!("SELECT row_digest FROM {table}"))?;
    let mut rows = statement.query([])?;
    let (mut count, mut sum) = (0, RowSum::ZERO);
    while let Some(row) = rows.next()? {
        count += 1;
        sum.add(&row.get(0)?);
    }
    Ok((count, sum))
}
