//! Work that takes long enough to be shown and stopped.

use crate::domain::time::Timestamp;

/// Work that is done within this time, in milliseconds, is not shown.
const SHOWN_AFTER_MS: i64 = 1_000;

/// Identifies a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaskId(pub u64);

/// What is done; `ui::strings` has the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// The directory is looked through for damage.
    CheckDirectory,
    /// A backup is written.
    BackUp,
    /// An automatic backup is written.
    AutomaticBackUp,
    /// A backup is verified before it is restored.
    CheckBackup,
}

/// Work in the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub id: TaskId,
    /// What is done.
    pub what: TaskKind,
    /// Since when.
    pub since: Timestamp,
    /// How much is done; the unit is the task's own.
    pub done: u64,
    /// Of how much; 0 where that is not known yet.
    pub of: u64,
    /// Whether it can be stopped.
    pub can_cancel: bool,
}

impl Task {
    /// How much is done, in whole per cent; none where that is not known.
    pub fn percent(&self) -> Option<u64> {
        self.done
            .saturating_mul(100)
            .checked_div(self.of)
            .map(|part| part.min(100))
    }

    /// Whether it has run for long enough to be shown.
    pub const fn is_shown(&self, now: Timestamp) -> bool {
        now.ms_since(self.since) >= SHOWN_AFTER_MS
    }
}
