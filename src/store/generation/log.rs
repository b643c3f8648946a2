//! The header of the engine's log, read by hand (<https://sqlite.org/fileformat.html#walformat>). The engine keeps its
//! locks on the main file and the index, so opening the log drops none.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::store::error::StoreError;

/// The magic number without its last bit, which is the byte order of the checksums.
const MAGIC: u32 = 0x377F_0682;
const SALT_AT: usize = 16;
const HEADER_BYTES: usize = 32;

/// The first salt of the log at `path`; none where the log is missing, is empty, or has no header that the engine would
/// recover anything after.
pub(in crate::store) fn salt_of_log(path: &Path) -> Result<Option<u32>, StoreError> {
    let mut header = Vec::with_capacity(HEADER_BYTES + 1);
    let read = File::open(path).and_then(|file| file.take(HEADER_BYTES as u64 + 1).read_to_end(&mut header));
    match read {
        // A header alone has nothing to recover.
        Ok(bytes) if bytes <= HEADER_BYTES => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::of_file(path, error)),
    }
    let is_log = number(&header, 0).is_some_and(|magic| magic & !1 == MAGIC);
    Ok(number(&header, SALT_AT).filter(|_| is_log))
}

fn number(header: &[u8], at: usize) -> Option<u32> {
    let bytes = header.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}
