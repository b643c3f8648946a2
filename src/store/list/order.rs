//! The orders of the table of users. Each leaves no two users equal, and is read from an index alone, in either direction;
//! never signed in comes last in both.

use std::fmt::Write as _;

use super::super::stored_words::role_code;
use crate::domain::query::{Sort, SortColumn};
use crate::domain::role::PrimaryRole;

/// The worst status, as a number, by what is kept.
pub(super) const KEPT_RANK: &str = "CASE WHEN u.expired_clients > 0 THEN 5 WHEN u.waiting_clients > 0 THEN 4
    WHEN u.provisioned_clients > 0 THEN 3 WHEN u.deregistered_clients > 0 THEN 2 WHEN u.registered_clients > 0 THEN 1
    ELSE 0 END";
/// The same as of now; `o` are the clients that ran out and were not seen to.
pub(super) const RANK: &str = "CASE WHEN u.expired_clients + ifnull(o.over, 0) > 0 THEN 5
    WHEN u.waiting_clients > ifnull(o.waiting, 0) THEN 4 WHEN u.provisioned_clients > ifnull(o.provisioned, 0) THEN 3
    WHEN u.deregistered_clients > 0 THEN 2 WHEN u.registered_clients > ifnull(o.registered, 0) THEN 1 ELSE 0 END";
/// The number of clients.
pub(super) const TOTAL: &str = "u.registered_clients + u.waiting_clients + u.provisioned_clients
    + u.deregistered_clients + u.expired_clients";
const LAST_CHANGE: &str = "max(u.changed_at, ifnull(u.clients_changed_at, u.changed_at))";

/// A part of an order that one index has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Which users, as a condition on `u`.
    pub(super) condition: String,
    /// What follows `ORDER BY` there.
    pub(super) order: String,
}

/// How users are sorted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    sort: Sort,
    /// Whether names have keys of one version. Until then they are sorted by folded names, without an index.
    has_sort_keys: bool,
}

impl Order {
    pub(super) const fn new(sort: Sort, has_sort_keys: bool) -> Self {
        Self { sort, has_sort_keys }
    }

    /// Whether the clock decides about it.
    pub(super) fn is_by_clients(self) -> bool {
        self.sort.column == SortColumn::Clients
    }

    pub(super) const fn is_descending(self) -> bool {
        self.sort.is_descending
    }

    /// What follows `ORDER BY` in a statement about `u`, `a` and `o`.
    pub(super) fn sql(self) -> String {
        let (up, down) = self.directions();
        let key = if self.has_sort_keys { "sort" } else { "key" };
        let by = match self.sort.column {
            SortColumn::UserName | SortColumn::Configuration => return format!("u.user_name_key {up}"),
            SortColumn::Email => return format!("u.email_key {up}"),
            SortColumn::FirstName => return format!("u.first_name_{key} {up}, u.last_name_{key} {up}, u.id {up}"),
            SortColumn::LastName => return format!("u.last_name_{key} {up}, u.first_name_{key} {up}, u.id {up}"),
            SortColumn::PrimaryRole => format!("{} {up}, u.is_admin {down}", role_rank()),
            SortColumn::Clients => format!("{RANK} {down}, {TOTAL} {down}"),
            SortColumn::LastSignIn => format!("u.last_sign_in_at IS NULL, u.last_sign_in_at {up}"),
            SortColumn::LastChanged => format!("{LAST_CHANGE} {up}"),
        };
        format!("{by}, u.user_name_key {up}")
    }

    /// The parts that follow each other; none where no index has the order. Of [`Self::is_by_clients`], as it is kept.
    pub(super) fn stretches(self) -> Option<Vec<Stretch>> {
        let (up, down) = self.directions();
        let by_name = format!("u.user_name_key {up}");
        let one = |order: String| vec![Stretch::of("1", order)];
        Some(match self.sort.column {
            SortColumn::UserName | SortColumn::Configuration => one(by_name),
            SortColumn::Email => one(format!("u.email_key {up}")),
            SortColumn::FirstName | SortColumn::LastName if !self.has_sort_keys => return None,
            SortColumn::FirstName => one(format!("u.first_name_sort {up}, u.last_name_sort {up}, u.id {up}")),
            SortColumn::LastName => one(format!("u.last_name_sort {up}, u.first_name_sort {up}, u.id {up}")),
            SortColumn::PrimaryRole => self.roles(&by_name),
            SortColumn::Clients => one(format!("{KEPT_RANK} {down}, {TOTAL} {down}, {by_name}")),
            SortColumn::LastSignIn => vec![
                Stretch::of(
                    "u.last_sign_in_at IS NOT NULL",
                    format!("u.last_sign_in_at {up}, {by_name}"),
                ),
                Stretch::of("u.last_sign_in_at IS NULL", by_name),
            ],
            SortColumn::LastChanged => one(format!("{LAST_CHANGE} {up}, {by_name}")),
        })
    }

    fn roles(self, by_name: &str) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = PrimaryRole::ALL
            .into_iter()
            .flat_map(|role| [1, 0].map(|is_admin| (role_code(role), is_admin)))
            .map(|(role, is_admin)| {
                let condition = format!("u.primary_role = '{role}' AND u.is_admin = {is_admin}");
                Stretch::of(&condition, by_name.to_owned())
            })
            .collect();
        if self.is_descending() {
            stretches.reverse();
        }
        stretches
    }

    const fn directions(self) -> (&'static str, &'static str) {
        if self.sort.is_descending {
            ("DESC", "ASC")
        } else {
            ("ASC", "DESC")
        }
    }
}

impl Stretch {
    fn of(condition: &str, order: String) -> Self {
        Self {
            condition: condition.to_owned(),
            order,
        }
    }
}

fn role_rank() -> String {
    let mut rank = "CASE u.primary_role".to_owned();
    for (index, role) in PrimaryRole::ALL.into_iter().enumerate() {
        // Writing to a text cannot fail.
        let _ = write!(rank, " WHEN '{}' THEN {index}", role_code(role));
    }
    rank + " END"
}
