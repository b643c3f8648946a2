//! Automatic backups: one a day, by whichever program has the directory open, into a folder of their own.
//!
//! One program makes each, by a claim that it renews. When one is due is the rule of
//! [`backup_schedule`](crate::domain::backup_schedule), which ones are kept that of
//! [`backup_rotation`](crate::domain::backup_rotation).

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup_settings::{check_folder, problem_of};
use super::reader::Reader;
use crate::crypto::{BackupKey, BackupRecipient, make_salt, seal};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::{AuditDetail, BackupEncryption};
use crate::domain::backup_name::{BackupName, BackupReason, BackupSeries};
use crate::domain::backup_problem::BackupProblem;
use crate::domain::backup_schedule::{BackupClaim, BackupSettings, BackupSuccess, folder_beside};
use crate::domain::failure::Failure;
use crate::domain::time::Timestamp;
use crate::store::{Hold, Progress, Pulse, StoreError, WriteTx, WrittenBackup, remove_leftovers, rotate};

/// How often a claim is renewed.
const RENEW_EVERY_MS: i64 = 60 * 1000;

/// Tells how much is free on the disk of a file, in bytes; none where the system can't.
pub type FreeBytes = Arc<dyn Fn(&Path) -> Option<u64> + Send + Sync>;

/// Makes the automatic backups of an open directory, on a connection of its own.
pub struct AutomaticBackups {
    reader: Reader,
    free_bytes: FreeBytes,
}

/// A backup that this program has claimed.
struct Claimed {
    claim: BackupClaim,
    settings: BackupSettings,
    series: BackupSeries,
    size_bytes: u64,
    at: Timestamp,
}

/// Why a backup was not made.
enum Refusal {
    Problem(BackupProblem),
    Failed(Failure),
}

impl<F: Into<Failure>> From<F> for Refusal {
    fn from(failure: F) -> Self {
        Self::Failed(failure.into())
    }
}

impl Reader {
    /// Whether an automatic backup is to be made now.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn is_backup_due(&mut self) -> Result<bool, Failure> {
        let now = self.clock.now();
        self.directory.read(|tx| Ok(tx.backup_record()?.is_due(now)))
    }
}

impl AutomaticBackups {
    /// Backups of the directory that `reader` reads.
    pub const fn new(reader: Reader, free_bytes: FreeBytes) -> Self {
        Self { reader, free_bytes }
    }

