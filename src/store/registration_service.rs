//! The record of the registration service.

use rusqlite::named_params;

use super::error::StoreError;
use super::rows::only_row;
use super::stored_words::{moment, moment_if_any, ms};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::registration::{Fingerprint, ServiceInfo};

/// As much as a registration can add to the log: the pages of its rows, of their indexes and of the trail.
const TRIAL_BYTES: i64 = 64 * 1024;

impl Tx<'_> {
    /// The registration service, if one ever started on this directory.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn registration_service(&self) -> Result<Option<ServiceInfo>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT url, fingerprint, started_at, stopped_at FROM registration_service")?;
        only_row(statement.query([])?, |row| {
            Ok(ServiceInfo {
                url: row.get(0)?,
                fingerprint: row.get::<_, Option<[u8; 32]>>(1)?.map(Fingerprint),
                started_at: moment(row, 2)?,
                stopped_at: moment_if_any(row, 3)?,
            })
        })
    }
}

impl WriteTx<'_> {
    /// Writes what is there once more, and as much as a registration needs.
    pub fn write_trial(&self) -> Result<(), StoreError> {
        self.transaction
            .execute("UPDATE registration_service SET url = url", [])?;
        self.transaction
            .execute("INSERT INTO trial_writes (filler) VALUES (zeroblob(?1))", [TRIAL_BYTES])?;
        Ok(())
    }

    /// Gives the room of trials back to the directory, where the next registration finds it.
    pub fn end_trials(&self) -> Result<(), StoreError> {
        self.transaction.execute("DELETE FROM trial_writes", [])?;
        Ok(())
    }

    /// Keeps what the service says of itself.
    pub fn keep_registration_service(&self, info: &ServiceInfo) -> Result<(), StoreError> {
        self.expect_held(Hold::RegistrationService)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO registration_service (id, url, fingerprint, started_at, stopped_at)
                 VALUES (1, :url, :fingerprint, :started_at, :stopped_at)
                 ON CONFLICT (id) DO UPDATE SET url = :url, fingerprint = :fingerprint, started_at = :started_at,
                     stopped_at = :stopped_at",
            )?
            .execute(named_params! {
                ":url": info.url,
                ":fingerprint": info.fingerprint.map(|fingerprint| fingerprint.0),
                ":started_at": info.started_at.unix_ms(),
                ":stopped_at": ms(info.stopped_at),
            })?;
        Ok(())
    }
}
