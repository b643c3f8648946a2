//! Words about clients that register, or are used from two machines, while the window is open.

use crate::domain::registration::Arrival;
use crate::words::lists::list;
use crate::words::words;

words! {
    "arrivals":
    registered_client(client: &str);
    registered_from(client: &str, host: &str);
    several_registered(count: u64, names: &str, more: u64);
    used_from_two_machines(client: &str, host: &str, other_host: &str);
    several_from_two_machines(count: u64, names: &str, more: u64);
}

/// Clients that are named in one message before the others are only counted.
const NAMED: usize = 3;
/// The longest host name in a message, in characters: a client may send 253 of them (RFC 1035).
const MOST_HOST_CHARS: usize = 40;

/// A client has registered.
pub fn registered(client: &str, host: Option<&str>) -> String {
    host.map_or_else(
        || registered_client(client),
        |host| registered_from(client, &in_short(host)),
    )
}

/// One or more clients have registered.
pub fn of_clients(arrivals: &[Arrival]) -> String {
    match arrivals {
        [arrival] => registered(&arrival.client, Some(&arrival.host)),
        _ => of_many(arrivals, several_registered),
    }
}

/// One or more clients are used from two machines.
pub fn of_two_machines(arrivals: &[Arrival]) -> String {
    match arrivals {
        [arrival] => {
            let other_host = arrival.other_host.as_deref().unwrap_or_default();
            used_from_two_machines(&arrival.client, &in_short(&arrival.host), &in_short(other_host))
        }
        _ => of_many(arrivals, several_from_two_machines),
    }
}

/// Of more clients at once than are named.
fn of_many(arrivals: &[Arrival], words: fn(u64, &str, u64) -> String) -> String {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let named = arrivals.iter().take(NAMED).map(|arrival| arrival.client.as_str());
    let names = list(named);
    words(
        count(arrivals.len()),
        &names,
        count(arrivals.len().saturating_sub(NAMED)),
    )
}

/// A host name, cut where it is too long for a message; the table of clients shows all of it.
pub(super) fn in_short(host: &str) -> String {
    if host.chars().count() <= MOST_HOST_CHARS {
        return host.to_owned();
    }
    let kept = host.chars().take(MOST_HOST_CHARS.saturating_sub(1));
    kept.chain(['…']).collect()
}
