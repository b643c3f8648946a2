//! What a person is told when something did not happen: the cause and the next step, said in one place for the window
//! and the command line alike. Internal errors, with their sources, stay in the layer that met them.

use std::fmt;

use super::access::Denied;
use super::field::FieldErrors;
use super::query::UserDetails;

/// Why something asked for was not done. Nothing has been changed when one of these comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// User Name or password is wrong, or the account cannot sign in; which one is not told.
    SignInRefused {
        /// Seconds until the next try, where a wait is due.
        wait_secs: Option<i64>,
    },
    /// The session has ended: the account was deleted, disabled, its password reset, or eight hours have passed.
    SessionEnded,
    /// Roles are changed only by somebody who gave the password within the last ten minutes.
    PasswordNeeded,
    /// The person may not do this.
    Denied(Denied),
    /// Something typed cannot be taken.
    Invalid(FieldErrors),
    /// Somebody else changed the user in the meantime; carries what is there now.
    UserConflict(Box<UserDetails>),
    /// Somebody else changed the client in the meantime; carries what is there now.
    ClientConflict(Box<UserDetails>),
    /// The user is no longer there.
    UserGone,
    /// The client's status does not allow the action; carries what is there now.
    ActionNotAllowed(Box<UserDetails>),
    /// It would leave the directory without an administrator who can sign in.
    LastAdministrator,
    /// The directory could not be read or written.
    Storage(StorageFailure),
    /// The machine did not do something that was needed; carries what, in words.
    Machine(String),
}

/// What is wrong with the directory's file or its disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageFailure {
    /// There is no file at the path.
    Missing(String),
    /// The file was moved, deleted or replaced while it was open.
    Moved(String),
    /// There is a file already.
    Exists(String),
    /// The file is empty.
    Empty(String),
    /// The file is not a directory of Avo Admin.
    Foreign(String),
    /// The path is not an ordinary file, or a link.
    NotAFile(String),
    /// A newer Avo Admin made the directory.
    Newer {
        /// The file's version.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The file is damaged.
    Damaged(String),
    /// The disk is full.
    Full,
    /// Another program kept the directory busy for too long.
    Busy,
    /// The reading was stopped on purpose, because its answer is not wanted any longer.
    Interrupted,
    /// The system does not let this account read or write the file.
    Permission(String),
    /// The path is on a network share.
    NetworkShare(String),
    /// The disk failed, or something nobody foresaw.
    Other(String),
}

impl StorageFailure {
    /// What is wrong.
    pub fn cause(&self) -> String {
        match self {
            Self::Missing(path) => format!("There is no directory at {path}"),
            Self::Moved(path) => format!("The directory {path} was moved, deleted or replaced while it was open"),
            Self::Exists(path) => format!("There is a file at {path} already"),
            Self::Empty(path) => format!("The file {path} is empty, so it is not a directory"),
            Self::Foreign(path) => format!("The file {path} is not a directory of Avo Admin"),
            Self::NotAFile(path) => format!("{path} is a link or not an ordinary file"),
            Self::Newer { found, known } => {
                format!("A newer Avo Admin made this directory (version {found}, this program knows {known})")
            }
            Self::Damaged(what) => format!("The directory is damaged: {what}"),
            Self::Full => "The disk is full".to_owned(),
            Self::Busy => "Another program keeps the directory busy".to_owned(),
            Self::Interrupted => "Reading the directory was stopped".to_owned(),
            Self::Permission(path) => format!("This account may not read or write {path}"),
            Self::NetworkShare(path) => {
                format!("{path} is on a network share, where a directory can be damaged by two writers")
            }
            Self::Other(what) => format!("The directory could not be used: {what}"),
        }
    }

    /// What to do about it.
    pub const fn next_step(&self) -> &'static str {
        match self {
            Self::Missing(_) => "Check the path, or create a directory with avo-admin init",
            Self::Moved(_) => {
                "Put the file back, or close this window and open the directory anew; nothing was changed"
            }
            Self::Exists(_) => "Choose another path, or open that directory",
            Self::Empty(_) | Self::Foreign(_) | Self::NotAFile(_) => {
                "Check the path given with --database; the file was left as it is"
            }
            Self::Newer { .. } => "Install the newer version; the file was left as it is",
            Self::Damaged(_) => "Keep the file as it is and restore a copy from before",
            Self::Full => "Free some space and try again; nothing was changed",
            Self::Busy => "Try again in a moment; nothing was changed",
            Self::Interrupted => "Start it again if you need the answer",
            Self::Permission(_) => "Give this account read and write permission, or choose another path",
            Self::NetworkShare(_) => "Choose a path on a disk of this machine",
            Self::Other(_) => "Try again; if it stays, start with RUST_LOG=debug and read the log",
        }
    }
}

