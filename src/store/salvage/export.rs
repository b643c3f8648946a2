//! What could be read, as lines of a new private file.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::salvage;
use crate::domain::salvage::{SalvagedRow, SalvagedTable};
use crate::store::backup::free_path;
use crate::store::error::StoreError;
use crate::store::making::{new_private_file, publish};

/// How what was read is written.
pub(crate) trait Lines {
    /// A row.
    fn row(&self, row: &SalvagedRow) -> serde_json::Result<String>;
    /// The last line: how much was read.
    fn end(&self, tables: &[SalvagedTable]) -> serde_json::Result<String>;
}

/// Writes what can be read of the directory at `path` to `file`, where nothing may be yet. Returns its absolute path.
///
/// # Errors
/// [`StoreError`]; nothing is left then, and the directory is as it was in any case.
pub(crate) fn export_readable(
    path: &Path,
    file: &Path,
    lines: &dyn Lines,
) -> Result<(PathBuf, Vec<SalvagedTable>), StoreError> {
    let file = free_path(file, path)?;
    let of_file = |error| StoreError::of_file(&file, error);
    let unnamed = new_private_file(&file)?;
    let out = File::options().write(true).open(&unnamed).map_err(of_file)?;
    let mut out = io::BufWriter::new(out);
    let workshop = file.parent().unwrap_or(&file);
    let tables = salvage(path, workshop, &mut |row| {
        let line = lines.row(&row).map_err(StoreError::unwritable)?;
        writeln!(out, "{line}").map_err(of_file)
    })?;
    let end = lines.end(&tables).map_err(StoreError::unwritable)?;
    writeln!(out, "{end}").and_then(|()| out.flush()).map_err(of_file)?;
    drop(out);
    publish(unnamed, &file)?;
    Ok((file, tables))
}
