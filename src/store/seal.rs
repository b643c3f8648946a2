//! Moving old entries of the audit trail to a file. What the file holds is verified before anything is removed; the chain
//! goes on from its last entry.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

use super::Directory;
use super::audit::{ENTRY_ID, audit_line};
use super::backup::free_path;
use super::chain::{HASHED_COLUMN_COUNT, HASHED_COLUMNS, head_of};
use super::error::StoreError;
use super::making::{UnnamedFile, new_private_file, publish};
use super::named_file::open_named;
use super::rows::{RowError, each_row};
use super::transaction::{Tx, WriteTx};
use crate::domain::audit::AuditAction;
use crate::domain::hex::hex;
use crate::domain::sealed_part::{SealedEntry, SealedPart, SealedProblem, SealedReading, SealedValue};
use crate::domain::time::Timestamp;
use crate::domain::trail::TrailHead;

/// The longest line that is read, in bytes. What the program writes is far shorter.
const MOST_LINE_BYTES: u64 = 1 << 20;

/// A sealed part on its disk that was read back, without a name yet; removed when it is dropped.
#[derive(Debug)]
pub(crate) struct SealedFile {
    unnamed: UnnamedFile,
    path: PathBuf,
    part: SealedPart,
    digest: [u8; 32],
}

impl Directory {
    /// Writes the entries of before `before`, up to the first later one, to a new file for `path`. None where there are
    /// none.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is left then.
    pub(crate) fn write_sealed_part(
        &mut self,
        path: &Path,
        before: Timestamp,
    ) -> Result<Option<SealedFile>, StoreError> {
        let path = free_path(path, self.file.path())?;
        let unnamed = new_private_file(&path)?;
        let of_path = |error| StoreError::of_file(&path, error);
        let written = self.read(|tx| {
            let Some(part) = tx.sealable_part(before)? else {
                return Ok(None);
            };
            let out = File::options().write(true).truncate(true).open(&unnamed);
            let digest = tx.write_part(&part, out.map_err(of_path)?, &path)?;
            Ok::<_, StoreError>(Some((part, digest)))
        })?;
        let Some((part, digest)) = written else {
            return Ok(None);
        };
        if read_lines(File::open(&unnamed).map_err(of_path)?, &path, &mut |_| ())? != Ok(part) {
            return Err(StoreError::damaged("the sealed part reads back as something else"));
        }
        Ok(Some(SealedFile {
            unnamed,
            path,
            part,
            digest,
        }))
    }
}

impl SealedFile {
    /// Which part it is.
    pub(crate) const fn part(&self) -> SealedPart {
        self.part
    }

    /// Its SHA-256.
    pub(crate) const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Gives the file its name, never that of another file.
    ///
    /// # Errors
    /// [`StorageFailure::Exists`](crate::domain::failure::StorageFailure::Exists) where another file got it meanwhile.
    pub(crate) fn publish(self) -> Result<PathBuf, StoreError> {
        publish(self.unnamed, &self.path)?;
        Ok(self.path)
    }
}

impl Tx<'_> {
    /// Whether an entry says that the entries up to `sealed` were moved to a file.
    pub(super) fn has_seal_of(&self, sealed: TrailHead) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT 1 FROM audit WHERE action = ?3 AND json_valid(detail)
                 AND iif(json_valid(detail), detail ->> 'last', NULL) = ?1
                 AND iif(json_valid(detail), detail ->> 'last_hash', NULL) = ?2",
        )?;
        Ok(statement.exists(params![sealed.id, hex(&sealed.hash.0), AuditAction::TrailSealed.code()])?)
    }

    /// The entries that come before the first one of `before` or later.
    fn sealable_part(&self, before: Timestamp) -> Result<Option<SealedPart>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT id, entry_hash FROM audit
             WHERE id < ifnull((SELECT min(id) FROM audit WHERE at >= ?1), 0) ORDER BY id DESC LIMIT 1",
        )?;
        let Some(last) = statement.query_row([before.unix_ms()], head_of).optional()? else {
            return Ok(None);
        };
        Ok(Some(SealedPart {
            directory: self.directory_mark()?,
            before: self.sealed_head()?,
            last,
        }))
    }

    /// Writes the file of `part` and returns its SHA-256.
    fn write_part(&self, part: &SealedPart, out: File, path: &Path) -> Result<[u8; 32], StoreError> {
        let of_path = |error| StoreError::of_file(path, error);
        let (mut out, mut digest) = (BufWriter::new(out), Sha256::new());
        let mut line = |text: String| {
            let text = text + "\n";
            digest.update(&text);
            out.write_all(text.as_bytes()).map_err(of_path)
        };
        line(part.head_line().map_err(StoreError::unwritable)?)?;
        let mut statement = self.transaction.prepare(&format!(
            "SELECT {HASHED_COLUMNS}, entry_hash FROM audit WHERE id <= ?1 ORDER BY id"
        ))?;
        let unreadable = each_row(statement.query([part.last.id])?, audit_line(ENTRY_ID), |row| {
            line(entry_of(row)?.line().map_err(StoreError::unwritable)?)?;
            Ok(ControlFlow::Continue(()))
        })?;
        if !unreadable.is_empty() {
            return Err(StoreError::unreadable("an entry to be sealed can't be read"));
        }
        let out = out.into_inner().map_err(io::IntoInnerError::into_error);
        out.and_then(|file| file.sync_all()).map_err(of_path)?;
        Ok(digest.finalize().into())
    }
}

