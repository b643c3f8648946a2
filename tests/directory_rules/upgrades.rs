//! Directories of earlier versions, opened and upgraded.

use crate::at_rest::open;
use crate::directory::{ANA, ANA_PASSWORD, Place, column, problem, sign_in, user_id};
use avo_admin::domain::audit_detail::AuditDetail;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::query::{StateFilter, UserQuery};
use avo_admin::domain::user::UserDraft;
use avo_admin::service::Reads as _;

/// Tables, indexes and triggers as they were written.
fn outline(raw: &rusqlite::Connection) -> Vec<String> {
    let sql =
        "SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY 1";
    column(raw, sql)
}

/// The fixtures are what earlier versions wrote, and never change.
#[test]
fn a_directory_of_every_earlier_version_opens_and_equals_a_fresh_one() {
    let place = Place::with_ana();
    let fresh = outline(&place.raw());
    for (version, written, entries) in [
        (1, include_str!("fixtures/schema_v1.sql"), 2),
        (2, include_str!("fixtures/schema_v2.sql"), 2),
        (3, include_str!("fixtures/schema_v3.sql"), 4),
        (4, include_str!("fixtures/schema_v4.sql"), 4),
        (5, include_str!("fixtures/schema_v5.sql"), 4),
        (6, include_str!("fixtures/schema_v6.sql"), 4),
        (7, include_str!("fixtures/schema_v7.sql"), 4),
    ] {
        let old = place.folder.path().join(format!("version-{version}.db"));
        rusqlite::Connection::open(&old)
            .unwrap()
            .execute_batch(written)
            .unwrap();
        let mut service = open(&place, &old).unwrap();
        service.check_quickly().unwrap();
        let report = service.verify_all(&[]).unwrap().unwrap();
        assert_eq!(report.chained_from, i64::try_from(entries).unwrap() + 1);
        assert!(report.hashed_at.is_some());
        let list = service.read_users(&UserQuery::default(), None).unwrap();
        let names: Vec<&str> = list.rows.iter().map(|row| row.user.user_name.as_str()).collect();
        assert_eq!(names, ["ana.garcia", "bo.lindqvist"]);
        assert_eq!(list.total_clients, 3);
        assert_eq!(service.read_audit().unwrap().len(), entries);
        assert_eq!(
            outline(&rusqlite::Connection::open(&old).unwrap()),
            fresh,
            "version {version}"
        );
    }
}

/// Entries of earlier versions hold English sentences. The upgrade gives them their structure, whatever version wrote
/// them, and keeps to the letter what it does not understand.
#[test]
fn the_sentences_of_earlier_audit_entries_become_structure() {
    let place = Place::with_ana();
    for written in [
        include_str!("fixtures/schema_v1.sql"),
        include_str!("fixtures/schema_v2.sql"),
    ] {
        let old = place.folder.path().join(format!("trail-{}.db", written.len()));
        let raw = rusqlite::Connection::open(&old).unwrap();
        raw.execute_batch(written).unwrap();
        raw.execute_batch(
            "INSERT INTO audit (at, actor_kind, actor_id, actor_name, action, user_id, user_name, detail) VALUES
                 (1795000020000, 'user', 1, 'ana.garcia', 'user_updated', 2, 'bo.lindqvist', 'Email Id; Password'),
                 (1795000030000, 'user', 1, 'ana.garcia', 'user_updated', 2, 'bo.lindqvist', 'Shoe Size')",
        )
        .unwrap();
        drop(raw);
        let entries = open(&place, &old).unwrap().read_audit().unwrap();
        let details: Vec<_> = entries.into_iter().map(|entry| entry.detail).collect();
        let changed = AuditDetail::UserChanged {
            fields: vec![Field::Email, Field::Password],
            roles: None,
        };
        assert_eq!(
            details,
            [None, None, Some(changed), Some(AuditDetail::text("Shoe Size"))]
        );
    }
}

