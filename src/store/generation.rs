//! Which directory, which generation of it, and which log belong together.
//!
//! A log that is not this file's must not be recovered: it would undo a restored copy without a word, or damage it. The
//! main file carries a random identity and a generation, which is raised by each opening that is alone; a small file
//! beside it, the mark, repeats both and knows the log by its salt. They are compared before the engine may recover
//! anything. Not its job: an older copy of the same generation, which the trail's anchors tell.
//!
//! The engine adds one to the first salt at each restart of the log, and chooses another one where a connection that has
//! never restarted it begins an emptied log. Programs that write follow the salt ([`follow`]) and renew the mark before
//! they acknowledge what went into an unexpected log.

mod log;
mod mark;
mod raise;

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file_id::{LOG, with_suffix};
use super::making::remove_old;
use crate::domain::failure::StorageFailure;

pub(super) use log::salt_of_log;
pub(super) use mark::{LogMark, Mark, mark_path};
pub(super) use raise::{
    beyond, expect_another_log, follow, join, prepare, raise, raise_above, read_main, refuse_cut, settle,
};

/// The schema that has identity and generation first.
pub(super) const FIRST_SCHEMA: i64 = 6;
/// How many restarts of the log are believed. Each needs some 4 MB of changes; another log is taken for this one in one
/// case of 4,096, where everything else fits too.
const MOST_RESTARTS: u32 = 1 << 20;

/// What the main file says of itself without its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MainMark {
    /// Its schema is of the time before identities.
    Earlier,
    /// It can't be read, as after a kill in the middle of writing the log back.
    Unreadable,
    /// Identity and generation.
    Known([u8; 16], i64),
}

/// Refuses a main file, a mark and a log that do not belong together. Nothing has been written yet.
pub(super) fn verify(path: &Path, main: MainMark) -> Result<(), StoreError> {
    let log_path = with_suffix(path, LOG);
    let salt = salt_of_log(&log_path)?;
    let failure = judge(main, Mark::read(path)?, salt);
    let shown = |path: PathBuf| path.display().to_string();
    match failure {
        Ok(()) => Ok(()),
        Err(Mismatch::Log) => Err(StoreError::Found(StorageFailure::ForeignLog(shown(log_path)))),
        Err(Mismatch::Older) => Err(StoreError::Found(StorageFailure::OlderCopy(shown(path.into())))),
        Err(Mismatch::Other) => Err(StoreError::Found(StorageFailure::OtherDirectory(shown(path.into())))),
    }
}

/// Makes room for a new directory at `path`: a log that was left there would be merged into it, and an old mark would
/// be taken for its own.
pub(super) fn make_room(path: &Path) -> Result<(), StoreError> {
    let log_path = with_suffix(path, LOG);
    if salt_of_log(&log_path)?.is_some() {
        return Err(StoreError::Found(StorageFailure::ForeignLog(
            log_path.display().to_string(),
        )));
    }
    remove_old(&mark_path(path))
}

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mismatch {
    Log,
    Older,
    Other,
}

fn judge(main: MainMark, mark: Option<Mark>, salt: Option<u32>) -> Result<(), Mismatch> {
    let Some(mark) = mark else {
        // Before identities there was no mark. Later a log can't be proven without one.
        return match main {
            MainMark::Earlier => Ok(()),
            MainMark::Unreadable | MainMark::Known(..) => salt.map_or(Ok(()), |_| Err(Mismatch::Log)),
        };
    };
    let Mark::Of {
        identity,
        generation,
        log,
    } = mark
    else {
        // The upgrade that gives the identity was interrupted.
        return Ok(());
    };
    let is_log_known = salt.is_none_or(|salt| log.has(salt));
    match main {
        MainMark::Unreadable if is_log_known => Ok(()),
        MainMark::Unreadable => Err(Mismatch::Log),
        MainMark::Known(own, own_generation) if own == identity => {
            match (own_generation - generation, log) {
                (0, _) if is_log_known => Ok(()),
                // The raise of an interrupted opening is in the log, or was not made.
                (-1, LogMark::Any) => Ok(()),
                (..0, _) if salt.is_none() => Err(Mismatch::Older),
                // A mark from an older copy, beside a log that it can't know.
                (1.., _) if salt.is_none() => Ok(()),
                _ => Err(Mismatch::Log),
            }
        }
        MainMark::Earlier | MainMark::Known(..) if salt.is_some() => Err(Mismatch::Log),
        MainMark::Earlier => Err(Mismatch::Older),
        MainMark::Known(..) => Err(Mismatch::Other),
    }
}

impl LogMark {
    /// Whether a log with this salt is meant.
    pub(super) fn has(self, salt: u32) -> bool {
        match self {
            Self::Any => true,
            Self::From(first) => salt.wrapping_sub(first) <= MOST_RESTARTS,
        }
    }
}

#[cfg(test)]
mod tests;
