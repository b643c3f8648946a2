//! The reference client of the hand-off: it registers with a token once, and connects with the credential it made.
//!
//! Other clients can be written against [`crate::protocol`]; this one shows what a good one does. It detects a mistyped
//! token before it asks the server, and writes its credential down before it asks, so that a lost answer costs nothing.
//! It keeps the credential in a private file and the token nowhere. It knows nothing of the console and its directory.
//!
//! Not its job: the messages on the network ([`crate::protocol`]) and the form of a token ([`crate::domain`]).

mod address;
mod appearance_file;
mod arguments;
mod command_error;
mod commands;
mod credential_file;
mod credentials;
mod error;
mod error_text;
mod http;
mod installation;
mod response;
mod server_text;
mod tls;
mod window;
mod worker;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;

use arguments::{Arguments, Mode};
use clap::Parser as _;
use command_error::CommandError;

use crate::platform::clock::SystemClock;
use crate::platform::process;

pub use address::ServerAddress;
pub use credential_file::CredentialFile;
#[cfg(any(test, fuzzing))]
pub(crate) use credential_file::check as check_credential_file;
pub use credentials::Registration;
pub use error::{ClientError, Exchange, NetworkError};
pub use http::RequestLimits;
pub use installation::{CertificatePin, Installation, RegistrationRequest};
#[cfg(any(test, fuzzing))]
pub(crate) use response::check as check_response;
pub use tls::Distrust;
pub use window::ClientWindow;
pub use worker::ClientWorker;

/// Runs the command line: opens the window, or registers or connects without one.
pub fn run(words: Vec<OsString>) -> ExitCode {
    if let Err(error) = arguments::refuse_secrets(&words) {
        return error.report(&mut io::stderr()).into();
    }
    match Arguments::parse_from(words).into_mode() {
        Err(error) => error.report(&mut io::stderr()).into(),
        Ok((mode, file)) => {
            let installation = Installation::new(
                CredentialFile::new(file),
                Arc::new(SystemClock),
                RequestLimits::default(),
            );
            match mode {
                Mode::Window if !process::has_display() => CommandError::no_display().report(&mut io::stderr()).into(),
                Mode::Window => window::run(installation),
                Mode::Command(command) => {
                    let mut ask_hidden = |question: &str| rpassword::prompt_password(question);
                    let mut streams = commands::Streams {
                        input: &mut io::stdin(),
                        ask_hidden: io::stdin().is_terminal().then_some(&mut ask_hidden),
                        out: &mut io::stdout(),
                        err: &mut io::stderr(),
                    };
                    commands::run(&command, &installation, &mut streams).into()
                }
            }
        }
    }
}
