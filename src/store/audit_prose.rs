//! The English that versions 1 and 2 of the schema kept as the detail of an audit entry, turned into its structure.
//!
//! The sentences here are a file format, not words for a person: they are what earlier programs wrote, and never change.
//! What is not one of them is kept as it is, as [`AuditDetail::Text`].

use rusqlite::{Connection, params};

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

const GUARD: &str = "audit_is_never_changed";

/// Turns every detail of the trail into its structure. Runs inside the transaction of the upgrade, which alone may take
/// the guard against changes away, and puts it back as it was.
pub(super) fn structure_trail(connection: &Connection) -> Result<(), StoreError> {
    let guard: String = connection.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1",
        [GUARD],
        |row| row.get(0),
    )?;
    connection.execute_batch("DROP TRIGGER audit_is_never_changed")?;
    structure_rows(connection)?;
    Ok(connection.execute_batch(&guard)?)
}

fn structure_rows(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection
        .prepare("SELECT id, action, detail FROM audit WHERE detail IS NOT NULL AND id > ?1 ORDER BY id LIMIT 1")?;
    let mut write = connection.prepare("UPDATE audit SET detail = ?2 WHERE id = ?1")?;
    let mut after = 0;
    loop {
        let mut rows = read.query([after])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let (id, action, prose): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        drop(rows);
        let json = structure(&action, &prose).to_json().map_err(StoreError::unwritable)?;
        write.execute(params![id, json])?;
        after = id;
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
mod tests {
    use super::*;
    use crate::store::schema::{MIGRATIONS, outline, upgrade, version};

    fn json(action: AuditAction, prose: &str) -> String {
        structure(action.code(), prose).to_json().unwrap()
    }

    #[test]
    fn each_sentence_of_earlier_versions_gets_its_structure() {
        use AuditAction as A;
        for (action, prose, expected) in [
            (
                A::DirectoryCreated,
                "with 1200 made-up users",
                r#"{"kind":"sample_data","users":1200}"#,
            ),
            (
                A::UserCreated,
                "as Quality Manager, Admin",
                r#"{"kind":"user_created","roles":{"primary":"quality_manager","is_admin":true}}"#,
            ),
            (A::UserUpdated, "", r#"{"kind":"user_changed","fields":[]}"#),
            (
                A::UserUpdated,
                "Email Id; Password; role from Quality Lead to Quality Manager, Admin",
                r#"{"kind":"user_changed","fields":["email","password"],"roles":{"from":{"primary":"quality_lead","is_admin":false},"to":{"primary":"quality_manager","is_admin":true}}}"#,
            ),
            (
                A::UserDeleted,
                "with 3 clients",
                r#"{"kind":"user_deleted","clients":3}"#,
            ),
            (
                A::ClientProvisioned,
                "token …aB3d",
                r#"{"kind":"token_issued","hint":"aB3d"}"#,
            ),
            (
                A::ClientReprovisioned,
                "token …aB3d, never expires",
                r#"{"kind":"token_issued","hint":"aB3d"}"#,
            ),
            (
                A::ClientReregistered,
                "token …aB3d, expires in 7 days, its client works for 90 days",
                r#"{"kind":"token_issued","hint":"aB3d","lifetime_secs":604800,"credential_days":90}"#,
            ),
            (
                A::ClientRegistered,
                "from lt-0231",
                r#"{"kind":"client_registered","host":"lt-0231"}"#,
            ),
            (
                A::ClientRefused,
                "Register from 2001:db8::7: used already",
                r#"{"kind":"client_refused","request":"register","address":"2001:db8::7","cause":"used"}"#,
            ),
            (
                A::ClientRefused,
                "Connect from 192.0.2.7: the credential belongs to another registration",
                r#"{"kind":"client_refused","request":"connect","address":"192.0.2.7","cause":"credential_taken"}"#,
            ),
            (
                A::ServiceStopped,
                "https://console.example.com:8443",
                r#"{"kind":"service","url":"https://console.example.com:8443"}"#,
            ),
            (
                A::Refused,
                "Deregister: Only administrators may do this",
                r#"{"kind":"refused","operation":"deregister","cause":"not_administrator"}"#,
            ),
            (
                A::Refused,
                "Read the directory: Your session has ended",
                r#"{"kind":"refused","operation":"read_directory","cause":"session_ended"}"#,
            ),
        ] {
            assert_eq!(json(action, prose), expected, "{action:?}: {prose}");
        }
    }

    #[test]
    fn each_cause_and_operation_of_earlier_versions_is_understood() {
        for cause in [
            "malformed",
            "unknown",
            "used already",
            "replaced by a newer one",
            "the client is deregistered",
            "expired",
            "the user is disabled",
        ] {
            let structured = json(AuditAction::ClientRefused, &format!("Connect from ::1: {cause}"));
            assert!(structured.contains("client_refused"), "{cause}: {structured}");
        }
        for cause in [
            "This is the last administrator who can sign in",
            "Your account is disabled",
            "Your password must be changed first",
            "You cannot disable or delete your own account",
        ] {
            let structured = json(AuditAction::Refused, &format!("Delete a user: {cause}"));
            assert!(structured.contains(r#""kind":"refused""#), "{cause}: {structured}");
        }
    }

    #[test]
    fn prose_without_a_structure_is_kept_to_the_letter() {
        for (action, prose) in [
            ("user_created", "as Quality Wizard"),
            ("user_updated", "Shoe Size"),
            ("user_deleted", "with many clients"),
            ("client_provisioned", "token …aB3d, expires in 3 fortnights"),
            ("client_refused", "Register from nowhere"),
            // Written by early builds of version 1, for what are several operations today.
            ("refused", "Manage clients: Only administrators may do this"),
            ("signed_in", "unexpected"),
            ("of_another_program", "anything"),
        ] {
            let expected = AuditDetail::Text { text: prose.to_owned() };
            assert_eq!(structure(action, prose), expected);
        }
    }

    /// A trail of version 2 is structured in the transaction of the upgrade, and guarded against changes again.
    #[test]
    fn an_upgrade_structures_the_trail_and_leaves_everything_else_of_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        upgrade(&mut connection, &MIGRATIONS[..2]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO audit (at, actor_kind, actor_name, action, detail) VALUES
                     (1, 'system', 'root', 'service_started', 'http://127.0.0.1:1'),
                     (2, 'nobody', NULL, 'sign_in_refused', NULL),
                     (3, 'nobody', NULL, 'client_registered', 'from lt-0231'),
                     (4, 'nobody', NULL, 'refused', 'of a kind of its own')",
            )
            .unwrap();
        upgrade(&mut connection, MIGRATIONS).unwrap();
        let mut statement = connection
            .prepare("SELECT at, actor_kind, action, detail FROM audit ORDER BY id")
            .unwrap();
        let rows: Vec<(i64, String, String, Option<String>)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let row = |at, kind: &str, action: &str, detail: Option<&str>| {
            (at, kind.to_owned(), action.to_owned(), detail.map(str::to_owned))
        };
        assert_eq!(
            rows,
            [
                row(
                    1,
                    "system",
                    "service_started",
                    Some(r#"{"kind":"service","url":"http://127.0.0.1:1"}"#)
                ),
                row(2, "nobody", "sign_in_refused", None),
                row(
                    3,
                    "nobody",
                    "client_registered",
                    Some(r#"{"kind":"client_registered","host":"lt-0231"}"#)
                ),
                row(
                    4,
                    "nobody",
                    "refused",
                    Some(r#"{"kind":"text","text":"of a kind of its own"}"#)
                ),
            ]
        );
        assert!(
            connection
                .execute_batch("UPDATE audit SET detail = 'otherwise'")
                .is_err()
        );
        let mut fresh = Connection::open_in_memory().unwrap();
        upgrade(&mut fresh, MIGRATIONS).unwrap();
        assert_eq!(outline(&connection).unwrap(), outline(&fresh).unwrap());
        assert_eq!(version(&connection).unwrap(), 3);
    }
}
