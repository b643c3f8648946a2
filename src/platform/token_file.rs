//! The files that tokens are downloaded to, named after their clients.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::file_error::FileError;
use super::private_file;
use crate::domain::client::ClientName;

/// The most token files of one client in a folder.
const MOST_FILES: u32 = 9_999;

/// Writes `token` with a line end into a new file for `client` in `folder` and returns the path of the file.
pub fn write(folder: &Path, client: &ClientName, token: &str) -> Result<PathBuf, FileError> {
    let line = Zeroizing::new([token.as_bytes(), b"\n"].concat());
    let mut tries_left = 5;
    loop {
        let path = free_path(folder, client);
        tries_left -= 1;
        match private_file::write_new(&path, &line) {
            // Another program took the name in between.
            Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists && tries_left > 0 => {}
            written => return written.map(|()| path),
        }
    }
}

/// The path of a new file for the token of `client`: `avo-token-<client>.txt`, with ` (2)` and so on where that is
/// taken, so that an earlier file is never lost.
fn free_path(folder: &Path, client: &ClientName) -> PathBuf {
    let stem = format!("avo-token-{}", client.as_str().replace(' ', "-"));
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let first = folder.join(format!("{stem}.txt"));
    if is_free(&first) {
        return first;
    }
    (2..=MOST_FILES)
        .map(|number| folder.join(format!("{stem} ({number}).txt")))
        .find(is_free)
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_file_is_named_after_its_client_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let client = ClientName::parse("build host 7").unwrap();
        for (number, name) in [
            (1, "avo-token-build-host-7.txt"),
            (2, "avo-token-build-host-7 (2).txt"),
            (3, "avo-token-build-host-7 (3).txt"),
        ] {
            let path = write(folder.path(), &client, &format!("token {number}")).unwrap();
            assert_eq!(path, folder.path().join(name));
        }
        let first = fs::read_to_string(folder.path().join("avo-token-build-host-7.txt")).unwrap();
        assert_eq!(first, "token 1\n");
    }
}
