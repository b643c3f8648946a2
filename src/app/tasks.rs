//! Long work in the background: how far it is, and stopping it.

use crate::state::{Submission, Task, TaskId, TaskKind};
use crate::worker::ticket::Ticket;

use super::core::App;
use super::request::Request;

impl App {
    /// Shows the work behind `ticket` as a task until it ends.
    pub(super) fn track(&mut self, what: TaskKind, ticket: Ticket) -> TaskId {
        self.track_with(what, ticket, true)
    }

    /// The same; whether a person can stop it is `can_cancel`.
    pub(super) fn track_with(&mut self, what: TaskKind, ticket: Ticket, can_cancel: bool) -> TaskId {
        let id = self.tickets.add(ticket);
        self.state.tasks.push(Task {
            id,
            what,
            since: self.state.now,
            done: 0,
            of: 0,
            can_cancel,
        });
        id
    }

    /// Sends a request for a part of the window that waits for the answer, and shows it as a task.
    pub(super) fn submit_task(&mut self, request: impl Request, what: TaskKind) -> (Submission, Option<TaskId>) {
        let asked = self.try_ask(request);
        let submission = self.submission(asked.as_ref().map(|_| ()).map_err(Clone::clone));
        let task = asked.ok().map(|ticket| self.track(what, ticket));
        (submission, task)
    }

    /// Stops every task of that kind.
    pub(super) fn cancel_tasks(&mut self, what: TaskKind) {
        let of_kind = self.state.tasks.iter().filter(|task| task.what == what);
        let ids: Vec<TaskId> = of_kind.map(|task| task.id).collect();
        for id in ids {
            self.cancel_task(id);
        }
    }

    /// Stops a task. Its findings are not reported.
    pub(super) fn cancel_task(&mut self, id: TaskId) {
        if let Some(ticket) = self.tickets.of(id) {
            ticket.cancel();
        }
        self.tick_tasks();
    }

    /// Takes over how far each task is, and lets go of those that have ended.
    pub(super) fn tick_tasks(&mut self) {
        let is_over = |ticket: &Ticket| ticket.is_done() || ticket.is_cancelled();
        self.tickets.forget(is_over);
        let tickets = &self.tickets;
        self.state.tasks.retain_mut(|task| match tickets.of(task.id) {
            Some(ticket) => {
                (task.done, task.of) = ticket.progress();
                true
            }
            None => false,
        });
    }
}
