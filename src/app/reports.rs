//! What the workers deliver.

use crate::domain::failure::Failure;
use crate::state::Phase;
use crate::worker::lane::Delivery;

use super::core::{App, Lanes, WORKER_LOST};

impl App {
    /// Takes in what the workers deliver.
    pub(super) fn take_deliveries(&mut self) {
        while let Some(delivery) = self.next_delivery() {
            delivery(self);
        }
        self.notice_lost_worker();
    }

    fn next_delivery(&self) -> Option<Delivery<Self>> {
        let lanes = self.lanes.as_ref()?;
        let clipboard = || lanes.clipboard.try_recv();
        let files = || lanes.files.try_recv();
        clipboard().or_else(files).or_else(|| lanes.directory.try_recv())
    }

    /// Without its thread the directory answers nothing any more, and whatever is pending would be so for ever.
    fn notice_lost_worker(&mut self) {
        let is_lost = self.lanes.as_ref().is_some_and(Lanes::is_directory_lost);
        if is_lost && !matches!(self.state.phase, Phase::OpenFailed(_)) {
            self.sign_out();
            self.state.phase = Phase::OpenFailed(Failure::Machine(WORKER_LOST.to_owned()));
        }
    }
}
