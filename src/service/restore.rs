//! Restoring a backup: who may, what it takes away again, and the lines in both trails.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Service;
use super::session::Session;
use crate::crypto::{BackupUnlock, HashPolicy, UnsealError, is_sealed, unseal};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::backup::Withdrawals;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::hex::hex;
use crate::domain::secret::SecretText;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::trail::TrailHead;
use crate::domain::user::UserId;
use crate::store::{BackupPlace, CarryOver, PreparedBackup, ReplacedFile, StoreError, compare, head_of_backup};

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
    /// The encrypted backup is cut off or changed.
    #[error("the encrypted backup is damaged")]
    SealedDamaged,
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
    policy: HashPolicy,
    /// Whether the directory can be read and compared.
    is_comparable: bool,
}

/// What a restore will do.
#[derive(Debug)]
pub struct RestorePreview {
    /// When the newest entry of the backup's trail was written.
    pub newest_entry_at: Option<Timestamp>,
    /// Whether there is a directory to compare the backup with.
    pub is_compared: bool,
    /// What no longer works.
    pub withdrawals: Withdrawals,
}

/// What a restore has done.
#[derive(Debug)]
pub struct Restored {
    /// Where the old file is, where there was one.
    pub kept: Option<PathBuf>,
    /// What no longer works.
    pub withdrawals: Withdrawals,
    /// Whether an administrator can sign in. Otherwise one needs a one-time password.
    pub has_administrator: bool,
}

/// What becomes of tokens and credentials where the directory can't be read, so that nobody knows which were withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownSecrets {
    /// They no longer work.
    Void,
    /// They work as in the backup.
    Keep,
}

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
        let is_sealed = is_sealed(&head_of_backup(backup)?);
        let unlock = match (is_sealed, unlock) {
            (true, None) => return Err(RestoreError::Sealed),
            (true, unlock) => unlock,
            (false, _) => None,
        };
        let is_comparable = is_comparable(path, policy, Arc::clone(&clock))?;
        let prepared = PreparedBackup::read(path, backup, &|sealed, out| plain_bytes(unlock, backup, sealed, out))?;
        let (directory, place) = prepared.into_parts();
        Ok(Self {
            backup: Service::over(directory, policy, Arc::clone(&clock)),
            place,
            path: path.to_path_buf(),
            clock,
            policy,
            is_comparable,
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
        let mut current = self.open_current()?;
        let found = match &mut current {
            Some(current) => current
                .directory
                .read::<_, Failure>(|now| self.backup.directory.read(|then| Ok(compare(then, Some(now))?)))?,
            None => self.without_comparison(secrets)?,
        };
        Ok(RestorePreview {
            newest_entry_at,
            is_compared: self.is_comparable,
            withdrawals: found.shown,
        })
    }

    /// Does it, for an administrator of the directory, or of the backup where the directory can't be read.
    ///
    /// # Errors
    /// [`Failure`]; the directory is as it was then.
    pub fn run(mut self, user_name: &str, password: &SecretText, secrets: UnknownSecrets) -> Result<Restored, Failure> {
        let session = match self.open_current()? {
            Some(mut current) => current.allow_restore(user_name, password)?,
            None => self.backup.allow_restore(user_name, password)?,
        };
        let mut replaced = ReplacedFile::take(&self.path, self.is_comparable)?;
        let now = self.clock.now();
        let is_comparable = self.is_comparable;
        let found = replaced.read::<_, Failure>(|old| {
            let found = match old {
                Some(old) => self
                    .backup
                    .directory
                    .read(|then| Ok::<_, Failure>(compare(then, Some(old))?))?,
                None => self.without_comparison(secrets)?,
            };
            let head = old.map(super::super::store::Tx::trail_head).transpose()?;
            self.take_away(&found, head, &session, now)?;
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

    fn open_current(&self) -> Result<Option<Service>, Failure> {
        if !self.is_comparable {
            return Ok(None);
        }
        Service::open(&self.path, self.policy, Arc::clone(&self.clock)).map(Some)
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

/// Whether the directory at `path` can be opened and is sound. One that is not there, or is damaged, is replaced without
/// comparing; whatever else is wrong with it must be solved first.
fn is_comparable(path: &Path, policy: HashPolicy, clock: Arc<dyn Clock>) -> Result<bool, Failure> {
    let opened = Service::open(path, policy, clock).and_then(|mut service| service.check_quickly());
    match opened {
        Ok(()) => Ok(true),
        Err(Failure::Storage(
            StorageFailure::Missing(_)
            | StorageFailure::Damaged(_)
            | StorageFailure::Empty(_)
            | StorageFailure::Foreign(_),
        )) => Ok(false),
        Err(other) => Err(other),
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
        UnsealError::Damaged => RestoreError::SealedDamaged,
        UnsealError::Io(error) => of_file(error),
    })
}
