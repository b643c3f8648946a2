//! The standard streams of a command, and the secrets read from them.

use std::io::{self, Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use super::command_error::{CommandError, Exit};
use super::text;
use crate::domain::encoding::{self, EncodingProblem};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::secret::{SECRET_CAPACITY_BYTES, SecretText};
use crate::platform::password_file::{self, PasswordFile, read_secret};
use crate::service::refuse_directory_file;

/// Requests a line without showing what is typed.
type AskHidden<'a> = &'a mut dyn FnMut(&str) -> io::Result<String>;

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// How to request hidden input if standard input is a terminal.
    pub ask_hidden: Option<AskHidden<'a>>,
    /// Standard output: the results.
    pub out: &'a mut dyn Write,
    /// Standard error: messages.
    pub err: &'a mut dyn Write,
    /// Whether a person watches standard error, who is told how far a long command is.
    pub is_err_watched: bool,
}

/// What to do about a file in another encoding.
pub(super) const SAVE_AS_UTF_8: &str =
    "Save it as UTF-8, in Notepad by the Encoding field of Save As, and run the command again";

impl Streams<'_> {
    /// A new password for `user_name`: from `file`, or requested twice on a terminal, or from standard input. `-` as a
    /// file is standard input, too. One byte order mark and one trailing line end are removed.
    pub(super) fn read_new_password(
        &mut self,
        file: Option<&Path>,
        user_name: &str,
    ) -> Result<SecretText, CommandError> {
        if let Some(path) = file.filter(|path| path.as_os_str() != "-") {
            return self.read_password_file(path);
        }
        let Some(ask) = self.ask_hidden.as_mut() else {
            return password(&read_secret(self.input)?);
        };
        let user_name = text::one_line(user_name);
        let first = Zeroizing::new(ask(&format!("Password for {user_name}: "))?);
        let second = Zeroizing::new(ask("Confirm password: ")?);
        if *first != *second {
            return Err(invalid(Field::ConfirmPassword, FieldProblem::PasswordsDiffer));
        }
        password(first.as_bytes())
    }

    /// A password that exists: from `file`, or requested with `question` on a terminal, or from standard input.
    pub(super) fn read_password(&mut self, file: Option<&Path>, question: &str) -> Result<SecretText, CommandError> {
        if let Some(path) = file.filter(|path| path.as_os_str() != "-") {
            return self.read_password_file(path);
        }
        match self.ask_hidden.as_mut() {
            Some(ask) if file.is_none() => password(Zeroizing::new(ask(question)?).as_bytes()),
            _ => password(&read_secret(self.input)?),
        }
    }

    /// The passphrase of a backup, requested on a terminal.
    pub(super) fn read_passphrase(&mut self) -> Result<SecretText, CommandError> {
        match self.ask_hidden.as_mut() {
            Some(ask) => password(Zeroizing::new(ask("Passphrase of the backup: ")?).as_bytes()),
            None => Err(CommandError::new(
                Exit::Refused,
                "The backup is encrypted",
                "Name a file with its passphrase or key with --passphrase-file or --identity-file",
            )),
        }
    }

    /// A new passphrase: from `file`, or requested twice on a terminal.
    pub(super) fn read_new_passphrase(&mut self, file: Option<&Path>) -> Result<SecretText, CommandError> {
        if let Some(path) = file {
            return self.read_password_file(path);
        }
        let Some(ask) = self.ask_hidden.as_mut() else {
            return Err(CommandError::new(
                Exit::WrongUsage,
                "There is no terminal on which to request the passphrase",
                "Name a file that contains it with --passphrase-file FILE",
            ));
        };
        let first = Zeroizing::new(ask("Passphrase for the backup: ")?);
        let second = Zeroizing::new(ask("Confirm passphrase: ")?);
        if *first != *second {
            return Err(invalid(Field::ConfirmPassword, FieldProblem::PasswordsDiffer));
        }
        password(first.as_bytes())
    }

    fn read_password_file(&mut self, path: &Path) -> Result<SecretText, CommandError> {
        refuse_directory_file(path)?;
        let shown = path.display().to_string();
        match password_file::read(path)? {
            PasswordFile::WritableByOthers => Err(CommandError::new(
                Exit::Refused,
                format!("Other accounts can write to the password file {shown}"),
                format!("Check the password, run chmod 600 {shown}, and run the command again"),
            )),
            PasswordFile::Read {
                bytes,
                is_readable_by_others,
            } => {
                if is_readable_by_others {
                    let shown = text::one_line(&shown);
                    writeln!(
                        self.err,
                        "warning: Other accounts can read the password file {shown}; chmod 600 restricts it."
                    )?;
                }
                password(&bytes)
            }
        }
    }

    /// The text that a token is in, from standard input or requested on a terminal.
    pub(super) fn read_token(&mut self) -> Result<Result<Zeroizing<String>, EncodingProblem>, CommandError> {
        if let Some(ask) = self.ask_hidden.as_mut() {
            return Ok(Ok(Zeroizing::new(ask("Token: ")?)));
        }
        let bytes = read_secret(self.input)?;
        Ok(encoding::utf8(&bytes).map(|text| Zeroizing::new(text.to_owned())))
    }
}

