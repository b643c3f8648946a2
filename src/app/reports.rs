//! What the workers deliver.

use crate::domain::failure::Failure;
use crate::state::{Phase, UserMessage};

use super::core::App;
use super::lanes::Lanes;

impl App {
    /// Takes in what the workers deliver.
    pub(super) fn take_deliveries(&mut self) {
        while let Some(delivery) = self.lanes.as_ref().and_then(Lanes::next_delivery) {
            delivery(self);
        }
        self.notice_lost_worker();
    }

    /// Without its thread the directory answers nothing, and pending requests would stay pending. No sign-in comes back to
    /// what is typed.
    fn notice_lost_worker(&mut self) {
        let is_lost = self.lanes.as_ref().is_some_and(|lanes| lanes.directory.is_lost());
        if is_lost && !matches!(self.state.phase, Phase::OpenFailed(_)) {
            let has_draft = self.view.has_draft(&self.state);
            self.sign_out();
            self.state.phase = Phase::OpenFailed(Failure::WorkerEnded);
            if has_draft {
                self.toast_error(UserMessage::DraftLost);
            }
        }
    }
}
