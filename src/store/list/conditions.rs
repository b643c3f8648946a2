//! Which users a list has, as conditions of a statement.

use std::fmt::Write as _;

use rusqlite::types::Value;

use super::super::stored_words::role_code;
use crate::domain::expiry::Expiry;
use crate::domain::query::{ClientFilter, RoleFilter, StateFilter, UserQuery};
use crate::domain::time::Timestamp;

/// The users with an Email Id that another one has too. Only an upgrade makes such users, and numbers their keys
/// (`refold`).
pub(super) const SAME_EMAIL: &str = "
    WITH numbered AS MATERIALIZED (
        SELECT DISTINCT substr(email_key, 1, instr(email_key, char(10)) - 1) AS address FROM users
        WHERE instr(email_key, char(10)) > 0)
    SELECT id FROM (
        SELECT same.id, count(*) OVER (PARTITION BY numbered.address) AS users FROM numbered JOIN users AS same
            ON same.email_key = address OR same.email_key BETWEEN address || char(10) AND address || char(10) || ':')
    WHERE users > 1";

/// The user's clients by status, in the order of [`super::counts_of`]: what is kept, less what ran out and was not seen to
/// (`o`).
pub(super) const COUNTS: &str = "u.registered_clients - ifnull(o.registered, 0), u.deregistered_clients,
    u.provisioned_clients - ifnull(o.provisioned, 0), u.waiting_clients - ifnull(o.waiting, 0),
    u.expired_clients + ifnull(o.over, 0), ifnull(o.soon, 0)";

/// The clients that have run out or will soon, by user: of the users in the JSON array at the place `among`, or of all,
/// of whom they are few. `?1` is now and `?2` the last moment that is soon.
pub(super) fn ending_clients(among: Option<&str>) -> String {
    let clients = match among {
        Some(place) => {
            format!("clients INDEXED BY clients_by_user WHERE user_id IN (SELECT value FROM json_each({place})) AND")
        }
        None => "clients INDEXED BY clients_by_open_end WHERE".to_owned(),
    };
    format!(
        "SELECT user_id, sum(open_end <= ?1) AS over, sum(open_end > ?1) AS soon,
             sum(open_end <= ?1 AND standing = 'registered') AS registered,
             sum(open_end <= ?1 AND standing = 'provisioned') AS provisioned,
             sum(open_end <= ?1 AND standing = 'waiting') AS waiting
         FROM {clients} open_end <= ?2 GROUP BY user_id"
    )
}

/// What follows `WHERE`, with its values; nothing that was typed is part of the text. `?1` is now, `?2` the last moment
/// that is soon.
pub(super) struct Conditions {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            sql: String::new(),
            values: vec![
                Value::Integer(now.unix_ms()),
                Value::Integer(Expiry::soon_until(now).unix_ms()),
            ],
        }
    }

    /// Keeps a value and returns its place in the statement.
    pub(super) fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    pub(super) fn add(&mut self, condition: &str) {
        // Writing to a text cannot fail.
        let _ = write!(self.sql, " AND ({condition})");
    }

    /// Returns the places of the words in the statement.
    pub(super) fn add_words(&mut self, words: &[String]) -> Vec<String> {
        let places: Vec<String> = words.iter().map(|word| self.bind(Value::Text(word.clone()))).collect();
        for word in &places {
            self.add(&format!(
                "instr(u.search_key, {word}) > 0
                 OR EXISTS (SELECT 1 FROM clients WHERE user_id = u.id AND instr(search_key, {word}) > 0)"
            ));
        }
        places
    }

    pub(super) fn add_filters(&mut self, query: &UserQuery) {
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
                ClientFilter::Registered => "u.registered_clients > ifnull(o.registered, 0)",
                ClientFilter::Deregistered => "u.deregistered_clients > 0",
                ClientFilter::Provisioned => "u.provisioned_clients > ifnull(o.provisioned, 0)",
                ClientFilter::Waiting => "u.waiting_clients > ifnull(o.waiting, 0)",
                ClientFilter::Expired => "u.expired_clients + ifnull(o.over, 0) > 0",
                ClientFilter::ExpiresSoon => "o.soon > 0",
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
