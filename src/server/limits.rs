//! The limits of the service. Values, so that tests can make them small.

use std::num::NonZeroU32;
use std::time::Duration;

/// Ten, so that a client with a wrong token can try a few times, and a guesser gets nowhere.
const REFUSALS_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
/// One a second on average: a flood adds about ten megabytes a day to the trail at the very most.
const RECORDED_REFUSALS_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// Limits on time, size and number.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections open at the same time. An eighth of them is kept for addresses that have none. A further one takes the
    /// place of an idle one of the address with the most, or waits.
    pub connections: usize,
    /// Connections that wait for a place; further ones are closed at once. With those that have one, fewer than the 1024
    /// files a process may have open on most systems.
    pub waiting_connections: usize,
    /// How long a connection waits for a place.
    pub place: Duration,
    /// Connections open at the same time from one address (IPv6: from one /64); further ones are closed at once.
    pub connections_per_address: usize,
    /// How long a TLS handshake may take.
    pub handshake: Duration,
    /// How long the head of a request may take, and how long a connection may wait for its next request.
    pub head: Duration,
    /// How long the body of a request may take.
    pub body: Duration,
    /// How long a client may read nothing of an answer.
    pub write: Duration,
    /// How long a request waits for the directory.
    pub answer: Duration,
    /// How long a connection is used before it is closed gracefully, so that no client keeps a place permanently.
    pub connection_age: Duration,
    /// How long a request under way may take when the service stops, or when its connection has reached its age.
    pub last_request: Duration,
    /// How often certificate and key are read again.
    pub certificate_check: Duration,
    /// The largest head of a request in bytes; at least 8192.
    pub head_bytes: usize,
    /// The most header fields of a request.
    pub header_fields: usize,
    /// The largest body of a request in bytes.
    pub body_bytes: usize,
    /// Requests that wait for the directory; further ones are answered with 503.
    pub queue: usize,
    /// Requests that are answered in one transaction.
    pub batch: usize,
    /// Refused tokens and credentials that an address may present in a minute, and at once.
    pub refusals_per_minute: NonZeroU32,
    /// Refusals that are written to the audit trail in a minute, and at once, from all addresses together.
    pub recorded_refusals_per_minute: NonZeroU32,
    /// How often the directory is checked for damage while it is served.
    pub check_every: Duration,
    /// After a doubt, the least time between two writes by which health is proven.
    pub between_trial_writes: Duration,
    /// Addresses and secrets whose refusals are remembered.
    pub remembered: usize,
}

impl Default for Limits {
    /// The limits of the program.
    fn default() -> Self {
        Self {
            connections: 512,
            waiting_connections: 128,
            place: Duration::from_secs(10),
            connections_per_address: 128,
            handshake: Duration::from_secs(3),
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            write: Duration::from_secs(10),
            answer: Duration::from_secs(15),
            connection_age: Duration::from_mins(1),
            last_request: Duration::from_secs(10),
            certificate_check: Duration::from_mins(1),
            head_bytes: 16 * 1024,
            header_fields: 64,
            body_bytes: 8 * 1024,
            queue: 1024,
            batch: 256,
            refusals_per_minute: REFUSALS_PER_MINUTE,
            recorded_refusals_per_minute: RECORDED_REFUSALS_PER_MINUTE,
            check_every: Duration::from_hours(24),
            between_trial_writes: Duration::from_mins(1),
            remembered: 10_000,
        }
    }
}
