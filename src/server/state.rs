//! What the handlers of requests share, and what they know of a connection.

use std::net::IpAddr;
use std::sync::Arc;

use super::health::Health;
use super::limits::Limits;
use super::lookup::Lookup;
use super::metrics::Metrics;
use super::rate_limit::RefusalLimiter;
use super::writer::Writer;

/// Shared by all handlers.
pub(super) struct ServerState {
    pub(super) lookup: Lookup,
    pub(super) writer: Writer,
    pub(super) refusals: RefusalLimiter,
    pub(super) metrics: Arc<Metrics>,
    pub(super) limits: Limits,
    pub(super) health: Arc<Health>,
}

/// The address at the other end of the connection. Headers that name another one are not believed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);
