//! The user table and the figures of Home: search, filters, order and counts.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::Tx;
use super::error::StoreError;
use super::found_client::{self, found_client_of};
use super::rows::each_row;
use super::search_key;
use super::stored_words::{count, moment, moment_if_any, role_code};
use super::users::{USER_COLUMN_COUNT, USER_COLUMNS, USER_NAME, USER_SOURCE, user_of};
use crate::domain::expiry::Expiry;
use crate::domain::query::{
    ClientCounts, ClientFilter, DirectoryFigures, HomeSummary, RoleFilter, SortColumn, StateFilter, UserList,
    UserQuery, UserRow,
};
use crate::domain::role::PrimaryRole;
use crate::domain::time::Timestamp;
use crate::domain::unreadable::RowKind;

/// The counts by status; `?1` is now and `?2` the last moment that is soon. Status is decided as in `ClientStatus::of`.
const COUNTS: &str = "
    sum(state = 'registered' AND ifnull(credential_expires_at > max(?1, ifnull(expiry_seen_at, ?1)), 1)) AS registered,
    sum(state = 'deregistered') AS deregistered,
    sum(state = 'provisioned' AND ifnull(token_expires_at > max(?1, ifnull(expiry_seen_at, ?1)), 1)) AS provisioned,
    sum(state = 'waiting' AND ifnull(token_expires_at > max(?1, ifnull(expiry_seen_at, ?1)), 1)) AS waiting,
    sum(state = 'registered' AND ifnull(credential_expires_at <= max(?1, ifnull(expiry_seen_at, ?1)), 0)
        OR state IN ('provisioned', 'waiting') AND ifnull(token_expires_at <= max(?1, ifnull(expiry_seen_at, ?1)), 0)) AS expired,
    sum(state = 'registered' AND ifnull(credential_expires_at > max(?1, ifnull(expiry_seen_at, ?1)) AND credential_expires_at <= ?2, 0)
        OR state IN ('provisioned', 'waiting') AND ifnull(token_expires_at > max(?1, ifnull(expiry_seen_at, ?1)) AND token_expires_at <= ?2, 0))
        AS expiring_soon";

/// The users with an Email Id that another one has too. Only an upgrade makes such users, and numbers their keys
/// (`refold`).
const SAME_EMAIL: &str = "
    WITH numbered AS MATERIALIZED (
        SELECT DISTINCT substr(email_key, 1, instr(email_key, char(10)) - 1) AS address FROM users
        WHERE instr(email_key, char(10)) > 0)
    SELECT id FROM (
        SELECT same.id, count(*) OVER (PARTITION BY numbered.address) AS users FROM numbered JOIN users AS same
            ON same.email_key = address OR same.email_key BETWEEN address || char(10) AND address || char(10) || ':')
    WHERE users > 1";

/// Where the columns of the client begin that a search found a user by.
const FOUND_CLIENT: usize = USER_COLUMN_COUNT + 8;

