//! `restore --accept-older` and `restore --set-log-aside`: what to do about a directory or a log that was found in a place
//! where it does not belong.

use std::path::Path;

use clap::Args;

use crate::cli::command_error::CommandError;
use crate::cli::streams::Streams;
use crate::cli::{Context, sign_in, text};
use crate::crypto::HashPolicy;
use crate::service::{self, Service};

/// The arguments that decide about what was found.
#[derive(Debug, Args)]
pub(super) struct MisplacedArgs {
    /// Accept an older copy of the directory, or another directory in its place, as its administrator
    #[arg(long)]
    accept_older: bool,

    /// Rename a log that does not belong to the directory; nothing is deleted
    #[arg(long)]
    set_log_aside: bool,
}

pub(super) fn set_log_aside(context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let said = match service::set_log_aside(&context.database, &*context.clock)? {
        Some(kept) => format!("The log is now {}.", text::one_line(&kept.display().to_string())),
        None => "There is no log that does not belong to the directory. Nothing was changed.".to_owned(),
    };
    Ok(writeln!(streams.out, "{said}")?)
}

pub(super) fn accept_older(
    user: &str,
    password_file: Option<&Path>,
    context: &Context,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    let password = sign_in::read_password(user, password_file, streams)?;
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
