//! What happens by itself: clients register, tokens run out, the registration service starts and stops.

use std::convert::Infallible;

use crate::domain::client::Client;
use crate::domain::expiry::Expiry;
use crate::domain::failure::Failure;
use crate::domain::registration::{Arrival, KnownService};
use crate::domain::time::Timestamp;
use crate::state::{ClientMessage, Identification, Phase};
use crate::worker::directory::{DirectoryNotice, ReadWorker, Version};
use crate::worker::lane::Hears;

use super::core::App;
use super::request::{Request, Survives};
use super::users::Me;
use super::versions::Shown;

/// More clients than this that register at once, or are used from two machines, are reported in one message.
const MOST_TOLD_SINGLY: usize = 3;

/// What is known of the registration service.
#[derive(Debug)]
struct ReadRegistrationService;

impl Request for ReadRegistrationService {
    type Worker = ReadWorker;
    type Answer = Result<Option<KnownService>, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.registration_service()
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.settle(Shown::RegistrationService, answer, at, |state| {
            &mut state.registration_service
        });
    }
}

/// Survives a lock, not the session: the message is kept until the console is unlocked.
impl Hears<DirectoryNotice> for App {
    fn hear(&mut self, notice: DirectoryNotice) {
        match notice {
            DirectoryNotice::Changed(change) if self.session == Some(change.session) => {
                self.take_changed_elsewhere(change.arrivals);
            }
            DirectoryNotice::Changed(_) => {}
            DirectoryNotice::MetDamage => self.doubt_directory(),
        }
    }
}

/// The other workers say nothing unasked.
impl Hears<Infallible> for App {
    fn hear(&mut self, notice: Infallible) {
        match notice {}
    }
}

impl App {
    /// Another program changed the directory. News of clients is reported once a user is signed in.
    pub(super) fn take_changed_elsewhere(&mut self, arrivals: Vec<Arrival>) {
        self.untold_arrivals.extend(arrivals);
        if self.state.phase == Phase::SignedIn {
            self.tell_arrivals();
            self.ask(Me);
            self.refresh();
        }
    }

    /// Reports the clients that have registered, and those that are used from two machines.
    pub(super) fn tell_arrivals(&mut self) {
        let arrivals = std::mem::take(&mut self.untold_arrivals);
        let (registered, used_from_two) = arrivals
            .into_iter()
            .partition::<Vec<_>, _>(|arrival| arrival.other_host.is_none());
        for together in told_together(registered) {
            self.toast_success(ClientMessage::Registered(together));
        }
        for together in told_together(used_from_two) {
            self.toast_info(ClientMessage::UsedFromTwoMachines(together));
        }
    }

    pub(super) fn fetch_registration_service(&mut self) {
        self.state.registration_service.ask(self.state.now);
        if let Err(failure) = self.try_ask(ReadRegistrationService) {
            self.state.registration_service.answer(Err(failure));
        }
    }

    /// Reads the figures again once they are out of date because something has run out, or is about to.
    pub(super) fn tick_expiry(&mut self) {
        let due = self.figures_change_at().filter(|at| *at <= self.state.now);
        // Asked once for each moment: an answer that does not come must not be asked for in every frame.
        if due.is_some() && due != self.expiry_followed {
            self.expiry_followed = due;
            self.refresh_figures();
        }
    }

    fn figures_change_at(&self) -> Option<Timestamp> {
        (self.state.phase == Phase::SignedIn)
            .then(|| self.state.home.value()?.next_expiry_at)
            .flatten()
    }

    /// When something that is shown runs out next, or begins to run out soon.
    pub(super) fn next_expiry(&self) -> Option<Timestamp> {
        let now = self.state.now;
        let details = self.state.modals.editor().and_then(|editor| editor.details.value());
        let clients = details.map_or(&[][..], |details| &details.clients);
        let ends = clients.iter().map(Client::ends_at).chain(self.identified_ends());
        let shown = ends.filter_map(|end| Expiry::next_change(end, now));
        let ahead = self.figures_change_at().filter(|at| *at > now);
        shown.chain(ahead).min()
    }

    /// When the token that stands identified in its dialog runs out, and its client.
    fn identified_ends(&self) -> [Option<Timestamp>; 2] {
        let known = match self.state.modals.identification() {
            Some(Identification::Answered(report)) => report.known.as_ref(),
            _ => None,
        };
        let client = known.and_then(|known| known.client.as_ref());
        [
            known.and_then(|known| known.expires_at),
            client.and_then(Client::ends_at),
        ]
    }
}

/// What is reported in one message each.
fn told_together(arrivals: Vec<Arrival>) -> Vec<Vec<Arrival>> {
    if arrivals.len() > MOST_TOLD_SINGLY {
        vec![arrivals]
    } else {
        arrivals.into_iter().map(|arrival| vec![arrival]).collect()
    }
}
