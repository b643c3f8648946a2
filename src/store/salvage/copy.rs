//! A private copy of a damaged file and its log, to work on.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tempfile::{TempDir, TempPath};

use crate::store::connection::connect;
use crate::store::error::StoreError;
use crate::store::file::OpenFile;
use crate::store::file_id::{LOG, with_suffix};
use crate::store::generation::{self, MainMark};
use crate::store::named_file::open_named;

/// What is read at once. A part that the disk does not give is left empty.
const PART_BYTES: usize = 4096;
/// How every file of the engine begins (<https://sqlite.org/fileformat.html>), with pages of 4096 bytes and a log.
const HEAD: &[u8] = b"SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20";

/// The copy. Removed with its folder when it is dropped.
pub(super) struct PrivateCopy {
    // In this order, so that the file counts as closed before it is removed.
    file: Arc<OpenFile>,
    _path: TempPath,
    _folder: TempDir,
}

impl PrivateCopy {
    pub(super) fn of(path: &Path, workshop: &Path) -> Result<Self, StoreError> {
        let damaged = open_named(path)?;
        let folder = tempfile::Builder::new()
            .prefix(".avo-admin-")
            .tempdir_in(workshop)
            .map_err(|error| StoreError::of_file(workshop, error))?;
        let copy = folder.path().join("copy.db");
        copy_what_is_readable(damaged, path, &copy)?;
        mend_head(&copy).map_err(|error| StoreError::of_file(&copy, error))?;
        let log = with_suffix(path, LOG);
        if log.is_file() && belongs(path) {
            copy_what_is_readable(open_named(&log)?, &log, &with_suffix(&copy, LOG))?;
        }
        let copy = TempPath::try_from_path(copy).map_err(|error| StoreError::of_file(path, error))?;
        Ok(Self {
            file: Arc::new(OpenFile::enter_new(&copy)?),
            _path: copy,
            _folder: folder,
        })
    }

    /// A connection that goes past what is broken, as far as the engine can.
    pub(super) fn connect(&self) -> Result<Connection, StoreError> {
        let connection = connect(&self.file)?;
        // The engine then takes the descriptions of tables that it understands, and a file that is shorter than it says.
        connection.pragma_update(None, "writable_schema", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", false)?;
        Ok(connection)
    }
}

/// Whether the log at the path is of this file. A foreign one would damage the copy further.
fn belongs(path: &Path) -> bool {
    generation::verify(path, MainMark::Unreadable).is_ok()
}

/// Copies part by part, and leaves parts empty that the disk does not give.
fn copy_what_is_readable(mut source: File, from: &Path, to: &Path) -> Result<(), StoreError> {
    let of_from = |error| StoreError::of_file(from, error);
    let of_to = |error| StoreError::of_file(to, error);
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut target = io::BufWriter::new(options.open(to).map_err(of_to)?);
    let length = source.metadata().map_err(of_from)?.len();
    let mut at = 0;
    while at < length {
        let part = read_part(&mut source, at);
        let size = usize::try_from(length - at).unwrap_or(PART_BYTES).min(PART_BYTES);
        target.write_all(part.get(..size).unwrap_or(&part)).map_err(of_to)?;
        at += PART_BYTES as u64;
    }
    target.flush().map_err(of_to)
}

fn read_part(source: &mut File, at: u64) -> [u8; PART_BYTES] {
    let mut part = [0; PART_BYTES];
    let mut filled = 0;
    if source.seek(SeekFrom::Start(at)).is_err() {
        return part;
    }
    while let Some(rest) = part.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                tracing::warn!(at, %error, "a part of the damaged file can't be read");
                break;
            }
        }
    }
    part
}

/// Without its first bytes the engine does not take the file for one of its own.
fn mend_head(copy: &PathBuf) -> io::Result<()> {
    let mut file = File::options().read(true).write(true).open(copy)?;
    let mut head = [0; HEAD.len()];
    if file.metadata()?.len() < PART_BYTES as u64 {
        return Ok(());
    }
    file.read_exact(&mut head)?;
    if head != *HEAD {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(HEAD)?;
    }
    Ok(())
}
