//! The half of the service that only reads, for a thread of its own: it never hashes, and waits for no writer.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::acceptance;
use super::gate::Gate;
use super::reads::Reads;
use super::session::OfSession;
use super::{Service, Session};
use crate::domain::failure::Failure;
use crate::domain::query::{DirectoryFigures, PlaceFault};
use crate::domain::registration::{ClientAsks, ClientRefusal};
use crate::domain::time::Clock;
use crate::store::{DirectoryReader, Interrupter, Progress, StoreError, Tx, WriteTx};

/// A session as it was at one moment. It gives access to readings only.
#[derive(Debug, Clone)]
pub struct SessionSnapshot(Arc<Session>);

impl Session {
    /// The session as it is now.
    pub fn snapshot(&self) -> SessionSnapshot {
        SessionSnapshot(Arc::new(self.copy()))
    }
}

impl OfSession for SessionSnapshot {
    fn session(&self) -> &Session {
        &self.0
    }
}

impl SessionSnapshot {
    /// Whether the session continues under the same password as in `earlier`.
    pub fn is_unchanged_since(&self, earlier: &Self) -> bool {
        self.0.has_epoch_of(&earlier.0)
    }
}

/// Reads an open directory on a connection of its own. Used by one thread at a time.
pub struct Reader {
    pub(super) directory: DirectoryReader,
    pub(super) clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Reader")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}

impl Service {
    /// A reader of the same directory, for another thread.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn reader(&self) -> Result<Reader, Failure> {
        Ok(Reader {
            directory: self.directory.reader()?,
            clock: Arc::clone(&self.clock),
        })
    }
}

impl Reader {
    /// Looks for damage that ordinary reading does not notice. `watch` hears how far it is, many times a second, and
    /// stops it with `Break`.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the first broken place, or because it was stopped.
    pub fn check_quickly(
        &mut self,
        watch: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Result<(), Failure> {
        Ok(self.directory.check_quickly(watch)?)
    }

    /// What each request of a client would be refused for at this moment. Nothing is written, and no token is used up.
    ///
    /// # Errors
    /// [`Failure::Storage`]; for a single request where it met something damaged.
    pub fn foresee(&mut self, asks: &[ClientAsks]) -> Result<Vec<Result<Option<ClientRefusal>, Failure>>, Failure> {
        let now = self.clock.now();
        self.directory
            .read(|tx| Ok(asks.iter().map(|asks| acceptance::foresee(tx, asks, now)).collect()))
    }

    /// Another reader of the same directory, which has none of it in memory yet.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn again(&self) -> Result<Self, Failure> {
        Ok(Self {
            directory: self.directory.again()?,
            clock: Arc::clone(&self.clock),
        })
    }

    /// The figures for the metrics of the registration service.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn figures(&mut self) -> Result<DirectoryFigures, Failure> {
        let now = self.clock.now();
        self.directory.read(|tx| Ok(tx.directory_figures(now)?))
    }

    /// What stops a reading from another thread.
    pub fn interrupter(&self) -> Interrupter {
        self.directory.interrupter()
    }
}

impl Gate for Reader {
    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    fn read<T>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.directory.read(work)
    }

    fn note(&mut self, work: impl FnMut(&WriteTx<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.directory.writer()?.write(work)
    }
}

impl Reads for Reader {
    fn place_faults(&self) -> Vec<PlaceFault> {
        self.directory.place_faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::time::Timestamp;

    struct StoppedClock;

    impl Clock for StoppedClock {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix_ms(1_795_000_000_000)
        }
    }

    fn made(folder: &tempfile::TempDir) -> (Service, Session) {
        let path = folder.path().join("directory.db");
        let policy = HashPolicy::cheap_for_tests_only();
        let administrator = Service::fill_with_demo(&path, policy, Arc::new(StoppedClock), 14).unwrap();
        let mut service = Service::open(&path, policy, Arc::new(StoppedClock)).unwrap();
        let signed_in = service
            .sign_in(&administrator.user_name, &administrator.password)
            .unwrap();
        (service, signed_in.session)
    }

    #[test]
    fn a_reader_sees_what_the_service_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let (mut service, session) = made(&folder);
        let mut reader = service.reader().unwrap();
        let id = session.user_id();
        service
            .generate_token(&session, id, "build-host-7", crate::domain::expiry::Terms::default())
            .unwrap();
        let read = reader.user_details(&session.snapshot(), id).unwrap();
        assert_eq!(read, service.user_details(&session, id).unwrap());
    }

    #[test]
    fn a_refused_reading_leaves_a_row_in_the_trail() {
        let folder = tempfile::tempdir().unwrap();
        let (mut service, session) = made(&folder);
        let mut reader = service.reader().unwrap();
        let before = service.read_audit().unwrap().len();
        session.follow(-1);
        assert_eq!(reader.home(&session.snapshot()), Err(Failure::SessionEnded));
        let trail = service.read_audit().unwrap();
        assert_eq!(trail.len(), before + 1);
        assert_eq!(trail.last().unwrap().action, crate::domain::audit::AuditAction::Refused);
    }

    #[test]
    fn a_reading_is_stopped_by_its_interrupter_and_the_next_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (service, session) = made(&folder);
        let mut reader = service.reader().unwrap();
        let interrupter = reader.interrupter();
        let stopped = reader.check_quickly(move |_| {
            interrupter.interrupt();
            ControlFlow::Continue(())
        });
        assert!(stopped.unwrap_err().is_interrupted());
        assert!(reader.home(&session.snapshot()).is_ok());
    }

    #[test]
    fn a_check_tells_how_far_it_is_and_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let (service, _) = made(&folder);
        let mut reader = service.reader().unwrap();
        reader.check_quickly(|_| ControlFlow::Continue(())).unwrap();
        let (told, heard) = std::sync::mpsc::channel();
        let stopped = reader.check_quickly(move |progress| {
            told.send(progress).unwrap();
            ControlFlow::Break(())
        });
        assert!(stopped.unwrap_err().is_interrupted());
        let progress = heard.recv().unwrap();
        assert!(progress.done > 0 && progress.done <= progress.of, "{progress:?}");
    }
}
