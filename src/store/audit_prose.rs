//! The English that versions 1 and 2 of the schema kept as the detail of an audit entry, turned into its structure.
//!
//! The sentences here are a file format, not messages: they are what earlier programs wrote, and never change.
//! What is not one of them is kept as it is, as [`AuditDetail::Text`].

use rusqlite::{Connection, params};

use super::chain;
use super::error::StoreError;
use crate::domain::access::Denied;
use crate::domain::audit::AuditAction;
use crate::domain::audit_detail::{
    AuditDetail, ClientRequestKind, OperationKind, RefusalCause, RolesChange, RolesDetail,
};
use crate::domain::client::ClientAction;
use crate::domain::expiry::TokenLifetime;
use crate::domain::field::Field;
use crate::domain::registration::ClientRefusal;
use crate::domain::role::PrimaryRole;
use crate::domain::token::TokenRefusal;

/// Turns every detail of the trail into its structure. Runs inside the transaction of the upgrade.
pub(super) fn structure_trail(connection: &Connection) -> Result<(), StoreError> {
    chain::unguarded(connection, structure_rows)
}

fn structure_rows(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection
        .prepare("SELECT id, action, detail FROM audit WHERE detail IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1")?;
    let mut write = connection.prepare("UPDATE audit SET detail = ?2 WHERE id = ?1")?;
    let mut after = 0_i64;
    loop {
        let mut rows = read.query([after])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        after = row.get(0)?;
        // A line that is no text any longer stays as it is.
        let (Ok(action), Ok(prose)) = (row.get::<_, String>(1), row.get::<_, String>(2)) else {
            continue;
        };
        drop(rows);
        let json = structure(&action, &prose).to_json().map_err(StoreError::unwritable)?;
        write.execute(params![after, json])?;
    }
}

/// The structure of what was written as `prose` about the action with code `action`.
fn structure(action: &str, prose: &str) -> AuditDetail {
    let action = AuditAction::ALL.into_iter().find(|known| known.code() == action);
    let structured = action.and_then(|action| match action {
        AuditAction::DirectoryCreated => sample_data(prose),
        AuditAction::UserCreated => user_created(prose),
        AuditAction::UserUpdated => user_changed(prose),
        AuditAction::UserDeleted => user_deleted(prose),
        AuditAction::ClientProvisioned | AuditAction::ClientReprovisioned | AuditAction::ClientReregistered => {
            token_issued(prose)
        }
        AuditAction::ClientRegistered => prose
            .strip_prefix("from ")
            .map(|host| AuditDetail::ClientRegistered { host: host.to_owned() }),
        AuditAction::ClientRefused => client_refused(prose),
        AuditAction::ServiceStarted | AuditAction::ServiceStopped => Some(AuditDetail::service(prose)),
        AuditAction::Refused => refused(prose),
        _ => None,
    });
    structured.unwrap_or_else(|| AuditDetail::Text { text: prose.to_owned() })
}

fn sample_data(prose: &str) -> Option<AuditDetail> {
    let users = prose.strip_prefix("with ")?.strip_suffix(" made-up users")?;
    Some(AuditDetail::SampleData {
        users: users.parse().ok()?,
    })
}

fn user_created(prose: &str) -> Option<AuditDetail> {
    let roles = roles(prose.strip_prefix("as ")?)?;
    Some(AuditDetail::UserCreated { roles })
}

/// The names of fields, then the roles, with semicolons between.
fn user_changed(prose: &str) -> Option<AuditDetail> {
    let (mut fields, mut change) = (Vec::new(), None);
    for part in prose.split("; ").filter(|part| !part.is_empty()) {
        let field = match part {
            "Email Id" => Field::Email,
            "First Name" => Field::FirstName,
            "Last Name" => Field::LastName,
            "Password" => Field::Password,
            other => {
                let (from, to) = other.strip_prefix("role from ")?.split_once(" to ")?;
                change = Some(RolesChange {
                    from: roles(from)?,
                    to: roles(to)?,
                });
                continue;
            }
        };
        fields.push(field);
    }
    Some(AuditDetail::UserChanged { fields, roles: change })
}

fn user_deleted(prose: &str) -> Option<AuditDetail> {
    let clients = prose.strip_prefix("with ")?.strip_suffix(" clients")?;
    Some(AuditDetail::UserDeleted {
        clients: clients.parse().ok()?,
    })
}

