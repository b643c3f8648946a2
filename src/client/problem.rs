//! Why something did not work, in words: cause and next step, the same in the window and on standard error.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::domain::credential::CREDENTIAL_PREFIX;
use crate::domain::failure::Failure;
use crate::domain::token::TOKEN_PREFIX;
use crate::domain::user::is_control_or_bidi;
use crate::platform::files::FileError;
use crate::protocol::ProblemKind;

/// The most characters of a text from the network that are shown.
const MOST_SHOWN_CHARS: usize = 400;

/// How a command ended, as scripts are told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It was done.
    Done,
    /// It could not be done: the network, the server or this machine is not as it must be.
    Failed,
    /// The command line was wrong.
    WrongUsage,
    /// The server refused, or the server was not to be trusted.
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

/// Why something did not work. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    exit: Exit,
    kind: Option<ProblemKind>,
    cause: String,
    next_step: String,
}

impl Problem {
    /// A problem in words: sentences without a full stop.
    pub fn new(exit: Exit, cause: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            exit,
            kind: None,
            cause: cause.into(),
            next_step: next_step.into(),
        }
    }

    /// What the server said of itself; `kind` is none where it is of a kind this client does not know.
    pub(super) fn said_by_server(kind: Option<ProblemKind>, cause: &str, next_step: &str) -> Self {
        Self {
            exit: exit_of(kind),
            kind,
            cause: sentence(cause),
            next_step: sentence(next_step),
        }
    }

    /// The account has no home, so there is no default place.
    pub(super) fn no_home() -> Self {
        Self::new(
            Exit::Failed,
            "This account has no home folder, so there is no default place for the credential",
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

    /// What is wrong.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What to do about it.
    pub fn next_step(&self) -> &str {
        &self.next_step
    }

    /// What kind of problem the server said it is.
    pub const fn kind(&self) -> Option<ProblemKind> {
        self.kind
    }

    /// Whether a credential that was refused like this will not be accepted any more.
    pub(super) const fn ends_registration(&self) -> bool {
        matches!(
            self.kind,
            Some(ProblemKind::Malformed | ProblemKind::Unknown | ProblemKind::Void | ProblemKind::Expired)
        )
    }

    /// Whether the server has decided that this request registers nothing.
    pub(super) const fn denies_registration(&self) -> bool {
        matches!(
            self.kind,
            Some(
                ProblemKind::Malformed
                    | ProblemKind::Unknown
                    | ProblemKind::Used
                    | ProblemKind::Void
                    | ProblemKind::Expired
                    | ProblemKind::Disabled
                    | ProblemKind::TooManyAttempts
            )
        )
    }

    /// How a command ends with it.
    pub const fn exit(&self) -> Exit {
        self.exit
    }

    /// Tells it on standard error and says how the command ends.
    pub fn report(&self, err: &mut dyn Write) -> Exit {
        // Where standard error cannot be written there is nobody left to tell; the exit code still says it.
        let _ = write!(err, "{self}").and_then(|()| err.flush());
        self.exit
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cause, next_step) = (one_line(&self.cause), one_line(&self.next_step));
        writeln!(formatter, "error: {cause}.\nnext step: {next_step}.")
    }
}

/// The file with the credential, or its folder, cannot be used.
impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        if error.source.kind() == io::ErrorKind::WouldBlock {
            return Self::new(
                Exit::Failed,
                "Another program keeps the credential busy",
                "Close it and try again",
            );
        }
        let failure = Failure::from(error);
        let next_step = match &failure {
            Failure::Machine(_) => "Check the path, or name another file with --credential FILE".to_owned(),
            _ => failure.next_step(),
        };
        Self::new(Exit::Failed, failure.cause(), next_step)
    }
}

/// A failure to read or write one of the three standard streams.
impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::new(
            Exit::Failed,
            format!("Standard input or output does not work: {error}"),
            "Check where it comes from and goes to, and run the command again",
        )
    }
}

/// What the server decided about a token or credential is a refusal; everything else is a failure.
const fn exit_of(kind: Option<ProblemKind>) -> Exit {
    match kind {
        Some(
            ProblemKind::Malformed
            | ProblemKind::Unknown
            | ProblemKind::Used
            | ProblemKind::Void
            | ProblemKind::Expired
            | ProblemKind::Disabled
            | ProblemKind::CredentialTaken
            | ProblemKind::TooManyAttempts,
        ) => Exit::Refused,
        _ => Exit::Failed,
    }
}

/// `text` on one line, without what a terminal would obey or nobody could see.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if is_control_or_bidi(character) { ' ' } else { character })
        .collect()
}

/// A text of the server as a sentence of ours: on one line, of bounded length, without a full stop at its end, and
/// without the secret that was sent to it, which a careless server repeats.
fn sentence(text: &str) -> String {
    let line = without_secrets(&one_line(text), &[TOKEN_PREFIX, CREDENTIAL_PREFIX]);
    let line: String = line.chars().take(MOST_SHOWN_CHARS).collect();
    line.trim().trim_end_matches('.').to_owned()
}

/// `text` with everything left out that follows one of `prefixes` and could be of a secret.
fn without_secrets(text: &str, prefixes: &[&str]) -> String {
    let Some((prefix, others)) = prefixes.split_first() else {
        return text.to_owned();
    };
    let mut parts = text.split(prefix).map(|part| without_secrets(part, others));
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |kept, part| {
        let rest = part.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
        let hidden = if rest.len() == part.len() { "" } else { "…" };
        kept + prefix + hidden + rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_two_lines_whatever_the_server_says() {
        let problem = Problem::said_by_server(
            Some(ProblemKind::Used),
            "Used.\nerror: \u{1b}[31m\u{202e}",
            &"x".repeat(9_000),
        );
        let shown = problem.to_string();
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        assert!(shown.len() < 600);
        assert_eq!(problem.exit(), Exit::Refused);
    }

    #[test]
    fn a_server_that_repeats_a_secret_is_not_repeated() {
        let said = "You sent Bearer avo_0000AAAAzz, avc_1111BBBB and again avo_2222, not avo_ itself.";
        let problem = Problem::said_by_server(None, said, "Send avc_3333");
        assert_eq!(
            problem.cause(),
            "You sent Bearer avo_…, avc_… and again avo_…, not avo_ itself"
        );
        assert_eq!(problem.next_step(), "Send avc_…");
    }

    #[test]
    fn a_program_that_does_not_let_go_of_the_credential_is_blamed_for_it() {
        let problem = Problem::from(FileError {
            path: "/home/ana/credential.json.lock".into(),
            source: io::ErrorKind::WouldBlock.into(),
        });
        assert_eq!(problem.cause(), "Another program keeps the credential busy");
        assert_eq!(problem.next_step(), "Close it and try again");
    }

    #[test]
    fn what_is_no_decision_of_the_server_is_a_failure() {
        assert_eq!(exit_of(Some(ProblemKind::Unavailable)), Exit::Failed);
        assert_eq!(exit_of(None), Exit::Failed);
    }
}
