//! Words of User Management.

use crate::domain::client::ClientStatus;
use crate::domain::query::ClientCounts;
use crate::ui::format::{counted, number};

/// The table.
pub fn table() -> &'static str {
    "Users"
}
/// The search box.
pub fn search() -> &'static str {
    "Search"
}
/// What can be searched for.
pub fn search_hint() -> &'static str {
    "Search name, e-mail, client or host"
}
/// A filter.
pub fn role() -> &'static str {
    "Role"
}
/// A filter.
pub fn client_status() -> &'static str {
    "Client status"
}
/// A filter.
pub fn state() -> &'static str {
    "State"
}
/// The filter lets everything through.
pub fn all_roles() -> &'static str {
    "All roles"
}
/// The filter lets everything through.
pub fn any_client_status() -> &'static str {
    "Any client status"
}
/// The filter lets everything through.
pub fn any_state() -> &'static str {
    "Any state"
}
/// A choice of the filter.
pub fn administrators() -> &'static str {
    "Administrators"
}
/// A choice of the filter.
pub fn active() -> &'static str {
    "Active"
}
/// A choice of the filter.
pub fn expires_soon() -> &'static str {
    "Expires soon"
}
/// Nothing was found.
pub fn no_match() -> &'static str {
    "No user matches"
}
/// What to do about it.
pub fn no_match_text() -> &'static str {
    "Try fewer words or other filters"
}
/// The button that does it.
pub fn clear_filters() -> &'static str {
    "Clear the filters"
}
/// Nobody is there.
pub fn empty() -> &'static str {
    "No users yet"
}
/// What helps.
pub fn empty_text() -> &'static str {
    "Create the first one to hand a token to a client"
}
/// While the table is being read.
pub fn loading() -> &'static str {
    "Reading the users"
}
/// The table could not be read.
pub fn failed() -> &'static str {
    "The users could not be read"
}
/// A user without clients.
pub fn no_clients() -> &'static str {
    "none yet"
}
/// The row's menu.
pub fn menu() -> &'static str {
    "Actions for the user"
}
/// The columns in order.
pub const COLUMNS: [&str; 9] = [
    "User Name",
    "First Name",
    "Last Name",
    "Email Id",
    "Primary Role",
    "Configuration",
    "Clients",
    "Last sign-in",
    "Last changed",
];

/// The last column, for those who do not see the buttons in it.
pub fn column_edit() -> &'static str {
    "Edit"
}

/// The line under the heading.
pub fn totals(users: u64, clients: u64) -> String {
    format!(
        "{}, {}",
        counted(users, "user", "users"),
        counted(clients, "client", "clients")
    )
}

/// Which rows can be seen.
pub fn range(first: u64, last: u64, total: u64) -> String {
    format!("{} to {} of {}", number(first), number(last), number(total))
}

/// How many users the filters let through.
pub fn matches(found: u64, total: u64) -> String {
    let verb = if found == 1 { "matches" } else { "match" };
    format!("{} of {} {verb}", number(found), number(total))
}

/// A user's clients in a few words: how many are registered, and how many need attention most.
pub fn clients(counts: &ClientCounts) -> String {
    let of = format!("{} of {}", number(counts.registered), number(counts.total()));
    match counts.worst() {
        Some(worst) if worst != ClientStatus::Expired && counts.expiring_soon > 0 => {
            format!("{of}, {}", expire_soon(counts.expiring_soon))
        }
        None => no_clients().to_owned(),
        Some(ClientStatus::Registered) => format!("{of} registered"),
        // All others are registered, so the figures say how many.
        Some(ClientStatus::Deregistered) => format!("{of}, deregistered"),
        Some(ClientStatus::Provisioned | ClientStatus::Waiting) => {
            format!("{of}, {} waiting", number(counts.provisioned + counts.waiting))
        }
        Some(ClientStatus::Expired) => format!("{of}, {} expired", number(counts.expired)),
    }
}

/// Every status with its number, for the tooltip.
pub fn clients_in_full(counts: &ClientCounts) -> String {
    let present = ClientStatus::ALL.into_iter().filter(|status| counts.of(*status) > 0);
    let mut lines: Vec<String> = present
        .map(|status| format!("{}: {}", status.label(), number(counts.of(status))))
        .collect();
    if counts.expiring_soon > 0 {
        lines.push(format!("Of these, {}", expire_soon(counts.expiring_soon)));
    }
    lines.join("\n")
}

fn expire_soon(count: u64) -> String {
    let verb = if count == 1 { "expires" } else { "expire" };
    format!("{} {verb} soon", number(count))
}
