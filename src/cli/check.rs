//! `check`: looks for damage of the file, and for changes that were made outside the program.

use clap::Args;

use super::audit::{HeadArgs, summary};
use super::broken_place::refuse_broken;
use super::command_error::CommandError;
use super::streams::Streams;
use super::{Context, text};
use crate::domain::query::PlaceFault;
use crate::service::Reads as _;

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Checks the file for damage, the audit trail for removed or changed entries, and users, clients and \
                  tokens for changes made outside the program.\n\n\
                  Exit code 0: intact. 4: damaged or changed, with the first broken place."
)]
pub struct CheckArgs {
    #[command(flatten)]
    heads: HeadArgs,
}

pub(super) fn run(args: &CheckArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    service.check_thoroughly()?;
    let anchors = args.heads.anchors(context, &mut service)?;
    let report = service.verify_all(&anchors)?.map_err(|broken| refuse_broken(&broken))?;
    writeln!(streams.out, "directory intact: audit trail of {}", summary(&report))?;
    let last = service.last_automatic_backup()?.map(text::utc);
    writeln!(
        streams.out,
        "last automatic backup: {}",
        last.as_deref().unwrap_or("none yet")
    )?;
    streams.out.flush()?;
    for fault in service.place_faults() {
        writeln!(streams.err, "warning: {}", warning(fault))?;
    }
    Ok(())
}

const fn warning(fault: PlaceFault) -> &'static str {
    match fault {
        PlaceFault::FolderOpenToOthers => {
            "Other accounts can write to the folder of the directory. Give the directory a folder of its own that only its \
             owner can open."
        }
        PlaceFault::SecondName => {
            "The directory's file has a second name (hard link), and will be refused the next time. Remove the other name."
        }
    }
}