impl Tx<'_> {
    /// The users that match, in order, with the figures of the whole directory. With a `limit`, the figures of what was
    /// found are those of the first ones only.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list_users(&self, query: &UserQuery, limit: Option<u64>, now: Timestamp) -> Result<UserList, StoreError> {
        let words = search_key::words(&query.search);
        let order = order(query, self.has_uniform_sort_keys()?);
        let (sql, values) = list_statement(query, &words, &order, limit, now);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let found = statement.query(params_from_iter(values))?;
        let (mut list, mut clients) = (UserList::default(), Vec::new());
        let users = each_row(found, USER_NAME, |row| {
            let is_left_out: bool = row.get(USER_COLUMN_COUNT + 7)?;
            let user = user_of(row)?;
            let found_by = found_client_of(row, FOUND_CLIENT, &words);
            let mut listed = UserRow {
                user,
                clients: counts_of(row, USER_COLUMN_COUNT)?,
                last_changed_at: moment(row, USER_COLUMN_COUNT + 6)?,
                found_by: found_by.or_else(|error| {
                    // The user can be read, whatever the client is.
                    clients.push(found_client::name(FOUND_CLIENT).of(row, error)?);
                    Ok::<_, StoreError>(None)
                })?,
            };
            if is_left_out {
                list.also = Some(list.rows.len());
                listed.found_by = None;
            } else {
                list.clients += listed.clients;
            }
            list.rows.push(listed);
            Ok(ControlFlow::Continue(()))
        })?;
        list.unreadable = [users, clients].concat();
        list.hidden_by_filters = self.count_hidden(query, &words, &list, now)?;
        list.total_users = self.count_rows("users")?;
        list.total_clients = self.count_rows("clients")?;
        Ok(list)
    }

    /// The figures of Home.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn home_summary(&self, now: Timestamp) -> Result<HomeSummary, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT count(*), count(*) FILTER (WHERE u.is_admin), count(*) FILTER (WHERE u.is_disabled),
                 count(*) FILTER (WHERE a.blocked_until > ?1)
             FROM {USER_SOURCE}"
        ))?;
        let [users, administrators, disabled_users, locked_users] = statement.query_row([now.unix_ms()], |row| {
            Ok([count(row, 0)?, count(row, 1)?, count(row, 2)?, count(row, 3)?])
        })?;
        Ok(HomeSummary {
            users_with_same_email: self.count_same_email()?,
            users,
            administrators,
            disabled_users,
            locked_users,
            clients: self.count_clients(now)?,
            next_expiry_at: self.next_expiry(now)?,
            clock_moved: self.clock_record()?.and_then(|record| record.moved),
            overdue_backup: self.backup_record()?.overdue(self.created_at()?, now),
            place_faults: Vec::new(),
            unreadable: self.unreadable_rows()?,
        })
    }

    /// The figures for the metrics.
    pub fn directory_figures(&self, now: Timestamp) -> Result<DirectoryFigures, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT count(*), count(*) FILTER (WHERE is_disabled) FROM users")?;
        let (users, disabled_users) = statement.query_row([], |row| Ok((count(row, 0)?, count(row, 1)?)))?;
        let mut statement = self.transaction.prepare_cached(
            "SELECT min(ends_at) FROM (
                 SELECT iif(state = 'registered', credential_expires_at, token_expires_at) AS ends_at
                 FROM clients WHERE state <> 'deregistered')
             WHERE ends_at > ?1",
        )?;
        Ok(DirectoryFigures {
            users,
            disabled_users,
            clients: self.count_clients(now)?,
            next_expiry_at: statement.query_row([now.unix_ms()], |row| moment_if_any(row, 0))?,
            last_backup_at: self.backup_record()?.succeeded_at(),
        })
    }

    /// How many users with all `words` are not in `list`, because the filters leave them out.
    fn count_hidden(
        &self,
        query: &UserQuery,
        words: &[String],
        list: &UserList,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        if words.is_empty() || !query.has_filters() {
            return Ok(0);
        }
        let mut conditions = Conditions::new(now);
        conditions.add_words(words);
        if let Some(listed) = list.also() {
            let listed = conditions.bind(Value::Integer(listed.user.id.0));
            conditions.add(&format!("u.id <> {listed}"));
        }
        let sql = format!("SELECT count(*) FROM users AS u WHERE ?1 < ?2 {}", conditions.sql);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let matching = statement.query_row(params_from_iter(conditions.values), |row| count(row, 0))?;
        let unreadable = list.unreadable.iter().filter(|row| row.kind == RowKind::User);
        let listed = list.found() + unreadable.count() as u64;
        Ok(matching.saturating_sub(listed))
    }

    fn count_same_email(&self) -> Result<u64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT count(*) FROM ({SAME_EMAIL})"))?;
        Ok(statement.query_row([], |row| count(row, 0))?)
    }

    /// When a client runs out next after `now`, or begins to run out soon; as `Expiry::next_change` says of each.
    fn next_expiry(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT min(iif(ends_at > ?2, ends_at - (?2 - ?1), ends_at)) FROM (
                 SELECT iif(state = 'registered', credential_expires_at, token_expires_at) AS ends_at
                 FROM clients WHERE state <> 'deregistered')
             WHERE ends_at > ?1",
        )?;
        let moments = [now.unix_ms(), Expiry::soon_until(now).unix_ms()];
        Ok(statement.query_row(moments, |row| moment_if_any(row, 0))?)
    }

    fn count_clients(&self, now: Timestamp) -> Result<ClientCounts, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT ifnull(registered, 0), ifnull(deregistered, 0), ifnull(provisioned, 0), ifnull(waiting, 0),
                 ifnull(expired, 0), ifnull(expiring_soon, 0) FROM (SELECT {COUNTS} FROM clients)"
        ))?;
        let moments = [now.unix_ms(), Expiry::soon_until(now).unix_ms()];
        Ok(statement.query_row(moments, |row| counts_of(row, 0))?)
    }

    fn count_rows(&self, table: &'static str) -> Result<u64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT count(*) FROM {table}"))?;
        Ok(statement.query_row([], |row| count(row, 0))?)
    }
}

