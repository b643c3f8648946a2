//! Registering and connecting without a window, for scripts and for computers without a display.

use std::fs::File;
use std::io::{self, Read, Write};

use zeroize::Zeroizing;

use super::arguments::{Command, TokenSource};
use super::command_error::{CommandError, Exit};
use super::credentials::Registration;
use super::error::ClientError;
use super::installation::{Installation, RegistrationRequest};
use crate::domain::check_words::CheckWords;
use crate::domain::encoding::{self, EncodingProblem};
use crate::domain::token::TokenSecret;
use crate::platform::password_file::read_secret;
use crate::ui::strings::client as words;

/// Asks for a line without showing what is typed.
pub(super) type AskHidden<'a> = &'a mut dyn FnMut(&str) -> io::Result<String>;

/// Where a command reads and writes.
pub(super) struct Streams<'a> {
    pub(super) input: &'a mut dyn Read,
    /// How to ask for a token, where standard input is a terminal.
    pub(super) ask_hidden: Option<AskHidden<'a>>,
    pub(super) out: &'a mut dyn Write,
    pub(super) err: &'a mut dyn Write,
}

/// Runs `command`, reports an error on standard error, and returns how it ended.
pub(super) fn run(command: &Command, installation: &Installation, streams: &mut Streams<'_>) -> Exit {
    match try_run(command, installation, streams) {
        Ok(sentences) => {
            print(&sentences, streams);
            Exit::Done
        }
        Err(error) => error.report(streams.err),
    }
}

/// The sentences to print on success.
fn try_run(
    command: &Command,
    installation: &Installation,
    streams: &mut Streams<'_>,
) -> Result<Vec<String>, CommandError> {
    match command {
        Command::Register {
            server,
            fingerprint,
            token,
        } => {
            let token = read_token(token, streams)?;
            let check_words = words::check_words(&CheckWords::of(&token).to_string());
            let request = RegistrationRequest {
                server: server.clone(),
                fingerprint: *fingerprint,
                token,
            };
            let registration = installation.register(&request).inspect_err(|error| {
                // They tell whether it was the token that the administrator made. The exit code reports the failure.
                if error.is_decision() {
                    let _ = writeln!(streams.err, "{check_words}.");
                }
            })?;
            let Registration { client, user_name, .. } = &registration;
            let path = installation.file().shown_path();
            Ok(vec![
                words::registered_as(client.as_str(), user_name.as_str()),
                check_words,
                format!("The credential is kept in {path}"),
            ])
        }
        Command::Connect(pin) => {
            let Registration { client, user_name, .. } = installation.connect(pin)?;
            Ok(vec![words::connected_as(client.as_str(), user_name.as_str())])
        }
    }
}

/// Prints what was done. A failure to print it is not an error, or a script would repeat the command: a token works
/// once. A closed pipe is ignored.
fn print(sentences: &[String], streams: &mut Streams<'_>) {
    let written = sentences
        .iter()
        .try_for_each(|sentence| writeln!(streams.out, "{sentence}."))
        .and_then(|()| streams.out.flush());
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // Where standard error can't be written either, the exit code still reports the failure.
        let _ = writeln!(
            streams.err,
            "{}.\nThis could not be written to standard output: {error}.",
            sentences.join(".\n")
        );
    }
}

fn read_token(source: &TokenSource, streams: &mut Streams<'_>) -> Result<TokenSecret, CommandError> {
    let bytes = match source {
        TokenSource::File(path) => {
            let read = File::open(path).and_then(|mut file| read_secret(&mut file));
            read.map_err(|error| {
                CommandError::new(
                    Exit::Failed,
                    format!("The token file {} can't be read: {error}", path.display()),
                    "Check the path, and run the command again",
                )
            })?
        }
        TokenSource::StandardInput => match streams.ask_hidden.as_mut() {
            Some(ask) => Zeroizing::new(ask("Token: ")?.into_bytes()),
            None => read_secret(streams.input)?,
        },
    };
    Ok(token_in(&bytes)?)
}

fn token_in(bytes: &[u8]) -> Result<TokenSecret, ClientError> {
    let text = encoding::utf8(bytes).map_err(|problem| match problem {
        EncodingProblem::Utf16 => ClientError::TokenUtf16,
        EncodingProblem::NotUtf8 => ClientError::TokenMalformed,
    })?;
    TokenSecret::find_in(text).map_err(|_| ClientError::TokenMalformed)
}
