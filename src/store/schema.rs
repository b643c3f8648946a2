//! The schema and its versions: every upgrade and the new version number in one transaction, or none of it.

use rusqlite::{Connection, TransactionBehavior};

use super::error::StoreError;
use super::pulse::{Progress, Pulse};
use super::{audit_prose, chain, digest, kept, refold};
use crate::domain::failure::StorageFailure;

/// Says "this is a directory of Avo Admin" in the file's header: `AvoA`.
pub(super) const APPLICATION_ID: i32 = 0x4176_6F41;
/// Every step from an empty file to today's schema; step `n` leads to version `n + 1`. Never change one that shipped.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::of(include_str!("migrations/0001_first.sql")),
    Migration::of(include_str!("migrations/0002_registration.sql")),
    // The schema stays as it is: a window of version 2 that is open meanwhile can still write its sentences.
    Migration {
        sql: "",
        rows: Some(audit_prose::structure_trail),
    },
    // Again the schema stays as it is; only what is folded and compared changed.
    Migration {
        sql: "",
        rows: Some(refold::rebuild),
    },
    Migration::of(include_str!("migrations/0005_sort_keys.sql")),
    Migration {
        sql: concat!(
            include_str!("migrations/0006_identity.sql"),
            include_str!("migrations/0006_trail.sql"),
            include_str!("migrations/0006_clock.sql"),
        ),
        rows: Some(begin_trail),
    },
    Migration::of(concat!(
        include_str!("migrations/0007_backups.sql"),
        include_str!("migrations/0007_seal.sql"),
    )),
    Migration {
        sql: include_str!("migrations/0008_lists.sql"),
        rows: Some(kept::begin),
    },
];

/// Chains the trail and sums up the rows that are there.
fn begin_trail(connection: &Connection) -> Result<(), StoreError> {
    chain::begin(connection)?;
    digest::begin(connection)
}

/// What a step does to rows, where SQL alone cannot.
type RowChange = fn(&Connection) -> Result<(), StoreError>;

/// One step of the schema.
#[derive(Clone, Copy)]
pub(super) struct Migration {
    /// What changes the schema.
    pub(super) sql: &'static str,
    /// What changes rows that are there, where SQL alone cannot.
    pub(super) rows: Option<RowChange>,
}

impl Migration {
    /// A step that SQL alone can do.
    pub(super) const fn of(sql: &'static str) -> Self {
        Self { sql, rows: None }
    }

    fn apply(&self, connection: &Connection) -> Result<(), StoreError> {
        connection.execute_batch(self.sql)?;
        self.rows.map_or(Ok(()), |change_rows| change_rows(connection))
    }
}

/// The newest version in `migrations`.
pub(super) fn newest(migrations: &[Migration]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// The version the file has.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the schema to the newest version. The version is read again inside the transaction, because another window
/// may be doing the same.
pub(super) fn upgrade(connection: &mut Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    upgrade_heard(connection, migrations, &Pulse::unheard())
}

/// The same, and `pulse` hears how far it is and stops it.
pub(super) fn upgrade_heard(
    connection: &mut Connection,
    migrations: &[Migration],
    pulse: &Pulse,
) -> Result<(), StoreError> {
    let known = newest(migrations);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    if found > known {
        return Err(StoreError::Found(StorageFailure::Newer { found, known }));
    }
    let done = usize::try_from(found).map_err(|_| StoreError::damaged("its version is below zero"))?;
    let steps = migrations.len().saturating_sub(done) as u64;
    for (step, migration) in (0..).zip(migrations.iter().skip(done)) {
        if pulse.note(Progress { done: step, of: steps }).is_break() {
            return Err(StoreError::Found(StorageFailure::Interrupted));
        }
        migration.apply(&transaction)?;
    }
    if found < known {
        transaction.pragma_update(None, "user_version", known)?;
    }
    Ok(transaction.commit()?)
}

/// Every table, index and trigger as it was written, so that two schemas can be compared. What the engine adds for
/// itself is left out.
pub(super) fn outline(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    )?;
    let lines = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(lines)
}

/// Refuses a directory whose schema is not the one `migrations` make: a dropped trigger would leave the audit trail
/// open to changes without anything else to be noticed.
pub(super) fn check_outline(connection: &Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    let fresh = Connection::open_in_memory()?;
    digest::register(&fresh)?;
    for migration in migrations {
        migration.apply(&fresh)?;
    }
    let (found, expected) = (outline(connection)?, outline(&fresh)?);
    if found == expected {
        return Ok(());
    }
    let named = |line: &String| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let odd = expected
        .iter()
        .find(|line| !found.contains(line))
        .or_else(|| found.iter().find(|line| !expected.contains(line)));
    let what = odd.map_or_else(String::new, named);
    Err(StoreError::damaged(format!("{what} is not as it was made")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_schema(migrations: &[Migration]) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        upgrade(&mut connection, migrations).unwrap();
        connection
    }

    #[test]
    fn upgrading_twice_changes_nothing() {
        let mut connection = with_schema(MIGRATIONS);
        let before = outline(&connection).unwrap();
        upgrade(&mut connection, MIGRATIONS).unwrap();
        assert_eq!(outline(&connection).unwrap(), before);
        assert_eq!(version(&connection).unwrap(), newest(MIGRATIONS));
    }

    #[test]
    fn an_upgrade_that_fails_in_the_middle_leaves_the_old_version() {
        let mut connection = with_schema(MIGRATIONS);
        let before = outline(&connection).unwrap();
        let mut next = MIGRATIONS.to_vec();
        next.push(Migration::of(
            "CREATE TABLE halfway (id INTEGER) STRICT; CREATE TABLE users (id INTEGER) STRICT;",
        ));
        assert!(upgrade(&mut connection, &next).is_err());
        assert_eq!(outline(&connection).unwrap(), before);
        assert_eq!(version(&connection).unwrap(), newest(MIGRATIONS));
    }

    #[test]
    fn a_newer_version_is_refused() {
        let mut connection = with_schema(MIGRATIONS);
        connection.pragma_update(None, "user_version", 99).unwrap();
        let error = upgrade(&mut connection, MIGRATIONS).unwrap_err();
        assert!(
            matches!(error.failure(), StorageFailure::Newer { found: 99, .. }),
            "{error}"
        );
    }

    #[test]
    fn a_missing_trigger_is_noticed() {
        let connection = with_schema(MIGRATIONS);
        check_outline(&connection, MIGRATIONS).unwrap();
        connection.execute_batch("DROP TRIGGER audit_is_never_changed").unwrap();
        let error = check_outline(&connection, MIGRATIONS).unwrap_err();
        assert!(error.to_string().contains("audit_is_never_changed"), "{error}");
    }
}