/// The statement of a list, with its values.
fn list_statement(
    query: &UserQuery,
    words: &[String],
    order: &str,
    limit: Option<u64>,
    now: Timestamp,
) -> (String, Vec<Value>) {
    let mut conditions = Conditions::new(now);
    let places = conditions.add_words(words);
    conditions.add_filters(query);
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let limit = conditions.bind(Value::Integer(limit));
    let also = conditions.bind(query.also.map_or(Value::Null, |user| Value::Integer(user.0)));
    let (found_columns, found_join) = if words.is_empty() {
        (found_client::NO_COLUMNS, String::new())
    } else {
        (found_client::COLUMNS, found_client::join(&places))
    };
    let wanted = format!("?1 < ?2 {}", conditions.sql);
    let where_also = if query.also.is_some() {
        format!("OR u.id = {also}")
    } else {
        String::new()
    };
    let sql = format!(
        "WITH c AS MATERIALIZED (SELECT user_id, {COUNTS} FROM clients GROUP BY user_id)
         SELECT {USER_COLUMNS}, ifnull(c.registered, 0), ifnull(c.deregistered, 0), ifnull(c.provisioned, 0),
             ifnull(c.waiting, 0), ifnull(c.expired, 0), ifnull(c.expiring_soon, 0),
             max(u.changed_at, ifnull(u.clients_changed_at, u.changed_at)),
             CASE WHEN u.id = {also} THEN NOT ifnull({wanted}, 0) ELSE 0 END, {found_columns}
         FROM {USER_SOURCE} LEFT JOIN c ON c.user_id = u.id {found_join}
         WHERE ({wanted}) {where_also} ORDER BY {order} LIMIT {limit}"
    );
    (sql, conditions.values)
}

fn counts_of(row: &Row<'_>, first: usize) -> rusqlite::Result<ClientCounts> {
    Ok(ClientCounts {
        registered: count(row, first)?,
        deregistered: count(row, first + 1)?,
        provisioned: count(row, first + 2)?,
        waiting: count(row, first + 3)?,
        expired: count(row, first + 4)?,
        expiring_soon: count(row, first + 5)?,
    })
}

