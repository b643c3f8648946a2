//! Reading files that hold a secret, such as a private key.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::file_error::{At as _, FileError};
use super::private_file::READ_LIMIT_BYTES;

/// The result of reading a file that holds a secret. It has no `Debug`, which would print it.
pub(crate) enum SecretFile {
    /// There is no such file.
    Missing,
    /// Accounts other than the owner's may read or write it, so it is no longer secret. It was not read.
    OpenToOthers,
    /// The contents.
    Read(Zeroizing<Vec<u8>>),
}

/// Reads a file that holds a secret, unless accounts other than the owner's may read it. Permissions are checked on the
/// open file, so that it can't be replaced in between.
///
/// # Errors
/// Also where it is not an ordinary file, or larger than any secret.
pub(crate) fn read(path: &Path) -> Result<SecretFile, FileError> {
    // Checked first, because opening a pipe waits for a writer.
    let is_file = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(SecretFile::Missing),
        found => found.at(path)?.is_file(),
    };
    if !is_file {
        return Err(not_secret_file()).at(path);
    }
    let file = File::open(path).at(path)?;
    let metadata = file.metadata().at(path)?;
    if !metadata.is_file() || metadata.len() > READ_LIMIT_BYTES {
        return Err(not_secret_file()).at(path);
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0 {
        return Ok(SecretFile::OpenToOthers);
    }
    // Reserved beforehand, because growing would leave copies behind.
    let room = usize::try_from(metadata.len()).unwrap_or_default() + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(metadata.len()).read_to_end(&mut bytes).at(path)?;
    Ok(SecretFile::Read(bytes))
}

fn not_secret_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it is not a file of a secret")
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::platform::private_file;

    #[test]
    fn a_secret_that_others_may_read_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        assert!(matches!(read(&path).unwrap(), SecretFile::Missing));
        private_file::create(&path, b"secret").unwrap();
        for open in [0o640, 0o604, 0o620, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
            assert!(matches!(read(&path).unwrap(), SecretFile::OpenToOthers));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        let SecretFile::Read(bytes) = read(&path).unwrap() else {
            panic!("not read");
        };
        assert_eq!(bytes.as_slice(), b"secret");
        assert!(read(folder.path()).is_err());
    }
}
