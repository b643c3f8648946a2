//! A backup is put in the place of the directory, which the other threads have closed.

use super::{DirectoryWorker, ReadyRestore};
use crate::domain::backup::{Restored, UnknownSecrets};
use crate::domain::failure::Failure;
use crate::platform::service_lock;

/// What became of a restore, and of the directory after it.
#[derive(Debug)]
pub struct Replaced {
    /// The restore.
    pub restored: Result<Restored, Failure>,
    /// The opening of the directory that is there now.
    pub opened: Result<(), Failure>,
}

impl DirectoryWorker {
    /// Closes the directory without writing anything more to it.
    pub fn close(&mut self) {
        self.session = None;
        self.is_locked = false;
        self.service = None;
        self.seen = None;
    }

    /// Closes the directory, puts the backup in its place and opens what is there then. The session goes on where nothing
    /// was restored, and ends where something was.
    pub fn restore(&mut self, ready: ReadyRestore, secrets: UnknownSecrets) -> Replaced {
        let ReadyRestore { restoration, allowed } = ready;
        self.service = None;
        self.seen = None;
        let restored = restoration.replace(&allowed, secrets);
        let restored = restored.map_err(|failure| service_lock::name_service(failure, &self.location));
        if restored.is_ok() {
            self.session = None;
            self.is_locked = false;
        }
        Replaced {
            restored,
            opened: self.open(),
        }
    }
}
