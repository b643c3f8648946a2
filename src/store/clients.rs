//! Clients: where each is in its life, and its credential.

use rusqlite::{Row, named_params, params};

use super::error::StoreError;
use super::rows::{RowError, RowName, all_rows, only_row};
use super::search_key;
use super::stored_words::{client_state_code, client_state_of, moment_if_any, ms};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::client::{Client, ClientId, ClientName, ClientState};
use crate::domain::credential::CredentialHash;
use crate::domain::fold::unique_key;
use crate::domain::registration::{ClientVersion, HostName};
use crate::domain::time::Timestamp;
use crate::domain::unreadable::{RowKind, UnreadableRow};
use crate::domain::user::{Revision, UserId};

pub(super) const CLIENT_COLUMNS: &str =
    "id, user_id, name, state, credential_hash IS NOT NULL, host, token_issued_at, token_hint,
    token_expires_at, registered_at, last_seen_at, revision, client_version, credential_expires_at,
    expiry_seen_at";
/// Which client a row that begins with [`CLIENT_COLUMNS`] is.
pub(super) const CLIENT_NAME: RowName = RowName {
    kind: RowKind::Client,
    id: 0,
    name: Some(2),
};

/// A client to be put into the directory; its token follows with [`Tx::issue_token`].
#[derive(Debug, Clone, Copy)]
pub struct NewClient<'a> {
    /// Whose client.
    pub user: UserId,
    /// Its name.
    pub name: &'a ClientName,
    /// Where it is in its life.
    pub state: ClientState,
    /// The host it registered from.
    pub host: Option<&'a str>,
    /// SHA-256 of its credential, only where it is registered.
    pub credential_hash: Option<[u8; 32]>,
    /// The version that it reported.
    pub version: Option<&'a str>,
    /// When it last registered.
    pub registered_at: Option<Timestamp>,
    /// When it last connected.
    pub last_seen_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// What a client brings when it registers.
#[derive(Debug, Clone, Copy)]
pub struct RegisteredClient<'a> {
    /// Where it runs.
    pub host: &'a HostName,
    /// Its version.
    pub version: &'a ClientVersion,
    /// SHA-256 of its credential.
    pub credential: &'a CredentialHash,
    /// When the credential runs out.
    pub expires_at: Option<Timestamp>,
}

/// A credential that was made void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerCredential {
    /// Whose it was.
    pub user: UserId,
    /// Its client, unless that was deleted.
    pub client: Option<ClientId>,
}

impl Tx<'_> {
    /// The client with that number.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn client(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT {CLIENT_COLUMNS} FROM clients WHERE id = ?1"))?;
        only_row(statement.query([id.0])?, client_of)
    }

    /// All clients of a user, by name, and those that can't be read.
    pub fn clients_of(&self, user: UserId) -> Result<(Vec<Client>, Vec<UnreadableRow>), StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT {CLIENT_COLUMNS} FROM clients WHERE user_id = ?1 ORDER BY name_key"
        ))?;
        all_rows(statement.query([user.0])?, CLIENT_NAME, client_of)
    }

    /// Whether some user has a client of that name, without regard to case.
    pub fn is_client_name_taken(&self, name: &ClientName) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM clients WHERE name_key = ?1")?;
        Ok(statement.exists([unique_key(name.as_str())])?)
    }

    /// The client that holds that credential.
    pub fn client_with_credential(&self, credential: &CredentialHash) -> Result<Option<Client>, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT {CLIENT_COLUMNS} FROM clients WHERE credential_hash = ?1"
        ))?;
        only_row(statement.query([credential.0])?, client_of)
    }

    /// Whose a credential was that has been made void.
    pub fn former_credential(&self, credential: &CredentialHash) -> Result<Option<FormerCredential>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT user_id, client_id FROM former_credentials WHERE hash = ?1")?;
        only_row(statement.query([credential.0])?, |row| {
            Ok(FormerCredential {
                user: UserId(row.get(0)?),
                client: row.get::<_, Option<i64>>(1)?.map(ClientId),
            })
        })
    }
}

