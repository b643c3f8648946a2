//! Words about clients that register while somebody looks on.

use crate::domain::registration::Arrival;
use crate::ui::format::number;

/// Clients that are named in one message before the others are only counted.
const NAMED: usize = 3;

/// A client has registered.
pub fn registered(client: &str, host: Option<&str>) -> String {
    match host {
        Some(host) => format!("{client} registered from {host}"),
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
