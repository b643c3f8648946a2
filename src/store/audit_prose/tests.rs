//! What earlier versions wrote, and what it becomes.

use super::*;
use crate::store::schema::{MIGRATIONS, newest, outline, upgrade, version};

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
    assert_eq!(version(&connection).unwrap(), newest(MIGRATIONS));
}