/// Version 1 kept the hint alone: its tokens did not expire.
fn token_issued(prose: &str) -> Option<AuditDetail> {
    let mut parts = prose.strip_prefix("token …")?.split(", ");
    let hint = parts.next()?.to_owned();
    let lifetime = match parts.next() {
        None | Some("never expires") => TokenLifetime::Never,
        Some(expires) => {
            let label = expires.strip_prefix("expires in ")?;
            lifetime(label)?
        }
    };
    let credential_days = match parts.next() {
        None => None,
        Some(works) => Some(
            works
                .strip_prefix("its client works for ")?
                .strip_suffix(" days")?
                .parse()
                .ok()?,
        ),
    };
    parts.next().is_none().then_some(AuditDetail::TokenIssued {
        hint,
        lifetime_secs: lifetime.secs(),
        credential_days,
    })
}

fn lifetime(label: &str) -> Option<TokenLifetime> {
    match label {
        "1 hour" => Some(TokenLifetime::OneHour),
        "1 day" => Some(TokenLifetime::OneDay),
        "7 days" => Some(TokenLifetime::SevenDays),
        "30 days" => Some(TokenLifetime::ThirtyDays),
        _ => None,
    }
}

fn client_refused(prose: &str) -> Option<AuditDetail> {
    let (request, rest) = prose.split_once(" from ")?;
    // The address of IPv6 has colons too, but no space behind one.
    let (address, cause) = rest.split_once(": ")?;
    let request = match request {
        "Register" => ClientRequestKind::Register,
        "Connect" => ClientRequestKind::Connect,
        _ => return None,
    };
    let cause = match cause {
        "malformed" => ClientRefusal::Token(TokenRefusal::Malformed),
        "unknown" => ClientRefusal::Token(TokenRefusal::Unknown),
        "used already" => ClientRefusal::Token(TokenRefusal::Used),
        "replaced by a newer one" => ClientRefusal::Token(TokenRefusal::Replaced),
        "the client is deregistered" => ClientRefusal::Token(TokenRefusal::Deregistered),
        "expired" => ClientRefusal::Token(TokenRefusal::Expired),
        "the user is disabled" => ClientRefusal::Token(TokenRefusal::Disabled),
        "the credential belongs to another registration" => ClientRefusal::CredentialTaken,
        _ => return None,
    };
    Some(AuditDetail::ClientRefused {
        request,
        address: address.to_owned(),
        cause,
    })
}

fn refused(prose: &str) -> Option<AuditDetail> {
    let (operation, cause) = prose.split_once(": ")?;
    let operation = match operation {
        "Read the directory" => OperationKind::ReadDirectory,
        "Create a user" => OperationKind::CreateUser,
        "Update a user" => OperationKind::UpdateUser,
        "Delete a user" => OperationKind::DeleteUser,
        "Disable a user" => OperationKind::DisableUser,
        "Enable a user" => OperationKind::EnableUser,
        "Unlock a user" => OperationKind::UnlockUser,
        "Read a user" => OperationKind::ReadUser,
        "Generate a token" => OperationKind::GenerateToken,
        "Identify a token" => OperationKind::IdentifyToken,
        "Change the own password" => OperationKind::ChangeOwnPassword,
        "Use the own account" => OperationKind::ReadOwnAccount,
        "Reprovision" => OperationKind::ActOnClient(ClientAction::Reprovision),
        "Deregister" => OperationKind::ActOnClient(ClientAction::Deregister),
        "Reregister" => OperationKind::ActOnClient(ClientAction::Reregister),
        "Delete" => OperationKind::ActOnClient(ClientAction::Delete),
        _ => return None,
    };
    let cause = match cause {
        "Your session has ended" => RefusalCause::SessionEnded,
        "This is the last administrator who can sign in" => RefusalCause::LastAdministrator,
        "Your account is disabled" => RefusalCause::Denied(Denied::AccountDisabled),
        "Your password must be changed first" => RefusalCause::Denied(Denied::PasswordMustChange),
        "Only administrators may do this" => RefusalCause::Denied(Denied::NotAdministrator),
        "You cannot disable or delete your own account" => RefusalCause::Denied(Denied::OwnAccount),
        _ => return None,
    };
    Some(AuditDetail::Refused { operation, cause })
}

fn roles(words: &str) -> Option<RolesDetail> {
    let (words, is_admin) = words
        .strip_suffix(", Admin")
        .map_or((words, false), |primary| (primary, true));
    let primary = match words {
        "Quality Manager" => PrimaryRole::QualityManager,
        "Quality Lead" => PrimaryRole::QualityLead,
        "Quality Engineer" => PrimaryRole::QualityEngineer,
        _ => return None,
    };
    Some(RolesDetail { primary, is_admin })
}

#[cfg(test)]
mod tests;
