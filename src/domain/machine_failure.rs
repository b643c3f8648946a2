//! What the computer did not do, as codes with arguments. The system's own texts are for the log.

use std::io;

/// Something that the computer did not do although the program needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MachineFailure {
    /// A file or folder could not be read or written.
    File {
        /// Which.
        path: String,
        /// Why.
        why: FileProblem,
    },
    /// The operating system gave no random numbers.
    Randomness,
    /// A password could not be hashed, most likely for want of memory.
    Hashing,
}

/// Why the system could not read or write a file, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileProblem {
    /// The file or its folder does not exist.
    NotFound,
    /// It is a folder in place of a file, a file in place of a folder, or not a file of this program.
    WrongKind,
    /// The system does not allow the name.
    InvalidName,
    /// The disk can only be read.
    ReadOnly,
    /// Another program uses it.
    InUse,
    /// The disk did not answer in time.
    TimedOut,
    /// Anything else, with the number that the operating system has for it.
    Other(Option<i32>),
}

impl FileProblem {
    /// Every problem, once.
    pub const ALL: [Self; 7] = [
        Self::NotFound,
        Self::WrongKind,
        Self::InvalidName,
        Self::ReadOnly,
        Self::InUse,
        Self::TimedOut,
        Self::Other(Some(5)),
    ];

    /// The problem behind an error of the system.
    pub fn of(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::NotFound,
            Kind::NotADirectory | Kind::IsADirectory | Kind::InvalidData => Self::WrongKind,
            Kind::InvalidFilename | Kind::InvalidInput => Self::InvalidName,
            Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::WouldBlock | Kind::ResourceBusy | Kind::ExecutableFileBusy => Self::InUse,
            Kind::TimedOut | Kind::StaleNetworkFileHandle => Self::TimedOut,
            _ => Self::Other(error.raw_os_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_becomes_the_problem_that_a_person_can_solve() {
        let problem = |kind: io::ErrorKind| FileProblem::of(&kind.into());
        for (kinds, expected) in [
            (&[io::ErrorKind::NotFound][..], FileProblem::NotFound),
            (
                &[
                    io::ErrorKind::NotADirectory,
                    io::ErrorKind::IsADirectory,
                    io::ErrorKind::InvalidData,
                ],
                FileProblem::WrongKind,
            ),
            (
                &[io::ErrorKind::InvalidFilename, io::ErrorKind::InvalidInput],
                FileProblem::InvalidName,
            ),
            (&[io::ErrorKind::ReadOnlyFilesystem], FileProblem::ReadOnly),
            (
                &[
                    io::ErrorKind::WouldBlock,
                    io::ErrorKind::ResourceBusy,
                    io::ErrorKind::ExecutableFileBusy,
                ],
                FileProblem::InUse,
            ),
            (
                &[io::ErrorKind::TimedOut, io::ErrorKind::StaleNetworkFileHandle],
                FileProblem::TimedOut,
            ),
        ] {
            for kind in kinds {
                assert_eq!(problem(*kind), expected, "{kind:?}");
            }
        }
        assert_eq!(problem(io::ErrorKind::UnexpectedEof), FileProblem::Other(None));
        let input_output = io::Error::from_raw_os_error(5);
        assert_eq!(FileProblem::of(&input_output), FileProblem::Other(Some(5)));
    }
}
