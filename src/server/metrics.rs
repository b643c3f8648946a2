//! Metrics for Prometheus, in the text format of `OpenMetrics` 1.0. Labels never hold text of a client, so neither a
//! secret nor a flood of invented paths gets in.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::domain::client::ClientStatus;
use crate::domain::query::DirectoryFigures;
use crate::domain::registration::ServiceTrouble;
use crate::domain::time::Timestamp;
use crate::protocol::ProblemKind;

/// The media type of the text.
pub(super) const METRICS_MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From half a millisecond, a durable commit on a good disk, to the longest a request may wait.
const DURATION_BUCKETS_SECS: [f64; 12] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0,
];
const BATCH_BUCKETS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfRoute {
    route: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfCause {
    cause: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfState {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfStatus {
    status: &'static str,
}

/// The figures of the directory.
#[derive(Debug, Default)]
struct DirectoryGauges {
    users: Family<OfState, Gauge>,
    clients: Family<OfStatus, Gauge>,
    next_expiry: Gauge,
    last_backup: Gauge,
}

impl DirectoryGauges {
    fn register(&self, registry: &mut Registry) {
        registry.register("users", "Users in the directory by state", self.users.clone());
        registry.register("clients", "Clients in the directory by status", self.clients.clone());
        registry.register_with_unit(
            "next_expiry_timestamp",
            "When the next token or credential expires, in Unix time; 0 where none does",
            Unit::Seconds,
            self.next_expiry.clone(),
        );
        registry.register_with_unit(
            "last_backup_timestamp",
            "When the last automatic backup was begun that succeeded, in Unix time; 0 where none was",
            Unit::Seconds,
            self.last_backup.clone(),
        );
    }

    fn show(&self, figures: &DirectoryFigures) {
        let gauge = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let active = figures.users.saturating_sub(figures.disabled_users);
        for (state, number) in [("active", active), ("disabled", figures.disabled_users)] {
            self.users.get_or_create(&OfState { state }).set(gauge(number));
        }
        for (status, label) in [
            (ClientStatus::Provisioned, "provisioned"),
            (ClientStatus::Registered, "registered"),
            (ClientStatus::Waiting, "waiting"),
            (ClientStatus::Expired, "expired"),
            (ClientStatus::Deregistered, "deregistered"),
        ] {
            let number = gauge(figures.clients.of(status));
            self.clients.get_or_create(&OfStatus { status: label }).set(number);
        }
        let secs = |at: Option<Timestamp>| at.map_or(0, |at| at.unix_ms().div_euclid(1000));
        self.next_expiry.set(secs(figures.next_expiry_at));
        self.last_backup.set(secs(figures.last_backup_at));
    }
}

#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    directory: DirectoryGauges,
    requests: Family<Answered, Counter>,
    durations: Family<OfRoute, Histogram>,
    refusals: Family<OfCause, Counter>,
    pub(super) registrations: Counter,
    pub(super) connects: Counter,
    batches: Histogram,
    pub(super) open_connections: Gauge,
    pub(super) dropped_connections: Counter<u64, AtomicU64>,
    stopped: Family<OfCause, Gauge>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("avo_admin"),
            directory: DirectoryGauges::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(DURATION_BUCKETS_SECS)),
            refusals: Family::default(),
            registrations: Counter::default(),
            connects: Counter::default(),
            batches: Histogram::new(BATCH_BUCKETS),
            open_connections: Gauge::default(),
            dropped_connections: Counter::default(),
            stopped: Family::default(),
        };
        let registry = &mut metrics.registry;
        metrics.directory.register(registry);
        registry.register("requests", "Requests by route and status", metrics.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "Time from the head of a request to its answer",
            Unit::Seconds,
            metrics.durations.clone(),
        );
        registry.register(
            "refusals",
            "Refused tokens and credentials by cause",
            metrics.refusals.clone(),
        );
        registry.register(
            "registrations",
            "Accepted registrations, repeated requests included",
            metrics.registrations.clone(),
        );
        registry.register(
            "connects",
            "Accepted connects with a credential",
            metrics.connects.clone(),
        );
        registry.register(
            "batch_size",
            "Requests answered by one transaction",
            metrics.batches.clone(),
        );
        registry.register(
            "open_connections",
            "Connections open now",
            metrics.open_connections.clone(),
        );
        registry.register(
            "dropped_connections",
            "Connections closed because their address had too many or no place became free",
            metrics.dropped_connections.clone(),
        );
        registry.register(
            "stopped",
            "1 for the cause for which nothing is answered until the service is started again",
            metrics.stopped.clone(),
        );
        for trouble in ServiceTrouble::ALL {
            metrics.stopped_for(trouble, 0);
        }
        metrics
    }

    pub(super) fn count_answer(&self, route: &'static str, status: u16, took: Duration) {
        let status = u32::from(status);
        self.requests.get_or_create(&Answered { route, status }).inc();
        self.durations
            .get_or_create(&OfRoute { route })
            .observe(took.as_secs_f64());
    }

    pub(super) fn count_refusal(&self, kind: ProblemKind) {
        self.refusals.get_or_create(&OfCause { cause: kind.code() }).inc();
    }

    /// Nothing is answered from now on.
    pub(super) fn report_trouble(&self, trouble: ServiceTrouble) {
        self.stopped_for(trouble, 1);
    }

    fn stopped_for(&self, trouble: ServiceTrouble, value: i64) {
        let cause = trouble.code();
        self.stopped.get_or_create(&OfCause { cause }).set(value);
    }

    pub(super) fn count_batch(&self, size: usize) {
        self.batches.observe(size as f64);
    }

    pub(super) fn show_figures(&self, figures: &DirectoryFigures) {
        self.directory.show(figures);
    }

    /// All metrics as text.
    pub(super) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
