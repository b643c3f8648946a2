//! Connections of the engine on files that were entered: the one place that opens them.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::file::OpenFile;
use super::{guard, settings};

/// Without CREATE, so that nothing appears where nothing was; without URI, so that a path is a path; without following
/// links.
pub(super) fn connect(file: &OpenFile) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    Ok(Connection::open_with_flags(file.path(), flags)?)
}

/// One more connection of a directory that is open, which was inspected and upgraded then.
pub(super) fn connect_again(file: &Arc<OpenFile>) -> Result<Connection, StoreError> {
    file.check_in_place()?;
    let mut connection = connect(file)?;
    settings::apply(&connection)?;
    guard::rows_only(&mut connection)?;
    Ok(connection)
}

/// Writes the log back into the file and closes it, so that the file is whole without the log.
pub(super) fn finish(connection: Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// A connection that sees the main file without its log, takes no locks and writes nothing. Only while no other
/// connection of this process is on the file.
pub(super) fn unchanging(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    Ok(Connection::open_with_flags(unchanging_uri(path), flags)?)
}

/// The path as the engine's URI (<https://sqlite.org/uri.html>), every odd byte encoded.
fn unchanging_uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    if cfg!(windows) {
        uri.push_str("///");
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            // Writing to a text does not fail.
            odd => _ = write!(uri, "%{odd:02X}"),
        }
    }
    uri.push_str("?immutable=1");
    uri
}
