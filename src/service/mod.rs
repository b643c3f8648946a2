//! Use cases: may this person do it, check, write, audit, in one transaction.
//!
//! [`Service`] owns the directory. Each call that acts for a user reads that user's rights afresh, in the very
//! transaction that does the work, and asks [`may`](crate::domain::access::may); the window only mirrors the answer. A
//! refusal changes nothing and leaves one line in the audit trail. Not its job: SQL (`store`), hashing (`crypto`), and
//! anything shown.
//!
//! Hashing takes a noticeable time, so it always happens before a transaction that writes; what it was based on is
//! compared once more inside.

mod acceptance;
mod automatic_backup;
mod backup;
mod backup_settings;
mod clients;
mod clock;
mod demo;
mod gate;
mod hashing;
mod left_out;
mod local_access;
mod lookup;
mod misplaced;
mod one_time_password;
mod reader;
mod reads;
mod registration;
mod restore;
mod salvage;
mod seal;
mod session;
mod sign_in;
mod trail;
mod upkeep;
mod user_checks;
mod users;

use std::path::Path;
use std::sync::Arc;

pub use automatic_backup::{AutomaticBackups, FreeBytes};
pub use clients::{ActedOn, Provisioned};
pub use demo::DemoAdministrator;
pub use hashing::{
    CheckedUpdate, ComparedPassword, HashedOneTimePassword, HashedOwnPassword, HashedUser, Hashes, Hashing,
};
pub use misplaced::set_log_aside;
pub use one_time_password::MadePassword;
pub use reader::{Reader, SessionSnapshot};
pub use reads::Reads;
pub use registration::{Admission, Arrivals};
pub use restore::{
    AllowedRestore, Restoration, RestoreError, RestorePreview, Restored, UnknownSecrets, check_backup, find_backups,
};
pub use salvage::salvage;
pub use seal::{LEAST_DAYS_KEPT, SealedFault, Sealing};
pub use session::Session;
pub use sign_in::SignedIn;
pub use upkeep::Upkeep;
pub use users::CreatedUser;

pub use crate::crypto::{BackupIdentity, BackupKey, BackupRecipient, BackupUnlock, HashPolicy};
use crate::crypto::{Hasher, make_salt};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry, AuditTrail};
use crate::domain::clock_move::ClockLook;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::location::Location;
use crate::domain::password::NewPassword;
use crate::domain::role::PrimaryRole;
use crate::domain::secret::SecretText;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::user::{User, UserDraft, UserId, ValidUser};
pub use crate::store::ChangeMark;
use crate::store::{Directory, Founding, NewUser};

/// An open directory and everything that can be done with it. Used by one thread at a time.
pub struct Service {
    directory: Directory,
    hasher: Hasher,
    clock: Arc<dyn Clock>,
    /// How far others had changed the directory when there was no upkeep to do.
    kept_up_at: Option<ChangeMark>,
    anchoring: Option<trail::Anchoring>,
    /// Refusals of clients that no entry of the trail speaks of yet.
    left_out: Option<left_out::LeftOut>,
    /// The latest look at the clock.
    last_look: Option<ClockLook>,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Service")
            .field("directory", &self.directory)
            .field("hasher", &self.hasher)
            .finish_non_exhaustive()
    }
}

impl Service {
    /// Opens the directory; never creates one.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the cause; a file that is not a directory is left as it is to the byte.
    pub fn open(location: impl Into<Location>, policy: HashPolicy, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let directory = Directory::open(location, clock.now())?;
        Ok(Self::over(directory, policy, clock))
    }

    /// Creates the directory together with its first administrator, so that one without a user who can sign in
    /// never exists. The roles of the draft are ignored.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with every problem of draft and password, or [`Failure::Storage`]; nothing is left then.
    pub fn create(
        location: impl Into<Location>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
        draft: &UserDraft,
        password: &SecretText,
    ) -> Result<Self, Failure> {
        let draft = UserDraft {
            primary_role: PrimaryRole::QualityManager,
            is_admin: true,
            ..draft.clone()
        };
        let (details, password) = check_new_user(&draft, password)?;
        let hash = Hasher::new(policy).hash(&password)?;
        let founding = Founding {
            created_at: clock.now(),
            salt: make_salt()?,
        };
        let directory = Directory::create::<Failure>(location, &founding, |tx| {
            let id = tx.insert_user(&NewUser {
                details: &details,
                password_hash: Some(hash.as_str()),
                must_change_password: false,
                password_expires_at: None,
                is_disabled: false,
                created_at: founding.created_at,
                last_sign_in_at: None,
            })?;
            let name = details.user_name.to_string();
            tx.write_audit(&AuditEntry {
                at: founding.created_at,
                actor: AuditActor::User { id, name: name.clone() },
                action: AuditAction::DirectoryCreated,
                user: Some((id, name)),
                client: None,
                detail: None,
            })?;
            Ok(())
        })?;
        Ok(Self::over(directory, policy, clock))
    }

    fn over(directory: Directory, policy: HashPolicy, clock: Arc<dyn Clock>) -> Self {
        Self {
            directory,
            hasher: Hasher::new(policy),
            clock,
            kept_up_at: None,
            anchoring: None,
            left_out: None,
            last_look: None,
        }
    }

