//! Why an automatic backup failed, or would fail with a setting, and what to do about it.

use super::words;
use crate::domain::backup_problem::BackupProblem;

words! {
    "backup_problems":
    no_room;
    no_room_beside;
    no_folder;
    not_a_folder;
    folder_open_to_others;
    permission;
    full;
    damaged;
    busy;
    recipient;
    other;
    folder_not_absolute;
}

/// The problem and the way out.
pub fn backup_problem(problem: BackupProblem) -> &'static str {
    match problem {
        BackupProblem::NoRoom => no_room(),
        BackupProblem::NoRoomBeside => no_room_beside(),
        BackupProblem::NoFolder => no_folder(),
        BackupProblem::NotAFolder => not_a_folder(),
        BackupProblem::FolderOpenToOthers => folder_open_to_others(),
        BackupProblem::Permission => permission(),
        BackupProblem::Full => full(),
        BackupProblem::Damaged => damaged(),
        BackupProblem::Busy => busy(),
        BackupProblem::Recipient => recipient(),
        BackupProblem::Other => other(),
    }
}
