//! Why something was not done, as codes with arguments; the sentences are in the catalogue. Internal errors, with their
//! sources, stay in the layer that met them.

use std::fmt;

use super::access::Denied;
use super::backup::RestoreProblem;
use super::conflict::Conflict;
use super::field::FieldErrors;
use super::machine_failure::{FileProblem, MachineFailure};
use super::query::UserDetails;

/// Why something asked for was not done. Nothing has been changed when one of these comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// User Name or password is wrong, or the account cannot sign in; which one is not disclosed.
    SignInRefused {
        /// Seconds until the next try, where a wait is due.
        wait_secs: Option<i64>,
    },
    /// The session has ended: the account was deleted, disabled, its password reset, or eight hours have passed.
    SessionEnded,
    /// The change requires a password that was entered within the last ten minutes.
    PasswordNeeded,
    /// The signed-in user is not permitted to do this.
    Denied(Denied),
    /// Invalid input.
    Invalid(FieldErrors),
    /// The user was changed in the meantime.
    UserConflict(Box<Conflict>),
    /// The client was changed in the meantime.
    ClientConflict(Box<Conflict>),
    /// The user is no longer there.
    UserGone,
    /// The client's status does not allow the action; carries what is there now.
    ActionNotAllowed(Box<UserDetails>),
    /// It would leave the directory without an administrator who can sign in.
    LastAdministrator,
    /// The directory could not be read or written.
    Storage(StorageFailure),
    /// A backup can't be restored.
    Backup(RestoreProblem),
    /// The directory's queue is full.
    QueueFull,
    /// A thread of the program has ended because of a defect. Only a restart helps.
    WorkerEnded,
    /// The computer did not do something that was needed.
    Machine(MachineFailure),
    /// A defect of this program. Only a restart helps; the details are in the log.
    Defect,
}

/// What is wrong with the directory's file or its disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageFailure {
    /// There is no file at the path.
    Missing(String),
    /// The file was moved, deleted or replaced while it was open.
    Moved(String),
    /// The log at the path, or its index, was removed or replaced while the directory was open. What was changed since
    /// is not acknowledged.
    LogGone(String),
    /// The file has more than one name (hard links), and each would get a log of its own.
    Linked(String),
    /// Another program has the file open under another path, and so with another log.
    OtherPath(String),
    /// What is at the path of a file that belongs to the directory is a folder, a link, a pipe or a device.
    SideFile(String),
    /// The log at the path does not belong to the directory, as beside a copy that was put back. Recovering it would undo
    /// or damage the copy.
    ForeignLog(String),
    /// The file is an older copy of the directory that was open here. What was used up or withdrawn since would work again.
    OlderCopy(String),
    /// The file is another directory than the one that was open here.
    OtherDirectory(String),
    /// A file already exists at the path.
    Exists(String),
    /// The file is empty.
    Empty(String),
    /// The file is not a directory of Avo Admin.
    Foreign(String),
    /// The path is not an ordinary file, or a link.
    NotAFile(String),
    /// The path of another file leads to one of the open directory's own files. Opening and closing one of these drops
    /// the locks of the engine, so it stays unopened.
    DirectoryFile(String),
    /// A newer Avo Admin made the directory.
    Newer {
        /// The file's version.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The file is damaged; carries where, for the log.
    Damaged(String),
    /// A value in the file, which was needed, can't be what was once written; carries which, for the log. The file need
    /// not be damaged elsewhere.
    UnreadableValue(String),
    /// Nothing at all can be read of the damaged file at the path.
    NothingReadable(String),
    /// The disk is full.
    Full,
    /// Another program kept the directory busy for too long.
    Busy,
    /// Another program has the directory open, and would have to close it.
    OpenElsewhere {
        /// Whether it is the registration service, where that is known.
        is_service: bool,
    },
    /// The reading was stopped on purpose, because its answer is not wanted any longer.
    Interrupted,
    /// The system does not let this account read or write the file.
    Permission(String),
    /// The path is on a network share.
    NetworkShare(String),
    /// The file or folder at the path could not be read or written.
    File {
        /// Which.
        path: String,
        /// Why.
        why: FileProblem,
    },
    /// The database engine failed in another way, with its extended result code.
    Engine(i32),
    /// A defect of this program. Only a restart helps; the details are in the log.
    Defect,
}

