//! Restoring a backup: who may, what it takes away again, and the lines in both trails.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Service;
use super::session::Session;
use crate::crypto::{BackupUnlock, HashPolicy, UnsealError, unseal};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::backup::{BackupFile, RestoreProblem, is_encrypted};
pub use crate::domain::backup::{RestorePreview, Restored, UnknownSecrets};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::hex::hex;
use crate::domain::secret::SecretText;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::trail::TrailHead;
use crate::domain::user::UserId;
use crate::store::{
    BackupPlace, CarryOver, PreparedBackup, Pulse, ReplacedFile, StoreError, Tx, compare, head_of_backup,
};

/// Looking through the present directory counts as so many thousandths of preparing a restore.
const DIRECTORY_CHECKED: u64 = 300;

/// Why a backup is not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The directory or the backup could not be used, or the person may not.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The backup is encrypted, and neither passphrase nor key was given.
    #[error("the backup is encrypted")]
    Sealed,
    /// Another passphrase or key opens the backup.
    #[error("the passphrase or the key is not the one of the backup")]
    WrongKey,
    /// The backup is cut off or changed.
    #[error("the backup is damaged")]
    Damaged,
    /// The file is no backup of a directory.
    #[error("the file is no backup")]
    NotABackup,
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Failure(failure) => failure,
            RestoreError::Sealed => Self::Backup(RestoreProblem::Encrypted),
            RestoreError::WrongKey => Self::Backup(RestoreProblem::WrongKey),
            RestoreError::Damaged => Self::Backup(RestoreProblem::Damaged),
            RestoreError::NotABackup => Self::Backup(RestoreProblem::NotABackup),
        }
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// A verified backup beside the directory that it is to replace.
pub struct Restoration {
    /// The backup as a directory of its own.
    backup: Service,
    place: BackupPlace,
    path: PathBuf,
    clock: Arc<dyn Clock>,
    /// The directory, open to be compared; none where it can't be read.
    current: Option<Service>,
}

/// That an administrator has agreed to a restore.
#[derive(Debug)]
pub struct AllowedRestore(Session);

impl Restoration {
    /// Copies the backup beside the directory at `path` and verifies it. Nothing of the directory is changed.
    ///
    /// # Errors
    /// [`RestoreError`].
    pub fn prepare(
        path: &Path,
        backup: &Path,
        unlock: Option<&BackupUnlock>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, RestoreError> {
        Self::prepare_heard(path, backup, unlock, policy, clock, &Pulse::unheard())
    }

    /// The same, and `pulse` hears how far it is and stops it.
    ///
    /// # Errors
    /// [`RestoreError`], also where it was stopped; nothing is left of it then.
    pub(crate) fn prepare_heard(
        path: &Path,
        backup: &Path,
        unlock: Option<&BackupUnlock>,
        policy: HashPolicy,
        clock: Arc<dyn Clock>,
        pulse: &Pulse,
    ) -> Result<Self, RestoreError> {
        let unlock = match (is_encrypted(&head_of_backup(backup)?), unlock) {
            (true, None) => return Err(RestoreError::Sealed),
            (true, unlock) => unlock,
            (false, _) => None,
        };
        let current = open_to_compare(path, policy, Arc::clone(&clock), pulse.between(0, DIRECTORY_CHECKED))?;
        let unseal = |sealed: &mut dyn Read, out: &mut dyn Write| plain_bytes(unlock, backup, sealed, out);
        let prepared = PreparedBackup::read(path, backup, &unseal, &pulse.between(DIRECTORY_CHECKED, 1_000));
        let (directory, place) = prepared.map_err(of_backup)?.into_parts();
        Ok(Self {
            backup: Service::over(directory, policy, Arc::clone(&clock)),
            place,
            path: path.to_path_buf(),
            clock,
            current,
        })
    }

    /// What the restore would take away if it were done now.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn preview(&mut self, secrets: UnknownSecrets) -> Result<RestorePreview, Failure> {
        let newest_entry_at = self
            .backup
            .directory
            .read::<_, Failure>(|tx| Ok(tx.newest_entry_at()?))?;
        let found = match &mut self.current {
            Some(current) => current
                .directory
                .read::<_, Failure>(|now| self.backup.directory.read(|then| Ok(compare(then, Some(now))?)))?,
            None => self.without_comparison(secrets)?,
        };
        Ok(RestorePreview {
            newest_entry_at,
            is_compared: self.current.is_some(),
            withdrawals: found.shown,
        })
    }

    /// Takes the password of an administrator of the directory, or of the backup where the directory can't be read.
    ///
    /// # Errors
    /// [`Failure`], and [`StorageFailure::OpenElsewhere`] before the password is looked at.
    pub fn allow(&mut self, user_name: &str, password: &SecretText) -> Result<AllowedRestore, Failure> {
        let who = match &mut self.current {
            Some(current) => {
                current.directory.refuse_open_elsewhere()?;
                current
            }
            None => &mut self.backup,
        };
        Ok(AllowedRestore(who.allow_restore(user_name, password)?))
    }

    /// Puts the backup in the place of the directory, which this process has open nowhere else.
    ///
    /// # Errors
    /// [`Failure`]; the directory is as it was then.
    pub fn replace(mut self, allowed: &AllowedRestore, secrets: UnknownSecrets) -> Result<Restored, Failure> {
        let is_comparable = self.current.take().is_some();
        let mut replaced = ReplacedFile::take(&self.path, is_comparable)?;
        let now = self.clock.now();
        let found = replaced.read::<_, Failure>(|old| {
            let found = match old {
                Some(old) => self
                    .backup
                    .directory
                    .read(|then| Ok::<_, Failure>(compare(then, Some(old))?))?,
                None => self.without_comparison(secrets)?,
            };
            let head = old.map(Tx::trail_head).transpose()?;
            self.take_away(&found, head, &allowed.0, now)?;
            Ok(found)
        })?;
        let has_administrator = self
            .backup
            .directory
            .read::<_, Failure>(|tx| Ok(tx.count_other_able_administrators(UserId(0))? > 0))?;
        drop(self.backup);
        let kept = self.place.replace(replaced, now)?;
        tracing::info!(is_comparable, "a backup was restored");
        Ok(Restored {
            kept,
            withdrawals: found.shown,
            has_administrator,
        })
    }

