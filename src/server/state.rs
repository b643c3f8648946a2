//! What the handlers of requests share, and what they know of a connection.

use std::net::IpAddr;
use std::sync::Arc;

use super::figures::Figures;
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
    pub(super) figures: Figures,
    pub(super) trusted_proxies: Vec<IpAddr>,
    pub(super) limits: Limits,
    pub(super) health: Arc<Health>,
}

/// The address of the client: the one at the other end of the connection, or the one that a trusted proxy there names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);