/// What follows `WHERE`, with its values; nothing that was typed is part of the text. `?1` is now, `?2` the last moment
/// that is soon.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn new(now: Timestamp) -> Self {
        Self {
            sql: String::new(),
            values: vec![
                Value::Integer(now.unix_ms()),
                Value::Integer(Expiry::soon_until(now).unix_ms()),
            ],
        }
    }

    /// Keeps a value and returns its place in the statement.
    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    fn add(&mut self, condition: &str) {
        // Writing to a text cannot fail.
        let _ = write!(self.sql, " AND ({condition})");
    }

    /// Returns the places of the words in the statement.
    fn add_words(&mut self, words: &[String]) -> Vec<String> {
        let places: Vec<String> = words.iter().map(|word| self.bind(Value::Text(word.clone()))).collect();
        for word in &places {
            self.add(&format!(
                "instr(u.search_key, {word}) > 0
                 OR u.id IN (SELECT user_id FROM clients WHERE instr(search_key, {word}) > 0)"
            ));
        }
        places
    }

    fn add_filters(&mut self, query: &UserQuery) {
        match query.role {
            Some(RoleFilter::Primary(role)) => {
                let role = self.bind(Value::Text(role_code(role).to_owned()));
                self.add(&format!("u.primary_role = {role}"));
            }
            Some(RoleFilter::Administrator) => self.add("u.is_admin = 1"),
            None => {}
        }
        if let Some(status) = query.client_status {
            self.add(match status {
                ClientFilter::Registered => "c.registered > 0",
                ClientFilter::Deregistered => "c.deregistered > 0",
                ClientFilter::Provisioned => "c.provisioned > 0",
                ClientFilter::Waiting => "c.waiting > 0",
                ClientFilter::Expired => "c.expired > 0",
                ClientFilter::ExpiresSoon => "c.expiring_soon > 0",
            });
        }
        match query.state {
            Some(StateFilter::Active) => self.add("u.is_disabled = 0 AND ifnull(a.blocked_until <= ?1, 1)"),
            Some(StateFilter::Disabled) => self.add("u.is_disabled = 1"),
            Some(StateFilter::Locked) => self.add("a.blocked_until > ?1"),
            Some(StateFilter::SameEmail) => self.add(&format!("u.id IN ({SAME_EMAIL})")),
            None => {}
        }
    }
}

/// What follows `ORDER BY`, which leaves no two users equal. Users with the same names are in the order of their numbers,
/// so that an index over the keys has the same order in both directions; equal ones in other columns are in the order of
/// their User Name, whichever the direction.
fn order(query: &UserQuery, has_sort_keys: bool) -> String {
    let turned = query.sort.is_descending;
    let (up, down) = if turned { ("DESC", "ASC") } else { ("ASC", "DESC") };
    let key = if has_sort_keys { "sort" } else { "key" };
    let by = match query.sort.column {
        SortColumn::UserName => return format!("u.user_name_key {up}"),
        SortColumn::FirstName => return format!("u.first_name_{key} {up}, u.last_name_{key} {up}, u.id {up}"),
        SortColumn::LastName => return format!("u.last_name_{key} {up}, u.first_name_{key} {up}, u.id {up}"),
        SortColumn::Email => return format!("u.email_key {up}"),
        SortColumn::PrimaryRole => format!("{} {up}, u.is_admin {down}", role_rank()),
        SortColumn::Configuration => format!("u.configuration {up}"),
        SortColumn::Clients => format!(
            "CASE WHEN c.expired > 0 THEN 5 WHEN c.waiting > 0 THEN 4 WHEN c.provisioned > 0 THEN 3
                 WHEN c.deregistered > 0 THEN 2 WHEN c.registered > 0 THEN 1 ELSE 0 END {down},
             ifnull(c.registered + c.deregistered + c.provisioned + c.waiting + c.expired, 0) {down}"
        ),
        SortColumn::LastSignIn => format!("u.last_sign_in_at IS NULL, u.last_sign_in_at {up}"),
        SortColumn::LastChanged => format!("max(u.changed_at, ifnull(u.clients_changed_at, u.changed_at)) {up}"),
    };
    format!("{by}, u.user_name_key ASC")
}

fn role_rank() -> String {
    let mut rank = "CASE u.primary_role".to_owned();
    for (index, role) in PrimaryRole::ALL.into_iter().enumerate() {
        let _ = write!(rank, " WHEN '{}' THEN {index}", role_code(role));
    }
    rank + " END"
}