    /// Where the directory is; a file with its absolute path.
    pub fn location(&self) -> Location {
        self.directory.location()
    }

    /// Looks for damage that ordinary reading does not notice; takes about half a second for 9 MB.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the first broken place.
    pub fn check_quickly(&mut self) -> Result<(), Failure> {
        Ok(self.directory.check_quickly()?)
    }

    /// The same, and whether what lists are read from fits the rows, which takes several times as long.
    ///
    /// # Errors
    /// As [`Self::check_quickly`].
    pub fn check_thoroughly(&mut self) -> Result<(), Failure> {
        Ok(self.directory.check_thoroughly()?)
    }

    /// How far other programs have changed the directory, to be compared with the last mark.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn change_mark(&mut self) -> Result<ChangeMark, Failure> {
        Ok(self.directory.change_mark()?)
    }

    /// The audit trail.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn read_trail(&mut self) -> Result<AuditTrail, Failure> {
        self.directory.read(|tx| Ok(tx.audit_trail()?))
    }

    /// The entries of the audit trail that can be read, oldest first.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn read_audit(&mut self) -> Result<Vec<AuditEntry>, Failure> {
        Ok(self.read_trail()?.entries)
    }

    /// The clock that the directory is used with.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// Takes what was deleted out of the log too.
    fn sweep_log(&self) {
        if let Err(error) = self.directory.sweep() {
            tracing::debug!(%error, "the log could not be swept yet");
        }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// Refuses the path of another file where it leads to a file of a directory that this process has open. Every path that
/// a person or the system names is checked before it is opened or replaced: closing a descriptor of the directory's file
/// drops the locks of the engine, and acknowledged changes can be lost.
///
/// # Errors
/// [`Failure::Storage`] with the path.
pub fn refuse_directory_file(path: &Path) -> Result<(), Failure> {
    Ok(crate::store::refuse_directory_file(path)?)
}

/// Checks draft and password together, so that a form shows all its problems at once.
fn check_new_user(draft: &UserDraft, password: &SecretText) -> Result<(ValidUser, NewPassword), FieldErrors> {
    let checked = draft.validate();
    let words = [
        draft.user_name.as_str(),
        draft.email.as_str(),
        draft.first_name.as_str(),
        draft.last_name.as_str(),
    ];
    match (checked, NewPassword::check(password, &words)) {
        (Ok(details), Ok(password)) => Ok((details, password)),
        (Ok(_), Err(problem)) => Err(FieldErrors::one(Field::Password, problem)),
        (Err(errors), Ok(_)) => Err(errors),
        (Err(mut errors), Err(problem)) => {
            errors.push(Field::Password, problem);
            Err(errors)
        }
    }
}

/// Checks a new password for a user who exists.
fn check_password_for(user: &User, password: &SecretText) -> Result<NewPassword, FieldProblem> {
    let words = [
        user.user_name.as_str(),
        user.email.as_str(),
        user.first_name.as_str(),
        user.last_name.as_str(),
    ];
    NewPassword::check(password, &words)
}

/// The user as the audit trail names one.
fn named(user: &User) -> (UserId, String) {
    (user.id, user.user_name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::expiry::Terms;
    use crate::domain::failure::StorageFailure;
    use crate::domain::query::UserQuery;

    struct StoppedClock;

    impl Clock for StoppedClock {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix_ms(1_795_000_000_000)
        }
    }

    /// `max_page_count` stands for the full disk, because root may write to a file system that is full for others.
    #[test]
    fn a_full_disk_is_named_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let policy = HashPolicy::cheap_for_tests_only();
        let administrator = Service::fill_with_demo(&path, policy, Arc::new(StoppedClock), 14).unwrap();
        let mut service = Service::open(&path, policy, Arc::new(StoppedClock)).unwrap();
        let session = service
            .sign_in(&administrator.user_name, &administrator.password)
            .unwrap()
            .session;
        service.directory.hold_at_present_size();
        let (mut made, mut before) = (0, service.read_users(&UserQuery::default(), None).unwrap());
        let failure = loop {
            assert!(made < 10_000, "it never fills");
            match service.generate_token(&session, session.user_id(), &format!("client-{made}"), Terms::default()) {
                Ok(_) => made += 1,
                Err(failure) => break failure,
            }
            before = service.read_users(&UserQuery::default(), None).unwrap();
        };
        assert_eq!(failure, Failure::Storage(StorageFailure::Full));
        assert_eq!(service.check_writable(), Err(failure), "a trial tells what fits");
        assert_eq!(service.read_users(&UserQuery::default(), None).unwrap(), before);
        let failed = format!("client-{made}");
        let trail = service.read_audit().unwrap();
        assert!(
            !trail
                .iter()
                .any(|entry| entry.client.as_ref().is_some_and(|client| client.1 == failed))
        );
        drop(service);

        let mut service = Service::open(&path, policy, Arc::new(StoppedClock)).unwrap();
        service.check_quickly().unwrap();
        assert_eq!(service.read_users(&UserQuery::default(), None).unwrap(), before);
        service
            .generate_token(&session, session.user_id(), &failed, Terms::default())
            .unwrap();
    }
}
