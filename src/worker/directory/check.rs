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
    /// Reads nothing itself.
    reader: Option<Reader>,
    /// For the check that has begun. It has none of the file in memory before, and is closed after it, because its cache
    /// holds the whole file by then.
    checking: Option<Result<Reader, Failure>>,
    ticket: Ticket,
}

impl CheckWorker {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            shared,
            reader: None,
            checking: None,
            ticket: Ticket::default(),
        }
    }

    /// Begins the check of `ticket`, and says how to stop it.
    pub fn begin(&mut self, ticket: &Ticket) -> Interrupt {
        if let Some(reader) = self.shared.present().for_checker.take() {
            self.reader = Some(reader);
        }
        self.ticket = ticket.clone();
        self.checking = self.reader.as_ref().map(Reader::again);
        read::interrupt(self.checking.as_ref().and_then(|reader| reader.as_ref().ok()))
    }

    /// Closes its connection; the next opening brings another one.
    pub fn close(&mut self) {
        self.shared.present().for_checker.take();
        self.reader = None;
        self.checking = None;
    }

    /// Looks for damage that ordinary reading does not notice, and notes on the ticket how far it is.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the first broken place, or because it was stopped.
    pub fn check_quickly(&mut self) -> Result<(), Failure> {
        let ticket = self.ticket.clone();
        let mut reader = self.checking.take().ok_or_else(not_open)??;
        reader.check_quickly(move |progress| ticket.note_progress(progress.done, progress.of))
    }
}

impl Worker for CheckWorker {
    type Notice = Infallible;
}