    /// Both in one, where nothing else of this process has the directory open.
    ///
    /// # Errors
    /// Those of both.
    pub fn run(mut self, user_name: &str, password: &SecretText, secrets: UnknownSecrets) -> Result<Restored, Failure> {
        let allowed = self.allow(user_name, password)?;
        self.replace(&allowed, secrets)
    }

    fn without_comparison(&mut self, secrets: UnknownSecrets) -> Result<CarryOver, Failure> {
        match secrets {
            UnknownSecrets::Keep => Ok(CarryOver::default()),
            UnknownSecrets::Void => self.backup.directory.read(|then| Ok(compare(then, None)?)),
        }
    }

    fn take_away(
        &mut self,
        found: &CarryOver,
        replaced: Option<TrailHead>,
        session: &Session,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let shown = &found.shown;
        let detail = AuditDetail::Restored {
            replaced_entries: replaced.map(|head| head.id),
            replaced_hash: replaced.map(|head| hex(&head.hash.0)),
            users: count(shown.users.len()),
            clients: count(shown.clients.len()),
            tokens: shown.tokens,
            credentials: shown.credentials,
        };
        self.backup.directory.write(|tx| {
            tx.carry_over(found, now)?;
            Ok(tx.write_audit(&AuditEntry {
                at: now,
                actor: AuditActor::User {
                    id: session.user_id(),
                    name: session.user_name().to_owned(),
                },
                action: AuditAction::DirectoryRestored,
                user: None,
                client: None,
                detail: Some(detail.clone()),
            })?)
        })
    }
}

/// The backups in `folders` that could be of the directory at `path`, the newest first.
pub fn find_backups(path: &Path, folders: &[PathBuf]) -> Vec<BackupFile> {
    crate::store::find_backups(path, folders)
}

/// Whether an unencrypted backup is whole, and not of another directory than the one at `path`.
///
/// # Errors
/// [`Failure::Storage`].
pub fn check_backup(path: &Path, backup: &Path) -> Result<(), Failure> {
    Ok(crate::store::check_backup(path, backup)?)
}

impl Service {
    /// Signs an administrator in who may restore a backup over this directory, and writes that down in its trail.
    ///
    /// # Errors
    /// [`Failure`].
    fn allow_restore(&mut self, user_name: &str, password: &SecretText) -> Result<Session, Failure> {
        let session = self.sign_in(user_name, password)?.session;
        self.begin_restore(&session)?;
        Ok(session)
    }

    /// Writes down that the user of a session is about to restore a backup over this directory.
    ///
    /// # Errors
    /// [`Failure`] where the user may not.
    pub fn begin_restore(&mut self, session: &Session) -> Result<(), Failure> {
        self.writing(session, Operation::Restore, |tx, caller| {
            super::user_checks::need_fresh_password(session, caller.now)?;
            Ok(tx.write_audit(&AuditEntry {
                at: caller.now,
                actor: caller.actor(),
                action: AuditAction::RestoreStarted,
                user: None,
                client: None,
                detail: None,
            })?)
        })
    }
}

/// The directory at `path`, where it can be opened and is sound. One that is not there, or is damaged, is replaced without
/// comparing; whatever else is wrong with it must be solved first.
fn open_to_compare(
    path: &Path,
    policy: HashPolicy,
    clock: Arc<dyn Clock>,
    pulse: Pulse,
) -> Result<Option<Service>, Failure> {
    let opened = Service::open(path, policy, clock);
    let checked = opened.and_then(|service| {
        // On a connection that is closed again: its cache holds the whole file.
        let mut reader = service.reader()?;
        reader.check_quickly(move |progress| pulse.note(progress))?;
        drop(reader);
        Ok(service)
    });
    match checked {
        Ok(service) => Ok(Some(service)),
        Err(failure) if failure.is_damage() => Ok(None),
        Err(Failure::Storage(StorageFailure::Missing(_) | StorageFailure::Empty(_) | StorageFailure::Foreign(_))) => {
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// What is said of a directory is about the backup here.
fn of_backup(error: RestoreError) -> RestoreError {
    match error {
        RestoreError::Failure(failure) if failure.is_damage() => RestoreError::Damaged,
        RestoreError::Failure(Failure::Storage(StorageFailure::Empty(_) | StorageFailure::Foreign(_))) => {
            RestoreError::NotABackup
        }
        other => other,
    }
}

fn plain_bytes(
    unlock: Option<&BackupUnlock>,
    path: &Path,
    sealed: &mut dyn Read,
    out: &mut dyn Write,
) -> Result<(), RestoreError> {
    let of_file = |error| RestoreError::from(StoreError::of_file(path, error));
    let Some(unlock) = unlock else {
        return io::copy(sealed, out).map(drop).map_err(of_file);
    };
    unseal(unlock, sealed, out).map_err(|error| match error {
        UnsealError::WrongKey => RestoreError::WrongKey,
        UnsealError::Damaged => RestoreError::Damaged,
        UnsealError::Io(error) => of_file(error),
    })
}

#[cfg(test)]
mod tests;
