//! Avo Admin: parses the command line, then opens the window or runs the command.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;

use avo_admin::app::{self, WindowOptions};
use avo_admin::cli::{self, Cli, CommandError, Context, Mode, Streams};
use avo_admin::platform::{clock::SystemClock, log, paths, process};
use clap::Parser as _;
use tracing_subscriber::filter::LevelFilter;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites what is freed: a secret passes through crates that know nothing of it, such as the accessibility tree.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    let mode = Cli::parse().into_mode();
    // A service runs unattended, so it logs warnings without being asked.
    let is_service = matches!(&mode, Ok(Mode::Command { command, .. }) if command.is_service());
    log::start(if is_service {
        LevelFilter::WARN
    } else {
        LevelFilter::OFF
    });
    if let Err(error) = process::forbid_core_dumps() {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
    match mode {
        Err(error) => error.report(&mut io::stderr()).into(),
        Ok(Mode::Window { .. }) if !process::has_display() => {
            CommandError::no_display().report(&mut io::stderr()).into()
        }
        Ok(Mode::Window { database, is_demo }) => app::run(WindowOptions { database, is_demo }),
        Ok(Mode::Command { command, database }) => {
            let clock = Arc::new(SystemClock);
            let mut ask_hidden = |question: &str| rpassword::prompt_password(question);
            let mut streams = Streams {
                input: &mut io::stdin(),
                ask_hidden: io::stdin().is_terminal().then_some(&mut ask_hidden),
                out: &mut io::stdout(),
                err: &mut io::stderr(),
                is_err_watched: io::stderr().is_terminal(),
            };
            cli::run(
                &command,
                &Context {
                    database: database.into(),
                    heads: paths::heads_folder(),
                    clock,
                },
                &mut streams,
            )
            .into()
        }
    }
}
