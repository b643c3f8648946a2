//! Why an automatic backup failed, as a code that the directory keeps.

use serde::{Deserialize, Serialize};

/// Why an automatic backup failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupProblem {
    /// The disk of the folder would not have twice the directory's size left.
    NoRoom,
    /// The same for the disk of the directory, where the copy is made.
    NoRoomBeside,
    /// The folder is not there and can't be made.
    NoFolder,
    /// What is at the folder's path is a link or no folder.
    NotAFolder,
    /// Other accounts can write to the folder.
    FolderOpenToOthers,
    /// This account may not write there.
    Permission,
    /// The disk became full.
    Full,
    /// The directory, or the copy of it, is damaged.
    Damaged,
    /// The directory was busy for too long.
    Busy,
    /// The age recipient is none.
    Recipient,
    /// Something else, which the log names.
    Other,
}

impl BackupProblem {
    /// Every problem.
    pub const ALL: [Self; 11] = [
        Self::NoRoom,
        Self::NoRoomBeside,
        Self::NoFolder,
        Self::NotAFolder,
        Self::FolderOpenToOthers,
        Self::Permission,
        Self::Full,
        Self::Damaged,
        Self::Busy,
        Self::Recipient,
        Self::Other,
    ];

    /// The stable word the directory keeps.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRoom => "no_room",
            Self::NoRoomBeside => "no_room_beside",
            Self::NoFolder => "no_folder",
            Self::NotAFolder => "not_a_folder",
            Self::FolderOpenToOthers => "folder_open_to_others",
            Self::Permission => "permission",
            Self::Full => "full",
            Self::Damaged => "damaged",
            Self::Busy => "busy",
            Self::Recipient => "recipient",
            Self::Other => "other",
        }
    }

    /// The problem of that word; [`Self::Other`] for one of a later version.
    pub fn of_code(code: &str) -> Self {
        let known = Self::ALL.into_iter().find(|problem| problem.code() == code);
        known.unwrap_or(Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_read_back_from_its_code() {
        for problem in BackupProblem::ALL {
            assert_eq!(BackupProblem::of_code(problem.code()), problem);
        }
        assert_eq!(BackupProblem::of_code("of a later version"), BackupProblem::Other);
    }
}
