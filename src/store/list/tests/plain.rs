//! The plain look at all rows.

use std::cmp::Ordering;

use super::*;
use crate::domain::client::{Client, ClientStatus};
use crate::domain::expiry::Expiry;
use crate::domain::user::User;
use crate::store::sort_key::Collation;

/// A user as the plain look sees the row.
pub(super) struct Seen {
    pub(super) user: User,
    pub(super) clients: Vec<Client>,
    changed_at: Timestamp,
}

impl Seen {
    pub(super) fn counts(&self, now: Timestamp) -> ClientCounts {
        let mut counts = ClientCounts::default();
        for client in &self.clients {
            counts.add(client.status(now));
            let is_soon = matches!(client.expiry(now), Expiry::Soon(_));
            counts.expiring_soon += u64::from(is_soon && client.status(now) != ClientStatus::Expired);
        }
        counts
    }

    pub(super) fn has(&self, word: &String) -> bool {
        let user = &self.user;
        let own = search_key::of_user(
            user.user_name.as_str(),
            user.first_name.as_str(),
            user.last_name.as_str(),
            user.email.as_str(),
        );
        let of_client = |client: &Client| search_key::of_client(client.name.as_str(), client.host.as_deref());
        own.contains(word) || self.clients.iter().any(|client| of_client(client).contains(word))
    }

    pub(super) fn passes(&self, query: &UserQuery, now: Timestamp) -> bool {
        let role = query.role.is_none_or(|role| match role {
            RoleFilter::Administrator => self.user.roles.is_administrator(),
            RoleFilter::Primary(role) => self.user.roles.primary() == role,
        });
        let status = query
            .client_status
            .is_none_or(|status| self.counts(now).matching(status) > 0);
        let state = query.state.is_none_or(|state| match state {
            StateFilter::Active => !self.user.is_disabled && !self.user.is_locked(now),
            StateFilter::Disabled => self.user.is_disabled,
            StateFilter::Locked => self.user.is_locked(now),
            StateFilter::SameEmail => false,
        });
        role && status && state
    }

    pub(super) fn compare(&self, other: &Self, sort: Sort, now: Timestamp) -> Ordering {
        let key = |seen: &Self| {
            let name = |name: &str| Collation::Root.key(name);
            (name(seen.user.first_name.as_str()), name(seen.user.last_name.as_str()))
        };
        let ((first, last), (other_first, other_last)) = (key(self), key(other));
        let (counts, other_counts) = (self.counts(now), other.counts(now));
        let roles = |seen: &Self| (seen.user.roles.primary(), !seen.user.roles.is_administrator());
        let by_name = self.user.user_name.as_str().cmp(other.user.user_name.as_str());
        let by_number = self.user.id.0.cmp(&other.user.id.0);
        let ascending = match sort.column {
            SortColumn::UserName | SortColumn::Configuration => by_name,
            SortColumn::Email => self.user.email.as_str().cmp(other.user.email.as_str()),
            SortColumn::FirstName => first.cmp(&other_first).then(last.cmp(&other_last)).then(by_number),
            SortColumn::LastName => last.cmp(&other_last).then(first.cmp(&other_first)).then(by_number),
            SortColumn::PrimaryRole => roles(self).cmp(&roles(other)).then(by_name),
            SortColumn::Clients => (other_counts.worst().cmp(&counts.worst()))
                .then(other_counts.total().cmp(&counts.total()))
                .then(by_name),
            SortColumn::LastChanged => self.changed_at.cmp(&other.changed_at).then(by_name),
            SortColumn::LastSignIn => self.user.last_sign_in_at.cmp(&other.user.last_sign_in_at).then(by_name),
        };
        let turned = if sort.is_descending {
            ascending.reverse()
        } else {
            ascending
        };
        let never = |seen: &Self| sort.column == SortColumn::LastSignIn && seen.user.last_sign_in_at.is_none();
        never(self).cmp(&never(other)).then(turned)
    }
}

pub(super) fn look(tx: &Tx<'_>, numbers: &Numbers) -> Result<Vec<Seen>, StoreError> {
    let of_user = |id: &UserId| {
        let sql = "SELECT max(changed_at, ifnull(clients_changed_at, changed_at)) FROM users WHERE id = ?1";
        Ok(Seen {
            user: tx.user(*id)?.unwrap(),
            clients: tx.clients_of(*id)?.0,
            changed_at: Timestamp::from_unix_ms(tx.transaction.query_row(sql, [id.0], |row| row.get(0))?),
        })
    };
    numbers.users.iter().map(of_user).collect()
}

pub(super) fn totals(seen: &[Seen]) -> (u64, u64) {
    (
        seen.len() as u64,
        seen.iter().map(|seen| seen.clients.len() as u64).sum(),
    )
}
