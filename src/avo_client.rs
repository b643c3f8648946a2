//! Avo Assure Client Registration: parses the command line, then registers, connects or opens the window.

use std::process::ExitCode;

use avo_admin::client;
use avo_admin::platform::{log, process};
use tracing_subscriber::filter::LevelFilter;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites what is freed: a secret passes through crates that know nothing of it, such as the accessibility tree.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    log::start(LevelFilter::OFF);
    if let Err(error) = process::forbid_core_dumps() {
        tracing::warn!(%error, "core dumps could not be switched off");
    }
    client::run(std::env::args_os().collect())
}
