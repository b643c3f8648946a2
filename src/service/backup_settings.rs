//! What is set for automatic backups, and which backups there are.

use std::path::{Path, PathBuf};

use super::Service;
use super::gate::Gate as _;
use super::session::Session;
use super::user_checks::need_fresh_password;
use crate::crypto::BackupRecipient;
use crate::domain::access::Operation;
use crate::domain::anchor::DirectoryMark;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::backup_name::{BackupReason, BackupSeries};
use crate::domain::backup_problem::BackupProblem;
use crate::domain::backup_schedule::BackupSettings;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::time::Timestamp;
use crate::store::{FolderRefusal, Hold, backups_in, prepare_folder};

/// A backup that was made without being asked for, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBackup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: Timestamp,
    /// Why.
    pub reason: BackupReason,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
}

/// The backups of the directory at `path` that are in `folder`, newest first; none where there is no folder. Only names are
/// read, and a directory that can't be opened is known by its file name alone: `mark` is none then.
///
/// # Errors
/// [`Failure::Storage`] where the folder can't be read.
pub fn found_backups(folder: &Path, path: &Path, mark: Option<DirectoryMark>) -> Result<Vec<FoundBackup>, Failure> {
    let series = mark.map(|mark| BackupSeries::new(path, mark));
    let is_own = |found: &BackupSeries| match &series {
        Some(series) => found == series,
        None => found.is_named_as(path),
    };
    let found = backups_in(folder)?.into_iter().filter(|(_, name)| is_own(&name.series));
    let mut found: Vec<FoundBackup> = found
        .map(|(path, name)| FoundBackup {
            path,
            at: name.at(),
            reason: name.reason,
            is_encrypted: name.is_encrypted,
        })
        .collect();
    found.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
    Ok(found)
}

/// Makes the folder where it is missing, and refuses one that can't be used.
pub(super) fn check_folder(folder: &Path) -> Result<(), BackupProblem> {
    prepare_folder(folder).map_err(|refusal| match refusal {
        FolderRefusal::NotAFolder => BackupProblem::NotAFolder,
        FolderRefusal::OpenToOthers => BackupProblem::FolderOpenToOthers,
        FolderRefusal::Failed(error) => problem_of(&error.into()),
    })
}

/// What a failure means for a backup.
pub(super) const fn problem_of(failure: &Failure) -> BackupProblem {
    match failure {
        Failure::Storage(StorageFailure::Missing(_)) => BackupProblem::NoFolder,
        Failure::Storage(StorageFailure::NotAFile(_)) => BackupProblem::NotAFolder,
        Failure::Storage(StorageFailure::Permission(_)) => BackupProblem::Permission,
        Failure::Storage(StorageFailure::Full) => BackupProblem::Full,
        Failure::Storage(StorageFailure::Damaged(_)) => BackupProblem::Damaged,
        Failure::Storage(StorageFailure::Busy) => BackupProblem::Busy,
        _ => BackupProblem::Other,
    }
}

/// What was typed, without the space around it; none where that is nothing.
fn typed(text: Option<&String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned());
    text.filter(|text| !text.is_empty())
}

/// The settings in the form in which they are kept, with what differs from `before` checked.
fn checked(before: &BackupSettings, settings: &BackupSettings) -> Result<BackupSettings, FieldErrors> {
    let settings = BackupSettings {
        is_on: settings.is_on,
        folder: typed(settings.folder.as_ref()),
        recipient: typed(settings.recipient.as_ref()),
    };
    let mut errors = FieldErrors::default();
    let folder = settings.folder.as_ref().filter(|_| settings.folder != before.folder);
    if let Some(folder) = folder.map(Path::new) {
        let checked = if folder.is_absolute() {
            check_folder(folder).map_err(FieldProblem::Backup)
        } else {
            Err(FieldProblem::FolderNotAbsolute)
        };
        errors.take(Field::BackupFolder, checked);
    }
    let recipient = settings.recipient.as_ref();
    if let Some(recipient) = recipient.filter(|_| settings.recipient != before.recipient) {
        let checked = BackupRecipient::parse(recipient).ok_or(FieldProblem::Backup(BackupProblem::Recipient));
        errors.take(Field::BackupRecipient, checked);
    }
    errors.into_result()?;
    Ok(settings)
}

impl Service {
    /// Changes what is set for automatic backups, which needs a fresh password, because it decides where copies of everything
    /// go. It changes from `before`, which the person saw, to `after`. What another
    /// administrator has changed meanwhile stays. A backup that failed before is tried again at once.
    ///
    /// # Errors
    /// [`Failure`]; [`Failure::Invalid`] for a folder that can't be used, and for what is no public key.
    pub fn change_backup_settings(
        &mut self,
        session: &Session,
        before: &BackupSettings,
        after: &BackupSettings,
    ) -> Result<(), Failure> {
        self.reading(session, Operation::ChangeBackupSettings, |_, caller| {
            need_fresh_password(session, caller.now)
        })?;
        // Outside the transaction, because a folder may be on a slow disk.
        let after = checked(before, after)?;
        self.writing(session, Operation::ChangeBackupSettings, |tx, caller| {
            need_fresh_password(session, caller.now)?;
            tx.hold(Hold::Backups)?;
            let from = tx.backup_record()?.settings;
            let to = from.clone().with_changes(before, &after);
            if to == from {
                return Ok(());
            }
            tx.keep_backup_settings(&to)?;
            Ok(tx.write_audit(&AuditEntry {
                at: caller.now,
                actor: caller.actor(),
                action: AuditAction::BackupSettingsChanged,
                user: None,
                client: None,
                detail: Some(AuditDetail::BackupSettingsChanged { from, to }),
            })?)
        })
    }

    /// When the last automatic backup was begun that succeeded.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn last_automatic_backup(&mut self) -> Result<Option<Timestamp>, Failure> {
        self.directory.read(|tx| Ok(tx.backup_record()?.succeeded_at()))
    }
}
