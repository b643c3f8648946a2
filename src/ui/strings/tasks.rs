//! Words about work in the background.

use super::{back_up, restore};
use crate::state::TaskKind;
use crate::words::words;

words! {
    "tasks":
    checking_directory;
    checking_directory_percent(percent: u64);
}

/// What is done, and how much of it in per cent.
pub fn doing(what: TaskKind, percent: Option<u64>) -> String {
    match (what, percent) {
        (TaskKind::CheckDirectory, Some(percent)) => checking_directory_percent(percent),
        (TaskKind::CheckDirectory, None) => checking_directory().to_owned(),
        (TaskKind::BackUp | TaskKind::AutomaticBackUp, percent) => back_up::doing(percent),
        (TaskKind::CheckBackup, percent) => restore::checking_backup(percent),
    }
}
