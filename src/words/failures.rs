//! What was not done: the cause and the next step, each a clause without a full stop, for windows and the command line.

use super::problems::problems;
use super::words;
use crate::domain::access::Denied;
use crate::domain::backup::RestoreProblem;
use crate::domain::conflict::Change;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::machine_failure::{FileProblem, MachineFailure};

words! {
    "failures":
    both(cause: &str, next_step: &str);
    seconds(count: i64);
    minutes(count: i64);
    hours(count: i64);
    sign_in_refused;
    sign_in_wait(wait: &str);
    sign_in_again;
    session_ended;
    session_ended_next;
    password_needed;
    password_needed_next;
    account_disabled;
    ask_administrator;
    password_must_change;
    password_must_change_next;
    not_administrator;
    own_account;
    own_account_next;
    own_password;
    own_password_next;
    invalid_next;
    user_conflict;
    user_conflict_by(name: &str);
    user_conflict_next;
    client_conflict;
    client_conflict_by(name: &str);
    client_registered;
    client_conflict_next;
    user_gone;
    user_gone_next;
    action_not_allowed;
    last_administrator;
    last_administrator_next;
    file_failed(path: &str, why: &str, code: &str);
    file_failed_next;
    no_randomness;
    no_randomness_next;
    not_hashed;
    not_hashed_next;
    queue_full;
    queue_full_next;
    defect;
    restart;
    missing(path: &str);
    missing_next;
    moved(path: &str);
    moved_next;
    log_gone(path: &str);
    log_gone_next;
    linked(path: &str);
    linked_next;
    other_path(path: &str);
    other_path_next;
    side_file(path: &str);
    side_file_next;
    foreign_log(path: &str);
    foreign_log_next;
    older_copy(path: &str);
    other_directory(path: &str);
    misplaced_next;
    exists(path: &str);
    exists_next;
    empty(path: &str);
    foreign(path: &str);
    not_a_file(path: &str);
    directory_file(path: &str);
    directory_file_next;
    check_path_next;
    newer(found: &str, known: &str);
    newer_next;
    damaged;
    damaged_next;
    unreadable_value;
    unreadable_value_next;
    full;
    full_next;
    busy;
    busy_next;
    permission(path: &str);
    permission_next;
    network_share(path: &str);
    network_share_next;
    engine(code: &str);
    engine_next;
    backup_encrypted;
    backup_encrypted_next;
    backup_wrong_key;
    backup_wrong_key_next;
    backup_damaged;
    not_a_backup;
    another_backup_next;
    no_key_in_file;
    no_key_in_file_next;
    key_file_open;
    key_file_open_next;
    nothing_readable(path: &str);
    open_elsewhere;
    open_elsewhere_next;
    open_in_service;
    open_in_service_next;
    interrupted;
    interrupted_next;
}

/// Something that says why it was not done and what can be done about it.
pub trait Explain {
    /// What is wrong.
    fn cause(&self) -> String;
    /// What to do about it.
    fn next_step(&self) -> String;

    /// Both, as one text.
    fn explain(&self) -> String {
        both(&self.cause(), &self.next_step())
    }
}

impl Explain for Failure {
    fn cause(&self) -> String {
        let text = match self {
            Self::SignInRefused { .. } => sign_in_refused(),
            Self::SessionEnded => session_ended(),
            Self::PasswordNeeded => password_needed(),
            Self::Denied(Denied::AccountDisabled) => account_disabled(),
            Self::Denied(Denied::PasswordMustChange) => password_must_change(),
            Self::Denied(Denied::NotAdministrator) => not_administrator(),
            Self::Denied(Denied::OwnAccount) => own_account(),
            Self::Denied(Denied::OwnPassword) => own_password(),
            Self::Invalid(errors) => return problems(errors),
            Self::UserConflict(conflict) => match &conflict.change {
                Some(Change { by: Some(name), .. }) => return user_conflict_by(name),
                _ => user_conflict(),
            },
            Self::ClientConflict(conflict) => match &conflict.change {
                Some(Change { by: Some(name), .. }) => return client_conflict_by(name),
                Some(Change { by: None, .. }) => client_registered(),
                None => client_conflict(),
            },
            Self::UserGone => user_gone(),
            Self::ActionNotAllowed(_) => action_not_allowed(),
            Self::LastAdministrator => last_administrator(),
            Self::Storage(failure) => return failure.cause(),
            Self::Backup(problem) => backup_cause(*problem),
            Self::QueueFull => queue_full(),
            Self::WorkerEnded | Self::Defect => defect(),
            Self::Machine(failure) => return failure.cause(),
        };
        text.to_owned()
    }

