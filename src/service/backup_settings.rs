//! What is set for automatic backups.

use std::path::Path;

use super::Service;
use super::gate::Gate as _;
use super::session::Session;
use super::user_checks::need_fresh_password;
use crate::crypto::BackupRecipient;
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::AuditDetail;
use crate::domain::backup_problem::BackupProblem;
use crate::domain::backup_schedule::BackupSettings;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::time::Timestamp;
use crate::store::{FolderRefusal, Hold, prepare_folder};

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
        damaged if damaged.is_damage() => BackupProblem::Damaged,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_that_failed_says_what_a_person_can_do_about_it() {
        let path = || "/srv/backups".to_owned();
        for (failure, problem) in [
            (StorageFailure::Missing(path()), BackupProblem::NoFolder),
            (StorageFailure::NotAFile(path()), BackupProblem::NotAFolder),
            (StorageFailure::Permission(path()), BackupProblem::Permission),
            (StorageFailure::Full, BackupProblem::Full),
            (StorageFailure::Damaged(path()), BackupProblem::Damaged),
            (StorageFailure::UnreadableValue(path()), BackupProblem::Damaged),
            (StorageFailure::Busy, BackupProblem::Busy),
            (StorageFailure::Engine(1), BackupProblem::Other),
        ] {
            assert_eq!(problem_of(&failure.into()), problem);
        }
    }
}
