//! The mark: the small file beside a directory that repeats its identity and generation and knows its log.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::file_id::{MARK, refuse_side_file, with_suffix};
use crate::store::making::replace_private;

const FIRST_WORD: &str = "avo-admin-generation-1";
/// No mark is as long.
const MOST_BYTES: u64 = 1024;

/// What stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Mark {
    /// The upgrade that gives the directory its identity is under way.
    Upgrading,
    /// Of a directory with an identity.
    Of {
        /// 16 random bytes.
        identity: [u8; 16],
        /// Raised by each opening that is alone.
        generation: i64,
        /// Which log belongs to it.
        log: LogMark,
    },
}

/// Which log belongs to a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum LogMark {
    /// Whichever is there: the log is being begun.
    Any,
    /// One with this salt, or with a later one of its restarts.
    From(u32),
}

/// Where the mark of the directory at `path` is.
pub(in crate::store) fn mark_path(path: &Path) -> PathBuf {
    with_suffix(path, MARK)
}

impl Mark {
    /// The mark of the directory at `path`; none where there is none that can be understood.
    pub(in crate::store) fn read(path: &Path) -> Result<Option<Self>, StoreError> {
        let path = mark_path(path);
        refuse_side_file(&path)?;
        match fs::metadata(&path) {
            Ok(metadata) if metadata.len() <= MOST_BYTES => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::of_file(&path, error)),
        }
        let bytes = fs::read(&path).map_err(|error| StoreError::of_file(&path, error))?;
        Ok(std::str::from_utf8(&bytes).ok().and_then(Self::parse))
    }

    /// Puts it in place of the one that is there, to outlive a power loss.
    pub(in crate::store) fn write(self, path: &Path) -> Result<(), StoreError> {
        replace_private(&mark_path(path), self.text().as_bytes())
    }

    fn text(self) -> String {
        let mut text = FIRST_WORD.to_owned();
        match self {
            Self::Upgrading => text.push_str(" upgrading"),
            Self::Of {
                identity,
                generation,
                log,
            } => {
                text.push(' ');
                for byte in identity {
                    // Writing to a text does not fail.
                    let _ = write!(text, "{byte:02x}");
                }
                let _ = write!(text, " {generation}");
                let _ = match log {
                    LogMark::Any => write!(text, " any"),
                    LogMark::From(salt) => write!(text, " {salt:08x}"),
                };
            }
        }
        text.push('\n');
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        if words.next()? != FIRST_WORD {
            return None;
        }
        let identity = words.next()?;
        if identity == "upgrading" {
            return Some(Self::Upgrading);
        }
        let mark = Self::Of {
            identity: u128::from_str_radix(identity, 16).ok()?.to_be_bytes(),
            generation: words.next()?.parse().ok()?,
            log: match words.next()? {
                "any" => LogMark::Any,
                salt => LogMark::From(u32::from_str_radix(salt, 16).ok()?),
            },
        };
        words.next().is_none().then_some(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written_and_anything_else_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        assert_eq!(Mark::read(&path).unwrap(), None);
        let mut identity = [0; 16];
        identity[3] = 0xAB;
        let of = |log| Mark::Of {
            identity,
            generation: 7,
            log,
        };
        for mark in [Mark::Upgrading, of(LogMark::Any), of(LogMark::From(0x0102_0304))] {
            mark.write(&path).unwrap();
            assert_eq!(Mark::read(&path).unwrap(), Some(mark));
        }
        for odd in [
            "",
            "avo-admin-generation-1",
            "avo-admin-generation-2 upgrading",
            "\u{fffd}",
        ] {
            fs::write(mark_path(&path), odd).unwrap();
            assert_eq!(Mark::read(&path).unwrap(), None, "{odd}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_mark_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        Mark::Upgrading.write(&path).unwrap();
        let mode = fs::metadata(mark_path(&path)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
