//! Avo Admin: reads the command line, then opens the window or does what was asked for.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;

use avo_admin::app::{self, WindowOptions};
use avo_admin::cli::console::Console;
use avo_admin::cli::problem::Problem;
use avo_admin::cli::{self, Cli, Context, Request};
use avo_admin::platform::{clock::SystemClock, process};
use clap::Parser as _;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let request = Cli::parse().into_request();
    start_log(matches!(&request, Ok(Request::Command { command, .. }) if command.is_service()));
    if let Err(error) = process::forbid_core_dumps() {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
    match request {
        Err(problem) => problem.report(&mut io::stderr()).into(),
        Ok(Request::Window { .. }) if !process::has_display() => Problem::no_display().report(&mut io::stderr()).into(),
        Ok(Request::Window { database, is_demo }) => app::run(WindowOptions { database, is_demo }),
        Ok(Request::Command { command, database }) => {
            let clock = Arc::new(SystemClock);
            let mut ask_hidden = |question: &str| rpassword::prompt_password(question);
            let mut console = Console {
                input: &mut io::stdin(),
                ask_hidden: io::stdin().is_terminal().then_some(&mut ask_hidden),
                out: &mut io::stdout(),
                err: &mut io::stderr(),
            };
            cli::run(&command, &Context { database, clock }, &mut console).into()
        }
    }
}

/// Logs to standard error as `RUST_LOG` says; without it a service, which nobody watches, still tells of trouble.
fn start_log(is_service: bool) {
    let filter = match std::env::var_os("RUST_LOG") {
        Some(_) => EnvFilter::from_default_env(),
        None if is_service => EnvFilter::new("warn"),
        None => return,
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
}