impl Failure {
    /// Whether the work was stopped on purpose, which is to be passed over in silence.
    pub const fn is_interrupted(&self) -> bool {
        matches!(self, Self::Storage(StorageFailure::Interrupted))
    }

    /// What is wrong, in a sentence without a full stop.
    pub fn cause(&self) -> String {
        match self {
            Self::SignInRefused { .. } => "User Name or Password is not right".to_owned(),
            Self::SessionEnded => "Your session has ended".to_owned(),
            Self::PasswordNeeded => "Changing a role needs your password again".to_owned(),
            Self::Denied(Denied::AccountDisabled) => "Your account is disabled".to_owned(),
            Self::Denied(Denied::PasswordMustChange) => "Your password must be changed first".to_owned(),
            Self::Denied(Denied::NotAdministrator) => "Only administrators may do this".to_owned(),
            Self::Denied(Denied::OwnAccount) => "You cannot disable or delete your own account".to_owned(),
            Self::Invalid(errors) => errors.to_string(),
            Self::UserConflict(_) => "Another administrator changed this user".to_owned(),
            Self::ClientConflict(_) => "Somebody else changed this client in the meantime".to_owned(),
            Self::UserGone => "This user is no longer in the directory".to_owned(),
            Self::ActionNotAllowed(_) => "The client's status does not allow this any more".to_owned(),
            Self::LastAdministrator => "This is the last administrator who can sign in".to_owned(),
            Self::Storage(failure) => failure.cause(),
            Self::Machine(what) => what.clone(),
        }
    }

    /// What to do about it, in a sentence without a full stop.
    pub fn next_step(&self) -> String {
        match self {
            Self::SignInRefused { wait_secs: Some(secs) } => format!("You can try again in {}", wait_in_words(*secs)),
            Self::SignInRefused { wait_secs: None } => "Check both and try again".to_owned(),
            Self::SessionEnded => "Sign in again; what you typed is kept".to_owned(),
            Self::PasswordNeeded => "Enter it to go on".to_owned(),
            Self::Denied(Denied::AccountDisabled | Denied::NotAdministrator) => "Ask an administrator".to_owned(),
            Self::Denied(Denied::PasswordMustChange) => "Change it and go on".to_owned(),
            Self::Denied(Denied::OwnAccount) => "Ask another administrator to do it".to_owned(),
            Self::Invalid(_) => "Correct what is marked".to_owned(),
            Self::UserConflict(_) => "Compare both and choose what to keep".to_owned(),
            Self::ClientConflict(_) | Self::ActionNotAllowed(_) => {
                "The table shows it as it is now, choose again".to_owned()
            }
            Self::UserGone => "Close the dialog; the table has been read again".to_owned(),
            Self::LastAdministrator => "Make somebody else an administrator first".to_owned(),
            Self::Storage(failure) => failure.next_step().to_owned(),
            Self::Machine(_) => "Try again".to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}. {}", self.cause(), self.next_step())
    }
}

impl std::error::Error for Failure {}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<FieldErrors> for Failure {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<StorageFailure> for Failure {
    fn from(failure: StorageFailure) -> Self {
        Self::Storage(failure)
    }
}

/// A wait of `secs` seconds as a person says it, such as "30 s" or "8 min".
pub fn wait_in_words(secs: i64) -> String {
    match secs {
        ..=90 => format!("{secs} s"),
        91..=5400 => format!("{} min", (secs + 59) / 60),
        _ => format!("{} h", (secs + 3599) / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_the_unit_that_fits_it() {
        assert_eq!(wait_in_words(30), "30 s");
        assert_eq!(wait_in_words(480), "8 min");
        assert_eq!(wait_in_words(86_400), "24 h");
    }
}
