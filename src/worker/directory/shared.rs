//! What the threads of one directory share.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Commits, SessionNumber};
use crate::domain::location::Location;
use crate::service::{Hashing, Reader, SessionSnapshot};

/// The longest that a reader waits for a writer which has perhaps just changed the session.
const LONGEST_WRITE: Duration = Duration::from_secs(5);

/// Shared by the writer, the reader and the checker of one directory. Never locked during work.
#[derive(Clone, Default)]
pub(super) struct Shared {
    pub(super) commits: Commits,
    present: Arc<(Mutex<Present>, Condvar)>,
}

/// What holds at present.
#[derive(Default)]
pub(super) struct Present {
    /// Who is signed in.
    pub(super) session: Option<(SessionNumber, SessionSnapshot)>,
    /// Whether nothing is answered until the password is given.
    pub(super) is_locked: bool,
    /// Whether the writer is at work, at whose end the session may be another one.
    pub(super) is_writing: bool,
    /// The opened directory.
    pub(super) location: Option<Location>,
    /// A new connection for the reader, to be taken in place of the one it has.
    pub(super) for_reader: Option<Reader>,
    /// The same for the hasher.
    pub(super) for_hasher: Option<Hashing>,
    /// The same for the checker.
    pub(super) for_checker: Option<Reader>,
    /// The same for what makes backups.
    pub(super) for_backup: Option<Reader>,
}

impl Shared {
    pub(super) fn present(&self) -> MutexGuard<'_, Present> {
        self.present.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the writer is done, and who is signed in now.
    pub(super) fn end_writing(&self, session: Option<(SessionNumber, SessionSnapshot)>, is_locked: bool) {
        let mut present = self.present();
        present.session = session;
        present.is_locked = is_locked;
        present.is_writing = false;
        self.present.1.notify_all();
    }

    /// What holds once the writer is done.
    pub(super) fn after_writing(&self) -> MutexGuard<'_, Present> {
        let waited = self
            .present
            .1
            .wait_timeout_while(self.present(), LONGEST_WRITE, |present| present.is_writing);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
