//! Walking through the users in their order, without reading their rows.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::ControlFlow;

use rusqlite::{Row, Rows, params};

use super::super::Tx;
use super::super::error::StoreError;
use super::super::rows::{each_number, numbers, text_as_far_as_readable};
use super::conditions::ending_clients;
use super::json_of;
use super::order::{KEPT_RANK, Order, RANK, TOTAL};
use crate::domain::expiry::Expiry;
use crate::domain::time::Timestamp;

/// More users whose clients ran out unseen are not merged into the order that is kept.
const MOST_MOVED: usize = 1_000;

/// What is done with each user.
pub(super) type Visit<'a> = &'a mut dyn FnMut(i64) -> Result<ControlFlow<()>, StoreError>;

/// Whether there was a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walked {
    /// Each user was visited, or the visit ended it.
    Through,
    /// No index has the order at the moment.
    NoWay,
}

/// Where a user is in the order by clients.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    id: i64,
    rank: i64,
    total: i64,
    name: String,
}

impl Place {
    fn of(id: i64, row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id,
            rank: row.get(1)?,
            total: row.get(2)?,
            name: text_as_far_as_readable(row, 3)?,
        })
    }

    fn cmp_in(&self, other: &Self, order: Order) -> Ordering {
        let ascending = other.rank.cmp(&self.rank).then(other.total.cmp(&self.total));
        let ascending = ascending.then_with(|| self.name.cmp(&other.name));
        if order.is_descending() {
            ascending.reverse()
        } else {
            ascending
        }
    }
}

impl Tx<'_> {
    /// Visits the users in `order`.
    pub(super) fn walk(&self, order: Order, now: Timestamp, visit: Visit<'_>) -> Result<Walked, StoreError> {
        let Some(stretches) = order.stretches() else {
            return Ok(Walked::NoWay);
        };
        let is_by_clients = order.is_by_clients();
        let moved = if is_by_clients {
            self.moved_users(order, now)?
        } else {
            Some(Vec::new())
        };
        let Some(moved) = moved else {
            return Ok(Walked::NoWay);
        };
        for stretch in stretches {
            let columns = if moved.is_empty() {
                "u.id".to_owned()
            } else {
                format!("u.id, {KEPT_RANK}, {TOTAL}, u.user_name_key")
            };
            let mut statement = self.transaction.prepare_cached(&format!(
                "SELECT {columns} FROM users AS u WHERE {} ORDER BY {}",
                stretch.condition, stretch.order
            ))?;
            let rows = statement.query([])?;
            let walked = if moved.is_empty() {
                each_number(rows, |id, _| visit(id))
            } else {
                visit_merged(rows, &moved, order, visit)
            };
            if walked?.is_break() {
                break;
            }
        }
        Ok(Walked::Through)
    }

    /// The users who are not where the kept order has them, in order; none where they are too many.
    fn moved_users(&self, order: Order, now: Timestamp) -> Result<Option<Vec<Place>>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT DISTINCT user_id FROM clients WHERE open_end <= ?1 LIMIT ?2")?;
        let limit = i64::try_from(MOST_MOVED).unwrap_or(i64::MAX) + 1;
        let ids = numbers(statement.query([now.unix_ms(), limit])?)?;
        if ids.len() > MOST_MOVED || ids.is_empty() {
            return Ok(ids.is_empty().then(Vec::new));
        }
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT u.id, {RANK}, {TOTAL}, u.user_name_key FROM ({}) AS o JOIN users AS u ON u.id = o.user_id",
            ending_clients(Some("?3"))
        ))?;
        let soon = Expiry::soon_until(now).unix_ms();
        let mut moved = Vec::new();
        let _ = each_number(
            statement.query(params![now.unix_ms(), soon, json_of(ids)])?,
            |id, row| {
                moved.push(Place::of(id, row)?);
                Ok(ControlFlow::Continue(()))
            },
        )?;
        moved.sort_by(|left, right| left.cmp_in(right, order));
        Ok(Some(moved))
    }
}

/// Visits the users of the kept order, and those who `moved` where they are now.
fn visit_merged(
    rows: Rows<'_>,
    moved: &[Place],
    order: Order,
    visit: Visit<'_>,
) -> Result<ControlFlow<()>, StoreError> {
    let elsewhere: HashSet<i64> = moved.iter().map(|place| place.id).collect();
    let mut moved = moved.iter().peekable();
    let walked = each_number(rows, |id, row| {
        if elsewhere.contains(&id) {
            return Ok(ControlFlow::Continue(()));
        }
        let kept = Place::of(id, row)?;
        while let Some(place) = moved.next_if(|place| place.cmp_in(&kept, order).is_lt()) {
            if visit(place.id)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        visit(id)
    })?;
    if walked.is_continue() {
        for place in moved {
            if visit(place.id)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(walked)
}