impl StorageFailure {
    /// Whether the file is another one than was open here before, which an administrator can accept.
    pub const fn is_misplaced(&self) -> bool {
        matches!(self, Self::OlderCopy(_) | Self::OtherDirectory(_))
    }
}

impl Failure {
    /// Whether the directory's file, or a value in it, is damaged, so that a backup or an export of what is left is the
    /// way out.
    pub const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Storage(StorageFailure::Damaged(_) | StorageFailure::UnreadableValue(_))
        )
    }

    /// Whether the work was stopped on purpose, which is to be passed over in silence.
    pub const fn is_interrupted(&self) -> bool {
        matches!(self, Self::Storage(StorageFailure::Interrupted))
    }

    /// Whether the program must be started again, because trying again meets the same fault.
    pub const fn needs_restart(&self) -> bool {
        matches!(
            self,
            Self::WorkerEnded | Self::Defect | Self::Storage(StorageFailure::Defect)
        )
    }
}

/// The code with its arguments, for logs. A person reads the sentences of the catalogue.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // What is there now is long, and nothing for a log.
            Self::UserConflict(_) => formatter.write_str("UserConflict"),
            Self::ClientConflict(_) => formatter.write_str("ClientConflict"),
            Self::ActionNotAllowed(_) => formatter.write_str("ActionNotAllowed"),
            other => write!(formatter, "{other:?}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<FieldErrors> for Failure {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<StorageFailure> for Failure {
    fn from(failure: StorageFailure) -> Self {
        Self::Storage(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::{Field, FieldProblem};

    fn at(kind: fn(String) -> StorageFailure) -> StorageFailure {
        kind("/srv/avo/directory.db".to_owned())
    }

    #[test]
    fn only_another_file_in_the_place_of_the_directory_can_be_accepted() {
        for misplaced in [at(StorageFailure::OlderCopy), at(StorageFailure::OtherDirectory)] {
            assert!(misplaced.is_misplaced(), "{misplaced:?}");
        }
        for other in [
            at(StorageFailure::Missing),
            at(StorageFailure::Damaged),
            StorageFailure::Full,
        ] {
            assert!(!other.is_misplaced(), "{other:?}");
        }
    }

    #[test]
    fn each_way_out_is_offered_for_its_own_failure_alone() {
        let (damaged, interrupted) = (at(StorageFailure::Damaged), StorageFailure::Interrupted);
        for (failure, is_damage, is_interrupted, needs_restart) in [
            (Failure::Storage(damaged), true, false, false),
            (
                Failure::Storage(at(StorageFailure::UnreadableValue)),
                true,
                false,
                false,
            ),
            (Failure::Storage(interrupted), false, true, false),
            (Failure::Storage(StorageFailure::Defect), false, false, true),
            (Failure::Defect, false, false, true),
            (Failure::WorkerEnded, false, false, true),
            (Failure::Storage(StorageFailure::Busy), false, false, false),
            (Failure::QueueFull, false, false, false),
        ] {
            assert_eq!(failure.is_damage(), is_damage, "{failure}");
            assert_eq!(failure.is_interrupted(), is_interrupted, "{failure}");
            assert_eq!(failure.needs_restart(), needs_restart, "{failure}");
        }
    }

    #[test]
    fn a_log_names_the_code_with_its_arguments() {
        let missing = Failure::from(at(StorageFailure::Missing));
        assert_eq!(missing.to_string(), "Storage(Missing(\"/srv/avo/directory.db\"))");
        let errors = FieldErrors::one(Field::Email, FieldProblem::EmailTaken);
        assert_eq!(Failure::from(errors.clone()), Failure::Invalid(errors));
        assert_eq!(Failure::from(Denied::OwnAccount).to_string(), "Denied(OwnAccount)");
    }
}
