//! Confirming the time after the clock was moved.

use crate::command::{ClockCommand, ConfirmClock};
use crate::domain::failure::Failure;
use crate::state::Message;
use crate::worker::directory::{DirectoryWorker, Version};

use super::core::App;
use super::request::{Request, Survives};

impl Request for ConfirmClock {
    type Worker = DirectoryWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.signed_in(|service, session| service.confirm_clock(session))
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        if let Err(failure) = answer
            && !app.note_lost_right(&failure)
        {
            app.toast_error(Message::Failed(failure));
        }
        app.refresh();
    }
}

impl App {
    pub(super) fn handle_clock(&mut self, command: ClockCommand) {
        match command {
            ClockCommand::Confirm(request) => self.ask(request),
        }
    }
}
