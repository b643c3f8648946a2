//! Signing in on the command line, for commands that export or change something.

use std::path::{Path, PathBuf};

use clap::Args;

use super::command_error::CommandError;
use super::streams::Streams;
use super::text;
use crate::domain::secret::SecretText;

/// Who runs the command. The password is never an argument, because other users can read a process's arguments.
#[derive(Debug, Args)]
pub(super) struct SignInArgs {
    /// Sign in as this administrator
    #[arg(long, value_name = "NAME")]
    pub(super) user: String,

    /// Read the password from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
}

impl SignInArgs {
    /// The password, from the file, requested on a terminal, or from standard input.
    pub(super) fn read_password(&self, streams: &mut Streams<'_>) -> Result<SecretText, CommandError> {
        read_password(&self.user, self.password_file.as_deref(), streams)
    }
}

/// The password of `user`, from `file`, requested on a terminal, or from standard input.
pub(super) fn read_password(
    user: &str,
    file: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Result<SecretText, CommandError> {
    let question = format!("Password for {}: ", text::one_line(user));
    streams.read_password(file, &question)
}
