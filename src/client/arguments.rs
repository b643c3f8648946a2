//! The command line: its arguments, and the refusal of secrets in them.
//!
//! Every program on a computer can read the command line of the others, so a token there is exposed.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{ArgGroup, Parser};

use super::address::ServerAddress;
use super::command_error::CommandError;
use super::error::ClientError;
use super::error_text::address_text;
use super::installation::CertificatePin;
use crate::domain::credential::CREDENTIAL_PREFIX;
use crate::domain::registration::Fingerprint;
use crate::domain::token::TOKEN_PREFIX;
use crate::platform::file_error::FileError;
use crate::platform::paths;

const AFTER_HELP: &str = "Without --register or --connect the window opens.\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused.";
/// Characters after a prefix from which on an argument counts as a secret, even if it is mistyped or truncated.
const FEW_SECRET_CHARS: usize = 8;
/// The same for a prefix inside an argument, which may be part of a path.
const MANY_SECRET_CHARS: usize = 32;

/// Registers this computer as a client of Avo Assure with a token from the administrator, and connects it.
#[derive(Debug, Parser)]
#[command(name = "avo-client", version, after_help = AFTER_HELP)]
#[command(group = ArgGroup::new("what").args(["register", "connect"]))]
pub(super) struct Arguments {
    /// Register with a token, without the window
    #[arg(long, requires = "host", requires = "token")]
    register: bool,

    /// Connect with the credential from an earlier registration, without the window
    #[arg(long)]
    connect: bool,

    /// The server's address, as the administrator's console shows it
    #[arg(long, value_name = "URL", requires = "register")]
    host: Option<OsString>,

    /// A file with the token; - reads it from standard input
    #[arg(long, value_name = "FILE", requires = "register")]
    token: Option<PathBuf>,

    /// The SHA-256 fingerprint of the server's certificate, as the administrator's console shows it; required if
    /// the server made its certificate itself
    #[arg(long, value_name = "SHA256", requires = "what")]
    fingerprint: Option<OsString>,

    /// Where the credential is kept [default: in the platform's data folder]
    #[arg(long, value_name = "FILE", env = "AVO_CLIENT_CREDENTIAL", hide_env_values = true)]
    credential: Option<PathBuf>,
}

/// Where the token comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenSource {
    /// Standard input, or asked for on a terminal.
    StandardInput,
    /// A file.
    File(PathBuf),
}

/// A command without a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    Register {
        server: ServerAddress,
        fingerprint: Option<Fingerprint>,
        token: TokenSource,
    },
    Connect(CertificatePin),
}

/// What the arguments select.
#[derive(Debug)]
pub(super) enum Mode {
    Window,
    Command(Command),
}

impl Arguments {
    /// Checks what clap can't, and returns the path of the credential file too.
    pub(super) fn into_mode(self) -> Result<(Mode, PathBuf), CommandError> {
        let file = match self.credential {
            Some(path) => std::path::absolute(&path).map_err(|source| ClientError::from(FileError { path, source }))?,
            None => paths::client_credential_file().ok_or_else(CommandError::no_home)?,
        };
        let fingerprint = self.fingerprint.as_deref().map(parse_fingerprint).transpose()?;
        let mode = match (self.host, self.token) {
            (Some(host), Some(token)) if self.register => Mode::Command(Command::Register {
                server: parse_server(&host, fingerprint.is_some())?,
                fingerprint,
                token: token_source(token)?,
            }),
            _ if self.connect => Mode::Command(Command::Connect(
                fingerprint.map_or(CertificatePin::AsKept, CertificatePin::Given),
            )),
            _ => Mode::Window,
        };
        Ok((mode, file))
    }
}

/// Refuses a command line that contains a token or a credential, before an error message could repeat it.
pub(super) fn refuse_secrets(words: &[OsString]) -> Result<(), CommandError> {
    if words.iter().skip(1).any(|word| looks_secret(word)) {
        return Err(secret_on_command_line());
    }
    Ok(())
}

fn looks_secret(word: &OsStr) -> bool {
    let word = word.to_string_lossy();
    let run = |rest: &str| rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    [TOKEN_PREFIX, CREDENTIAL_PREFIX].into_iter().any(|prefix| {
        let value = word.split_once('=').map_or(&*word, |(_, value)| value).trim();
        value
            .strip_prefix(prefix)
            .is_some_and(|rest| run(rest) >= FEW_SECRET_CHARS)
            || word.match_indices(prefix).any(|(at, _)| {
                word.get(at + prefix.len()..)
                    .is_some_and(|rest| run(rest) >= MANY_SECRET_CHARS)
            })
    })
}

fn secret_on_command_line() -> CommandError {
    CommandError::wrong_usage(
        "The command line contains a token or credential, and other programs on this computer can read it",
        "Ask the administrator for a new token and give it in a file, or on standard input with --token -",
    )
}

