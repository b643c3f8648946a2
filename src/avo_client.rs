//! Avo Assure Client Registration: reads the command line, then registers, connects or opens the window.

use std::io;
use std::process::ExitCode;

use avo_admin::client;
use avo_admin::platform::process;

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
    client::run(std::env::args_os().collect())
}
