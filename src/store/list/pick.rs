//! Picking the first users of a list, without working out the rest.
//!
//! Where the search or a filter leaves few users, their rows are compared and sorted. Where it leaves more, the order is
//! walked and each user on the way compared, until there are enough; the more there are, the shorter that way is. In
//! between, the walk passes by whoever is no candidate.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::super::Tx;
use super::super::error::StoreError;
use super::super::rows::numbers;
use super::super::search_index::Candidates;
use super::super::stored_words::role_code;
use super::walk::Walked;
use super::{Among, Question};
use crate::domain::expiry::Expiry;
use crate::domain::query::{ClientFilter, RoleFilter, StateFilter};

/// From how many users on another way is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thresholds {
    /// So many are read and sorted.
    pub(super) few: usize,
    /// So many are compared at once at first, and twice as many each time.
    pub(super) first_part: usize,
    /// After so many compared on a walk, candidates are looked up, if they are at most so many. The last one has no limit.
    pub(super) patience: [(usize, usize); 2],
}

impl Thresholds {
    pub(super) const USUAL: Self = Self {
        few: 2_000,
        first_part: 64,
        patience: [(500, 50_000), (20_000, usize::MAX)],
    };
}

/// The most users that are compared at once.
const LARGEST_PART: usize = 2_048;

impl Tx<'_> {
    /// Among which users the first `limit` of the list are. What comes after them may be left out.
    pub(super) fn pick(
        &self,
        question: &Question<'_>,
        limit: u64,
        thresholds: &Thresholds,
    ) -> Result<Among, StoreError> {
        let also = question.query.also.map(|user| user.0);
        let few = self.whole_lists(question, thresholds.few)?;
        if let Some(few) = few.into_iter().min_by_key(Vec::len) {
            return Ok(Among::these(few.into_iter().chain(also)));
        }
        let mut picking = Picking {
            tx: self,
            question,
            thresholds,
            allowed: None,
            part: Vec::new(),
            part_size: thresholds.first_part,
            compared: 0,
            lookups: 0,
            picked: Vec::new(),
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            is_short: false,
        };
        let walked = self.walk(question.order, question.now, &mut |id| picking.visit(id))?;
        if walked == Walked::NoWay {
            return Ok(Among::All);
        }
        if picking.is_short {
            return Ok(Among::these(picking.allowed.into_iter().flatten().chain(also)));
        }
        picking.compare_part()?;
        Ok(Among::these(picking.picked))
    }

    /// Lists of at most `most` users, as they follow from the search and each filter. Whoever matches is in each of them.
    fn whole_lists(&self, question: &Question<'_>, most: usize) -> Result<Vec<Vec<i64>>, StoreError> {
        let mut lists = Vec::new();
        if !question.words.is_empty() {
            lists.extend(self.candidates(question.words, most)?);
        }
        for (sql, values) in filter_sources(question) {
            lists.push(self.filtered(&sql, values, most)?);
        }
        let whole = lists.into_iter().filter(|list| !list.are_more);
        Ok(whole.map(|list| list.ids).collect())
    }

    fn filtered(&self, sql: &str, mut values: Vec<Value>, most: usize) -> Result<Candidates, StoreError> {
        values.push(Value::Integer(
            i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1),
        ));
        let mut statement = self
            .transaction
            .prepare_cached(&format!("{sql} LIMIT ?{}", values.len()))?;
        Ok(Candidates::of(
            numbers(statement.query(params_from_iter(values))?)?,
            most,
        ))
    }
}

/// The users that are in every list; none where there is no list.
fn in_all(lists: Vec<Vec<i64>>) -> Option<HashSet<i64>> {
    let sets = lists.into_iter().map(HashSet::from_iter);
    sets.reduce(|left: HashSet<i64>, right| {
        let (small, large) = if left.len() < right.len() {
            (left, right)
        } else {
            (right, left)
        };
        small.into_iter().filter(|id| large.contains(id)).collect()
    })
}

