//! The thread for what reads the whole directory, or another file, and takes its time: backups.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::follower::Follower;
use super::{SessionNumber, Shared};
use crate::crypto::BackupKey;
use crate::domain::failure::Failure;
use crate::service::Reader;
use crate::worker::lane::Worker;
use crate::worker::ticket::Ticket;

/// Makes backups.
pub struct BackupWorker {
    follower: Follower<Reader>,
    ticket: Ticket,
}

impl BackupWorker {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            follower: Follower::new(shared, |present| &mut present.for_backup),
            ticket: Ticket::default(),
        }
    }

    /// Begins the request of `ticket`, which also stops it.
    pub fn begin(&mut self, asked_by: Option<SessionNumber>, ticket: &Ticket) {
        self.follower.follow(asked_by);
        self.ticket = ticket.clone();
    }

    /// Writes a backup for the user who is signed in, and notes on the ticket how far it is.
    ///
    /// # Errors
    /// Those of [`Reader::back_up`].
    pub fn back_up(&mut self, path: &Path, key: Option<&BackupKey>) -> Result<PathBuf, Failure> {
        let ticket = self.ticket.clone();
        self.follower.signed_in_even_if_locked(|reader, session| {
            reader.back_up(session, path, key, &mut |progress| {
                ticket.note_progress(progress.done, progress.of);
                if ticket.is_cancelled() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
        })
    }
}

impl Worker for BackupWorker {
    type Notice = Infallible;
}
