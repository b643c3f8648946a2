//! Raising the generation at an opening that is alone, and following the log after that.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::{FIRST_SCHEMA, LogMark, MainMark, Mark, salt_of_log};
use crate::domain::failure::StorageFailure;
use crate::store::error::StoreError;
use crate::store::file::OpenFile;
use crate::store::file_id::{LOG, with_suffix};
use crate::store::followed::Followed;
use crate::store::schema;

/// What the main file says of itself, read by a connection that sees nothing of the log.
pub(in crate::store) fn read_main(unchanging: &Connection) -> MainMark {
    match schema::version(unchanging) {
        Ok(version) if version < FIRST_SCHEMA => MainMark::Earlier,
        Ok(_) => read(unchanging).map_or(MainMark::Unreadable, |(identity, generation)| {
            MainMark::Known(identity, generation)
        }),
        Err(_) => MainMark::Unreadable,
    }
}

/// Identity and generation.
pub(in crate::store) fn read(connection: &Connection) -> Result<([u8; 16], i64), StoreError> {
    let row = connection
        .query_row("SELECT identity, generation FROM directory", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    row.ok_or_else(|| StoreError::damaged("the directory has no identity"))
}

/// Refuses a main file that ends within a page and has no log that could complete it. The raise would fill the page up.
pub(in crate::store) fn refuse_cut(path: &Path, unchanging: &Connection) -> Result<(), StoreError> {
    if salt_of_log(&with_suffix(path, LOG))?.is_some() {
        return Ok(());
    }
    let page: u32 = unchanging.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let metadata = path
        .symlink_metadata()
        .map_err(|error| StoreError::of_file(path, error))?;
    if metadata.len().is_multiple_of(u64::from(page.max(1))) {
        return Ok(());
    }
    Err(StoreError::damaged("it ends within a page"))
}

/// Writes the log back and empties it, then lets the mark fit whatever log the coming generation begins with.
pub(in crate::store) fn prepare(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    checkpoint(connection, "TRUNCATE")?;
    let mark = if schema::version(connection)? < FIRST_SCHEMA {
        Mark::Upgrading
    } else {
        let (identity, generation) = read(connection)?;
        Mark::Of {
            identity,
            generation: generation + 1,
            log: LogMark::Any,
        }
    };
    mark.write(path)
}

/// Raises the generation and lets the mark name the log, once the raise is in the main file.
pub(in crate::store) fn raise(connection: &Connection, path: &Path) -> Result<Followed, StoreError> {
    let found = Mark::read(path)?;
    // A mark with an identity fits only once the upgrade that gives it has reached the main file.
    if found == Some(Mark::Upgrading) && !checkpoint(connection, "PASSIVE")? {
        return Ok(Followed::Never);
    }
    let (identity, before) = read(connection)?;
    let generation = before + 1;
    let mark = |log| Mark::Of {
        identity,
        generation,
        log,
    };
    if found != Some(mark(LogMark::Any)) {
        mark(LogMark::Any).write(path)?;
    }
    connection.execute("UPDATE directory SET generation = ?1", [generation])?;
    let salt = salt_of_log(&with_suffix(path, LOG))?;
    let (true, Some(salt)) = (checkpoint(connection, "PASSIVE")?, salt) else {
        return Ok(Followed::Never);
    };
    mark(LogMark::From(salt)).write(path)?;
    Ok(Followed::From(salt))
}

/// What is known of the log where another program began the generation.
pub(in crate::store) fn join(path: &Path) -> Result<Followed, StoreError> {
    Ok(match Mark::read(path)? {
        Some(Mark::Of {
            log: LogMark::From(salt),
            ..
        }) => Followed::From(salt),
        _ => Followed::Never,
    })
}

/// Lets the mark fit any log, before the log is emptied: another connection may begin it with another salt.
pub(in crate::store) fn expect_another_log(file: &OpenFile, connection: &Connection) -> Result<(), StoreError> {
    let mut followed = file.followed();
    if matches!(*followed, Followed::From(_)) {
        write_mark(connection, file.path(), LogMark::Any)?;
        *followed = Followed::Unnamed;
    }
    Ok(())
}

/// Lets the mark name the log that a change has just gone into, where it does not yet. Called before the change is
/// acknowledged.
pub(in crate::store) fn follow(file: &OpenFile, connection: &mut Connection) -> Result<(), StoreError> {
    let mut followed = file.followed();
    let log = with_suffix(file.path(), LOG);
    let is_named = |followed, salt| matches!(followed, Followed::From(first) if LogMark::From(first).has(salt));
    match (*followed, salt_of_log(&log)?) {
        (Followed::Never, _) | (_, None) => return Ok(()),
        (followed, Some(salt)) if is_named(followed, salt) => return Ok(()),
        _ => {}
    }
    // While this waits for no commit of its own, no other connection restarts the log.
    let held = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(salt) = salt_of_log(&log)? {
        write_mark(&held, file.path(), LogMark::From(salt))?;
        *followed = Followed::From(salt);
    }
    Ok(())
}

fn write_mark(connection: &Connection, path: &Path, log: LogMark) -> Result<(), StoreError> {
    let (identity, generation) = read(connection)?;
    let mark = Mark::Of {
        identity,
        generation,
        log,
    };
    mark.write(path)
}

/// Whether all of the log was written back.
fn checkpoint(connection: &Connection, mode: &str) -> Result<bool, StoreError> {
    let of = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let (is_busy, pages, written): (bool, i64, i64) =
        connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], of)?;
    Ok(!is_busy && pages == written)
}

/// Writes all of a directory into its file, and names it as the one in this place, whatever log was beside it. No other
/// program has it open.
pub(in crate::store) fn settle(file: &OpenFile, connection: &Connection) -> Result<(), StoreError> {
    if !checkpoint(connection, "TRUNCATE")? {
        return Err(StoreError::Found(StorageFailure::Busy));
    }
    write_mark(connection, file.path(), LogMark::Any)
}

/// The generation that the mark of the directory at `path` names.
pub(in crate::store) fn beyond(path: &Path) -> Result<i64, StoreError> {
    Ok(match Mark::read(path)? {
        Some(Mark::Of { generation, .. }) => generation,
        Some(Mark::Upgrading) | None => 0,
    })
}

/// Makes the generation later than its own and than `beyond`.
pub(in crate::store) fn raise_above(connection: &Connection, beyond: i64) -> Result<(), StoreError> {
    let sql = "UPDATE directory SET generation = max(generation, ?1) + 1";
    connection.execute(sql, [beyond])?;
    Ok(())
}