impl WriteTx<'_> {
    /// Removes the entries of `part`, which are in a file; false where the trail no longer begins with it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn seal(&self, part: &SealedPart) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT entry_hash FROM audit WHERE id = ?1")?;
        let last: Option<[u8; 32]> = statement.query_row([part.last.id], |row| row.get(0)).optional()?;
        if self.sealed_head()? != part.before || last != Some(part.last.hash.0) {
            return Ok(false);
        }
        self.transaction
            .prepare_cached("UPDATE trail SET sealed_to = ?1, sealed_hash = ?2")?
            .execute(params![part.last.id, part.last.hash.0])?;
        self.transaction
            .prepare_cached("DELETE FROM audit WHERE id <= ?1")?
            .execute([part.last.id])?;
        Ok(true)
    }
}

/// Verifies the sealed part in the file at `path`, and hears the number and hash of each entry.
///
/// # Errors
/// [`StoreError`] where the file can't be read. What is wrong with its contents is an answer.
pub(crate) fn read_sealed_part(
    path: &Path,
    hear: &mut dyn FnMut(TrailHead),
) -> Result<Result<SealedPart, SealedProblem>, StoreError> {
    read_lines(open_named(path)?, path, hear)
}

fn read_lines(
    file: File,
    path: &Path,
    hear: &mut dyn FnMut(TrailHead),
) -> Result<Result<SealedPart, SealedProblem>, StoreError> {
    let (mut file, mut line) = (BufReader::new(file), Vec::new());
    let mut next = || {
        line.clear();
        let read = file.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut line);
        let length = read.map_err(|error| StoreError::of_file(path, error))?;
        // A line without an end is not the one that was written.
        let text = line.strip_suffix(b"\n").map(String::from_utf8_lossy);
        Ok::<_, StoreError>((length > 0).then(|| text.map_or_else(String::new, String::from)))
    };
    let mut reading = match SealedReading::begin(&next()?.unwrap_or_default()) {
        Ok(reading) => reading,
        Err(problem) => return Ok(Err(problem)),
    };
    while let Some(text) = next()? {
        match reading.next(&text) {
            Ok(head) => hear(head),
            Err(problem) => return Ok(Err(problem)),
        }
    }
    Ok(reading.end())
}

/// The entry of a row with the hashed columns and the hash.
fn entry_of(row: &Row<'_>) -> Result<SealedEntry, RowError> {
    let value = |column| row.get_ref(column).map(sealed);
    Ok(SealedEntry {
        id: value(0)?,
        at: value(1)?,
        actor_kind: value(2)?,
        actor_id: value(3)?,
        actor_name: value(4)?,
        action: value(5)?,
        user_id: value(6)?,
        user_name: value(7)?,
        client_id: value(8)?,
        client_name: value(9)?,
        detail: value(10)?,
        entry_hash: hex(&row.get::<_, [u8; 32]>(HASHED_COLUMN_COUNT)?),
    })
}

fn sealed(value: ValueRef<'_>) -> SealedValue {
    match value {
        ValueRef::Null => SealedValue::Null,
        ValueRef::Integer(number) => SealedValue::Integer(number),
        ValueRef::Real(number) => SealedValue::odd('F', &number.to_bits().to_be_bytes()),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => SealedValue::Text(text.to_owned()),
            Err(_) => SealedValue::odd('T', text),
        },
        ValueRef::Blob(bytes) => SealedValue::odd('B', bytes),
    }
}
