//! The record of the automatic backups: what is set, who makes one now, and how the last ones went.

use rusqlite::{named_params, params};

use super::error::StoreError;
use super::rows::only_row;
use super::stored_words::{moment, moment_if_any};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::backup_problem::BackupProblem;
use crate::domain::backup_schedule::{BackupClaim, BackupRecord, BackupSettings, BackupSuccess};
use crate::domain::time::Timestamp;

impl Tx<'_> {
    /// What is known of the automatic backups.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn backup_record(&self) -> Result<BackupRecord, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT is_on, folder, recipient, claimed_at, succeeded_at, succeeded_path, failed_at, failure
             FROM automatic_backups",
        )?;
        let record = only_row(statement.query([])?, |row| {
            let succeeded = moment_if_any(row, 4)?.zip(row.get(5)?);
            let failure: Option<String> = row.get(7)?;
            let problem = failure.as_deref().map(BackupProblem::of_code);
            Ok(BackupRecord {
                settings: BackupSettings {
                    is_on: row.get(0)?,
                    folder: row.get(1)?,
                    recipient: row.get(2)?,
                },
                claimed_at: moment_if_any(row, 3)?,
                succeeded: succeeded.map(|(at, path)| BackupSuccess { at, path }),
                failed: moment_if_any(row, 6)?.zip(problem),
            })
        })?;
        record.ok_or_else(|| StoreError::damaged("the record of the automatic backups is missing"))
    }

    /// When the directory was created.
    pub fn created_at(&self) -> Result<Timestamp, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT created_at FROM directory")?;
        let created_at = only_row(statement.query([])?, |row| Ok(moment(row, 0)?))?;
        created_at.ok_or_else(|| StoreError::damaged("the row of the directory is missing"))
    }

    /// How large the directory is without its log, in bytes.
    pub fn size_bytes(&self) -> Result<u64, StoreError> {
        let number = |pragma: &str| self.transaction.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let bytes = number("PRAGMA page_count")?.saturating_mul(number("PRAGMA page_size")?);
        Ok(u64::try_from(bytes).unwrap_or(0))
    }
}

impl WriteTx<'_> {
    /// Keeps what is set. What failed before is tried again at once.
    pub fn keep_backup_settings(&self, settings: &BackupSettings) -> Result<(), StoreError> {
        self.expect_held(Hold::Backups)?;
        self.transaction
            .prepare_cached(
                "UPDATE automatic_backups SET is_on = :is_on, folder = :folder, recipient = :recipient,
                     failed_at = NULL, failure = NULL",
            )?
            .execute(named_params! {
                ":is_on": settings.is_on,
                ":folder": settings.folder,
                ":recipient": settings.recipient,
            })?;
        Ok(())
    }

    /// Claims the making of the next backup, whoever had the claim before.
    pub fn claim_backup(&self, claim: BackupClaim, now: Timestamp) -> Result<(), StoreError> {
        self.expect_held(Hold::Backups)?;
        self.transaction
            .prepare_cached("UPDATE automatic_backups SET claim = ?1, claimed_at = ?2")?
            .execute(params![claim.0, now.unix_ms()])?;
        Ok(())
    }

    /// Keeps the claim from lapsing, unless another program has it by now.
    pub fn renew_backup_claim(&self, claim: BackupClaim, now: Timestamp) -> Result<(), StoreError> {
        self.expect_held(Hold::Backups)?;
        self.transaction
            .prepare_cached("UPDATE automatic_backups SET claimed_at = ?2 WHERE claim = ?1")?
            .execute(params![claim.0, now.unix_ms()])?;
        Ok(())
    }

    /// Gives the claim back; false where another program has it by now.
    pub fn release_backup_claim(&self, claim: BackupClaim) -> Result<bool, StoreError> {
        self.expect_held(Hold::Backups)?;
        let released = self
            .transaction
            .prepare_cached("UPDATE automatic_backups SET claim = NULL, claimed_at = NULL WHERE claim = ?1")?
            .execute([claim.0])?;
        Ok(released > 0)
    }

    /// Notes a backup that is in its place.
    pub fn note_backup_success(&self, success: &BackupSuccess) -> Result<(), StoreError> {
        self.expect_held(Hold::Backups)?;
        self.transaction
            .prepare_cached(
                "UPDATE automatic_backups SET succeeded_at = ?1, succeeded_path = ?2, failed_at = NULL, failure = NULL",
            )?
            .execute(params![success.at.unix_ms(), success.path])?;
        Ok(())
    }

    /// Notes that a try has failed.
    pub fn note_backup_failure(&self, problem: BackupProblem, now: Timestamp) -> Result<(), StoreError> {
        self.expect_held(Hold::Backups)?;
        self.transaction
            .prepare_cached("UPDATE automatic_backups SET failed_at = ?1, failure = ?2")?
            .execute(params![now.unix_ms(), problem.code()])?;
        Ok(())
    }
}
