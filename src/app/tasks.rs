//! Long work in the background: how far it is, and stopping it.

use crate::state::{Task, TaskId, TaskKind};
use crate::worker::ticket::Ticket;

use super::core::App;

/// The tickets of the tasks that are shown.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    tickets: Vec<(TaskId, Ticket)>,
    last: u64,
}

impl Tasks {
    fn add(&mut self, ticket: Ticket) -> TaskId {
        self.last += 1;
        let id = TaskId(self.last);
        self.tickets.push((id, ticket));
        id
    }

    fn ticket(&self, id: TaskId) -> Option<&Ticket> {
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
}

impl App {
    /// Shows the work behind `ticket` as a task until it ends.
    pub(super) fn track(&mut self, what: TaskKind, ticket: Ticket) {
        let id = self.tasks.add(ticket);
        self.state.tasks.push(Task {
            id,
            what,
            since: self.state.now,
            done: 0,
            of: 0,
            can_cancel: true,
        });
    }

    /// Stops a task; what it has found is not told.
    pub(super) fn cancel_task(&mut self, id: TaskId) {
        if let Some(ticket) = self.tasks.ticket(id) {
            ticket.cancel();
        }
        self.tick_tasks();
    }

    /// Takes over how far each task is, and lets go of those that have ended.
    pub(super) fn tick_tasks(&mut self) {
        let is_over = |ticket: &Ticket| ticket.is_done() || ticket.is_cancelled();
        self.tasks.tickets.retain(|(_, ticket)| !is_over(ticket));
        let tasks = &self.tasks;
        self.state.tasks.retain_mut(|task| match tasks.ticket(task.id) {
            Some(ticket) => {
                (task.done, task.of) = ticket.progress();
                true
            }
            None => false,
        });
    }
}
