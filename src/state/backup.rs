//! The open dialog Back Up.

use super::{Submission, TaskId};

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
