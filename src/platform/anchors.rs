//! Anchors of directories, in files of this account: one for each directory and program, the newest at the end.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file_error::{At as _, FileError};
use super::{private_file, private_folder};
use crate::domain::anchor::{Anchor, AnchorKeeper};
use crate::domain::hex::hex;

/// How many anchors a file holds: at one an hour, some weeks of them.
const MOST_KEPT: usize = 1_000;
const EXTENSION: &str = "heads";

/// Which program keeps anchors. Each has a file of its own, so that none overwrites what another one just kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchoredBy {
    /// The console.
    Console,
    /// The registration service.
    Service,
}

/// A folder that anchors are kept in.
#[derive(Debug, Clone)]
pub struct AnchorFolder {
    folder: PathBuf,
    by: AnchoredBy,
}

impl AnchorFolder {
    /// The anchors that the program `by` keeps in `folder`, which is made when it is needed.
    pub const fn new(folder: PathBuf, by: AnchoredBy) -> Self {
        Self { folder, by }
    }

    fn save(&self, anchor: &Anchor) -> Result<(), FileError> {
        private_folder::create(&self.folder)?;
        let by = match self.by {
            AnchoredBy::Console => "console",
            AnchoredBy::Service => "service",
        };
        let name = format!("{}-{by}.{EXTENSION}", hex(&anchor.directory.0));
        let path = self.folder.join(name);
        let mut kept = read_file(&path)?;
        kept.push(*anchor);
        let oldest = kept.len().saturating_sub(MOST_KEPT);
        let lines = kept.iter().skip(oldest).fold(String::new(), |mut lines, anchor| {
            // Writing to a `String` can't fail.
            let _ = writeln!(lines, "{anchor}");
            lines
        });
        private_file::save(&path, lines.as_bytes())
    }
}

impl AnchorKeeper for AnchorFolder {
    fn keep(&mut self, anchor: &Anchor) {
        // With its own target, so that a service shows it without being asked: the system journal is out of reach for
        // whoever writes to the directory with this account.
        tracing::info!(target: "avo_admin::head", "audit trail head {anchor}");
        if let Err(error) = self.save(anchor) {
            tracing::warn!(%error, "the head of the audit trail was not kept");
        }
    }
}

/// Every anchor in `folder`, of whatever directory and program; none where there is no folder.
///
/// # Errors
/// `FileError` where it can't be read.
pub fn read_all(folder: &Path) -> Result<Vec<Anchor>, FileError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.at(folder)?,
    };
    let mut anchors = Vec::new();
    for entry in entries {
        let path = entry.at(folder)?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            anchors.extend(read_file(&path)?);
        }
    }
    Ok(anchors)
}

/// The anchors of a file. A line that is none says nothing about the directory.
fn read_file(path: &Path) -> Result<Vec<Anchor>, FileError> {
    let bytes = private_file::read(path)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes)
        .lines()
        .filter_map(Anchor::parse)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::anchor::DirectoryMark;
    use crate::domain::time::Timestamp;
    use crate::domain::trail::{EntryHash, StateDigest, TrailHead};

    fn anchor(id: i64) -> Anchor {
        Anchor {
            directory: DirectoryMark([1; 16]),
            head: TrailHead {
                id,
                hash: EntryHash([2; 32]),
            },
            state: StateDigest([3; 32]),
            at: Timestamp::from_unix_ms(id),
        }
    }

    #[test]
    fn anchors_of_every_program_and_directory_are_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("state").join("heads");
        assert_eq!(read_all(&folder).unwrap(), []);
        AnchorFolder::new(folder.clone(), AnchoredBy::Console).keep(&anchor(1));
        AnchorFolder::new(folder.clone(), AnchoredBy::Service).keep(&anchor(2));
        AnchorFolder::new(folder.clone(), AnchoredBy::Console).keep(&anchor(3));
        let mut found = read_all(&folder).unwrap();
        found.sort_by_key(|anchor| anchor.head.id);
        assert_eq!(found, [anchor(1), anchor(2), anchor(3)]);
        #[cfg(unix)]
        for entry in fs::read_dir(&folder).unwrap() {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn the_oldest_anchors_make_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}-console.heads", "01".repeat(16)));
        let lines: Vec<String> = (1..=1_000).map(|id| anchor(id).to_string()).collect();
        fs::write(&path, format!("something else\n{}\n", lines.join("\n"))).unwrap();
        AnchorFolder::new(folder.path().to_path_buf(), AnchoredBy::Console).keep(&anchor(1_001));
        let found = read_all(folder.path()).unwrap();
        assert_eq!((found.len(), found[0], found[999]), (1_000, anchor(2), anchor(1_001)));
    }
}
