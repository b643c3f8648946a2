//! `restore`: decides about a log or a directory that was found in a place where it does not belong.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::command_error::CommandError;
use super::streams::Streams;
use super::{Context, text};
use crate::crypto::HashPolicy;
use crate::service::{self, Service};

/// The arguments of `restore`.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("decision").required(true).args(["accept_older", "set_log_aside"])),
    after_help = "Without --password-file, the password is read from standard input, or requested on a terminal."
)]
pub struct RestoreArgs {
    /// Accept an older copy of the directory, or another directory in its place, as its administrator
    #[arg(long, requires = "user")]
    accept_older: bool,

    /// Rename a log that does not belong to the directory; nothing is deleted
    #[arg(long)]
    set_log_aside: bool,

    /// The User Name of an administrator of the accepted directory
    #[arg(long, value_name = "NAME", requires = "accept_older")]
    user: Option<String>,

    /// Read the password from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE", requires = "accept_older")]
    password_file: Option<PathBuf>,
}

pub(super) fn run(args: &RestoreArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    match &args.user {
        Some(user) => accept_older(user, args, context, streams),
        None => set_log_aside(context, streams),
    }
}

fn set_log_aside(context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let said = match service::set_log_aside(&context.database, &*context.clock)? {
        Some(kept) => format!("The log is now {}.", text::one_line(&kept.display().to_string())),
        None => "There is no log that does not belong to the directory. Nothing was changed.".to_owned(),
    };
    Ok(writeln!(streams.out, "{said}")?)
}

fn accept_older(
    user: &str,
    args: &RestoreArgs,
    context: &Context,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    let question = format!("Password for {}: ", text::one_line(user));
    let password = streams.read_password(args.password_file.as_deref(), &question)?;
    let is_accepted = Service::accept_older_copy(
        &context.database,
        HashPolicy::production(),
        &context.clock,
        user,
        &password,
    )?;
    let said = if is_accepted {
        "The directory was accepted. Check its users and clients: tokens that were used since work again."
    } else {
        "The directory is not an older copy. Nothing was changed."
    };
    Ok(writeln!(streams.out, "{said}")?)
}
