//! The open dialogs Back Up, Restore and Export What Can Be Read.

use std::path::PathBuf;

use super::{Submission, TaskId};
use crate::domain::backup::RestorePreview;
use crate::domain::salvage::Salvaged;

/// A backup that is chosen, under way or made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BackingUp {
    /// The path that is proposed.
    pub proposed: String,
    /// The making of it.
    pub making: Submission,
    /// The task that makes it.
    pub task: Option<TaskId>,
    /// The backup, once it is made.
    pub made: Option<MadeBackup>,
    /// Whether the latest one was stopped.
    pub is_cancelled: bool,
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeBackup {
    /// Where it is.
    pub path: String,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
}

/// A restore that is prepared or under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restoring {
    /// The backup that the dialog was opened for.
    pub proposed: Option<PathBuf>,
    /// The verifying of a backup.
    pub checking: Submission,
    /// The task that verifies it.
    pub task: Option<TaskId>,
    /// What the restore of the verified backup would do.
    pub preview: Option<RestorePreview>,
    /// The restore itself.
    pub restoring: Submission,
}

/// An export of what can be read of a damaged directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Salvaging {
    /// The path that is proposed.
    pub proposed: String,
    /// The export.
    pub exporting: Submission,
    /// What was read, once it was.
    pub done: Option<Salvaged>,
}
