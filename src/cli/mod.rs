//! The command line: what can be done without a window, with one file for each subcommand.
//!
//! Commands read from and write to the [`Streams`] they are given, so that tests see the same output. There are no
//! permission checks here: access to the file is the permission, for reading and for resetting a password.

use std::path::PathBuf;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::crypto::HashPolicy;
use crate::domain::location::Location;
use crate::domain::time::Clock;
use crate::platform::paths;
use crate::service::Service;

mod audit;
mod backup;
mod broken_place;
mod check;
mod command_error;
mod demo;
mod init;
mod reset_password;
mod restore;
mod salvage;
mod serve;
mod sign_in;
mod streams;
mod text;
mod token_verify;
mod users_list;

use command_error::Exit;

pub use command_error::CommandError;
pub use streams::Streams;

const AFTER_HELP: &str = "Without a command, the window opens.\n\n\
    Exit codes: 0 success, 1 failure, 2 usage error, 3 refused, 4 damaged directory.";

/// A native desktop console for administering Avo Assure users and their client tokens.
#[derive(Debug, Parser)]
#[command(name = "avo-admin", version, about, after_help = AFTER_HELP, disable_help_subcommand = true)]
pub struct Cli {
    /// The directory to work on [default: in the platform's data folder]
    #[arg(
        long,
        value_name = "FILE",
        env = "AVO_ADMIN_DATABASE",
        hide_env_values = true,
        global = true
    )]
    pub database: Option<PathBuf>,

    /// Open the window on a temporary directory with sample users
    #[arg(long)]
    pub demo: bool,

    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command, which needs no window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a directory and its first administrator
    Init(init::InitArgs),
    /// Show the users of a directory
    #[command(subcommand)]
    Users(UsersCommand),
    /// Check tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Generate a one-time password for a user and print it once
    ResetPassword(reset_password::ResetPasswordArgs),
    /// Run the registration service for clients on other computers
    Serve(Box<serve::ServeArgs>),
    /// Write a backup of the directory while others work on it
    Backup(backup::BackupArgs),
    /// Restore a backup, or decide about a log or copy that doesn't belong
    Restore(restore::RestoreArgs),
    /// Export what can still be read of a damaged directory
    Salvage(salvage::SalvageArgs),
    /// Check a directory for damage and for changes made outside the program
    Check(check::CheckArgs),
    /// Verify the audit trail, or print its head
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Create a directory with sample users
    Demo(demo::DemoArgs),
}

impl Command {
    /// Whether the command runs unattended until it is stopped.
    pub const fn is_service(&self) -> bool {
        matches!(self, Self::Serve(_))
    }
}

/// A command for users.
#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// List the users
    List(users_list::UsersListArgs),
}

/// A command for the audit trail.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Verify the chain of the audit trail
    Verify(audit::VerifyArgs),
    /// Move old entries of the audit trail to a file
    Seal(audit::SealArgs),
    /// Print the head of the audit trail, to keep and to compare with later
    Head,
}

/// A command for tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Read a token from standard input and print as JSON whether it would be accepted
    #[command(after_help = "Exit code 0: accepted. 3: refused, with the reason in `cause`.")]
    Verify,
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Mode {
    /// The window.
    Window {
        /// The directory to open. Not used for a demonstration.
        database: PathBuf,
        /// Whether a temporary directory is shown.
        is_demo: bool,
    },
    /// A command without a window.
    Command {
        /// The command.
        command: Command,
        /// The directory to work on.
        database: PathBuf,
    },
}

impl Cli {
    /// Checks what clap can't check, and determines the directory.
    pub fn into_mode(self) -> Result<Mode, CommandError> {
        if self.demo {
            let conflict = match (&self.command, &self.database) {
                (Some(_), _) => "--demo opens the window and can't be used with a command",
                (None, Some(_)) => {
                    "--demo creates its own directory and can't be used with --database or AVO_ADMIN_DATABASE"
                }
                (None, None) => {
                    return Ok(Mode::Window {
                        database: PathBuf::new(),
                        is_demo: true,
                    });
                }
            };
            let error = Self::command().error(ErrorKind::ArgumentConflict, conflict);
            return Err(CommandError::usage(&error));
        }
        let database = match self.database {
            Some(path) => std::path::absolute(&path).map_err(|error| CommandError::from_io(&path, error))?,
            None => paths::default_directory_file().ok_or_else(CommandError::no_home)?,
        };
        Ok(match self.command {
            Some(command) => Mode::Command { command, database },
            None => Mode::Window {
                database,
                is_demo: false,
            },
        })
    }
}

/// The surroundings of every command.
pub struct Context {
    /// The directory.
    pub database: Location,
    /// Where the heads of audit trails are kept on this computer.
    pub heads: Option<PathBuf>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

impl Context {
    /// Opens the directory.
    fn open(&self) -> Result<Service, CommandError> {
        Ok(Service::open(
            &self.database,
            HashPolicy::production(),
            self.clock.clone(),
        )?)
    }
}

/// Runs `command`, reports an error on standard error, and returns how it ended.
pub fn run(command: &Command, context: &Context, streams: &mut Streams<'_>) -> Exit {
    let result = match command {
        Command::Init(args) => init::run(args, context, streams),
        Command::Users(UsersCommand::List(args)) => users_list::run(args, context, streams),
        Command::Token(TokenCommand::Verify) => token_verify::run(context, streams),
        Command::ResetPassword(args) => reset_password::run(args, context, streams),
        Command::Serve(args) => serve::run(args, context, streams),
        Command::Backup(args) => backup::run(args, context, streams),
        Command::Restore(args) => restore::run(args, context, streams),
        Command::Salvage(args) => salvage::run(args, context, streams),
        Command::Check(args) => check::run(args, context, streams),
        Command::Audit(AuditCommand::Verify(args)) => audit::verify(args, context, streams),
        Command::Audit(AuditCommand::Seal(args)) => audit::seal(args, context, streams),
        Command::Audit(AuditCommand::Head) => audit::head(context, streams),
        Command::Demo(args) => demo::run(args, context, streams),
    };
    match result {
        Ok(()) => Exit::Done,
        Err(error) => error.report(streams.err),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Mode, Exit> {
        let cli = Cli::try_parse_from([&["avo-admin"], words].concat()).map_err(|_| Exit::WrongUsage)?;
        cli.into_mode().map_err(|error| error.exit())
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_window_opens_on_the_named_directory() {
        let Mode::Window { database, is_demo } = parse(&["--database", "/tmp/x.db"]).unwrap() else {
            panic!("a command");
        };
        assert_eq!((database, is_demo), (PathBuf::from("/tmp/x.db"), false));
    }

    #[test]
    fn the_directory_can_be_named_before_and_after_the_command() {
        for words in [
            ["--database", "x.db", "users", "list"],
            ["users", "list", "--database", "x.db"],
        ] {
            let Mode::Command { database, .. } = parse(&words).unwrap() else {
                panic!("the window");
            };
            assert!(
                database.is_absolute() && database.ends_with("x.db"),
                "{}",
                database.display()
            );
        }
    }

    #[test]
    fn a_demonstration_excludes_commands_and_directories() {
        assert!(matches!(parse(&["--demo"]), Ok(Mode::Window { is_demo: true, .. })));
        assert_eq!(parse(&["--demo", "--database", "x.db"]).unwrap_err(), Exit::WrongUsage);
        assert_eq!(parse(&["--demo", "users", "list"]).unwrap_err(), Exit::WrongUsage);
    }
}
