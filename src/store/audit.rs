//! The audit trail: rows are only added, in the transaction of what they describe.

use std::ops::ControlFlow;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row, params, params_from_iter};

use super::chain::{self, HASHED_COLUMNS};
use super::error::StoreError;
use super::rows::{RowError, RowName, all_rows, each_row, only_row};
use super::transaction::{Tx, WriteTx};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry, AuditTrail};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::ClientId;
use crate::domain::conflict::Change;
use crate::domain::registration::Arrival;
use crate::domain::time::Timestamp;
use crate::domain::unreadable::RowKind;
use crate::domain::user::UserId;

/// What [`entry_of`] reads: all that is hashed of an entry.
pub(super) const ENTRY_COLUMNS: &str = HASHED_COLUMNS;
/// Where the number of the entry stands in them.
pub(super) const ENTRY_ID: usize = 0;
/// How many lines are read at most to find a recent change, because a person waits for the answer.
const LINES_READ_BACK: u32 = 20_000;

/// What raises a user's revision.
const USER_CHANGES: [AuditAction; 3] = [
    AuditAction::UserUpdated,
    AuditAction::UserDisabled,
    AuditAction::UserEnabled,
];

/// What raises a client's revision, or removes the client.
const CLIENT_CHANGES: [AuditAction; 5] = [
    AuditAction::ClientReprovisioned,
    AuditAction::ClientDeregistered,
    AuditAction::ClientReregistered,
    AuditAction::ClientDeleted,
    AuditAction::ClientRegistered,
];

/// Which line of the trail a row is that has its number in that column.
pub(super) const fn audit_line(id: usize) -> RowName {
    RowName {
        kind: RowKind::AuditEntry,
        id,
        name: None,
    }
}

impl Tx<'_> {
    /// The whole trail, oldest first.
    pub fn audit_trail(&self) -> Result<AuditTrail, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT {ENTRY_COLUMNS} FROM audit ORDER BY id"))?;
        let (entries, unreadable) = all_rows(statement.query([])?, audit_line(ENTRY_ID), entry_of)?;
        Ok(AuditTrail { entries, unreadable })
    }

    /// When the newest line of the trail was written.
    pub fn newest_entry_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT at FROM audit ORDER BY id DESC LIMIT 1")?;
        only_row(statement.query([])?, |row| Ok(Timestamp::from_unix_ms(row.get(0)?)))
    }

    /// The number of the newest line of the trail; 0 while there is none.
    pub fn audit_end(&self) -> Result<i64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT ifnull(max(id), 0) FROM audit")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// The clients that have registered, or were found to be used from two machines, since line `after` of the trail,
    /// oldest first; of one user only, where one is given. Those that are gone again are left out.
    pub fn arrivals(&self, after: i64, of: Option<UserId>) -> Result<Vec<Arrival>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT a.user_id, a.client_name, c.host, a.detail, a.id FROM audit a JOIN clients c ON c.id = a.client_id
             WHERE a.id > ?1 AND +a.action IN (?2, ?3) AND c.host IS NOT NULL AND ifnull(a.user_id = ?4, 1)
             ORDER BY a.id",
        )?;
        let rows = statement.query(params![
            after,
            AuditAction::ClientRegistered.code(),
            AuditAction::ClientUsedFromTwoMachines.code(),
            of.map(|user| user.0),
        ])?;
        let (arrivals, _) = all_rows(rows, audit_line(4), |row| {
            let detail = row.get::<_, Option<String>>(3)?.as_deref().map(AuditDetail::from_kept);
            let (host, other_host) = match detail {
                Some(AuditDetail::ClientUsedFromTwoMachines { from, to }) => (to, Some(from)),
                // It may have connected from another one since.
                Some(AuditDetail::ClientRegistered { host }) => (host, None),
                _ => (row.get(2)?, None),
            };
            Ok(Arrival {
                user: UserId(row.get(0)?),
                client: row.get(1)?,
                host,
                other_host,
            })
        })?;
        Ok(arrivals)
    }

    /// Who changed the user last, and when: the newest line about it, not before `changed_at`. The trail has no index
    /// by user, so it is read backwards, and not beyond the newest lines.
    pub fn latest_user_change(&self, user: UserId, changed_at: Timestamp) -> Result<Option<Change>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT at, actor_name, user_id, action, id FROM audit ORDER BY id DESC LIMIT ?1")?;
        let mut change = None;
        each_row(statement.query([LINES_READ_BACK])?, audit_line(4), |row| {
            let at = Timestamp::from_unix_ms(row.get(0)?);
            if at < changed_at {
                return Ok(ControlFlow::Break(()));
            }
            if row.get::<_, Option<i64>>(2)? == Some(user.0) && is_one_of(&USER_CHANGES, row.get_ref(3)?) {
                change = Some(Change { by: row.get(1)?, at });
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(change)
    }

    /// Who changed the client last, and when.
    pub fn latest_client_change(&self, client: ClientId) -> Result<Option<Change>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT at, actor_name, action, id FROM audit WHERE client_id = ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let mut change = None;
        each_row(
            statement.query(params![client.0, LINES_READ_BACK])?,
            audit_line(3),
            |row| {
                if is_one_of(&CLIENT_CHANGES, row.get_ref(2)?) {
                    let at = Timestamp::from_unix_ms(row.get(0)?);
                    change = Some(Change { by: row.get(1)?, at });
                    return Ok(ControlFlow::Break(()));
                }
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(change)
    }

    /// Whose a client was that has been deleted since, as the trail remembers it.
    pub fn former_owner(&self, client: ClientId) -> Result<Option<UserId>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT user_id FROM audit WHERE client_id = ?1 AND user_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        )?;
        only_row(statement.query([client.0])?, |row| Ok(UserId(row.get(0)?)))
    }
}