fn token_source(path: PathBuf) -> Result<TokenSource, CommandError> {
    if path.as_os_str() == "-" {
        return Ok(TokenSource::StandardInput);
    }
    // A token cut short or mistyped beyond what is noticed earlier; a file of such a name is reached as ./avo_….
    if path.to_string_lossy().trim().starts_with(TOKEN_PREFIX) {
        return Err(secret_on_command_line());
    }
    Ok(TokenSource::File(path))
}

fn parse_server(text: &OsStr, has_fingerprint: bool) -> Result<ServerAddress, CommandError> {
    let server = ServerAddress::parse(&text.to_string_lossy()).map_err(|error| {
        let (cause, next_step) = address_text(error);
        CommandError::wrong_usage(format!("--host: {cause}"), next_step)
    })?;
    if has_fingerprint && !server.is_tls() {
        return Err(CommandError::wrong_usage(
            "--fingerprint: an http:// server has no certificate",
            "Leave it out, or give an address that begins with https://",
        ));
    }
    Ok(server)
}

fn parse_fingerprint(text: &OsStr) -> Result<Fingerprint, CommandError> {
    Fingerprint::parse(&text.to_string_lossy()).ok_or_else(|| {
        CommandError::wrong_usage(
            "--fingerprint: not a SHA-256 fingerprint of a certificate",
            "Give the 64 hexadecimal digits that the administrator's console shows, with or without colons",
        )
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::client::command_error::Exit;

    const TOKEN: &str = "avo_00000000000000000000000000000000000000000000VvKZG";

    fn parse(words: &[&str]) -> Result<Mode, Exit> {
        let words: Vec<OsString> = ["avo-client"].iter().chain(words).map(OsString::from).collect();
        refuse_secrets(&words).map_err(|error| error.exit())?;
        let arguments = Arguments::try_parse_from(words).map_err(|_| Exit::WrongUsage)?;
        arguments
            .into_mode()
            .map(|(mode, _)| mode)
            .map_err(|error| error.exit())
    }

    #[test]
    fn the_command_line_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_arguments_the_window_opens() {
        assert!(matches!(parse(&[]), Ok(Mode::Window)));
        assert!(matches!(parse(&["--credential", "x.json"]), Ok(Mode::Window)));
    }

    #[test]
    fn registering_needs_a_server_and_a_token() {
        let whole = ["--register", "--host", "https://a.example", "--token", "-"];
        let Ok(Mode::Command(Command::Register { token, .. })) = parse(&whole) else {
            panic!("not understood");
        };
        assert_eq!(token, TokenSource::StandardInput);
        for missing in [&whole[..1], &whole[..3], &whole[1..], &["--connect", "--token", "-"]] {
            assert_eq!(parse(missing).unwrap_err(), Exit::WrongUsage, "{missing:?}");
        }
        assert_eq!(parse(&["--register", "--connect"]).unwrap_err(), Exit::WrongUsage);
        assert_eq!(
            parse(&["--fingerprint", &"00".repeat(32)]).unwrap_err(),
            Exit::WrongUsage
        );
    }

    #[test]
    fn a_secret_anywhere_on_the_command_line_is_wrong_usage() {
        let joined = format!("--token={TOKEN}");
        let in_host = format!("https://{TOKEN}@a.example");
        for words in [
            &["--register", "--host", "https://a.example", "--token", TOKEN][..],
            &["--register", "--host", "https://a.example", "--token", &TOKEN[..20]],
            &["--register", "--host", "https://a.example", "--token", "avo_abc"],
            &["--register", "--host", &in_host, "--token", "-"],
            &[&joined],
            &[TOKEN],
            &["avc_00000000000000"],
        ] {
            assert_eq!(parse(words).unwrap_err(), Exit::WrongUsage, "{words:?}");
        }
    }

    #[test]
    fn files_with_names_similar_to_a_token_are_accepted() {
        for path in ["avo-token-build-7.txt", "./avo_token.txt", "/tmp/avo_tokens_of_today/1"] {
            let parsed = parse(&["--register", "--host", "a.example", "--token", path]);
            assert!(parsed.is_ok(), "{path}");
        }
    }

    #[test]
    fn a_fingerprint_given_to_connect_replaces_the_kept_one() {
        assert!(matches!(
            parse(&["--connect"]),
            Ok(Mode::Command(Command::Connect(CertificatePin::AsKept)))
        ));
        let digits = "0a".repeat(32);
        assert!(matches!(
            parse(&["--connect", "--fingerprint", &digits]),
            Ok(Mode::Command(Command::Connect(CertificatePin::Given(_))))
        ));
        assert_eq!(
            parse(&["--connect", "--fingerprint", "0a"]).unwrap_err(),
            Exit::WrongUsage
        );
    }
}
