//! Reading the file that a password comes from. It may be a pipe, and containers mount secrets so that every account can
//! read them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::file_error::{At as _, FileError};

/// The most bytes read where a secret is expected. Leaves ample room for surrounding text.
pub(crate) const READ_LIMIT_BYTES: usize = 64 * 1024;

/// The result of reading a password file. It has no `Debug`, which would print the password.
pub(crate) enum PasswordFile {
    /// Accounts other than the owner's can write to it, so anyone may have chosen the password. It was not read.
    WritableByOthers,
    /// The contents.
    Read {
        /// The bytes, up to [`READ_LIMIT_BYTES`].
        bytes: Zeroizing<Vec<u8>>,
        /// Accounts other than the owner's can read the file.
        is_readable_by_others: bool,
    },
}

/// Reads a password file. The permissions of an ordinary file are checked once it is open, so that it can't be replaced
/// in between; those of a pipe say nothing about who writes into it.
///
/// # Errors
/// The file can't be opened or read.
pub(crate) fn read(path: &Path) -> Result<PasswordFile, FileError> {
    let mut file = File::open(path).at(path)?;
    let mode = mode_of(&file).at(path)?;
    if mode & 0o022 != 0 {
        return Ok(PasswordFile::WritableByOthers);
    }
    Ok(PasswordFile::Read {
        bytes: read_secret(&mut file).at(path)?,
        is_readable_by_others: mode & 0o044 != 0,
    })
}

/// Reads up to [`READ_LIMIT_BYTES`] into memory that is zeroed on drop and never reallocated.
///
/// # Errors
/// Those of `input`.
pub(crate) fn read_secret(input: &mut dyn Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(READ_LIMIT_BYTES));
    let limit = u64::try_from(READ_LIMIT_BYTES).unwrap_or(u64::MAX);
    input.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The permissions of an ordinary file; none for anything else, and on systems without them.
fn mode_of(file: &File) -> io::Result<u32> {
    let metadata = file.metadata()?;
    #[cfg(unix)]
    if metadata.is_file() {
        return Ok(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()));
    }
    let _ = metadata;
    Ok(0)
}
