//! The window. To be filled.

use std::path::PathBuf;
use std::process::ExitCode;

/// What the window is opened with.
#[derive(Debug)]
pub struct WindowOptions {
    /// The directory to open; of no meaning for a demonstration.
    pub database: PathBuf,
    /// Whether a throw-away directory with made-up users is shown.
    pub is_demo: bool,
}

/// Opens the window and returns when it is closed.
pub fn run(options: WindowOptions) -> ExitCode {
    drop(options);
    ExitCode::FAILURE
}
