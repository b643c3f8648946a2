//! `restore`: a backup in the place of the directory, and decisions about what is there.

mod misplaced;

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use misplaced::MisplacedArgs;

use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use super::{Context, sign_in, text};
use crate::crypto::{BackupIdentity, BackupUnlock, HashPolicy};
use crate::domain::backup::RestoreProblem;
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::platform::service_lock;
use crate::service::{Restoration, RestoreError, RestorePreview, UnknownSecrets};
use crate::words::{Explain as _, withdrawals};

/// The arguments of `restore`.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("what").required(true).args(["file", "accept_older", "set_log_aside"])),
    after_help = "Close the window and stop the service first. The backup is verified before anything is changed. The \
                  old file is kept beside the directory, with .before-restore- in its name.\n\n\
                  A restore never makes work again what was withdrawn since the backup: used and void tokens, \
                  credentials, deleted, disabled and demoted users, and changed passwords. Where the old directory \
                  can't be read, no token and no credential of the backup works any longer."
)]
pub struct RestoreArgs {
    /// The backup to restore
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    misplaced: MisplacedArgs,

    /// Sign in as this administrator of the directory, or of the backup if the directory can't be read
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present_any = ["dry_run", "set_log_aside"],
        conflicts_with = "set_log_aside"
    )]
    user: Option<String>,

    /// Read the password from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE", requires = "user")]
    password_file: Option<PathBuf>,

    /// Read the passphrase of the backup from this file instead of requesting it
    #[arg(long, value_name = "FILE", requires = "file")]
    passphrase_file: Option<PathBuf>,

    /// Read the age key of the backup from this file
    #[arg(long, value_name = "FILE", requires = "file", conflicts_with = "passphrase_file")]
    identity_file: Option<PathBuf>,

    /// If the directory can't be read, let tokens and credentials work as in the backup
    #[arg(long, requires = "file")]
    keep_secrets: bool,

    /// Only verify the backup and show what would no longer work
    #[arg(long, requires = "file")]
    dry_run: bool,
}

pub(super) fn run(args: &RestoreArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    match (&args.file, &args.user) {
        (Some(backup), _) => restore(backup, args, context, streams),
        (None, Some(user)) => misplaced::accept_older(user, args.password_file.as_deref(), context, streams),
        (None, None) => misplaced::set_log_aside(context, streams),
    }
}

fn restore(
    backup: &Path,
    args: &RestoreArgs,
    context: &Context,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    let secrets = if args.keep_secrets {
        UnknownSecrets::Keep
    } else {
        UnknownSecrets::Void
    };
    let mut restoration = prepare(backup, args, context, streams)?;
    let preview = restoration.preview(secrets)?;
    let Some(user) = args.user.as_ref().filter(|_| !args.dry_run) else {
        return show(&preview, secrets, streams.out);
    };
    show(&preview, secrets, streams.err)?;
    let password = sign_in::read_password(user, args.password_file.as_deref(), streams)?;
    let restored = restoration.run(user, &password, secrets);
    let restored = restored.map_err(|failure| service_lock::name_service(failure, &context.database))?;
    writeln!(
        streams.out,
        "Restored {}.",
        text::one_line(&context.database.to_string())
    )?;
    if let Some(kept) = restored.kept {
        let kept = kept.display().to_string();
        writeln!(streams.out, "The old file is {}.", text::one_line(&kept))?;
    }
    if !restored.has_administrator {
        writeln!(streams.err, "{}", withdrawals::no_administrator())?;
    }
    Ok(())
}

fn prepare(
    backup: &Path,
    args: &RestoreArgs,
    context: &Context,
    streams: &mut Streams<'_>,
) -> Result<Restoration, CommandError> {
    let attempt = |unlock: Option<&BackupUnlock>| {
        let clock = context.clock.clone();
        let Location::File(path) = &context.database;
        Restoration::prepare(path, backup, unlock, HashPolicy::production(), clock)
    };
    let unlock = match (&args.passphrase_file, &args.identity_file) {
        (Some(file), _) => Some(BackupUnlock::Passphrase(streams.read_password(Some(file), "")?)),
        (None, Some(file)) => Some(BackupUnlock::Identity(identity(file, streams)?)),
        (None, None) => None,
    };
    match attempt(unlock.as_ref()) {
        Err(RestoreError::Sealed) => {
            let passphrase = streams.read_passphrase()?;
            Ok(attempt(Some(&BackupUnlock::Passphrase(passphrase)))?)
        }
        prepared => Ok(prepared?),
    }
}

fn identity(file: &Path, streams: &mut Streams<'_>) -> Result<BackupIdentity, CommandError> {
    let key = streams.read_password(Some(file), "")?;
    let found = BackupIdentity::find_in(key.expose());
    found.ok_or_else(|| Failure::Backup(RestoreProblem::NoKeyInFile).into())
}

impl From<RestoreError> for CommandError {
    fn from(error: RestoreError) -> Self {
        let failure = Failure::from(error);
        match &failure {
            Failure::Backup(RestoreProblem::Encrypted) => Self::new(
                Exit::Refused,
                failure.cause(),
                "Name a file with its passphrase or key with --passphrase-file or --identity-file",
            ),
            _ => failure.into(),
        }
    }
}

/// What is in the backup and what it takes away, in lines for people.
fn show(preview: &RestorePreview, secrets: UnknownSecrets, out: &mut dyn std::io::Write) -> Result<(), CommandError> {
    if let Some(at) = preview.newest_entry_at.and_then(text::rfc_3339) {
        writeln!(out, "The backup is sound. Its newest entry is of {at}.")?;
    }
    let told = withdrawals::tell(preview, secrets);
    writeln!(out, "{}", told.introduction)?;
    let Some(losses) = told.losses else { return Ok(()) };
    for line in losses.named.iter().chain(&losses.more) {
        writeln!(out, "  {}", text::one_line(line))?;
    }
    writeln!(out, "{}", losses.secrets)?;
    Ok(())
}