/// Earlier versions took two spellings of an address for two, and names with nothing to see for names.
#[test]
fn addresses_that_have_become_one_stay_until_they_are_edited() {
    let place = Place::with_ana();
    let hash: Vec<String> = column(&place.raw(), "SELECT password_hash FROM users");
    let old = place.folder.path().join("old.db");
    let raw = rusqlite::Connection::open(&old).unwrap();
    raw.execute_batch(include_str!("fixtures/schema_v3.sql")).unwrap();
    raw.execute("UPDATE users SET password_hash = ?1 WHERE id = 1", [&hash[0]])
        .unwrap();
    raw.execute_batch(
        "INSERT INTO users (user_name, user_name_key, configuration, email, email_key, first_name, first_name_key,
             last_name, last_name_key, search_key, primary_role, is_admin, is_disabled, must_change_password,
             created_at, changed_at)
         VALUES ('eva.muller', 'eva.muller', 'default', 'Bo@xn--bcher-kva.example', 'bo@xn--bcher-kva.example', 'Eva',
             'eva', 'Παπαδόπουλος', 'old', 'old', 'quality_lead', 0, 0, 0, 9, 9);
         UPDATE users SET email = 'bo@b\u{fc}cher.example', email_key = 'bo@b\u{fc}cher.example',
             first_name = '\u{200b}', search_key = 'old' WHERE user_name = 'bo.lindqvist'",
    )
    .unwrap();
    drop(raw);
    let mut service = open(&place, &old).unwrap();
    let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    let [bo, eva] = ["bo.lindqvist", "eva.muller"].map(|name| user_id(&mut service, name));
    let home = service.home(&ana).unwrap();
    assert_eq!(home.users_with_same_email, 2);
    let mut found = |search: &str, state: Option<StateFilter>| -> Vec<String> {
        let query = UserQuery {
            search: search.to_owned(),
            state,
            ..UserQuery::default()
        };
        let list = service.read_users(&query, None).unwrap();
        list.rows.iter().map(|row| row.user.user_name.to_string()).collect()
    };
    assert_eq!(found("", Some(StateFilter::SameEmail)), ["bo.lindqvist", "eva.muller"]);
    assert_eq!(found("ΠΑΠΑΔΟΠΟΥΛΟΣ", None), ["eva.muller"]);
    let now = service.user_details(&ana, eva).unwrap().user;
    let same = service
        .update_user(&ana, eva, now.revision, &now.draft(), None)
        .unwrap_err();
    assert_eq!(problem(&same, Field::Email), Some(FieldProblem::EmailTaken));
    let other = UserDraft {
        email: "eva@example.com".to_owned(),
        ..now.draft()
    };
    service.update_user(&ana, eva, now.revision, &other, None).unwrap();
    assert_eq!(service.home(&ana).unwrap().users_with_same_email, 0);
    let now = service.user_details(&ana, bo).unwrap().user;
    let named = UserDraft {
        first_name: "Bo".to_owned(),
        ..now.draft()
    };
    service.update_user(&ana, bo, now.revision, &named, None).unwrap();
}

/// After an update the service and a window start together on a directory of the version before.
#[test]
fn several_programs_that_upgrade_a_directory_at_once_all_open_it() {
    for round in 0..10 {
        let place = Place::with_ana();
        let old = place.folder.path().join(format!("old-{round}.db"));
        let raw = rusqlite::Connection::open(&old).unwrap();
        raw.execute_batch(include_str!("fixtures/schema_v1.sql")).unwrap();
        // As every version leaves its directories.
        raw.pragma_update(None, "journal_mode", "wal").unwrap();
        drop(raw);
        let (old, place, start) = (&old, &place, &std::sync::Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(move || {
                    start.wait();
                    open(place, old).unwrap().check_quickly().unwrap();
                });
            }
        });
    }
}

/// A window of the version before that is open meanwhile reads on. It does not write, because it would leave entries
/// without a hash; nothing of a refused change is left.
#[test]
fn an_older_window_that_is_open_during_an_upgrade_reads_and_no_longer_writes() {
    let place = Place::with_ana();
    let old = place.folder.path().join("old.db");
    let window = rusqlite::Connection::open(&old).unwrap();
    window.execute_batch(include_str!("fixtures/schema_v5.sql")).unwrap();
    window.pragma_update(None, "journal_mode", "wal").unwrap();
    window.pragma_update(None, "foreign_keys", "on").unwrap();
    let state = || -> String {
        window
            .prepare_cached("SELECT name, state FROM clients WHERE id = 1")
            .unwrap()
            .query_row([], |row| row.get(1))
            .unwrap()
    };
    // It is in the middle of reading.
    window.execute_batch("BEGIN").unwrap();
    assert_eq!(state(), "registered");
    let mut service = open(&place, &old).unwrap();
    assert_eq!(state(), "registered");
    window.execute_batch("COMMIT").unwrap();
    for written in [
        "UPDATE clients SET state = 'deregistered', changed_at = 9, revision = revision + 1 WHERE id = 2",
        "DELETE FROM users WHERE id = 2",
        "INSERT INTO audit (at, actor_kind, action) VALUES (9, 'nobody', 'sign_in_refused')",
    ] {
        assert!(window.execute_batch(written).is_err(), "{written}");
        service.verify_all(&[]).unwrap().unwrap();
    }
    assert_eq!(state(), "registered");
    service.check_quickly().unwrap();
}
