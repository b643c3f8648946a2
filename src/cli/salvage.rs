//! `salvage`: what can still be read of a damaged directory.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::command_error::CommandError;
use super::streams::Streams;
use super::{Context, text};
use crate::domain::salvage::SalvagedTable;
use crate::domain::unreadable::RowKind;
use crate::service;

/// The arguments of `salvage`.
#[derive(Debug, Args)]
#[command(
    after_help = "Writes users, clients and audit entries, one JSON object a line, to a new file that only you can read. \
                  Hashes, tokens and credentials are left out. The directory itself is only read, so stop the service \
                  and close the window first.\n\n\
                  No password is asked for: whoever can read the directory's file can read all of this anyway. The \
                  export can't be turned into a directory again; restore a backup for that."
)]
pub struct SalvageArgs {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &SalvageArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let salvaged = service::salvage(&context.database, &args.file)?;
    for table in &salvaged.tables {
        tell(table, streams.out)?;
    }
    let file = salvaged.file.display().to_string();
    writeln!(streams.out, "Written to {}.", text::one_line(&file))?;
    Ok(())
}

fn tell(table: &SalvagedTable, out: &mut dyn Write) -> Result<(), CommandError> {
    let rows = match table.kind {
        RowKind::User => "users",
        RowKind::Client => "clients",
        RowKind::AuditEntry => "audit entries",
    };
    write!(out, "{rows}: {} read", table.read)?;
    if table.unreadable > 0 {
        write!(out, ", {} unreadable", table.unreadable)?;
    }
    if table.missing_at_most > 0 {
        write!(out, ", at most {} lost", table.missing_at_most)?;
    }
    if table.has_open_end {
        write!(out, ", an unknown number lost at the end")?;
    }
    Ok(writeln!(out)?)
}
