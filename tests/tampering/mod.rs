//! Changing a directory's file outside the program.
#![allow(dead_code, reason = "each program uses its own part")]

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Bytes of a page of the engine.
const PAGE_BYTES: u64 = 4096;

/// Breaks the first page of `table` while others have the file open, who notice that it was changed and so read it anew.
pub(crate) fn break_table(database: &Path, table: &str) {
    let raw = rusqlite::Connection::open(database).unwrap();
    let page: i64 = raw
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| {
            row.get(0)
        })
        .unwrap();
    raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let mut file = fs::File::options().write(true).open(database).unwrap();
    let at = (u64::try_from(page).unwrap() - 1) * PAGE_BYTES;
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[0xa5; 8]).unwrap();
    raw.execute_batch("INSERT INTO trial_writes (filler) VALUES (x'00')")
        .unwrap();
}

/// Does `sql` without the triggers that guard the trail and keep the digests, which are there again afterwards: what
/// someone does who writes to the file and knows the program.
pub(crate) fn tamper(raw: &rusqlite::Connection, sql: &str) {
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    let put_back = take_guards_away(raw);
    raw.execute_batch(&format!("{sql}; {put_back} COMMIT")).unwrap();
}

/// Drops the triggers that guard the trail and keep the digests; what is returned makes them again.
pub(crate) fn take_guards_away(raw: &rusqlite::Connection) -> String {
    let triggers: Vec<(String, String)> = raw
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'trigger' AND (tbl_name = 'audit' OR sql LIKE '%avo\\_%' ESCAPE '\\')",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut put_back = String::new();
    for (name, sql) in triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        put_back.push_str(&sql);
        put_back.push(';');
    }
    put_back
}
