//! `backup`: a copy of the directory while others work on it.
//!
//! Reading the directory needs its file alone. A backup is an export of everything in it, to be carried elsewhere, so an
//! administrator signs in and the audit log has a line of it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::command_error::{CommandError, Exit};
use super::sign_in::SignInArgs;
use super::streams::Streams;
use super::{Context, text};
use crate::crypto::{BackupKey, BackupRecipient};
use crate::platform::signals;

/// The arguments of `backup`.
#[derive(Debug, Args)]
#[command(
    after_help = "The backup is one moment of the directory, verified after writing. Others can work meanwhile. An \
                  existing FILE is never replaced, and nothing is left where the command fails.\n\n\
                  An unencrypted backup holds everything the directory does. Encrypted ones are in the age format \
                  (age-encryption.org/v1); without the passphrase or the key they can't be restored."
)]
pub struct BackupArgs {
    /// The backup to write
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    who: SignInArgs,

    /// Encrypt the backup with a passphrase of at least 15 characters
    #[arg(long)]
    encrypt: bool,

    /// Read the passphrase from this file instead of requesting it
    #[arg(long, value_name = "FILE", requires = "encrypt")]
    passphrase_file: Option<PathBuf>,

    /// Encrypt the backup to this age public key (age1...)
    #[arg(long, value_name = "KEY", conflicts_with = "encrypt")]
    recipient: Option<String>,
}

pub(super) fn run(args: &BackupArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let recipient = args.recipient.as_deref().map(recipient).transpose()?;
    let mut service = context.open()?;
    let password = args.who.read_password(streams)?;
    let session = service.sign_in(&args.who.user, &password)?.session;
    let key = match recipient {
        Some(recipient) => Some(BackupKey::Recipient(recipient)),
        None if args.encrypt => {
            let passphrase = streams.read_new_passphrase(args.passphrase_file.as_deref())?;
            Some(BackupKey::Passphrase(passphrase))
        }
        None => None,
    };
    let mut watch = stopped_by_signals();
    let file = service
        .reader()?
        .back_up(&session, &args.file, key.as_ref(), &mut |_| watch())?;
    service.sign_out(session);
    let (directory, file) = (service.location().to_string(), file.display().to_string());
    writeln!(
        streams.out,
        "Backed up {} to {}.",
        text::one_line(&directory),
        text::one_line(&file)
    )?;
    if key.is_none() {
        writeln!(
            streams.err,
            "This backup is not encrypted. Keep it where only you can read it."
        )?;
    }
    Ok(())
}

/// The recipient that was named.
fn recipient(text: &str) -> Result<BackupRecipient, CommandError> {
    BackupRecipient::parse(text).ok_or_else(|| {
        CommandError::new(
            Exit::WrongUsage,
            "This is not an age public key",
            "Copy the whole line that starts with age1, as age-keygen prints it",
        )
    })
}

/// Stops long work at the first SIGINT, SIGTERM or SIGHUP, so that what it made so far is removed.
fn stopped_by_signals() -> impl FnMut() -> ControlFlow<()> {
    let is_stopped = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&is_stopped);
    if let Err(error) = signals::on_end(move || stop.store(true, Ordering::Relaxed)) {
        tracing::warn!(%error, "a signal will end the command without tidying up");
    }
    move || {
        if is_stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
