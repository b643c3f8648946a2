//! The user table: search, filters, order and counts.

mod conditions;
mod figures;
mod order;
mod pick;
mod walk;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::Tx;
use super::error::StoreError;
use super::found_client::{self, found_client_of};
use super::rows::{each_row, numbers};
use super::search_key;
use super::stored_words::{count, moment};
use super::users::{USER_COLUMN_COUNT, USER_COLUMNS, USER_NAME, USER_SOURCE, user_of};
use crate::domain::query::{ClientCounts, UserList, UserQuery, UserRow};
use crate::domain::time::Timestamp;
use crate::domain::unreadable::RowKind;
use conditions::{COUNTS, Conditions, ending_clients};
use order::Order;
use pick::Thresholds;

/// Where the columns of the client begin that a search found a user by.
const FOUND_CLIENT: usize = USER_COLUMN_COUNT + 8;

/// Longer lists are read as a whole.
const MOST_PICKED: u64 = 10_000;

/// A query, with all that its answer depends on.
struct Question<'q> {
    query: &'q UserQuery,
    /// The folded words of the search.
    words: &'q [String],
    order: Order,
    now: Timestamp,
}

/// Among which users a list is looked for.
#[derive(Debug, PartialEq, Eq)]
enum Among {
    All,
    /// The users in a JSON array of their numbers.
    These(String),
}

impl Among {
    fn these(ids: impl IntoIterator<Item = i64>) -> Self {
        Self::These(json_of(ids))
    }
}

/// A JSON array of numbers, which a statement takes as one value.
fn json_of(ids: impl IntoIterator<Item = i64>) -> String {
    let mut list = "[".to_owned();
    for id in ids {
        // Writing to a text cannot fail.
        let _ = write!(list, "{}{id}", if list.len() > 1 { "," } else { "" });
    }
    list.push(']');
    list
}

impl Tx<'_> {
    /// The users that match, in order, with the figures of the whole directory. With a `limit`, the figures of what was
    /// found are those of the first ones only.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list_users(&self, query: &UserQuery, limit: Option<u64>, now: Timestamp) -> Result<UserList, StoreError> {
        self.list_users_by(query, limit, now, &Thresholds::USUAL)
    }

    fn list_users_by(
        &self,
        query: &UserQuery,
        limit: Option<u64>,
        now: Timestamp,
        thresholds: &Thresholds,
    ) -> Result<UserList, StoreError> {
        let question = Question {
            query,
            words: &search_key::words(&query.search),
            order: Order::new(query.sort, self.has_uniform_sort_keys()?),
            now,
        };
        let among = match limit {
            Some(limit @ ..=MOST_PICKED) => self.pick(&question, limit, thresholds)?,
            _ => Among::All,
        };
        let mut list = self.read_list(&question, &among, limit)?;
        list.hidden_by_filters = self.count_hidden(&question, &list)?;
        list.total_users = self.count_rows("users")?;
        list.total_clients = self.count_rows("clients")?;
        Ok(list)
    }

    fn read_list(&self, question: &Question<'_>, among: &Among, limit: Option<u64>) -> Result<UserList, StoreError> {
        let (sql, values) = question.list_statement(among, limit);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let found = statement.query(params_from_iter(values))?;
        let (mut list, mut clients) = (UserList::default(), Vec::new());
        let users = each_row(found, USER_NAME, |row| {
            let is_left_out: bool = row.get(USER_COLUMN_COUNT + 7)?;
            let user = user_of(row)?;
            let found_by = found_client_of(row, FOUND_CLIENT, question.words);
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
        Ok(list)
    }

    /// How many users with all words are not in `list`, because the filters leave them out.
    fn count_hidden(&self, question: &Question<'_>, list: &UserList) -> Result<u64, StoreError> {
        if question.words.is_empty() || !question.query.has_filters() {
            return Ok(0);
        }
        let mut conditions = Conditions::new(question.now);
        conditions.add_words(question.words);
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
}

impl Question<'_> {
    /// The statement of the list, with its values.
    fn list_statement(&self, among: &Among, limit: Option<u64>) -> (String, Vec<Value>) {
        let mut conditions = Conditions::new(self.now);
        let places = conditions.add_words(self.words);
        conditions.add_filters(self.query);
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let limit = conditions.bind(Value::Integer(limit));
        let (found_columns, found_join) = if self.words.is_empty() {
            (found_client::NO_COLUMNS, String::new())
        } else {
            (found_client::COLUMNS, found_client::join(&places))
        };
        let also = self.also(&mut conditions);
        let asked = self.asked(&mut conditions, &also, among);
        let sql = format!(
            "SELECT {USER_COLUMNS}, {COUNTS}, max(u.changed_at, ifnull(u.clients_changed_at, u.changed_at)),
                 CASE WHEN u.id = {also} THEN NOT ifnull({}, 0) ELSE 0 END, {found_columns}
             FROM {} {found_join} WHERE {} ORDER BY {} LIMIT {limit}",
            asked.wanted,
            asked.source,
            asked.condition,
            self.order.sql()
        );
        (sql, conditions.values)
    }

    /// Those of `ids` that the list has.
    fn matching(&self, tx: &Tx<'_>, ids: &[i64]) -> Result<HashSet<i64>, StoreError> {
        if ids.is_empty() || self.words.is_empty() && !self.query.has_filters() {
            return Ok(ids.iter().copied().collect());
        }
        let mut conditions = Conditions::new(self.now);
        conditions.add_words(self.words);
        conditions.add_filters(self.query);
        let also = self.also(&mut conditions);
        let asked = self.asked(&mut conditions, &also, &Among::these(ids.iter().copied()));
        let sql = format!("SELECT u.id FROM {} WHERE {}", asked.source, asked.condition);
        let mut statement = tx.transaction.prepare_cached(&sql)?;
        let matching = numbers(statement.query(params_from_iter(conditions.values))?)?;
        Ok(matching.into_iter().collect())
    }

    fn also(&self, conditions: &mut Conditions) -> String {
        conditions.bind(self.query.also.map_or(Value::Null, |user| Value::Integer(user.0)))
    }
}

/// A statement about the users that are asked for.
struct Asked {
    /// What of the query holds for them.
    wanted: String,
    /// What follows `FROM`.
    source: String,
    /// What follows `WHERE`.
    condition: String,
}

impl Question<'_> {
    fn asked(&self, conditions: &mut Conditions, also: &str, among: &Among) -> Asked {
        let wanted = format!("?1 < ?2 {}", conditions.sql);
        let or_also = if self.query.also.is_some() {
            format!("OR u.id = {also}")
        } else {
            String::new()
        };
        let (ending, among) = match among {
            Among::All => (ending_clients(None), String::new()),
            Among::These(ids) => {
                let place = conditions.bind(Value::Text(ids.clone()));
                let among = format!("u.id IN (SELECT value FROM json_each({place})) AND");
                (ending_clients(Some(&place)), among)
            }
        };
        Asked {
            source: format!("{USER_SOURCE} LEFT JOIN ({ending}) AS o ON o.user_id = u.id"),
            condition: format!("{among} ({wanted} {or_also})"),
            wanted,
        }
    }
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

#[cfg(test)]
mod tests;