fn password(bytes: &[u8]) -> Result<SecretText, CommandError> {
    let text = encoding::utf8(bytes).map_err(|problem| {
        let cause = match problem {
            EncodingProblem::Utf16 => "The password is UTF-16 instead of UTF-8",
            EncodingProblem::NotUtf8 => "The password is not valid UTF-8",
        };
        CommandError::new(Exit::Refused, cause, SAVE_AS_UTF_8)
    })?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.len() > SECRET_CAPACITY_BYTES {
        return Err(invalid(
            Field::Password,
            FieldProblem::PasswordTooLong(text.chars().count()),
        ));
    }
    Ok(SecretText::from(text))
}

fn invalid(field: Field, problem: FieldProblem) -> CommandError {
    Failure::Invalid(FieldErrors::one(field, problem)).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::platform::clock::SystemClock;
    use crate::service::Service;

    fn from_input(input: &[u8]) -> Result<String, Exit> {
        let mut streams = Streams {
            input: &mut &*input,
            ask_hidden: None,
            out: &mut io::sink(),
            err: &mut io::sink(),
            is_err_watched: false,
        };
        let read = streams.read_new_password(None, "bo");
        read.map(|text| text.expose().to_owned()).map_err(|error| error.exit())
    }

    #[test]
    fn a_password_file_that_is_a_file_of_the_open_directory_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let (policy, clock) = (crate::crypto::HashPolicy::cheap_for_tests_only(), Arc::new(SystemClock));
        Service::fill_with_demo(&path, policy, clock.clone(), 1).unwrap();
        let _open = Service::open(&path, policy, clock).unwrap();
        let mut streams = Streams {
            input: &mut io::empty(),
            ask_hidden: None,
            out: &mut io::sink(),
            err: &mut io::sink(),
            is_err_watched: false,
        };
        let refused = streams.read_new_password(Some(&path), "bo").unwrap_err();
        let wanted = format!(
            "error: {} is one of the directory's own files.\nnext step: Choose another file.\n",
            path.display()
        );
        assert_eq!((refused.exit(), refused.to_string()), (Exit::Refused, wanted));
    }

    fn from_terminal(answers: &[&str]) -> Result<String, Exit> {
        let mut answers = answers.iter();
        let mut ask = |_: &str| Ok((*answers.next().unwrap()).to_owned());
        let mut streams = Streams {
            input: &mut io::empty(),
            ask_hidden: Some(&mut ask),
            out: &mut io::sink(),
            err: &mut io::sink(),
            is_err_watched: false,
        };
        let read = streams.read_new_password(None, "bo");
        read.map(|text| text.expose().to_owned()).map_err(|error| error.exit())
    }

    #[test]
    fn only_a_single_trailing_line_break_is_removed() {
        assert_eq!(from_input(b" two words \n").unwrap(), " two words ");
        assert_eq!(from_input(b"windows\r\n").unwrap(), "windows");
        assert_eq!(from_input(b"two ends\n\n").unwrap(), "two ends\n");
        assert_eq!(from_input(b"none").unwrap(), "none");
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_utf_16_is_named() {
        assert_eq!(from_input(b"\xEF\xBB\xBFtwo words\r\n").unwrap(), "two words");
        let refused = password(b"\xFF\xFEt\0w\0o\0").unwrap_err();
        assert!(refused.to_string().contains("UTF-16 instead of UTF-8"), "{refused}");
    }

    #[test]
    fn a_password_that_would_be_cut_is_refused() {
        assert_eq!(from_input(&[b'x'; 1024]).unwrap().len(), 1024);
        assert_eq!(from_input(&[b'x'; 1025]), Err(Exit::Refused));
        assert_eq!(from_input(&vec![b'x'; 200_000]), Err(Exit::Refused));
        assert_eq!(from_input(b"\xff\xfe"), Err(Exit::Refused));
    }

    #[test]
    fn on_a_terminal_the_password_is_requested_twice() {
        assert_eq!(from_terminal(&["one", "one"]).unwrap(), "one");
        assert_eq!(from_terminal(&["one", "two"]), Err(Exit::Refused));
    }
}
