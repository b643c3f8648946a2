//! Words about clients that register while somebody looks on.

use crate::domain::registration::Arrival;
use crate::ui::format::number;

/// Clients that are named in one message before the others are only counted.
const NAMED: usize = 3;
/// Of a host's name, in a message: a client may give one of 253 characters (RFC 1035).
const MOST_HOST_CHARS: usize = 40;

/// A client has registered.
pub fn registered(client: &str, host: Option<&str>) -> String {
    match host {
        Some(host) => format!("{client} registered from {}", in_short(host)),
        None => format!("{client} registered"),
    }
}

/// Many clients have registered at once.
pub fn many_registered(arrivals: &[Arrival]) -> String {
    let count = |count: usize| number(u64::try_from(count).unwrap_or(u64::MAX));
    let names: Vec<&str> = arrivals
        .iter()
        .take(NAMED)
        .map(|arrival| arrival.client.as_str())
        .collect();
    format!(
        "{} clients registered: {} and {} more",
        count(arrivals.len()),
        names.join(", "),
        count(arrivals.len().saturating_sub(NAMED))
    )
}

/// A host's name, cut where it is too long for a message; the table of clients has the whole of it.
fn in_short(host: &str) -> String {
    if host.chars().count() <= MOST_HOST_CHARS {
        return host.to_owned();
    }
    let kept: String = host.chars().take(MOST_HOST_CHARS.saturating_sub(1)).collect();
    format!("{kept}…")
}
