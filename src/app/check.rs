//! The look for damage: after the directory was opened, and when an answer says that something in it is damaged. One value
//! that can't be read need not mean more, so the file is checked, and closed only where the check finds damage.

use crate::domain::failure::Failure;
use crate::state::{Phase, TaskKind};
use crate::worker::directory::{CheckWorker, Version};

use super::checks::Checks;
use super::core::App;
use super::request::{Request, Survives};

/// Look for damage.
#[derive(Debug)]
struct CheckQuickly;

impl Request for CheckQuickly {
    type Worker = CheckWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, checker: &mut CheckWorker) -> Self::Answer {
        checker.check_quickly()
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(()) => {}
            Err(failure) if failure.is_damage() => app.leave_damaged(failure),
            Err(failure) => app.toast_error(failure),
        }
        app.check_what_waits();
    }

    /// It has answered no doubt.
    fn take_cancelled(self, app: &mut App, _: Option<Self::Answer>) {
        app.checks.forget_doubt();
        app.check_what_waits();
    }
}

impl App {
    /// Looks for damage as a task in the background, which no one waits for.
    pub(super) fn check_opened(&mut self) {
        self.checks = Checks::default();
        self.check_quickly(true);
    }

    /// Something in the directory is damaged, as an answer says.
    pub(super) fn doubt_directory(&mut self) {
        if self.has_directory_open() && self.checks.doubt(self.state.now) {
            self.check_what_waits();
        }
    }

    fn check_what_waits(&mut self) {
        if self.has_directory_open() && self.checks.take_doubt(self.state.now) {
            // Whoever stopped it would write on in what may be damaged.
            self.check_quickly(false);
        }
    }

    fn check_quickly(&mut self, can_cancel: bool) {
        match self.try_ask(CheckQuickly) {
            Ok(ticket) => {
                self.checks.start(ticket.clone());
                self.track_with(TaskKind::CheckDirectory, ticket, can_cancel);
            }
            Err(failure) => self.toast_error(failure),
        }
    }

    const fn has_directory_open(&self) -> bool {
        matches!(
            self.state.phase,
            Phase::SignIn | Phase::PasswordMustChange | Phase::SignedIn | Phase::Locked
        )
    }
}
