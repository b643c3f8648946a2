//! The figures of Home and of the metrics. All are kept, or counted in an index that has only what is counted.

use super::super::Tx;
use super::super::error::StoreError;
use super::super::rows::only_row;
use super::super::stored_words::{count, moment_if_any};
use super::conditions::SAME_EMAIL;
use super::counts_of;
use crate::domain::expiry::Expiry;
use crate::domain::query::{ClientCounts, DirectoryFigures, HomeSummary};
use crate::domain::time::Timestamp;

impl Tx<'_> {
    /// The figures of Home.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn home_summary(&self, now: Timestamp) -> Result<HomeSummary, StoreError> {
        Ok(HomeSummary {
            users: self.count_rows("users")?,
            administrators: self.count_where("users WHERE is_admin = 1")?,
            disabled_users: self.count_disabled()?,
            locked_users: self.count_locked(now)?,
            users_with_same_email: self.count_where(&format!("({SAME_EMAIL})"))?,
            clients: self.count_clients(now)?,
            next_expiry_at: self.next_expiry(now)?,
            clock_moved: self.clock_record()?.and_then(|record| record.moved),
            overdue_backup: self.backup_record()?.overdue(self.created_at()?, now),
            place_faults: Vec::new(),
            unreadable: self.unreadable_rows()?,
        })
    }

    /// The figures for the metrics.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn directory_figures(&self, now: Timestamp) -> Result<DirectoryFigures, StoreError> {
        Ok(DirectoryFigures {
            users: self.count_rows("users")?,
            disabled_users: self.count_disabled()?,
            clients: self.count_clients(now)?,
            next_expiry_at: self.first_end_after(now)?,
            last_backup_at: self.backup_record()?.succeeded_at(),
        })
    }

    /// How many rows a table with digests has.
    pub(super) fn count_rows(&self, table: &'static str) -> Result<u64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT row_count FROM row_sums WHERE table_name = ?1")?;
        let found = only_row(statement.query([table])?, |row| Ok(count(row, 0)?))?;
        found.ok_or_else(|| StoreError::damaged(format!("the sum of {table} is missing")))
    }

    fn count_where(&self, rows: &str) -> Result<u64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT count(*) FROM {rows}"))?;
        Ok(statement.query_row([], |row| count(row, 0))?)
    }

    fn count_disabled(&self) -> Result<u64, StoreError> {
        self.count_where("users WHERE is_disabled = 1")
    }

    /// Names that nobody has are in no column of users.
    fn count_locked(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT count(*) FROM sign_in_attempts AS a JOIN users AS u ON u.user_name_key = a.name_key
             WHERE a.blocked_until > ?1",
        )?;
        Ok(statement.query_row([now.unix_ms()], |row| count(row, 0))?)
    }

    /// When a client runs out next after `now`, or begins to run out soon; as `Expiry::next_change` says of each.
    fn next_expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let soon = Expiry::soon_until(now);
        let ahead = soon.unix_ms() - now.unix_ms();
        let next_soon = self.first_end_after(soon)?;
        let next_soon = next_soon.map(|end| Timestamp::from_unix_ms(end.unix_ms() - ahead));
        Ok(self.first_end_after(now)?.into_iter().chain(next_soon).min())
    }

    fn first_end_after(&self, at: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT min(open_end) FROM clients WHERE open_end > ?1")?;
        Ok(statement.query_row([at.unix_ms()], |row| moment_if_any(row, 0))?)
    }

    /// All clients by status: by standing, less those that ran out and were not seen to.
    pub(super) fn count_clients(&self, now: Timestamp) -> Result<ClientCounts, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "WITH over AS MATERIALIZED (
                 SELECT standing, count(*) AS clients FROM clients WHERE open_end <= ?1 GROUP BY standing),
             counted AS (
                 SELECT standing, clients FROM client_figures UNION ALL SELECT standing, -clients FROM over
                 UNION ALL SELECT 'expired', clients FROM over)
             SELECT ifnull(sum(clients) FILTER (WHERE standing = 'registered'), 0),
                 ifnull(sum(clients) FILTER (WHERE standing = 'deregistered'), 0),
                 ifnull(sum(clients) FILTER (WHERE standing = 'provisioned'), 0),
                 ifnull(sum(clients) FILTER (WHERE standing = 'waiting'), 0),
                 ifnull(sum(clients) FILTER (WHERE standing = 'expired'), 0),
                 (SELECT count(*) FROM clients WHERE open_end > ?1 AND open_end <= ?2)
             FROM counted",
        )?;
        let moments = [now.unix_ms(), Expiry::soon_until(now).unix_ms()];
        Ok(statement.query_row(moments, |row| counts_of(row, 0))?)
    }
}
