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

fn main() -> ExitCode {
    if std::env::var_os("RUST_LOG").is_some() {
        tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
            .with_writer(io::stderr)
            .init();
    }
    if let Err(error) = process::forbid_core_dumps() {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
    match Cli::parse().into_request() {
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