impl WriteTx<'_> {
    /// Adds a line to the trail.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn write_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let (kind, id, name) = match &entry.actor {
            AuditActor::User { id, name } => ("user", Some(id.0), Some(name.as_str())),
            AuditActor::SystemAccount(name) => ("system", None, Some(name.as_str())),
            AuditActor::Nobody => ("nobody", None, None),
        };
        let detail = entry.detail.as_ref().map(AuditDetail::to_json).transpose();
        let detail = detail.map_err(StoreError::unwritable)?;
        let previous = self.trail_head()?;
        let values = [
            // Not the number after the head, where another program wrote past it: the trail goes on, and shows it.
            Value::Integer(previous.id.max(self.audit_end()?) + 1),
            Value::Integer(entry.at.unix_ms()),
            Value::Text(kind.to_owned()),
            Value::from(id),
            Value::from(name.map(str::to_owned)),
            Value::Text(entry.action.code().to_owned()),
            Value::from(entry.user.as_ref().map(|(id, _)| id.0)),
            Value::from(entry.user.as_ref().map(|(_, name)| name.clone())),
            Value::from(entry.client.as_ref().map(|(id, _)| id.0)),
            Value::from(entry.client.as_ref().map(|(_, name)| name.clone())),
            Value::from(detail),
        ];
        let hash = chain::entry_hash(previous.hash, values.iter().map(ValueRef::from));
        let hashes = [Value::Blob(previous.hash.0.into()), Value::Blob(hash.0.into())];
        self.transaction
            .prepare_cached(&format!(
                "INSERT INTO audit ({HASHED_COLUMNS}, previous_hash, entry_hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
            ))?
            .execute(params_from_iter(values.iter().chain(&hashes)))?;
        Ok(())
    }
}

/// Reads an entry from a row of [`ENTRY_COLUMNS`].
pub(super) fn entry_of(row: &Row<'_>) -> Result<AuditEntry, RowError> {
    let action: String = row.get(5)?;
    let kind: String = row.get(2)?;
    Ok(AuditEntry {
        at: Timestamp::from_unix_ms(row.get(1)?),
        actor: match kind.as_str() {
            "user" => AuditActor::User {
                id: UserId(row.get(3)?),
                name: row.get(4)?,
            },
            "system" => AuditActor::SystemAccount(row.get(4)?),
            _ => AuditActor::Nobody,
        },
        action: AuditAction::ALL
            .into_iter()
            .find(|known| known.code() == action)
            .ok_or_else(|| RowError::damaged(format!("the unknown action {action:?} in the audit trail")))?,
        user: pair(row.get(6)?, row.get(7)?).map(|(id, name)| (UserId(id), name)),
        client: pair(row.get(8)?, row.get(9)?).map(|(id, name)| (ClientId(id), name)),
        detail: row.get::<_, Option<String>>(10)?.as_deref().map(AuditDetail::from_kept),
    })
}

