//! The folder of a directory: making it, and names in it that outlive a power loss.

use std::fs;
use std::io;
use std::path::Path;

use super::error::StoreError;

/// Makes the folder of `path` for this account alone, where there is none.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let absolute = std::path::absolute(path).map_err(|error| StoreError::of_file(path, error))?;
    let Some(folder) = absolute.parent() else {
        return Ok(());
    };
    let mut builder = private_folder();
    builder
        .recursive(true)
        .create(folder)
        .map_err(|error| StoreError::of_file(folder, error))
}

/// Makes one folder for this account alone, unless another program was faster.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    match private_folder().create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn private_folder() -> fs::DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems know no mode"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Gives a file that is there another name beside it.
pub(super) fn rename(path: &Path, other: &Path) -> Result<(), StoreError> {
    fs::rename(path, other).map_err(|error| StoreError::of_file(path, error))?;
    sync_folder(other)
}

/// Makes sure that a new name in the folder of `path` outlives a power loss.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::of_file(folder, error))?;
    }
    let _ = path;
    Ok(())
}
