//! Wrong passwords by name, the same for names of users and other names.

use rusqlite::{Row, named_params, params};
use sha2::{Digest as _, Sha256};

use super::error::StoreError;
use super::rows::{RowError, only_row};
use super::stored_words::{moment, moment_if_any, ms};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::fold::unique_key;
use crate::domain::throttle::Attempts;
use crate::domain::time::Timestamp;

/// After a day without failures a name is forgotten, so that invented ones don't fill the directory. That applies to
/// users' names too, or the waits would disclose which names exist. It does not help guessing, because the waits are far
/// shorter.
const FORGOTTEN_AFTER_SECS: i64 = 24 * 60 * 60;
/// The most names without a user that are remembered. They never displace names of users.
const MOST_NAMES: i64 = 10_000;

impl Tx<'_> {
    /// What is remembered for a name.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn attempts(&self, user_name: &str, now: Timestamp) -> Result<Attempts, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT failures, last_failure_at, blocked_until, day_started_at, day_failures
             FROM sign_in_attempts WHERE name_key = ?1",
        )?;
        let stored = only_row(statement.query([self.attempts_key(user_name)?])?, attempts_of)?;
        let Some(attempts) = stored.map(|attempts| attempts.brought_back(now)) else {
            return Ok(Attempts::none(now));
        };
        let is_forgotten =
            attempts.last_failure_at.plus_secs(FORGOTTEN_AFTER_SECS) <= now && attempts.wait_secs(now).is_none();
        Ok(if is_forgotten { Attempts::none(now) } else { attempts })
    }

    /// Whether a clock that was ahead has left something.
    pub fn has_attempts_ahead(&self, now: Timestamp) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM sign_in_attempts WHERE last_failure_at > ?1")?;
        Ok(statement.exists([now.unix_ms()])?)
    }

    /// The name itself where a user has it. Otherwise 32 bits of a salted hash: a password may have been typed
    /// where the name belongs, and it must not be readable from the file. `?` is in no User Name.
    fn attempts_key(&self, user_name: &str) -> Result<String, StoreError> {
        let name = unique_key(user_name.trim());
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM users WHERE user_name_key = ?1")?;
        if statement.exists([&name])? {
            return Ok(name);
        }
        let salt: Vec<u8> = self
            .transaction
            .prepare_cached("SELECT salt FROM directory")?
            .query_row([], |row| row.get(0))?;
        let digest = Sha256::new().chain_update(salt).chain_update(name).finalize();
        let bits = digest
            .iter()
            .take(4)
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        Ok(format!("?{bits:08x}"))
    }
}

impl WriteTx<'_> {
    /// Remembers what became of a name, and forgets names that have been calm.
    pub fn save_attempts(&self, user_name: &str, attempts: &Attempts, now: Timestamp) -> Result<(), StoreError> {
        self.expect_held(Hold::Attempts(user_name))?;
        self.transaction
            .prepare_cached(
                "INSERT INTO sign_in_attempts
                     (name_key, failures, last_failure_at, blocked_until, day_started_at, day_failures)
                 VALUES (:name, :failures, :last, :blocked, :day, :day_failures)
                 ON CONFLICT (name_key) DO UPDATE SET failures = :failures, last_failure_at = :last,
                     blocked_until = :blocked, day_started_at = :day, day_failures = :day_failures",
            )?
            .execute(named_params! {
                ":name": self.attempts_key(user_name)?,
                ":failures": attempts.failures,
                ":last": attempts.last_failure_at.unix_ms(),
                ":blocked": ms(attempts.blocked_until),
                ":day": attempts.day_started_at.unix_ms(),
                ":day_failures": attempts.day_failures,
            })?;
        self.transaction
            .prepare_cached(
                "DELETE FROM sign_in_attempts WHERE last_failure_at <= ?1 AND ifnull(blocked_until <= ?2, 1)",
            )?
            .execute(params![now.plus_secs(-FORGOTTEN_AFTER_SECS).unix_ms(), now.unix_ms()])?;
        self.transaction
            .prepare_cached(
                "DELETE FROM sign_in_attempts WHERE name_key IN (SELECT name_key FROM sign_in_attempts
                     WHERE substr(name_key, 1, 1) = '?' ORDER BY last_failure_at DESC LIMIT -1 OFFSET ?1)",
            )?
            .execute([MOST_NAMES])?;
        Ok(())
    }

    /// Brings back what a clock that was ahead has left: see [`Attempts::brought_back`].
    pub fn bring_back_attempts(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut ahead = self.transaction.prepare_cached(
            "SELECT failures, last_failure_at, blocked_until, day_started_at, day_failures, name_key
             FROM sign_in_attempts WHERE last_failure_at > ?1 LIMIT 1",
        )?;
        let mut update = self.transaction.prepare_cached(
            "UPDATE sign_in_attempts SET last_failure_at = ?2, blocked_until = ?3, day_started_at = ?4
             WHERE name_key = ?1",
        )?;
        let next = |row: &Row<'_>| Ok((row.get::<_, String>(5)?, attempts_of(row)?.brought_back(now)));
        while let Some((key, back)) = only_row(ahead.query([now.unix_ms()])?, next)? {
            let (last, day) = (back.last_failure_at.unix_ms(), back.day_started_at.unix_ms());
            update.execute(params![key, last, ms(back.blocked_until), day])?;
        }
        Ok(())
    }

    /// Forgets the wrong passwords for a name; false where there were none.
    pub fn clear_attempts(&self, user_name: &str) -> Result<bool, StoreError> {
        let changed = self
            .transaction
            .prepare_cached("DELETE FROM sign_in_attempts WHERE name_key = ?1")?
            .execute([self.attempts_key(user_name)?])?;
        Ok(changed == 1)
    }
}

fn attempts_of(row: &Row<'_>) -> Result<Attempts, RowError> {
    Ok(Attempts {
        failures: row.get(0)?,
        last_failure_at: moment(row, 1)?,
        blocked_until: moment_if_any(row, 2)?,
        day_started_at: moment(row, 3)?,
        day_failures: row.get(4)?,
    })
}
