//! Backups. One holds everything that the directory does, hashes of passwords and secrets included, so making one is for
//! administrators who have just given their password, and is in the trail.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::gate::{self, Gate as _};
use super::reader::Reader;
use super::session::{OfSession, Session};
use super::user_checks::need_fresh_password;
use crate::crypto::{BackupKey, seal};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::{AuditDetail, BackupEncryption};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors};
use crate::domain::password::NewPassword;
use crate::store::{CopyWatch, WrittenBackup, stop_if_asked};

impl Reader {
    /// The folder that is set for automatic backups, where one is.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn set_backup_folder(&mut self) -> Result<Option<PathBuf>, Failure> {
        let settings = self
            .directory
            .read::<_, Failure>(|tx| Ok(tx.backup_record()?.settings))?;
        Ok(settings.folder.map(PathBuf::from))
    }

    /// Writes a backup of the directory to `path`, where nothing may be yet, and returns its absolute path. Others go on
    /// working meanwhile. `watch` hears how far it is, and stops it with `Break`.
    ///
    /// # Errors
    /// [`Failure`]; nothing is at `path` then. [`Failure::Invalid`] for a passphrase that could be guessed.
    pub fn back_up(
        &mut self,
        session: &impl OfSession,
        path: &Path,
        key: Option<&BackupKey>,
        watch: CopyWatch<'_>,
    ) -> Result<PathBuf, Failure> {
        let session = session.session();
        if let Some(BackupKey::Passphrase(passphrase)) = key {
            NewPassword::check(passphrase, &[]).map_err(|problem| FieldErrors::one(Field::Password, problem))?;
        }
        self.reading(session, Operation::BackUp, |_, caller| {
            need_fresh_password(session, caller.now)
        })?;
        self.directory.check_backup_path(path)?;
        let copied = self.directory.copy(&mut *watch, None)?;
        stop_if_asked(&mut *watch)?;
        let written = match key {
            None => copied.write_for(path, None, None)?,
            Some(key) => copied.write_for(
                path,
                Some(&|plain: &mut dyn Read, out: &mut dyn Write| seal(key, plain, out)),
                None,
            )?,
        };
        stop_if_asked(watch)?;
        self.record(session, key, &written)?;
        Ok(written.publish()?)
    }

    /// Written before the backup has its name: the trail may name a backup that never came to be, but none comes to be
    /// without it.
    fn record(&mut self, session: &Session, key: Option<&BackupKey>, written: &WrittenBackup) -> Result<(), Failure> {
        let detail = AuditDetail::backup(encryption_of(key), &written.path().display().to_string(), false);
        let clock = std::sync::Arc::clone(&self.clock);
        self.directory.writer()?.write(|tx| {
            let caller = gate::pass(tx, session, Operation::BackUp, clock.now())?;
            Ok(tx.write_audit(&AuditEntry {
                at: caller.now,
                actor: caller.actor(),
                action: AuditAction::BackupMade,
                user: None,
                client: None,
                detail: Some(detail.clone()),
            })?)
        })
    }
}

const fn encryption_of(key: Option<&BackupKey>) -> BackupEncryption {
    match key {
        None => BackupEncryption::None,
        Some(BackupKey::Passphrase(_)) => BackupEncryption::Passphrase,
        Some(BackupKey::Recipient(_)) => BackupEncryption::Recipient,
    }
}
