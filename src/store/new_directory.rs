//! A directory that is being made: a file without a name, which nobody else has open and a killed program leaves nothing of.
//!
//! Many rows are put into it without their detours. An ordinary writer writes a row, its sort keys and, by a trigger, its
//! digest and the sum of all digests, and each commit is on the disk. Here each row is written once, with its keys and its
//! digest, the triggers rest, and the sums are made of the rows at the end. What comes of it is the same; a test compares.

use rusqlite::{Connection, Statement, ToSql, params};

use super::digest::DigestedTable;
use super::error::StoreError;
use super::sort_key::{Collation, SORT_KEY_VERSION};
use super::stored_words::{client_state_code, configuration_code, ms, role_code, token_state_code};
use super::users::user_search_key;
use super::{NewClient, NewToken, NewUser, WriteTx, digest, kept, search_index, search_key, settings};
use crate::domain::fold::{fold, unique_key};
use crate::domain::time::Timestamp;
use crate::domain::user::{Configuration, Revision, UserId};

/// All columns but the digest, in the order in which they are written. A token has no others than its digest is made of.
const USER_COLUMNS: [&str; 26] = [
    "id",
    "user_name",
    "user_name_key",
    "configuration",
    "email",
    "email_key",
    "first_name",
    "first_name_key",
    "first_name_sort",
    "last_name",
    "last_name_key",
    "last_name_sort",
    "sort_key_version",
    "search_key",
    "primary_role",
    "is_admin",
    "is_disabled",
    "password_hash",
    "password_expires_at",
    "must_change_password",
    "credential_epoch",
    "created_at",
    "changed_at",
    "clients_changed_at",
    "last_sign_in_at",
    "revision",
];
const CLIENT_COLUMNS: [&str; 20] = [
    "id",
    "user_id",
    "name",
    "name_key",
    "search_key",
    "state",
    "host",
    "client_version",
    "credential_hash",
    "credential_issued_at",
    "credential_expires_at",
    "token_hint",
    "token_issued_at",
    "token_expires_at",
    "registered_at",
    "last_seen_at",
    "created_at",
    "changed_at",
    "revision",
    "expiry_seen_at",
];

/// A directory that nobody can open yet.
#[derive(Debug)]
pub(crate) struct NewDirectory<'c>(&'c mut Connection);

impl<'c> NewDirectory<'c> {
    pub(super) const fn new(connection: &'c mut Connection) -> Self {
        Self(connection)
    }

    /// Writes as in any directory.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`].
    pub(crate) fn write<E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&WriteTx<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let tx = WriteTx::begin(self.0)?;
        work(&tx)?;
        Ok(tx.commit()?)
    }

    /// Writes many rows.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`].
    pub(crate) fn fill<E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut BulkWriter<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        settings::relax(self.0)?;
        let transaction = self.0.transaction().map_err(StoreError::from)?;
        work(&mut BulkWriter::new(&transaction)?)?;
        digest::sum_up_all(&transaction)?;
        kept::count_all(&transaction)?;
        search_index::begin_anew(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(settings::apply(self.0)?)
    }
}

/// Writes many new rows into a [`NewDirectory`].
#[derive(Debug)]
pub(crate) struct BulkWriter<'t> {
    users: Table<'t>,
    clients: Table<'t>,
    tokens: Table<'t>,
}

impl<'t> BulkWriter<'t> {
    fn new(connection: &'t Connection) -> Result<Self, StoreError> {
        Ok(Self {
            users: Table::of(connection, &digest::USERS, &USER_COLUMNS)?,
            clients: Table::of(connection, &digest::CLIENTS, &CLIENT_COLUMNS)?,
            tokens: Table::of(connection, &digest::TOKENS, digest::TOKENS.columns)?,
        })
    }

    /// As [`WriteTx::insert_user`]. `clients_changed_at` is when the last of the clients that follow was created.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn insert_user(
        &mut self,
        new: &NewUser<'_>,
        clients_changed_at: Option<Timestamp>,
    ) -> Result<UserId, StoreError> {
        let details = new.details;
        let (user_name, email) = (details.user_name.as_str(), details.email.as_str());
        let (first_name, last_name) = (details.first_name.as_str(), details.last_name.as_str());
        let at = new.created_at.unix_ms();
        let id = self.users.next_id();
        self.users.insert(params![
            id,
            user_name,
            unique_key(user_name),
            configuration_code(Configuration::Default),
            email,
            details.email.comparison_key(),
            first_name,
            fold(first_name),
            Collation::Root.key(first_name),
            last_name,
            fold(last_name),
            Collation::Root.key(last_name),
            SORT_KEY_VERSION,
            user_search_key(user_name, details),
            role_code(details.roles.primary()),
            details.roles.is_administrator(),
            new.is_disabled,
            new.password_hash,
            ms(new.password_expires_at),
            new.must_change_password,
            0,
            at,
            at,
            ms(clients_changed_at),
            ms(new.last_sign_in_at),
            Revision::FIRST.0,
        ])?;
        Ok(UserId(id))
    }

    /// As [`WriteTx::insert_client`] and [`WriteTx::issue_token`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn insert_client(&mut self, new: &NewClient<'_>, token: &NewToken) -> Result<(), StoreError> {
        let id = self.clients.next_id();
        let (name, at) = (new.name.as_str(), new.created_at.unix_ms());
        let (issued_at, expires_at) = (token.issued_at.unix_ms(), ms(token.expires_at));
        self.clients.insert(params![
            id,
            new.user.0,
            name,
            unique_key(name),
            search_key::of_client(name, new.host),
            client_state_code(new.state),
            new.host,
            new.version,
            new.credential_hash,
            new.credential_hash.and(ms(new.registered_at)),
            None::<i64>,
            token.hint,
            issued_at,
            expires_at,
            ms(new.registered_at),
            ms(new.last_seen_at),
            at,
            at,
            Revision::FIRST.0,
            None::<i64>,
        ])?;
        self.tokens.insert(params![
            self.tokens.next_id(),
            token.hash.0,
            token.hint,
            new.user.0,
            id,
            token_state_code(token.state.0),
            issued_at,
            expires_at,
            ms(token.state.1),
            token.credential_days,
            None::<[u8; 32]>,
        ])
    }
}

/// How rows get into a table.
#[derive(Debug)]
struct Table<'t> {
    insert: Statement<'t>,
    last_id: i64,
}

impl<'t> Table<'t> {
    fn of(connection: &'t Connection, table: &DigestedTable, columns: &[&str]) -> Result<Self, StoreError> {
        let (name, digest) = (table.name, table.digest_of(":"));
        let (listed, values) = (columns.join(", "), columns.join(", :"));
        let last_id = connection.query_row(&format!("SELECT ifnull(max(id), 0) FROM {name}"), [], |row| row.get(0))?;
        let sql = format!("INSERT INTO {name} ({listed}, row_digest) VALUES (:{values}, {digest})");
        Ok(Self {
            insert: connection.prepare(&sql)?,
            last_id,
        })
    }

    const fn next_id(&self) -> i64 {
        self.last_id + 1
    }

    /// Writes a row with [`Self::next_id`].
    fn insert(&mut self, values: &[&dyn ToSql]) -> Result<(), StoreError> {
        self.insert.execute(values)?;
        self.last_id += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
