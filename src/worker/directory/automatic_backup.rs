//! The automatic backups of the console, on the thread that makes backups. Whether one is due the thread sees by itself,
//! without waking the window; the backup is then asked for as any work is that the window shows.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::failure::Failure;
use crate::platform::clock::Deadline;
use crate::service::{AutomaticBackups, FreeBytes, Reader};
use crate::worker::ticket::Ticket;

/// How often to look whether a backup is due.
pub(super) const LOOK_EVERY: Duration = Duration::from_mins(1);
/// How long to rest after a failure that the directory may not know of, and after a person has stopped a backup.
const REST: Duration = Duration::from_hours(1);

/// An automatic backup is due.
#[derive(Debug)]
pub struct BackupDue;

/// Makes automatic backups.
pub(super) struct Automatic {
    free_bytes: FreeBytes,
    /// Nothing is tried before its end.
    rest: Option<Deadline>,
}

impl Automatic {
    pub(super) fn new(free_bytes: FreeBytes) -> Self {
        Self { free_bytes, rest: None }
    }

    /// Whether a backup of what `reader` reads is to be made now.
    pub(super) fn is_due(&mut self, reader: &mut Reader) -> bool {
        if self.rest.as_ref().is_some_and(|rest| !rest.left().is_zero()) {
            return false;
        }
        reader.is_backup_due().unwrap_or_else(|failure| {
            tracing::warn!(%failure, "the directory can't be asked for its last backup");
            self.rest();
            false
        })
    }

    /// Makes one, if one is due and no other program makes it, and notes on the ticket how far it is. Returns whether one
    /// was made.
    pub(super) fn make(&mut self, reader: &Reader, ticket: Ticket) -> Result<bool, Failure> {
        // On a connection that is closed again, so that nothing stands in the way of a restore.
        let mut backups = AutomaticBackups::new(reader.again()?, Arc::clone(&self.free_bytes));
        let made = backups.make_if_due(move |progress| ticket.note_progress(progress.done, progress.of));
        if made.is_err() {
            self.rest();
        }
        Ok(made?.is_some())
    }

    fn rest(&mut self) {
        self.rest = Some(Deadline::after(REST));
    }
}

#[cfg(test)]
mod tests {
    use super::super::DirectoryWorker;
    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::time::Timestamp;
    use crate::platform::clock::ManualClock;
    use crate::worker::lane::Worker as _;

    #[test]
    fn a_backup_that_a_person_stops_is_not_begun_again_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (path, policy) = (folder.path().join("directory.db"), HashPolicy::cheap_for_tests_only());
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000));
        let worker = DirectoryWorker::new(path, policy, Arc::new(clock));
        let mut writer = worker.with_automatic_backups(Arc::new(|_| None));
        let mut maker = writer.backup_maker();
        assert!(maker.look_around().is_none(), "nothing is open");
        writer.open_demo(14).unwrap();
        assert!(maker.look_around().is_some());
        let ticket = Ticket::default();
        maker.begin(None, &ticket);
        ticket.cancel();
        assert!(maker.back_up_if_due().unwrap_err().is_interrupted());
        assert!(maker.look_around().is_none());
    }
}