    fn next_step(&self) -> String {
        let text = match self {
            Self::SignInRefused { wait_secs: Some(secs) } => return sign_in_wait(&wait(*secs)),
            Self::SignInRefused { wait_secs: None } => sign_in_again(),
            Self::SessionEnded => session_ended_next(),
            Self::PasswordNeeded => password_needed_next(),
            Self::Denied(Denied::AccountDisabled | Denied::NotAdministrator) => ask_administrator(),
            Self::Denied(Denied::PasswordMustChange) => password_must_change_next(),
            Self::Denied(Denied::OwnAccount) => own_account_next(),
            Self::Denied(Denied::OwnPassword) => own_password_next(),
            Self::Invalid(_) => invalid_next(),
            Self::UserConflict(_) => user_conflict_next(),
            Self::ClientConflict(_) | Self::ActionNotAllowed(_) => client_conflict_next(),
            Self::UserGone => user_gone_next(),
            Self::LastAdministrator => last_administrator_next(),
            Self::Storage(failure) => return failure.next_step(),
            Self::Backup(problem) => backup_next_step(*problem),
            Self::QueueFull => queue_full_next(),
            Self::WorkerEnded | Self::Defect => restart(),
            Self::Machine(failure) => return failure.next_step(),
        };
        text.to_owned()
    }
}

impl Explain for StorageFailure {
    fn cause(&self) -> String {
        match self {
            Self::Missing(path) => missing(path),
            Self::Moved(path) => moved(path),
            Self::LogGone(path) => log_gone(path),
            Self::Linked(path) => linked(path),
            Self::OtherPath(path) => other_path(path),
            Self::SideFile(path) => side_file(path),
            Self::ForeignLog(path) => foreign_log(path),
            Self::OlderCopy(path) => older_copy(path),
            Self::OtherDirectory(path) => other_directory(path),
            Self::Exists(path) => exists(path),
            Self::Empty(path) => empty(path),
            Self::Foreign(path) => foreign(path),
            Self::NotAFile(path) => not_a_file(path),
            Self::DirectoryFile(path) => directory_file(path),
            Self::Newer { found, known } => newer(&found.to_string(), &known.to_string()),
            Self::Damaged(_) => damaged().to_owned(),
            Self::UnreadableValue(_) => unreadable_value().to_owned(),
            Self::NothingReadable(path) => nothing_readable(path),
            Self::Full => full().to_owned(),
            Self::Busy => busy().to_owned(),
            Self::Permission(path) => permission(path),
            Self::NetworkShare(path) => network_share(path),
            Self::OpenElsewhere { is_service: true } => open_in_service().to_owned(),
            Self::OpenElsewhere { is_service: false } => open_elsewhere().to_owned(),
            Self::Interrupted => interrupted().to_owned(),
            Self::File { path, why } => file_cause(path, *why),
            Self::Engine(code) => engine(&code.to_string()),
            Self::Defect => defect().to_owned(),
        }
    }

