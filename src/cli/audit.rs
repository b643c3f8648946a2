//! `audit`: verifies the chain of the audit trail, and prints its head for an administrator to keep.

mod seal;

use std::path::PathBuf;

use clap::Args;

pub(super) use seal::{SealArgs, seal};

use super::Context;
use super::broken_place::refuse_broken;
use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use super::text;
use crate::domain::anchor::Anchor;
use crate::domain::trail::TrailReport;
use crate::platform::anchors;
use crate::service::Service;

/// The arguments of `audit verify`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code 0: intact. 4: the first broken place is named.")]
pub struct VerifyArgs {
    #[command(flatten)]
    pub(super) heads: HeadArgs,

    /// Verify this file of sealed entries as well; can be repeated
    #[arg(long, value_name = "FILE")]
    sealed: Vec<PathBuf>,
}

/// Heads of the trail that were kept.
#[derive(Debug, Args)]
pub(super) struct HeadArgs {
    /// Compare with a head that avo-admin audit head printed; can be repeated. The heads that this account kept are
    /// always compared
    #[arg(long, value_name = "LINE")]
    head: Vec<String>,
}

pub(super) fn verify(args: &VerifyArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    let anchors = args.heads.anchors(context, &mut service)?;
    let report = service
        .verify_trail(&anchors)?
        .map_err(|broken| refuse_broken(&broken))?;
    service
        .verify_sealed(&args.sealed, &anchors)?
        .map_err(|fault| seal::refuse_sealed(&fault))?;
    writeln!(streams.out, "audit trail intact: {}", summary(&report))?;
    streams.out.flush()?;
    Ok(())
}

pub(super) fn head(context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    writeln!(streams.out, "{}", context.open()?.anchor()?)?;
    streams.out.flush()?;
    Ok(())
}

/// How much was verified.
pub(super) fn summary(report: &TrailReport) -> String {
    let (entries, heads) = (report.entries, report.anchors);
    let before = report.chained_from - 1;
    let upgraded = report.hashed_at.map_or_else(String::new, |at| {
        format!(
            "; entries up to {before} were hashed by an upgrade at {}",
            text::utc(at)
        )
    });
    let (entries, heads) = (
        counted(entries, "entry", "entries"),
        counted(heads, "kept head", "kept heads"),
    );
    let sealed = sealed(report);
    format!("{entries}, compared with {heads}{sealed}{upgraded}")
}

/// What is not in the directory any longer.
fn sealed(report: &TrailReport) -> String {
    let TrailReport {
        sealed_to,
        sealed_anchors,
        ..
    } = report;
    match (sealed_to, sealed_anchors) {
        (0, _) => String::new(),
        (last, 0) => format!("; entries up to {last} were moved to files"),
        (last, heads) => format!(
            "; entries up to {last} were moved to files, which {} can be compared with by audit verify --sealed",
            counted(*heads, "kept head", "kept heads")
        ),
    }
}

fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

impl HeadArgs {
    /// What is known of the directory outside its file.
    pub(super) fn anchors(&self, context: &Context, service: &mut Service) -> Result<Vec<Anchor>, CommandError> {
        let directory = service.anchor()?.directory;
        let mut anchors = match &context.heads {
            Some(folder) => anchors::read_all(folder)?,
            None => Vec::new(),
        };
        for line in &self.head {
            let anchor = Anchor::parse(line).ok_or_else(|| {
                CommandError::new(
                    Exit::WrongUsage,
                    "The value of --head is not a head of an audit trail",
                    "Copy the whole line that avo-admin audit head printed",
                )
            })?;
            if anchor.directory != directory {
                return Err(CommandError::new(
                    Exit::Refused,
                    "The value of --head is the head of another directory",
                    "Specify the directory it was printed for with --database FILE",
                ));
            }
            anchors.push(anchor);
        }
        Ok(anchors)
    }
}