fn is_one_of(actions: &[AuditAction], code: ValueRef<'_>) -> bool {
    let code = code.as_str().ok();
    actions.iter().any(|action| Some(action.code()) == code)
}

fn pair(id: Option<i64>, name: Option<String>) -> Option<(i64, String)> {
    Some((id?, name.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::beginning::{NOW, closed_directory};
    use crate::store::{Directory, Founding};

    fn trail(directory: &mut Directory) -> Vec<AuditEntry> {
        let read = directory.read::<_, StoreError>(|tx| Ok(tx.audit_trail()?.entries));
        read.unwrap()
    }

    /// SECURITY.md: `REPLACE` gets past triggers unless they are recursive, so it is tried with every kind of change.
    #[test]
    fn the_trail_can_only_grow_through_our_own_connection() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let founding = Founding {
            created_at: Timestamp::from_unix_ms(1),
            salt: [0; 16],
        };
        let mut directory = Directory::create::<StoreError>(&path, &founding, |tx| {
            tx.write_audit(&AuditEntry {
                at: founding.created_at,
                actor: AuditActor::Nobody,
                action: AuditAction::DirectoryCreated,
                user: None,
                client: None,
                detail: Some(AuditDetail::text("as written")),
            })
        })
        .unwrap();
        let before = trail(&mut directory);
        for harm in [
            "UPDATE audit SET detail = 'otherwise'",
            "DELETE FROM audit",
            "INSERT OR REPLACE INTO audit (id, at, actor_kind, action) VALUES (1, 2, 'nobody', 'refused')",
            "REPLACE INTO audit (id, at, actor_kind, action) VALUES (1, 2, 'nobody', 'refused')",
            "INSERT INTO audit (id, at, actor_kind, action) VALUES (1, 2, 'nobody', 'refused')
                 ON CONFLICT (id) DO UPDATE SET detail = 'otherwise'",
            "UPDATE OR REPLACE audit SET id = 2",
        ] {
            let refused = directory.connection_for_tests().execute_batch(harm);
            assert!(refused.is_err(), "{harm}");
            assert_eq!(trail(&mut directory), before, "{harm}");
        }
        for harm in [
            "DROP TRIGGER audit_is_never_changed",
            "DROP TABLE audit",
            "DROP INDEX audit_by_client",
            "ALTER TABLE audit RENAME TO other",
            "ALTER TABLE audit DROP COLUMN detail",
            "CREATE TABLE other (id INTEGER)",
            "CREATE TEMP TABLE audit (id INTEGER)",
            "CREATE TRIGGER other AFTER INSERT ON audit BEGIN SELECT 1; END",
            "CREATE VIEW other AS SELECT 1",
            "ATTACH ':memory:' AS other",
            "PRAGMA recursive_triggers = 0",
            "PRAGMA writable_schema = 1",
            "PRAGMA journal_mode = off",
            "PRAGMA synchronous = 0",
            "PRAGMA user_version = 1",
            "REINDEX",
            "VACUUM INTO 'other.db'",
        ] {
            let refused = directory.connection_for_tests().execute_batch(harm).unwrap_err();
            assert!(refused.to_string().contains("authoriz"), "{harm}: {refused}");
            let again = directory.reader().unwrap();
            let refused = again.connection_for_tests().execute_batch(harm);
            assert!(refused.is_err(), "{harm}");
            assert_eq!(trail(&mut directory), before, "{harm}");
        }
    }

    /// Past the program, nothing refuses it, so it is noticed at the next opening.
    #[test]
    fn a_trigger_or_a_table_that_was_dropped_is_noticed() {
        for harm in ["DROP TRIGGER audit_is_never_changed", "DROP TABLE audit"] {
            let folder = tempfile::tempdir().unwrap();
            let path = closed_directory(folder.path());
            rusqlite::Connection::open(&path).unwrap().execute_batch(harm).unwrap();
            let noticed = Directory::open(&path, NOW).unwrap_err();
            assert!(noticed.to_string().contains("audit"), "{harm}: {noticed}");
        }
    }
}
