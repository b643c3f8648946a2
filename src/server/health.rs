//! Whether the service can be trusted with a registration: what has stopped it, and the room on its disk.
//!
//! Not its job: looking for damage ([`super::integrity`]) and trying a write ([`super::writer`]).

use std::sync::{Arc, OnceLock};

use super::limits::Limits;
use super::metrics::Metrics;
use crate::domain::location::Location;
use crate::domain::registration::ServiceTrouble;
use crate::platform::{disk_room, service_lock};

/// What one registration can add to the log and to the file, in bytes: the pages of the rows, of their indexes and of the
/// trail, each in both.
const BYTES_PER_REQUEST: u64 = 64 * 1024;
/// What the engine needs beside it, in bytes: its index and the log up to where it is written back.
const BYTES_BESIDE: u64 = 8 * 1024 * 1024;

/// Shared by all that answers.
#[derive(Debug)]
pub(super) struct Health {
    directory: Location,
    least_room_bytes: u64,
    trouble: OnceLock<ServiceTrouble>,
    metrics: Arc<Metrics>,
}

impl Health {
    pub(super) fn new(directory: Location, limits: &Limits, metrics: Arc<Metrics>) -> Self {
        let batch = u64::try_from(limits.batch).unwrap_or(u64::MAX);
        Self {
            directory,
            least_room_bytes: batch.saturating_mul(BYTES_PER_REQUEST).saturating_add(BYTES_BESIDE),
            trouble: OnceLock::new(),
            metrics,
        }
    }

    /// What has stopped the service, if anything has.
    pub(super) fn trouble(&self) -> Option<ServiceTrouble> {
        self.trouble.get().copied()
    }

    /// Nothing is answered from now on, until the service is started again. Logged and noted for the console once.
    pub(super) fn stop(&self, trouble: ServiceTrouble) {
        if self.trouble.set(trouble).is_ok() {
            self.metrics.report_trouble(trouble);
            report(&self.directory, trouble);
        }
    }

    /// Where its figures are counted.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Whether a batch of registrations fits on the disk. Where the system can't tell, a write has to.
    pub(super) fn has_room(&self) -> bool {
        let Location::File(path) = &self.directory;
        disk_room::free_bytes(path).is_none_or(|free| free >= self.least_room_bytes)
    }
}

/// Says in the log and to the console why the service answers nothing. It is noted beside the directory: a damaged file must
/// not be written to, and one that was replaced is another's.
pub(super) fn report(directory: &Location, trouble: ServiceTrouble) {
    tracing::error!(
        cause = trouble.code(),
        "the directory can't be trusted: nothing is answered until the service is started again"
    );
    if let Err(error) = service_lock::note_trouble(directory, trouble) {
        tracing::warn!(%error, "the console can't be told");
    }
}
