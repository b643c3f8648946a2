//! How a command ends, and what standard error says when it failed: always in English, for scripts and their owners.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use super::error::ClientError;
use super::server_text::one_line;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    Done,
    /// The network, the server or this computer prevented it.
    Failed,
    /// The command line is wrong.
    WrongUsage,
    /// The server refused, or the server is not trusted.
    Refused,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::WrongUsage => 2,
            Exit::Refused => 3,
        })
    }
}

/// Why a command failed: two sentences without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CommandError {
    exit: Exit,
    cause: String,
    next_step: String,
}

impl CommandError {
    pub(super) fn new(exit: Exit, cause: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            exit,
            cause: cause.into(),
            next_step: next_step.into(),
        }
    }

    pub(super) fn wrong_usage(cause: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::new(Exit::WrongUsage, cause, next_step)
    }

    /// The account has no home folder, so there is no default path.
    pub(super) fn no_home() -> Self {
        Self::new(
            Exit::Failed,
            "This account has no home folder, so there is no default path for the credential",
            "Name a file with --credential FILE",
        )
    }

    /// There is no desktop to open the window on.
    pub(super) fn no_display() -> Self {
        Self::new(
            Exit::Failed,
            "There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set",
            "Start it in a desktop or remote desktop session, or register with avo-client --register",
        )
    }

    #[cfg(test)]
    pub(super) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Writes the error to standard error, and returns how the command ends.
    pub(super) fn report(&self, err: &mut dyn Write) -> Exit {
        // Where standard error can't be written, the exit code still reports the failure.
        let _ = write!(err, "{self}").and_then(|()| err.flush());
        self.exit
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cause, next_step) = (one_line(&self.cause), one_line(&self.next_step));
        writeln!(formatter, "error: {cause}.\nnext step: {next_step}.")
    }
}

impl From<ClientError> for CommandError {
    fn from(error: ClientError) -> Self {
        Self::new(exit_of(&error), error.cause(), error.next_step())
    }
}

/// A failure to read or write one of the three standard streams.
impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::new(
            Exit::Failed,
            format!("Standard input or output can't be used: {error}"),
            "Check what it is connected to, and run the command again",
        )
    }
}

/// What the server decided about a token or credential is a refusal, and so is a server that is not trusted.
const fn exit_of(error: &ClientError) -> Exit {
    match error {
        ClientError::TokenMalformed
        | ClientError::TokenUtf16
        | ClientError::NotArrived(_)
        | ClientError::Untrusted { .. }
        | ClientError::FileOpenToOthers(_) => Exit::Refused,
        ClientError::Refused(_) if error.is_decision() => Exit::Refused,
        ClientError::NoCertificate(_) => Exit::WrongUsage,
        _ => Exit::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::error::ServerProblem;
    use crate::protocol::ProblemKind;

    fn refused(kind: Option<ProblemKind>) -> CommandError {
        ClientError::Refused(ServerProblem::new(kind, "Used.\nerror: \u{1b}[31m\u{202e}", "Ask")).into()
    }

    #[test]
    fn an_error_is_two_lines_whatever_the_server_says() {
        let shown = refused(Some(ProblemKind::Used)).to_string();
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }

    #[test]
    fn only_a_decision_of_the_server_is_a_refusal() {
        for kind in ProblemKind::ALL {
            let is_about_the_secret = matches!(kind.status(), 401 | 403 | 409 | 429);
            let exit = if is_about_the_secret {
                Exit::Refused
            } else {
                Exit::Failed
            };
            assert_eq!(refused(Some(kind)).exit(), exit, "{kind:?}");
        }
        assert_eq!(refused(None).exit(), Exit::Failed);
    }
}
