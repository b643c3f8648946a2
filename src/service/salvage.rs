//! An export of what can still be read of a damaged directory: users, clients and the audit log, without hashes and
//! secrets, as JSON Lines.
//!
//! It asks for no password: whoever can read the file can read all of it anyway, and accounts may be what is damaged.

use std::path::Path;

use serde_json::{Value, json};

use crate::domain::audit::{AuditActor, AuditEntry};
use crate::domain::client::{Client, ClientState};
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::domain::salvage::{Salvaged, SalvagedRow, SalvagedTable};
use crate::domain::time::Timestamp;
use crate::domain::unreadable::RowKind;
use crate::domain::user::User;
use crate::store::{Lines, export_readable};

/// Writes what can be read of the directory to `file`, where nothing may be yet. The directory itself is only read, and
/// this process must not have it open.
///
/// # Errors
/// [`Failure::Storage`]; nothing is left at `file` then.
pub fn salvage(location: &Location, file: &Path) -> Result<Salvaged, Failure> {
    let Location::File(path) = location;
    let (file, tables) = export_readable(path, file, &JsonLines)?;
    Ok(Salvaged { file, tables })
}

struct JsonLines;

impl Lines for JsonLines {
    fn row(&self, row: &SalvagedRow) -> serde_json::Result<String> {
        serde_json::to_string(&match row {
            SalvagedRow::User(user) => of_user(user),
            SalvagedRow::Client(client) => of_client(client),
            SalvagedRow::AuditEntry(id, entry) => of_entry(*id, entry),
        })
    }

    fn end(&self, tables: &[SalvagedTable]) -> serde_json::Result<String> {
        let tables: Vec<Value> = tables.iter().map(of_table).collect();
        serde_json::to_string(&json!({ "kind": "end", "tables": tables }))
    }
}

fn of_user(user: &User) -> Value {
    json!({
        "kind": "user",
        "id": user.id.0,
        "user_name": user.user_name.as_str(),
        "email": user.email.as_str(),
        "first_name": user.first_name.as_str(),
        "last_name": user.last_name.as_str(),
        "primary_role": user.roles.primary(),
        "is_admin": user.roles.is_administrator(),
        "is_disabled": user.is_disabled,
        "created_at": moment(user.created_at),
        "changed_at": moment(user.changed_at),
        "last_sign_in_at": user.last_sign_in_at.map(moment),
    })
}

fn of_client(client: &Client) -> Value {
    let state = match client.state {
        ClientState::Provisioned => "provisioned",
        ClientState::Registered { is_waiting: false } => "registered",
        ClientState::Registered { is_waiting: true } => "waiting",
        ClientState::Deregistered => "deregistered",
    };
    json!({
        "kind": "client",
        "id": client.id.0,
        "user_id": client.user_id.0,
        "name": client.name.as_str(),
        "state": state,
        "host": client.host,
        "version": client.version,
        "token_issued_at": client.token_issued_at.map(moment),
        "token_expires_at": client.token_expires_at.map(moment),
        "credential_expires_at": client.credential_expires_at.map(moment),
        "registered_at": client.registered_at.map(moment),
        "last_seen_at": client.last_seen_at.map(moment),
    })
}

fn of_entry(id: i64, entry: &AuditEntry) -> Value {
    let (actor_id, actor) = match &entry.actor {
        AuditActor::User { id, name } => (Some(id.0), Some(name)),
        AuditActor::SystemAccount(name) => (None, Some(name)),
        AuditActor::Nobody => (None, None),
    };
    json!({
        "kind": "audit_entry",
        "id": id,
        "at": moment(entry.at),
        "actor_id": actor_id,
        "actor": actor,
        "action": entry.action.code(),
        "user_id": entry.user.as_ref().map(|(id, _)| id.0),
        "user_name": entry.user.as_ref().map(|(_, name)| name),
        "client_id": entry.client.as_ref().map(|(id, _)| id.0),
        "client_name": entry.client.as_ref().map(|(_, name)| name),
        "detail": entry.detail,
    })
}

fn of_table(table: &SalvagedTable) -> Value {
    json!({
        "of": match table.kind {
            RowKind::User => "user",
            RowKind::Client => "client",
            RowKind::AuditEntry => "audit_entry",
        },
        "read": table.read,
        "unreadable": table.unreadable,
        "missing_at_most": table.missing_at_most,
        "has_open_end": table.has_open_end,
    })
}

/// RFC 3339 in UTC; one that no calendar has as its number.
fn moment(at: Timestamp) -> Value {
    jiff::Timestamp::from_millisecond(at.unix_ms()).map_or_else(|_| json!(at.unix_ms()), |at| json!(at.to_string()))
}
