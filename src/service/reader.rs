//! The half of the service that only reads, for a thread of its own: it never hashes, and waits for no writer.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::gate::{Caller, Gate, note_if_refused, pass};
use super::reads::Reads as _;
use super::{Service, Session};
use crate::domain::access::Operation;
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, TokenReport, UserDetails, UserList, UserQuery};
use crate::domain::registration::ServiceInfo;
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::domain::token::TokenHash;
use crate::domain::user::{User, UserId};
use crate::store::{CheckProgress, DirectoryReader, Interrupter, Tx};

/// A session as it was at one moment. It gives access to readings only.
#[derive(Debug, Clone)]
pub struct SessionSnapshot(Arc<Session>);

impl Session {
    /// The session as it is now.
    pub fn snapshot(&self) -> SessionSnapshot {
        SessionSnapshot(Arc::new(self.copy()))
    }
}

impl SessionSnapshot {
    /// Whether the session goes on under the same password as in `earlier`.
    pub fn is_unchanged_since(&self, earlier: &Self) -> bool {
        self.0.has_epoch_of(&earlier.0)
    }
}

/// Reads an open directory on a connection of its own. Used by one thread at a time.
pub struct Reader {
    directory: DirectoryReader,
    clock: Arc<dyn Clock>,
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
    /// One's own account, as it is now.
    ///
    /// # Errors
    /// [`Failure`], as everywhere below; one that [is interrupted](Failure::is_interrupted) where it was stopped.
    pub fn me(&mut self, session: &SessionSnapshot) -> Result<User, Failure> {
        self.read_me(&session.0)
    }

    /// The figures of Home.
    pub fn home(&mut self, session: &SessionSnapshot) -> Result<HomeSummary, Failure> {
        self.read_home(&session.0)
    }

    /// The users that match.
    pub fn list_users(&mut self, session: &SessionSnapshot, query: &UserQuery) -> Result<UserList, Failure> {
        self.read_list(&session.0, query)
    }

    /// One user with all clients.
    pub fn user_details(&mut self, session: &SessionSnapshot, id: UserId) -> Result<UserDetails, Failure> {
        self.read_details(&session.0, id)
    }

    /// What the directory says about a token that was found.
    pub fn identify_token(&mut self, session: &SessionSnapshot, text: &SecretText) -> Result<TokenReport, Failure> {
        self.read_token(&session.0, text)
    }

    /// What there is to say by now about a token that was identified before.
    pub fn identify_token_again(&mut self, session: &SessionSnapshot, hash: TokenHash) -> Result<TokenReport, Failure> {
        self.read_token_again(&session.0, hash)
    }

    /// What the registration service of this directory said of itself.
    pub fn registration_service(&mut self, session: &SessionSnapshot) -> Result<Option<ServiceInfo>, Failure> {
        self.read_registration_service(&session.0)
    }

    /// Looks for damage that ordinary reading does not notice. `watch` hears how far it is, many times a second, and
    /// stops it with `Break`.
    ///
    /// # Errors
    /// [`Failure::Storage`] with the first broken place, or because it was stopped.
    pub fn check_quickly(
        &mut self,
        watch: impl FnMut(CheckProgress) -> ControlFlow<()> + Send + 'static,
    ) -> Result<(), Failure> {
        Ok(self.directory.check_quickly(watch)?)
    }

    /// What stops a reading from another thread.
    pub fn interrupter(&self) -> Interrupter {
        self.directory.interrupter()
    }
}

impl Gate for Reader {
    fn reading<T>(
        &mut self,
        session: &Session,
        operation: Operation,
        work: impl FnOnce(&Tx<'_>, &Caller) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let now = self.clock.now();
        let answer = self.directory.read(|tx| {
            let caller = pass(tx, session, operation, now)?;
            work(tx, &caller)
        });
        let directory = &self.directory;
        note_if_refused(|| directory.writer(), session, operation, now, answer)
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
    fn a_reading_that_is_refused_leaves_a_line_in_the_trail() {
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
