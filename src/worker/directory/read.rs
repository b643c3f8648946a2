//! The thread that reads: every list, figure and detail, on a connection of its own. It never hashes and never waits for
//! a writer.

use super::SessionNumber;
use super::follower::Follower;
use crate::domain::failure::Failure;
use crate::domain::registration::KnownService;
use crate::platform::service_lock;
use crate::service::{Reader, Reads as _};
use crate::worker::ticket::Interrupt;

/// Reads for the user who is signed in.
pub type ReadWorker = Follower<Reader>;

impl ReadWorker {
    /// Begins a request of the session `asked_by`, and says how to stop it.
    pub fn begin(&mut self, asked_by: Option<SessionNumber>) -> Interrupt {
        self.follow(asked_by);
        interrupt(self.connection.as_ref())
    }

    /// What is known of the registration service; none where none has ever been started.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn registration_service(&mut self) -> Result<Option<KnownService>, Failure> {
        let info = self.signed_in(Reader::registration_service)?;
        let location = self.shared.present().location.clone();
        let location = location.as_ref();
        let is_there = location.and_then(service_lock::is_held);
        let trouble = location.and_then(service_lock::noted_trouble);
        Ok(info.map(|info| KnownService::new(info, is_there, trouble)))
    }
}

/// Stops the current reading of `reader`.
pub(super) fn interrupt(reader: Option<&Reader>) -> Interrupt {
    match reader.map(Reader::interrupter) {
        Some(interrupter) => Box::new(move || interrupter.interrupt()),
        None => Box::new(|| ()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{DirectoryWorker, SignedIn};
    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::audit::AuditAction;
    use crate::domain::time::Timestamp;
    use crate::platform::clock::ManualClock;
    use crate::service::Service;

    /// A writer at which an administrator is signed in, and its reader.
    fn signed_in(folder: &tempfile::TempDir, clock: &ManualClock) -> (DirectoryWorker, ReadWorker, SignedIn) {
        let (path, policy) = (folder.path().join("directory.db"), HashPolicy::cheap_for_tests_only());
        let mut writer = DirectoryWorker::new(path, policy, Arc::new(clock.clone()));
        let reader = writer.reader();
        writer.begin(None);
        let demo = writer.open_demo(14).unwrap();
        let signed_in = writer.sign_in(&demo.user_name, &demo.password).unwrap();
        writer.end();
        (writer, reader, signed_in)
    }

    fn clock() -> ManualClock {
        ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000))
    }

    #[test]
    fn a_request_of_another_session_reads_nothing() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let (mut writer, mut reader, signed_in) = signed_in(&folder, &clock);
        writer.begin(Some(signed_in.session));
        writer.sign_out();
        writer.end();
        for asked_by in [Some(signed_in.session), None] {
            let _stop = reader.begin(asked_by);
            assert_eq!(reader.signed_in(Reader::me), Err(Failure::SessionEnded));
        }
    }

    #[test]
    fn a_session_that_has_ended_is_refused_once() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let (_writer, mut reader, signed_in) = signed_in(&folder, &clock);
        clock.advance_secs(9 * 3600);
        let _stop = reader.begin(Some(signed_in.session));
        assert_eq!(reader.signed_in(Reader::me), Err(Failure::SessionEnded));
        let path = folder.path().join("directory.db");
        let mut service = Service::open(&path, HashPolicy::cheap_for_tests_only(), Arc::new(clock)).unwrap();
        let trail = service.read_audit().unwrap();
        let refused = trail.iter().filter(|entry| entry.action == AuditAction::Refused);
        assert_eq!(refused.count(), 1);
    }
}
