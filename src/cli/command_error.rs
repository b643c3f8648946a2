//! How a command ends, and what standard error says when it did not do its work: cause and next step.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::domain::failure::{Failure, StorageFailure};
use crate::platform::files::FileError;

/// How a command ended, as scripts are told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It was done.
    Done,
    /// It could not be done: the machine, the disk or the directory is not as it must be.
    Failed,
    /// The command line was wrong.
    WrongUsage,
    /// It was refused by a rule.
    Refused,
    /// The directory is damaged.
    Damaged,
}

impl Exit {
    /// The number.
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

/// Why a command did not do its work.
#[derive(Debug)]
pub struct CommandError(Kind);

#[derive(Debug)]
enum Kind {
    /// In our words.
    Said {
        exit: Exit,
        cause: String,
        next_step: String,
    },
    /// In clap's words, which are complete.
    Usage(String),
    /// Whoever read our output has heard enough.
    BrokenPipe,
}

impl CommandError {
    /// A problem in words: `cause` and `next_step` are sentences without a full stop.
    pub(super) fn new(exit: Exit, cause: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self(Kind::Said {
            exit,
            cause: cause.into(),
            next_step: next_step.into(),
        })
    }

    /// A wrong command line.
    pub(super) fn usage(error: &clap::Error) -> Self {
        Self(Kind::Usage(error.render().to_string()))
    }

    /// A file named on the command line that cannot be used.
    pub(super) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        Failure::from(FileError { path, source }).into()
    }

    /// The account has no home, so there is no default place.
    pub(super) fn no_home() -> Self {
        Self::new(
            Exit::Failed,
            "This account has no home folder, so there is no default directory",
            "Name a directory with --database FILE",
        )
    }

    /// There is no desktop to open the window on.
    pub fn no_display() -> Self {
        Self::new(
            Exit::Failed,
            "There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set",
            "Start it in a desktop or remote desktop session; what needs no window is in avo-admin --help",
        )
    }

    /// How the command ends with it.
    pub(super) const fn exit(&self) -> Exit {
        match &self.0 {
            Kind::Said { exit, .. } => *exit,
            Kind::Usage(_) => Exit::WrongUsage,
            Kind::BrokenPipe => Exit::Done,
        }
    }

    /// Tells it on standard error and says how the command ends.
    pub fn report(&self, err: &mut dyn Write) -> Exit {
        let text = self.to_string();
        // Where standard error cannot be written there is nobody left to tell; the exit code still says it.
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
            // The window's words would point at a form that is not there.
            Failure::Invalid(_) => "Correct it and run the command again".to_owned(),
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
                format!("Standard input or output does not work: {error}"),
                "Check where it comes from and goes to, and run the command again",
            ),
        }
    }
}

fn exit_of(failure: &Failure) -> Exit {
    match failure {
        Failure::Storage(StorageFailure::Damaged(_)) => Exit::Damaged,
        Failure::Storage(
            StorageFailure::Exists(_)
            | StorageFailure::Empty(_)
            | StorageFailure::Foreign(_)
            | StorageFailure::NotAFile(_)
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
        | Failure::LastAdministrator => Exit::Refused,
        Failure::Storage(
            StorageFailure::Missing(_)
            | StorageFailure::Moved(_)
            | StorageFailure::Full
            | StorageFailure::Busy
            | StorageFailure::Permission(_)
            | StorageFailure::Other(_),
        )
        | Failure::UserGone
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
    fn a_problem_names_cause_and_next_step() {
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
    fn exit_codes_tell_failed_refused_and_damaged_apart() {
        let exit = |failure: StorageFailure| told(&Failure::from(failure).into()).0.code();
        assert_eq!(exit(StorageFailure::Busy), 1);
        assert_eq!(exit(StorageFailure::Exists("x".to_owned())), 3);
        assert_eq!(exit(StorageFailure::Damaged("page 7".to_owned())), 4);
    }

    #[test]
    fn a_reader_who_went_away_is_no_error() {
        let (exit, text) = told(&io::Error::from(io::ErrorKind::BrokenPipe).into());
        assert_eq!((exit, text.as_str()), (Exit::Done, ""));
    }

    #[test]
    fn a_path_cannot_bring_its_own_lines_or_colours() {
        let problem = CommandError::from(Failure::from(StorageFailure::Foreign(
            "/a\nerror: \u{1b}[31m".to_owned(),
        )));
        let (_, text) = told(&problem);
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