    /// Makes a backup, if one is due and no other program is making it, and removes those that are no longer needed.
    /// Returns the file. Others go on working meanwhile. `watch` hears how far the copy is, many times a second and until
    /// all is done, and stops it with `Break`.
    ///
    /// # Errors
    /// [`Failure`], which is also recorded in the directory, if that can be written. One that
    /// [is interrupted](Failure::is_interrupted) is not: the next program that looks begins again.
    pub fn make_if_due(
        &mut self,
        watch: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Option<PathBuf>, Failure> {
        let Some(claimed) = self.claim()? else {
            return Ok(None);
        };
        match self.make(&claimed, watch) {
            Ok(path) => {
                self.note_success(&claimed, &path)?;
                Ok(Some(path))
            }
            Err(Refusal::Failed(failure)) if failure.is_interrupted() => {
                self.write(|tx| tx.release_backup_claim(claimed.claim))?;
                Err(failure)
            }
            Err(Refusal::Failed(failure)) => {
                self.note_failure(&claimed, problem_of(&failure));
                Err(failure)
            }
            Err(Refusal::Problem(problem)) => {
                tracing::warn!(cause = problem.code(), "no automatic backup was made");
                self.note_failure(&claimed, problem);
                Ok(None)
            }
        }
    }

    fn claim(&mut self) -> Result<Option<Claimed>, Failure> {
        if !self.reader.is_backup_due()? {
            return Ok(None);
        }
        let claim = BackupClaim(make_salt()?);
        let clock = Arc::clone(&self.reader.clock);
        let mut writer = self.reader.directory.writer()?;
        let path = self.reader.directory.path();
        writer.write(|tx| {
            tx.hold(Hold::Backups)?;
            let (record, now) = (tx.backup_record()?, clock.now());
            // Another program may have been faster.
            if !record.is_due(now) {
                return Ok(None);
            }
            tx.claim_backup(claim, now)?;
            Ok(Some(Claimed {
                claim,
                settings: record.settings,
                series: BackupSeries::new(path, tx.directory_mark()?),
                size_bytes: tx.size_bytes()?,
                at: now,
            }))
        })
    }

    fn make(
        &mut self,
        claimed: &Claimed,
        mut watch: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Result<PathBuf, Refusal> {
        let key = recipient_of(&claimed.settings)?.map(BackupKey::Recipient);
        let reader = &mut self.reader;
        let directory = reader.directory.path().to_path_buf();
        let folder = claimed.settings.folder_of(&directory);
        check_folder(&folder).map_err(Refusal::Problem)?;
        // Before the room is measured, which they take.
        remove_leftovers(&folder, &directory);
        let name = BackupName::new(claimed.series.clone(), claimed.at, BackupReason::Daily, key.is_some());
        let path = folder.join(name.to_string());
        has_room(&self.free_bytes, claimed.size_bytes, &path, &directory)?;

        let mut renewal = Renewal {
            claim: claimed.claim,
            last: claimed.at,
            reader: reader.again()?,
        };
        let pulse = Pulse::new(move |progress| {
            renewal.renew_if_due();
            watch(progress)
        });
        let copied = reader
            .directory
            .copy(&mut |progress| pulse.note(progress), Some(&pulse))?;
        let written = match &key {
            None => copied.write_for(&path, None, Some(&pulse))?,
            Some(key) => {
                let seal = |plain: &mut dyn Read, out: &mut dyn Write| seal(key, plain, out);
                copied.write_for(&path, Some(&seal), Some(&pulse))?
            }
        };
        self.record(claimed, key.as_ref(), &written)?;
        Ok(written.publish()?)
    }

    /// As for a backup that was asked for: the trail may name one that never came to be, but none comes to be without it.
    fn record(&mut self, claimed: &Claimed, key: Option<&BackupKey>, written: &WrittenBackup) -> Result<(), Failure> {
        let encryption = key.map_or(BackupEncryption::None, |_| BackupEncryption::Recipient);
        let detail = AuditDetail::backup(encryption, &written.path().display().to_string(), true);
        let now = self.reader.clock.now();
        self.write(|tx| {
            tx.renew_backup_claim(claimed.claim, now)?;
            tx.write_audit(&entry(now, AuditAction::BackupMade, detail.clone()))
        })
    }

    fn note_success(&mut self, claimed: &Claimed, path: &Path) -> Result<(), Failure> {
        let success = BackupSuccess {
            at: claimed.at,
            path: path.display().to_string(),
        };
        self.write(|tx| {
            tx.release_backup_claim(claimed.claim)?;
            tx.note_backup_success(&success)
        })?;
        let beside = folder_beside(self.reader.directory.path());
        let folder = path.parent().unwrap_or(&beside);
        // A folder that was set later does not leave the earlier backups to themselves.
        if let Err(error) = rotate(&[folder, &beside], &claimed.series, claimed.at) {
            tracing::warn!(%error, "old backups were not removed");
        }
        Ok(())
    }

    /// Records that the backup failed, and in the trail where the one before had not.
    fn note_failure(&mut self, claimed: &Claimed, problem: BackupProblem) {
        let now = self.reader.clock.now();
        let noted = self.write(|tx| {
            if !tx.release_backup_claim(claimed.claim)? {
                return Ok(());
            }
            if tx.backup_record()?.failed.is_none() {
                let detail = AuditDetail::BackupFailed { cause: problem };
                tx.write_audit(&entry(now, AuditAction::BackupFailed, detail))?;
            }
            tx.note_backup_failure(problem, now)
        });
        if let Err(failure) = noted {
            tracing::warn!(%failure, "the failure of the automatic backup was not recorded");
        }
    }

    fn write<T>(&mut self, mut work: impl FnMut(&WriteTx<'_>) -> Result<T, StoreError>) -> Result<T, Failure> {
        Ok(self.reader.directory.writer()?.write(|tx| {
            tx.hold(Hold::Backups)?;
            work(tx)
        })?)
    }
}

/// A line of the trail about an automatic backup.
fn entry(at: Timestamp, action: AuditAction, detail: AuditDetail) -> AuditEntry {
    AuditEntry {
        at,
        actor: AuditActor::Nobody,
        action,
        user: None,
        client: None,
        detail: Some(detail),
    }
}

/// Keeps the claim from lapsing.
struct Renewal {
    claim: BackupClaim,
    last: Timestamp,
    reader: Reader,
}

impl Renewal {
    fn renew_if_due(&mut self) {
        let now = self.reader.clock.now();
        if now.ms_since(self.last).abs() < RENEW_EVERY_MS {
            return;
        }
        self.last = now;
        let renewed = self.reader.directory.writer().and_then(|mut writer| {
            writer.write(|tx| {
                tx.hold(Hold::Backups)?;
                tx.renew_backup_claim(self.claim, now)
            })
        });
        if let Err(error) = renewed {
            tracing::debug!(%error, "the claim of the backup was not renewed");
        }
    }
}

fn recipient_of(settings: &BackupSettings) -> Result<Option<BackupRecipient>, Refusal> {
    let recipient = settings.recipient.as_deref().map(BackupRecipient::parse);
    recipient
        .map(|recipient| recipient.ok_or(Refusal::Problem(BackupProblem::Recipient)))
        .transpose()
}

/// Twice the directory's size must stay free after the backup, and once beside the directory, where the copy is made that
/// the backup is written from.
fn has_room(free_bytes: &FreeBytes, size_bytes: u64, backup: &Path, directory: &Path) -> Result<(), Refusal> {
    let has = |file: &Path, times: u64| free_bytes(file).is_none_or(|free| free >= size_bytes.saturating_mul(times));
    if !has(backup, 3) {
        return Err(Refusal::Problem(BackupProblem::NoRoom));
    }
    if !has(directory, 2) {
        return Err(Refusal::Problem(BackupProblem::NoRoomBeside));
    }
    Ok(())
}