    fn next_step(&self) -> String {
        let text = match self {
            Self::Missing(_) => missing_next(),
            Self::Moved(_) => moved_next(),
            Self::LogGone(_) => log_gone_next(),
            Self::Linked(_) => linked_next(),
            Self::OtherPath(_) => other_path_next(),
            Self::SideFile(_) => side_file_next(),
            Self::ForeignLog(_) => foreign_log_next(),
            Self::OlderCopy(_) | Self::OtherDirectory(_) => misplaced_next(),
            Self::Exists(_) => exists_next(),
            Self::Empty(_) | Self::Foreign(_) | Self::NotAFile(_) => check_path_next(),
            Self::DirectoryFile(_) => directory_file_next(),
            Self::Newer { .. } => newer_next(),
            Self::Damaged(_) => damaged_next(),
            Self::UnreadableValue(_) => unreadable_value_next(),
            Self::NothingReadable(_) => another_backup_next(),
            Self::Full => full_next(),
            Self::Busy => busy_next(),
            Self::Permission(_) => permission_next(),
            Self::NetworkShare(_) => network_share_next(),
            Self::OpenElsewhere { is_service: true } => open_in_service_next(),
            Self::OpenElsewhere { is_service: false } => open_elsewhere_next(),
            Self::Interrupted => interrupted_next(),
            Self::File { .. } => file_failed_next(),
            Self::Engine(_) => engine_next(),
            Self::Defect => restart(),
        };
        text.to_owned()
    }
}

impl Explain for MachineFailure {
    fn cause(&self) -> String {
        match self {
            Self::File { path, why } => file_cause(path, *why),
            Self::Randomness => no_randomness().to_owned(),
            Self::Hashing => not_hashed().to_owned(),
        }
    }

    fn next_step(&self) -> String {
        let text = match self {
            Self::File { .. } => file_failed_next(),
            Self::Randomness => no_randomness_next(),
            Self::Hashing => not_hashed_next(),
        };
        text.to_owned()
    }
}

fn backup_cause(problem: RestoreProblem) -> &'static str {
    match problem {
        RestoreProblem::Encrypted => backup_encrypted(),
        RestoreProblem::WrongKey => backup_wrong_key(),
        RestoreProblem::Damaged => backup_damaged(),
        RestoreProblem::NotABackup => not_a_backup(),
        RestoreProblem::NoKeyInFile => no_key_in_file(),
        RestoreProblem::KeyFileOpenToOthers => key_file_open(),
    }
}

fn backup_next_step(problem: RestoreProblem) -> &'static str {
    match problem {
        RestoreProblem::Encrypted => backup_encrypted_next(),
        RestoreProblem::WrongKey => backup_wrong_key_next(),
        RestoreProblem::Damaged | RestoreProblem::NotABackup => another_backup_next(),
        RestoreProblem::NoKeyInFile => no_key_in_file_next(),
        RestoreProblem::KeyFileOpenToOthers => key_file_open_next(),
    }
}

/// The system's error number is passed as text, because a number would get separators.
fn file_cause(path: &str, why: FileProblem) -> String {
    let code = match why {
        FileProblem::Other(Some(code)) => code.to_string(),
        _ => String::new(),
    };
    file_failed(path, variant(why), &code)
}

/// The variant of the message `file_failed`.
const fn variant(why: FileProblem) -> &'static str {
    match why {
        FileProblem::NotFound => "not-found",
        FileProblem::WrongKind => "wrong-kind",
        FileProblem::InvalidName => "invalid-name",
        FileProblem::ReadOnly => "read-only",
        FileProblem::InUse => "in-use",
        FileProblem::TimedOut => "timed-out",
        FileProblem::Other(Some(_)) => "code",
        FileProblem::Other(None) => "other",
    }
}

/// A wait of `secs` seconds in the unit that fits it, such as "30 s" or "8 min".
pub fn wait(secs: i64) -> String {
    match secs {
        ..=90 => seconds(secs),
        91..=5400 => minutes((secs + 59) / 60),
        _ => hours((secs + 3599) / 3600),
    }
}