impl WriteTx<'_> {
    /// Puts a client into the directory.
    pub fn insert_client(&self, new: &NewClient<'_>) -> Result<ClientId, StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO clients (user_id, name, name_key, search_key, state, host, client_version,
                     credential_hash, credential_issued_at, registered_at, last_seen_at, created_at, changed_at)
                 VALUES (:user, :name, :name_key, :search_key, :state, :host, :version, :credential,
                     :credential_at, :registered_at, :last_seen_at, :at, :at)",
            )?
            .execute(named_params! {
                ":user": new.user.0,
                ":name": new.name.as_str(),
                ":name_key": unique_key(new.name.as_str()),
                ":search_key": search_key::of_client(new.name.as_str(), new.host),
                ":state": client_state_code(new.state),
                ":host": new.host,
                ":version": new.version,
                ":credential": new.credential_hash,
                ":credential_at": new.credential_hash.and(ms(new.registered_at)),
                ":registered_at": ms(new.registered_at),
                ":last_seen_at": ms(new.last_seen_at),
                ":at": new.created_at.unix_ms(),
            })?;
        let id = ClientId(self.transaction.last_insert_rowid());
        self.hold(Hold::Client(id))?;
        self.note_client_change(new.user, new.created_at)?;
        Ok(id)
    }

    /// Moves the client, as it was seen, to its next state; false where it has changed since.
    pub fn move_client(
        &self,
        seen: &Client,
        next: ClientState,
        voids_credential: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.expect_held(Hold::Client(seen.id))?;
        if voids_credential {
            self.keep_former_credential(seen.id, now)?;
        }
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE clients SET state = :next, changed_at = :now, revision = revision + 1,
                     credential_hash = iif(:voids, NULL, credential_hash),
                     credential_issued_at = iif(:voids, NULL, credential_issued_at),
                     credential_expires_at = iif(:voids, NULL, credential_expires_at)
                 WHERE id = :id AND revision = :revision",
            )?
            .execute(named_params! {
                ":id": seen.id.0,
                ":revision": seen.revision.0,
                ":next": client_state_code(next),
                ":voids": voids_credential,
                ":now": now.unix_ms(),
            })?;
        self.note_client_change(seen.user_id, now)?;
        Ok(changed == 1)
    }

    /// Removes the client, as it was seen; false where it has changed since.
    pub fn delete_client(&self, seen: &Client, now: Timestamp) -> Result<bool, StoreError> {
        self.expect_held(Hold::Client(seen.id))?;
        let changed = self
            .transaction
            .prepare_cached("DELETE FROM clients WHERE id = ?1 AND revision = ?2")?
            .execute(params![seen.id.0, seen.revision.0])?;
        self.note_client_change(seen.user_id, now)?;
        Ok(changed == 1)
    }

    /// Gives the client, as it was seen, its credential and its host; false where it has changed since.
    pub fn register_client(
        &self,
        seen: &Client,
        next: ClientState,
        registered: &RegisteredClient<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.expect_held(Hold::Client(seen.id))?;
        let host = registered.host.as_str();
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE clients SET state = :next, host = :host, search_key = :search_key, client_version = :version,
                     credential_hash = :credential, credential_issued_at = :now, credential_expires_at = :expires_at,
                     expiry_seen_at = NULL, registered_at = :now, last_seen_at = :now, changed_at = :now,
                     revision = revision + 1
                 WHERE id = :id AND revision = :revision",
            )?
            .execute(named_params! {
                ":id": seen.id.0,
                ":revision": seen.revision.0,
                ":next": client_state_code(next),
                ":host": host,
                ":search_key": search_key::of_client(seen.name.as_str(), Some(host)),
                ":version": registered.version.as_str(),
                ":credential": registered.credential.0,
                ":expires_at": ms(registered.expires_at),
                ":now": now.unix_ms(),
            })?;
        self.note_client_change(seen.user_id, now)?;
        Ok(changed == 1)
    }

    /// Notes that the client was here, and its version where it is given. That is no change an administrator could
    /// collide with, so the revision stays.
    pub fn see_client(&self, id: ClientId, version: Option<&ClientVersion>, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "UPDATE clients SET last_seen_at = ?2, client_version = ifnull(?3, client_version) WHERE id = ?1",
            )?
            .execute(params![id.0, now.unix_ms(), version.map(ClientVersion::as_str)])?;
        Ok(())
    }

    fn keep_former_credential(&self, id: ClientId, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO former_credentials (hash, user_id, client_id, ended_at)
                 SELECT credential_hash, user_id, id, ?2 FROM clients WHERE id = ?1 AND credential_hash IS NOT NULL",
            )?
            .execute(params![id.0, now.unix_ms()])?;
        Ok(())
    }
}

pub(super) fn client_of(row: &Row<'_>) -> Result<Client, RowError> {
    let id: i64 = row.get(0)?;
    let name: String = row.get(2)?;
    let state: String = row.get(3)?;
    Ok(Client {
        id: ClientId(id),
        user_id: UserId(row.get(1)?),
        name: ClientName::parse(&name).map_err(|problem| RowError::damaged(format!("client {id}: {problem:?}")))?,
        state: client_state_of(&state)?,
        holds_credential: row.get(4)?,
        host: row.get(5)?,
        token_issued_at: moment_if_any(row, 6)?,
        token_hint: row.get(7)?,
        token_expires_at: moment_if_any(row, 8)?,
        registered_at: moment_if_any(row, 9)?,
        last_seen_at: moment_if_any(row, 10)?,
        revision: Revision(row.get(11)?),
        version: row.get(12)?,
        credential_expires_at: moment_if_any(row, 13)?,
        expiry_seen_at: moment_if_any(row, 14)?,
    })
}
