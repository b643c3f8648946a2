//! The reference client of the hand-off: it registers with a token once, and connects with the credential it made.
//!
//! Others may write clients of their own against [`crate::protocol`]; this one shows what a good one does. It tells a
//! typing error before it asks anybody, makes its credential itself and writes it down before it asks, so that a lost
//! answer costs nothing; it keeps the credential in a file of its owner's alone, and the token nowhere at all. It knows
//! nothing of the console and its directory.
//!
//! Not its job: what is said over the network ([`crate::protocol`]) and what a token looks like ([`crate::domain`]).

mod address;
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
pub use credentials::Registration;
pub use error::{ClientError, NetworkError, Operation};
pub use http::Limits;
pub use installation::{CertificatePin, Installation, RegistrationRequest};
pub use tls::Distrust;
pub use window::ClientWindow;
pub use worker::ClientWorker;

/// Does what the command line says: a window, or registering or connecting without one.
pub fn run(words: Vec<OsString>) -> ExitCode {
    if let Err(error) = arguments::refuse_secrets(&words) {
        return error.report(&mut io::stderr()).into();
    }
    match Arguments::parse_from(words).into_mode() {
        Err(error) => error.report(&mut io::stderr()).into(),
        Ok((mode, file)) => {
            let installation = Installation::new(CredentialFile::new(file), Arc::new(SystemClock), Limits::default());
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
