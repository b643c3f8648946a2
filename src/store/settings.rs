//! The engine's settings: set on every connection, read back, and refused where one did not take.

use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, limits::Limit};

use super::digest;
use super::error::StoreError;
use crate::domain::failure::StorageFailure;

/// How long a writer waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest text or blob, in bytes; far above anything the schema allows, far below what could fill the memory.
const MOST_VALUE_BYTES: i32 = 4 * 1024 * 1024;

/// Name and value as it reads back. `synchronous=2` is FULL: with less, a commit that was answered can be lost with the
/// power. `temp_store=2` is memory. `cache_size` is in KiB where negative; with the engine's own 2 MiB, the pages of a
/// directory of 100,000 users are read again and again.
const PRAGMAS: [(&str, &str); 10] = [
    ("busy_timeout", "5000"),
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    ("recursive_triggers", "1"),
    ("secure_delete", "1"),
    ("cell_size_check", "1"),
    ("trusted_schema", "0"),
    ("temp_store", "2"),
    ("cache_size", "-65536"),
];

/// What is different while a new file is filled. A log would write every page twice. The keys of tokens and credentials are
/// anywhere in their indexes; with less memory their pages of a million users are written again and again.
const RELAXED: [(&str, &str); 4] = [
    ("journal_mode", "memory"),
    ("synchronous", "0"),
    ("foreign_keys", "0"),
    ("cache_size", "-262144"),
];

const SWITCHES: [(&str, DbConfig, bool); 6] = [
    ("defensive", DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    ("writable_schema", DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    ("double_quoted_strings_dml", DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ("double_quoted_strings_ddl", DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ("attach_create", DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
    ("triggers", DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
];

/// Sets everything and makes sure that it took.
pub(super) fn apply(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_VALUE_BYTES)?;
    connection.set_prepared_statement_cache_capacity(64);
    for (_, switch, is_on) in SWITCHES {
        connection.set_db_config(switch, is_on)?;
    }
    for (name, value) in PRAGMAS {
        if read_pragma(connection, name)? != value {
            connection.pragma_update(None, name, value)?;
        }
    }
    let wanted = PRAGMAS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    let wanted = wanted.chain(SWITCHES.iter().map(|(name, _, is_on)| (*name, is_on.to_string())));
    digest::register(connection)?;
    for (found, wanted) in read_back(connection)?.into_iter().zip(wanted) {
        if found != wanted {
            let words = format!("the setting {} is {} and not {}", found.0, found.1, wanted.1);
            return Err(StoreError::Below {
                failure: StorageFailure::Defect,
                source: words.into(),
            });
        }
    }
    Ok(())
}

/// Lets triggers rest and the disk wait, where many rows are put into a file that has no name yet. Undone by [`apply`].
pub(super) fn relax(connection: &Connection) -> Result<(), StoreError> {
    for (name, value) in RELAXED {
        connection.pragma_update(None, name, value)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    Ok(())
}

/// Every setting as the connection has it.
pub(super) fn read_back(connection: &Connection) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mut found = Vec::with_capacity(PRAGMAS.len() + SWITCHES.len());
    for (name, _) in PRAGMAS {
        found.push((name, read_pragma(connection, name)?));
    }
    for (name, switch, _) in SWITCHES {
        found.push((name, connection.db_config(switch)?.to_string()));
    }
    Ok(found)
}

fn read_pragma(connection: &Connection, name: &str) -> Result<String, StoreError> {
    let value = connection.query_row(&format!("PRAGMA {name}"), [], |row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            other => format!("{other:?}"),
        })
    })?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use crate::store::{Directory, Founding};

    const NOW: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);

    fn path_of_new(folder: &tempfile::TempDir) -> std::path::PathBuf {
        let path = folder.path().join("directory.db");
        let founding = Founding {
            created_at: NOW,
            salt: [7; 16],
        };
        drop(Directory::create::<StoreError>(&path, &founding, |_| Ok(())).unwrap());
        path
    }

    #[test]
    fn every_setting_is_read_back_on_every_connection() {
        let folder = tempfile::tempdir().unwrap();
        let path = path_of_new(&folder);
        let wanted = [
            ("busy_timeout", "5000"),
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("recursive_triggers", "1"),
            ("secure_delete", "1"),
            ("cell_size_check", "1"),
            ("trusted_schema", "0"),
            ("temp_store", "2"),
            ("cache_size", "-65536"),
            ("defensive", "true"),
            ("writable_schema", "false"),
            ("double_quoted_strings_dml", "false"),
            ("double_quoted_strings_ddl", "false"),
            ("attach_create", "false"),
            ("triggers", "true"),
        ];
        let wanted = wanted.map(|(name, value)| (name, value.to_owned()));
        let (first, second) = (
            Directory::open(&path, NOW).unwrap(),
            Directory::open(&path, NOW).unwrap(),
        );
        for directory in [&first, &second] {
            assert_eq!(read_back(directory.connection_for_tests()).unwrap(), wanted);
        }
    }

    #[test]
    fn a_file_that_had_other_settings_gets_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = path_of_new(&folder);
        let raw = Connection::open(&path).unwrap();
        let mode: String = raw
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "delete");
        drop(raw);
        let reopened = Directory::open(&path, NOW).unwrap();
        let found = read_back(reopened.connection_for_tests()).unwrap();
        assert!(found.contains(&("journal_mode", "wal".to_owned())));
    }
}
