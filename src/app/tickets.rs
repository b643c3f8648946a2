//! The tickets of long work in the background.

use crate::state::TaskId;
use crate::worker::ticket::Ticket;

/// The tickets of the tasks that are shown.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    tickets: Vec<(TaskId, Ticket)>,
    last: u64,
}

impl Tickets {
    /// Keeps the ticket of a new task.
    pub(super) fn add(&mut self, ticket: Ticket) -> TaskId {
        self.last += 1;
        let id = TaskId(self.last);
        self.tickets.push((id, ticket));
        id
    }

    /// The ticket of a task that is still there.
    pub(super) fn of(&self, id: TaskId) -> Option<&Ticket> {
        self.tickets
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, ticket)| ticket)
    }

    /// Stops all of them.
    pub(super) fn cancel_all(&self) {
        for (_, ticket) in &self.tickets {
            ticket.cancel();
        }
    }

    /// Lets go of those that are over.
    pub(super) fn forget(&mut self, is_over: impl Fn(&Ticket) -> bool) {
        self.tickets.retain(|(_, ticket)| !is_over(ticket));
    }
}
