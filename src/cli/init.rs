//! `init`: a new directory together with its first administrator.

use std::path::PathBuf;

use clap::Args;

use super::command_error::{CommandError, Exit};
use super::streams::Streams;
use super::{Context, text};
use crate::crypto::HashPolicy;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::location::Location;
use crate::domain::role::PrimaryRole;
use crate::domain::user::UserDraft;
use crate::platform::private_folder;
use crate::service::Service;
use crate::words::problems;

/// The arguments of `init`. The password is never an argument, because other users can read a process's arguments.
#[derive(Debug, Args)]
#[command(after_help = "Without --password-file, the password is read from standard input, \
                        or requested on a terminal. A byte order mark at the start and one line end at the end \
                        are removed; other control characters are refused.\n\n\
                        A password file that other accounts can write to is refused.")]
pub struct InitArgs {
    /// The name the administrator signs in with
    #[arg(long, value_name = "NAME")]
    user_name: String,

    /// The administrator's e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,

    /// The administrator's first name
    #[arg(long, value_name = "NAME")]
    first_name: String,

    /// The administrator's last name
    #[arg(long, value_name = "NAME")]
    last_name: String,

    /// Read the password from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

pub(super) fn run(args: &InitArgs, context: &Context, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let draft = UserDraft {
        user_name: args.user_name.clone(),
        email: args.email.clone(),
        first_name: args.first_name.clone(),
        last_name: args.last_name.clone(),
        primary_role: PrimaryRole::QualityManager,
        is_admin: true,
    };
    if let Err(errors) = draft.validate() {
        return Err(CommandError::new(
            Exit::WrongUsage,
            problems::problems(&errors),
            "Correct the value and run the command again",
        ));
    }
    refuse_existing(context)?;
    let password = streams.read_new_password(args.password_file.as_deref(), &args.user_name)?;
    make_room(context)?;
    Service::create(
        &context.database,
        HashPolicy::production(),
        context.clock.clone(),
        &draft,
        &password,
    )?;
    let path = context.database.to_string();
    writeln!(
        streams.out,
        "Created {} with its administrator {}.",
        text::one_line(&path),
        text::one_line(draft.user_name.trim())
    )?;
    Ok(())
}

/// Refuses an existing file before a password is requested. The service checks again when it creates the file.
pub(super) fn refuse_existing(context: &Context) -> Result<(), CommandError> {
    let Location::File(path) = &context.database;
    if path.symlink_metadata().is_ok() {
        return Err(Failure::from(StorageFailure::Exists(path.display().to_string())).into());
    }
    Ok(())
}

/// Creates the folder of a new directory, accessible only to its owner.
pub(super) fn make_room(context: &Context) -> Result<(), CommandError> {
    let Location::File(path) = &context.database;
    match path.parent() {
        Some(folder) => Ok(private_folder::create(folder)?),
        None => Ok(()),
    }
}
