//! What is known of the clock, and the expiries that were seen under it.

use rusqlite::{named_params, params};

use super::error::StoreError;
use super::rows::only_row;
use super::stored_words::{moment, moment_if_any, ms};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::client::ClientId;
use crate::domain::clock_move::{ClockMove, ClockRecord};
use crate::domain::time::Timestamp;
use crate::domain::user::UserId;

/// The clients whose expiry `?1` is the first to see.
const UNSEEN_CLIENTS: &str = "open_end <= ?1";
/// The same for users with a one-time password.
const UNSEEN_PASSWORDS: &str = "password_hash IS NOT NULL AND password_expires_at <= ?1";

impl Tx<'_> {
    /// What is known of the clock; none before the first look.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn clock_record(&self) -> Result<Option<ClockRecord>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT latest_at, moved_from, moved_to FROM clock")?;
        only_row(statement.query([])?, |row| {
            let ends = moment_if_any(row, 1)?.zip(moment_if_any(row, 2)?);
            Ok(ClockRecord {
                latest_at: moment(row, 0)?,
                moved: ends.map(|(from, to)| ClockMove { from, to }),
            })
        })
    }

    /// Whether something has expired at `now` and nobody has seen it yet.
    pub fn has_unseen_expiry(&self, now: Timestamp) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM clients WHERE {UNSEEN_CLIENTS})
                 OR EXISTS (SELECT 1 FROM users WHERE {UNSEEN_PASSWORDS})"
        ))?;
        Ok(statement.query_row([now.unix_ms()], |row| row.get(0))?)
    }
}

impl WriteTx<'_> {
    /// Keeps what is known of the clock.
    pub fn keep_clock_record(&self, record: &ClockRecord) -> Result<(), StoreError> {
        self.expect_held(Hold::Clock)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO clock (id, latest_at, moved_from, moved_to) VALUES (1, :latest, :from, :to)
                 ON CONFLICT (id) DO UPDATE SET latest_at = :latest, moved_from = :from, moved_to = :to",
            )?
            .execute(named_params! {
                ":latest": record.latest_at.unix_ms(),
                ":from": ms(record.moved.map(|moved| moved.from)),
                ":to": ms(record.moved.map(|moved| moved.to)),
            })?;
        Ok(())
    }

    /// Sees all that has expired at `now`: from then on it stays expired, whatever the clock shows. Of a one-time password
    /// the hash goes.
    pub fn see_expiries(&self, now: Timestamp) -> Result<(), StoreError> {
        let see = [
            format!("UPDATE clients SET expiry_seen_at = ?1 WHERE {UNSEEN_CLIENTS}"),
            format!("UPDATE users SET password_hash = NULL WHERE {UNSEEN_PASSWORDS}"),
        ];
        for sql in see {
            self.transaction.prepare_cached(&sql)?.execute([now.unix_ms()])?;
        }
        Ok(())
    }

    /// The same of one client. That is no change an administrator could collide with, so the revision stays.
    pub fn see_expiry_of_client(&self, id: ClientId, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(&format!(
                "UPDATE clients SET expiry_seen_at = ?1 WHERE id = ?2 AND {UNSEEN_CLIENTS}"
            ))?
            .execute(params![now.unix_ms(), id.0])?;
        Ok(())
    }

    /// The same of the one-time password of one user.
    pub fn see_expiry_of_password(&self, id: UserId, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(&format!(
                "UPDATE users SET password_hash = NULL WHERE id = ?2 AND {UNSEEN_PASSWORDS}"
            ))?
            .execute(params![now.unix_ms(), id.0])?;
        Ok(())
    }
}
