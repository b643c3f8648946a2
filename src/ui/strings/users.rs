//! Words of User Management.

use crate::domain::client::ClientStatus;
use crate::domain::query::{ClientCounts, ClientFilter, FoundClient, UserRow};
use crate::domain::user::{User, UserId};
use crate::words::Label as _;
use crate::words::lists::list;
use crate::words::words;

words! {
    "users":
    table;
    search;
    search_hint;
    role;
    client_status;
    state;
    all_roles;
    any_client_status;
    any_state;
    administrators;
    active;
    expires_soon;
    same_email;
    no_match;
    no_match_text;
    clear_filters;
    empty;
    empty_text;
    loading;
    no_clients;
    menu;
    column_edit;
    totals(users: u64, clients: u64);
    range(first: u64, last: u64, total: u64);
    matches(found: u64, total: u64);
    matches_registered(found: u64, total: u64, clients: u64);
    matches_deregistered(found: u64, total: u64, clients: u64);
    matches_provisioned(found: u64, total: u64, clients: u64);
    matches_waiting(found: u64, total: u64, clients: u64);
    matches_expired(found: u64, total: u64, clients: u64);
    matches_expiring(found: u64, total: u64, clients: u64);
    set_filter(filter: &str, value: &str);
    remove_filter(filter: &str, value: &str);
    hidden(count: u64, filters: &str);
    all_hidden(count: u64, filters: &str);
    just_created;
    just_changed;
    left_out_created(user_name: &str);
    left_out_changed(user_name: &str);
    found_client(client: &str);
    found_client_on_host(client: &str, host: &str);
    clients_registered(registered: u64, total: u64);
    clients_deregistered(registered: u64, total: u64);
    clients_provisioned(registered: u64, total: u64, provisioned: u64);
    clients_waiting(registered: u64, total: u64, waiting: u64);
    clients_expired(registered: u64, total: u64, expired: u64);
    clients_expiring(expiring: u64, registered: u64, total: u64);
    status_count(status: &str, count: u64);
    of_these_expiring(count: u64);
    column_user_name;
    column_first_name;
    column_last_name;
    column_email;
    column_role;
    column_configuration;
    column_clients;
    column_last_sign_in;
    column_last_changed;
}

/// The titles of the columns, in order.
pub fn columns() -> [&'static str; 9] {
    [
        column_user_name(),
        column_first_name(),
        column_last_name(),
        column_email(),
        column_role(),
        column_configuration(),
        column_clients(),
        column_last_sign_in(),
        column_last_changed(),
    ]
}

/// A user's clients in a few words: how many are registered, and how many need attention most.
pub fn clients(counts: &ClientCounts) -> String {
    let (registered, total) = (counts.registered, counts.total());
    match counts.worst() {
        Some(worst) if worst != ClientStatus::Expired && counts.expiring_soon > 0 => {
            clients_expiring(counts.expiring_soon, registered, total)
        }
        None => no_clients().to_owned(),
        Some(ClientStatus::Registered) => clients_registered(registered, total),
        // All others are registered, so the figures say how many.
        Some(ClientStatus::Deregistered) => clients_deregistered(registered, total),
        Some(ClientStatus::Provisioned) => clients_provisioned(registered, total, counts.provisioned),
        Some(ClientStatus::Waiting) => clients_waiting(registered, total, counts.waiting),
        Some(ClientStatus::Expired) => clients_expired(registered, total, counts.expired),
    }
}

/// How many users match a filter by `status`, and how many such `clients` they have.
pub fn matches_with(status: ClientFilter, found: u64, total: u64, clients: u64) -> String {
    let words = match status {
        ClientFilter::Registered => matches_registered,
        ClientFilter::Deregistered => matches_deregistered,
        ClientFilter::Provisioned => matches_provisioned,
        ClientFilter::Waiting => matches_waiting,
        ClientFilter::Expired => matches_expired,
        ClientFilter::ExpiresSoon => matches_expiring,
    };
    words(found, total, clients)
}

/// The client that a search found a user by.
pub fn found_by(client: &FoundClient) -> String {
    match &client.host {
        Some(host) => found_client_on_host(client.name.as_str(), host),
        None => found_client(client.name.as_str()),
    }
}

/// Why a row is in the table where the user's own fields do not say it; `also` is left out by search and filters.
pub fn note(row: &UserRow, also: Option<UserId>) -> Option<String> {
    if also == Some(row.user.id) {
        let why = if row.user.is_unchanged() {
            just_created()
        } else {
            just_changed()
        };
        return Some(why.to_owned());
    }
    row.found_by.as_ref().map(found_by)
}

/// Says that search and filters leave out a user who is shown.
pub fn left_out(user: &User) -> String {
    let words = if user.is_unchanged() {
        left_out_created
    } else {
        left_out_changed
    };
    words(user.user_name.as_str())
}

/// What a row is called: the user, and why it is in the table.
pub fn row_name(row: &UserRow, also: Option<UserId>) -> String {
    let name = row.user.user_name.to_string();
    match note(row, also) {
        Some(note) => list([name, note]),
        None => name,
    }
}

/// Every status with its number, for the tooltip.
pub fn clients_in_full(counts: &ClientCounts) -> String {
    let present = ClientStatus::ALL.into_iter().filter(|status| counts.of(*status) > 0);
    let mut lines: Vec<String> = present
        .map(|status| status_count(status.label(), counts.of(status)))
        .collect();
    if counts.expiring_soon > 0 {
        lines.push(of_these_expiring(counts.expiring_soon));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_said_only_of_clients_that_are_registered_again() {
        let provisioned = ClientCounts {
            registered: 1,
            provisioned: 2,
            ..ClientCounts::default()
        };
        assert_eq!(clients(&provisioned), "1 of 3, 2 provisioned");
        let waiting = ClientCounts {
            waiting: 1,
            ..provisioned
        };
        assert_eq!(clients(&waiting), "1 of 4, 1 waiting");
    }
}
