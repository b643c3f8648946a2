//! The hosts that clients name when they connect, and what is on record of their changes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rusqlite::{Row, named_params, params};

use super::audit::audit_line;
use super::error::StoreError;
use super::rows::{RowError, each_row};
use super::search_key;
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::audit::AuditAction;
use crate::domain::audit_detail::AuditDetail;
use crate::domain::client::{Client, ClientId};
use crate::domain::host_change::{HostChange, TwoMachines};
use crate::domain::registration::HostName;
use crate::domain::time::Timestamp;
use crate::domain::user::UserId;

/// The most lines of a client's trail that are looked at for changes of its host: refusals stand between them, and a
/// flood of those must not slow down everyone who connects.
const MOST_LINES: i64 = 500;

impl Tx<'_> {
    /// The changes of a client's host on record after `since` and after its latest registration, newest first.
    pub fn host_changes(&self, client: ClientId, since: Timestamp) -> Result<Vec<HostChange>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT action, at, detail, id FROM audit WHERE client_id = ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let mut changes = Vec::new();
        each_row(statement.query(params![client.0, MOST_LINES])?, audit_line(3), |row| {
            let action: String = row.get(0)?;
            if action == AuditAction::ClientRegistered.code() || Timestamp::from_unix_ms(row.get(1)?) <= since {
                return Ok(ControlFlow::Break(()));
            }
            let is_return = action == AuditAction::ClientUsedFromTwoMachines.code();
            if is_return || action == AuditAction::ClientHostChanged.code() {
                changes.extend(change_of(row, is_return)?);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(changes)
    }

    /// Which clients of a user were used from two machines since they registered, and when that was last on record.
    pub fn two_machines_of(&self, user: UserId) -> Result<BTreeMap<ClientId, TwoMachines>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT c.id, a.at, a.detail, a.id FROM clients c JOIN audit a ON a.id = (
                 SELECT max(id) FROM audit WHERE client_id = c.id AND +action IN (?2, ?3))
             WHERE c.user_id = ?1 AND c.credential_hash IS NOT NULL AND a.action = ?2",
        )?;
        let rows = statement.query(params![
            user.0,
            AuditAction::ClientUsedFromTwoMachines.code(),
            AuditAction::ClientRegistered.code(),
        ])?;
        let mut found = BTreeMap::new();
        each_row(rows, audit_line(3), |row| {
            if let Some(HostChange { at, from, to, .. }) = change_of(row, true)? {
                found.insert(ClientId(row.get(0)?), TwoMachines { hosts: [to, from], at });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

impl WriteTx<'_> {
    /// Keeps the host that the client named. Like [`Tx::see_client`] that is no change of an administrator, so the
    /// revision stays.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn keep_host(&self, client: &Client, host: &HostName) -> Result<(), StoreError> {
        self.expect_held(Hold::Client(client.id))?;
        self.transaction
            .prepare_cached("UPDATE clients SET host = :host, search_key = :search_key WHERE id = :id")?
            .execute(named_params! {
                ":id": client.id.0,
                ":host": host.as_str(),
                ":search_key": search_key::of_client(client.name.as_str(), Some(host.as_str())),
            })?;
        Ok(())
    }
}

/// The change in a row with its moment and detail as second and third column.
fn change_of(row: &Row<'_>, is_return: bool) -> Result<Option<HostChange>, RowError> {
    let detail: Option<String> = row.get(2)?;
    let at = Timestamp::from_unix_ms(row.get(1)?);
    let change = detail.and_then(|kept| hosts_of(&kept));
    Ok(change.map(|(from, to)| HostChange {
        at,
        from,
        to,
        is_return,
    }))
}

/// The host before and the host after, as a kept detail says.
fn hosts_of(kept: &str) -> Option<(String, String)> {
    match AuditDetail::from_kept(kept) {
        AuditDetail::ClientHostChanged { from, to } | AuditDetail::ClientUsedFromTwoMachines { from, to } => {
            Some((from, to))
        }
        _ => None,
    }
}
