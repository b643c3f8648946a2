//! The thread that looks for damage, on a connection of its own, so that no one waits for it.

use std::convert::Infallible;

use super::shared::Shared;
use super::{not_open, read};
use crate::domain::failure::Failure;
use crate::service::Reader;
use crate::worker::lane::Worker;
use crate::worker::ticket::{Interrupt, Ticket};

/// Looks through the directory.
pub struct CheckWorker {
    shared: Shared,
    reader: Option<Reader>,
    ticket: Ticket,
}

impl CheckWorker {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            shared,
            reader: None,
            ticket: Ticket::default(),
        }
    }

    /// Begins the request of `ticket`, and says how to stop it.
    pub fn begin(&mut self, ticket: &Ticket) -> Interrupt {
        if let Some(reader) = self.shared.present().for_checker.take() {
            self.reader = Some(reader);
        }
        self.ticket = ticket.clone();
        read::interrupt(self.reader.as_ref())
    }

    /// Closes its connection; the next opening brings another one.
    pub fn close(&mut self) {
        self.shared.present().for_checker.take();
        self.reader = None;
    }

    /// Looks for damage that ordinary reading does not notice, and notes on the ticket how far it is.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the first broken place, or because it was stopped.
    pub fn check_quickly(&mut self) -> Result<(), Failure> {
        let ticket = self.ticket.clone();
        // Its connection is closed with it: there is one check for each opening, and its cache holds the whole file.
        let mut reader = self.reader.take().ok_or_else(not_open)?;
        reader.check_quickly(move |progress| ticket.note_progress(progress.done, progress.of))
    }
}

impl Worker for CheckWorker {
    type Notice = Infallible;
}
