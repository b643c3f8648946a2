//! The exit code of a command and, if it failed, the cause and next step for standard error.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::domain::backup::RestoreProblem;
use crate::domain::failure::{Failure, StorageFailure};
use crate::platform::file_error::FileError;
use crate::words::Explain as _;

/// How a command ended. Scripts see it as the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The command succeeded.
    Done,
    /// The system, the disk or the directory failed.
    Failed,
    /// The command line was invalid.
    WrongUsage,
    /// A rule refused the command.
    Refused,
    /// The directory is damaged.
    Damaged,
}

impl Exit {
    /// The exit code.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::WrongUsage => 2,
            Self::Refused => 3,
            Self::Damaged => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command failed.
#[derive(Debug)]
pub struct CommandError(Kind);

#[derive(Debug)]
enum Kind {
    /// A message of ours.
    Said {
        exit: Exit,
        cause: String,
        next_step: String,
    },
    /// A complete message from clap.
    Usage(String),
    /// The reader closed our output, which is not an error.
    BrokenPipe,
}

impl CommandError {
    /// An error with a message: `cause` and `next_step` are sentences without a full stop.
    pub(super) fn new(exit: Exit, cause: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self(Kind::Said {
            exit,
            cause: cause.into(),
            next_step: next_step.into(),
        })
    }

    /// An invalid command line.
    pub(super) fn usage(error: &clap::Error) -> Self {
        Self(Kind::Usage(error.render().to_string()))
    }

    /// A file named on the command line that can't be used.
    pub(super) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        Failure::from(FileError { path, source }).into()
    }

    /// There is no default directory because the account has no home folder.
    pub(super) fn no_home() -> Self {
        Self::new(
            Exit::Failed,
            "There is no default directory because this account has no home folder",
            "Specify a directory with --database FILE",
        )
    }

    /// There is no display for the window.
    pub fn no_display() -> Self {
        Self::new(
            Exit::Failed,
            "There is no display for the window: neither DISPLAY nor WAYLAND_DISPLAY is set",
            "Start it in a desktop or remote desktop session. For commands without a window, see avo-admin --help",
        )
    }

    /// The exit code for the error.
    pub(super) const fn exit(&self) -> Exit {
        match &self.0 {
            Kind::Said { exit, .. } => *exit,
            Kind::Usage(_) => Exit::WrongUsage,
            Kind::BrokenPipe => Exit::Done,
        }
    }

    /// Writes the message to standard error and returns how the command ends.
    pub fn report(&self, err: &mut dyn Write) -> Exit {
        let text = self.to_string();
        // If standard error can't be written either, the exit code still reports the failure.
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
        self.exit()
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Said { cause, next_step, .. } => {
                let (cause, next_step) = (super::text::one_line(cause), super::text::one_line(next_step));
                writeln!(formatter, "error: {cause}.\nnext step: {next_step}.")
            }
            Kind::Usage(text) => formatter.write_str(text),
            Kind::BrokenPipe => Ok(()),
        }
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        let next_step = match &failure {
            // The next step for the window refers to a form, which the command line doesn't have.
            Failure::Invalid(_) => "Correct the value and run the command again".to_owned(),
            _ => failure.next_step(),
        };
        Self::new(exit_of(&failure), failure.cause(), next_step)
    }
}

impl From<FileError> for CommandError {
    fn from(error: FileError) -> Self {
        Failure::from(error).into()
    }
}

/// A failure to read or write one of the three standard streams.
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self(Kind::BrokenPipe),
            io::ErrorKind::StorageFull => Failure::from(StorageFailure::Full).into(),
            _ => Self::new(
                Exit::Failed,
                format!("Standard input or output failed: {error}"),
                "Check the redirection and run the command again",
            ),
        }
    }
}

fn exit_of(failure: &Failure) -> Exit {
    match failure {
        Failure::Storage(
            StorageFailure::Damaged(_)
            | StorageFailure::UnreadableValue(_)
            | StorageFailure::NothingReadable(_)
            | StorageFailure::ForeignLog(_)
            | StorageFailure::OlderCopy(_)
            | StorageFailure::OtherDirectory(_),
        )
        | Failure::Backup(RestoreProblem::Damaged) => Exit::Damaged,
        Failure::Storage(
            StorageFailure::Exists(_)
            | StorageFailure::Empty(_)
            | StorageFailure::Foreign(_)
            | StorageFailure::NotAFile(_)
            | StorageFailure::DirectoryFile(_)
            | StorageFailure::Linked(_)
            | StorageFailure::OtherPath(_)
            | StorageFailure::SideFile(_)
            | StorageFailure::Newer { .. }
            | StorageFailure::NetworkShare(_),
        )
        | Failure::SignInRefused { .. }
        | Failure::SessionEnded
        | Failure::PasswordNeeded
        | Failure::Denied(_)
        | Failure::Invalid(_)
        | Failure::UserConflict(_)
        | Failure::ClientConflict(_)
        | Failure::ActionNotAllowed(_)
        | Failure::Backup(_)
        | Failure::LastAdministrator => Exit::Refused,
        Failure::Storage(
            StorageFailure::Missing(_)
            | StorageFailure::Moved(_)
            | StorageFailure::LogGone(_)
            | StorageFailure::Full
            | StorageFailure::Busy
            | StorageFailure::OpenElsewhere { .. }
            | StorageFailure::Interrupted
            | StorageFailure::Permission(_)
            | StorageFailure::File { .. }
            | StorageFailure::Engine(_)
            | StorageFailure::Defect,
        )
        | Failure::UserGone
        | Failure::QueueFull
        | Failure::WorkerEnded
        | Failure::Defect
        | Failure::Machine(_) => Exit::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: &CommandError) -> (Exit, String) {
        let mut err = Vec::new();
        let exit = error.report(&mut err);
        (exit, String::from_utf8(err).unwrap())
    }

    #[test]
    fn an_error_gives_cause_and_next_step() {
        let problem = CommandError::from(Failure::from(StorageFailure::Missing("/x.db".to_owned())));
        let (exit, text) = told(&problem);
        assert_eq!(exit, Exit::Failed);
        assert_eq!(
            text,
            "error: There is no directory at /x.db.\n\
             next step: Check the path, or create a directory with avo-admin init.\n"
        );
    }

    #[test]
    fn exit_codes_distinguish_failed_refused_and_damaged() {
        let exit = |failure: StorageFailure| told(&Failure::from(failure).into()).0.code();
        assert_eq!(exit(StorageFailure::Busy), 1);
        assert_eq!(exit(StorageFailure::Exists("x".to_owned())), 3);
        assert_eq!(exit(StorageFailure::Damaged("page 7".to_owned())), 4);
        assert_eq!(exit(StorageFailure::UnreadableValue("user 7".to_owned())), 4);
    }

    #[test]
    fn a_closed_output_is_not_an_error() {
        let (exit, text) = told(&io::Error::from(io::ErrorKind::BrokenPipe).into());
        assert_eq!((exit, text.as_str()), (Exit::Done, ""));
    }

    #[test]
    fn a_path_cannot_add_lines_or_colours() {
        let problem = CommandError::from(Failure::from(StorageFailure::Foreign(
            "/a\nerror: \u{1b}[31m".to_owned(),
        )));
        let (_, text) = told(&problem);
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