/// The numbers of the users that each filter may leave.
fn filter_sources(question: &Question<'_>) -> Vec<(String, Vec<Value>)> {
    let (query, mut sources) = (question.query, Vec::new());
    let now = Value::Integer(question.now.unix_ms());
    match query.role {
        Some(RoleFilter::Primary(role)) => {
            let role = Value::Text(role_code(role).to_owned());
            sources.push(("SELECT id FROM users WHERE primary_role = ?1".to_owned(), vec![role]));
        }
        Some(RoleFilter::Administrator) => {
            sources.push(("SELECT id FROM users WHERE is_admin = 1".to_owned(), Vec::new()));
        }
        None => {}
    }
    let with = |column: &str| (format!("SELECT id FROM users WHERE {column} > 0"), Vec::new());
    match query.client_status {
        Some(ClientFilter::Registered) => sources.push(with("registered_clients")),
        Some(ClientFilter::Deregistered) => sources.push(with("deregistered_clients")),
        Some(ClientFilter::Provisioned) => sources.push(with("provisioned_clients")),
        Some(ClientFilter::Waiting) => sources.push(with("waiting_clients")),
        Some(ClientFilter::Expired) => {
            let unseen = "UNION ALL SELECT user_id FROM clients WHERE open_end <= ?1";
            sources.push((format!("{} {unseen}", with("expired_clients").0), vec![now.clone()]));
        }
        Some(ClientFilter::ExpiresSoon) => {
            let soon = Value::Integer(Expiry::soon_until(question.now).unix_ms());
            let ending = "SELECT user_id FROM clients WHERE open_end > ?1 AND open_end <= ?2";
            sources.push((ending.to_owned(), vec![now.clone(), soon]));
        }
        None => {}
    }
    match query.state {
        Some(StateFilter::Disabled) => {
            sources.push(("SELECT id FROM users WHERE is_disabled = 1".to_owned(), Vec::new()));
        }
        Some(StateFilter::Locked) => {
            let locked = "SELECT u.id FROM sign_in_attempts AS a JOIN users AS u ON u.user_name_key = a.name_key
                 WHERE a.blocked_until > ?1";
            sources.push((locked.to_owned(), vec![now]));
        }
        Some(StateFilter::SameEmail) => sources.push((super::conditions::SAME_EMAIL.to_owned(), Vec::new())),
        Some(StateFilter::Active) | None => {}
    }
    sources
}

/// A walk that picks users.
struct Picking<'a> {
    tx: &'a Tx<'a>,
    question: &'a Question<'a>,
    thresholds: &'a Thresholds,
    /// Whom the walk does not pass by; all where it is not known.
    allowed: Option<HashSet<i64>>,
    /// Who is to be compared next.
    part: Vec<i64>,
    part_size: usize,
    compared: usize,
    /// How often candidates were looked up.
    lookups: usize,
    picked: Vec<i64>,
    limit: usize,
    /// Whether so few are left that they are better sorted than walked to.
    is_short: bool,
}

impl Picking<'_> {
    fn visit(&mut self, id: i64) -> Result<ControlFlow<()>, StoreError> {
        let is_also = self.question.query.also.is_some_and(|user| user.0 == id);
        if !is_also && self.allowed.as_ref().is_some_and(|allowed| !allowed.contains(&id)) {
            return Ok(ControlFlow::Continue(()));
        }
        self.part.push(id);
        if self.part.len() < self.part_size {
            return Ok(ControlFlow::Continue(()));
        }
        self.compare_part()?;
        self.part_size = (self.part_size * 2).min(LARGEST_PART);
        if self.picked.len() >= self.limit {
            return Ok(ControlFlow::Break(()));
        }
        self.look_up_if_due()?;
        Ok(if self.is_short {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }

    /// Picks those who match.
    fn compare_part(&mut self) -> Result<(), StoreError> {
        let part = std::mem::take(&mut self.part);
        let matching = self.question.matching(self.tx, &part)?;
        self.picked.extend(part.iter().filter(|id| matching.contains(id)));
        self.picked.truncate(self.limit);
        self.compared += part.len();
        Ok(())
    }

    /// Looks candidates up after many comparisons.
    fn look_up_if_due(&mut self) -> Result<(), StoreError> {
        let due = self
            .thresholds
            .patience
            .get(self.lookups)
            .filter(|(after, _)| self.compared >= *after);
        let (Some((_, most)), None) = (due, &self.allowed) else {
            return Ok(());
        };
        self.lookups += 1;
        self.allowed = in_all(self.tx.whole_lists(self.question, *most)?);
        self.is_short = self
            .allowed
            .as_ref()
            .is_some_and(|allowed| allowed.len() <= self.thresholds.few);
        Ok(())
    }
}
