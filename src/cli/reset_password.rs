//! `reset-password`: a one-time password for a user who forgot theirs, on the computer that holds the file. Anyone who
//! can write to the file could change it anyway; the audit log records the operating system account.

use clap::Args;

use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use super::{Context, text};
use crate::domain::failure::Failure;
use crate::platform::process;

/// The arguments of `reset-password`.
#[derive(Debug, Args)]
pub struct ResetPasswordArgs {
    /// The User Name of the account
    #[arg(value_name = "USER")]
    user_name: String,
}

pub(super) fn run(args: &ResetPasswordArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let mut service = context.open()?;
    let password = match service.reset_password(&args.user_name, &process::system_account()) {
        Err(Failure::UserGone) => {
            return Err(CommandError::new(
                Exit::Failed,
                format!("There is no user {} in this directory", args.user_name),
                "Find the user name with avo-admin users list",
            ));
        }
        result => result?,
    };
    writeln!(streams.out, "{}", password.expose())?;
    streams.out.flush()?;
    writeln!(
        streams.err,
        "This password for {} is shown once. It is valid for 24 hours and must be changed at sign-in.",
        text::one_line(&args.user_name)
    )?;
    Ok(())
}
