//! `audit seal`: moves old entries of the audit trail to a file, and what verifies such files later.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::broken_place::refuse_broken;
use super::super::command_error::{CommandError, Exit};
use super::super::sign_in::SignInArgs;
use super::super::streams::Streams;
use super::super::{Context, text};
use crate::domain::sealed_part::SealedProblem;
use crate::domain::time::Timestamp;
use crate::service::{LEAST_DAYS_KEPT, SealedFault, Sealing};

/// The arguments of `audit seal`.
#[derive(Debug, Args)]
#[command(
    after_help = "The entries are written to FILE with their hashes, read back, and only then removed. The chain goes on \
                  from the last of them, and an entry names the file and its SHA-256. Keep the file: without it, heads \
                  of that time can't be compared any longer. An existing FILE is never replaced."
)]
pub struct SealArgs {
    /// The file to move the entries to
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Move the entries of before this day (UTC), at least 90 days ago
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = start_of_day)]
    before: Timestamp,

    #[command(flatten)]
    who: SignInArgs,
}

pub(in crate::cli) fn seal(args: &SealArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    let password = args.who.read_password(streams)?;
    let session = service.sign_in(&args.who.user, &password)?.session;
    let sealing = service.seal_trail(&session, &args.file, args.before)?;
    service.sign_out(session);
    match sealing {
        Sealing::Sealed { file, first, last } => writeln!(
            streams.out,
            "Moved entries {first} to {last} of the audit trail to {}.",
            shown(&file)
        )?,
        Sealing::Nothing => writeln!(streams.out, "There are no entries of before that day.")?,
        Sealing::TooRecent => {
            return Err(CommandError::new(
                Exit::Refused,
                format!("Entries of the last {LEAST_DAYS_KEPT} days stay in the directory"),
                "Specify an earlier day with --before",
            ));
        }
        Sealing::Broken(broken) => return Err(refuse_broken(&broken)),
    }
    Ok(())
}

fn start_of_day(text: &str) -> Result<Timestamp, &'static str> {
    let day: Date = text.parse().map_err(|_| "it is not a day such as 2026-01-31")?;
    let start = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0));
    let start = start.map_err(|_| "it is not a day of the calendar")?;
    Ok(Timestamp::from_unix_ms(start.as_millisecond()))
}

/// The error for a file of a sealed part that does not fit.
pub(super) fn refuse_sealed(fault: &SealedFault) -> CommandError {
    let (file, problem) = match fault {
        SealedFault::Anchor(broken) => return refuse_broken(broken),
        SealedFault::File(file, problem) => (shown(file), problem),
    };
    let cause = match problem {
        SealedProblem::Foreign => format!("{file} is not a sealed part of an audit trail"),
        SealedProblem::LineChanged { line } => format!("Line {line} of {file} was changed, moved or inserted"),
        SealedProblem::CutOff => format!("The end of {file} is missing"),
        SealedProblem::NotOfThisTrail => {
            format!("{file} is a part of another audit trail, or the part that follows it was not specified")
        }
    };
    CommandError::new(
        Exit::Damaged,
        cause,
        "Specify all files from that one on with --sealed, and keep them as they are for an investigation",
    )
}

fn shown(path: &Path) -> String {
    text::one_line(&path.display().to_string()).into_owned()
}
