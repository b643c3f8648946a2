//! Looks for damage in the directory: before the service listens, then once a day and whenever a request meets damage, on
//! a connection and a thread of its own.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::health::{self, Health};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::registration::ServiceTrouble;
use crate::platform::clock::Deadline;
use crate::service::{Reader, Service};

/// How long a check may hold up the start: what comes to some 40 MB. A larger directory is checked while it is served.
const MOST_WAIT_AT_START: Duration = Duration::from_secs(2);

/// The least time between two checks of the whole file for damage that was met.
const BETWEEN_DOUBTS: Duration = Duration::from_mins(10);

/// What a check at the start came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtStart {
    /// There is no damage.
    Whole,
    /// It was not finished in time.
    Unfinished,
}

/// Checks the directory for as long as the start may wait.
///
/// # Errors
/// [`Failure`], which is reported for the console where it is damage.
pub(super) fn check_at_start(service: &Service) -> Result<AtStart, Failure> {
    let deadline = Deadline::after(MOST_WAIT_AT_START);
    let checked = service.reader()?.check_quickly(move |_| {
        if deadline.left().is_zero() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match checked {
        Ok(()) => Ok(AtStart::Whole),
        Err(failure) if failure.is_interrupted() => Ok(AtStart::Unfinished),
        Err(failure) => {
            if let Some(trouble) = trouble_of(&failure) {
                health::report(&service.location(), trouble);
            }
            Err(failure)
        }
    }
}

/// What stops the service of a failure, if it does: what the file holds can't be trusted, or is no longer read by others.
pub(super) const fn trouble_of(failure: &Failure) -> Option<ServiceTrouble> {
    match failure {
        Failure::Storage(StorageFailure::Damaged(_)) => Some(ServiceTrouble::Damaged),
        Failure::Storage(StorageFailure::Moved(_) | StorageFailure::LogGone(_)) => Some(ServiceTrouble::Replaced),
        _ => None,
    }
}

/// The thread that checks. It ends, a check under way included, when this is dropped.
#[derive(Debug)]
pub(super) struct Integrity {
    thread: Option<JoinHandle<()>>,
    doubts: Option<SyncSender<()>>,
    /// Until when damage that is met asks for no other check.
    no_doubt_before: Option<Deadline>,
    is_ending: Arc<AtomicBool>,
}

impl Integrity {
    /// Starts the thread; its first check follows at once where the one at the start was not finished.
    pub(super) fn start(
        reader: Reader,
        at_start: AtStart,
        every: Duration,
        health: Arc<Health>,
    ) -> std::io::Result<Self> {
        let (doubts, raised) = sync_channel(1);
        let is_ending = Arc::new(AtomicBool::new(false));
        let checker = Checker {
            reader,
            every,
            health,
            is_ending: Arc::clone(&is_ending),
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the checker of the service, which has no window's worker"
        )]
        let thread = thread::Builder::new()
            .name("integrity".to_owned())
            .spawn(move || checker.work(&raised))?;
        let integrity = Self {
            thread: Some(thread),
            doubts: Some(doubts),
            no_doubt_before: None,
            is_ending,
        };
        if at_start == AtStart::Unfinished {
            integrity.ask();
        }
        Ok(integrity)
    }

    /// Asks for a check that does not wait for the next day, because damage was met; at most once in a while.
    pub(super) fn doubt(&mut self) {
        if self.no_doubt_before.as_ref().is_none_or(|end| end.left().is_zero()) {
            self.no_doubt_before = Some(Deadline::after(BETWEEN_DOUBTS));
            self.ask();
        }
    }

    /// Nothing happens while one is asked for already.
    fn ask(&self) {
        if let Some(doubts) = &self.doubts {
            let _ = doubts.try_send(());
        }
    }
}

impl Drop for Integrity {
    fn drop(&mut self) {
        self.is_ending.store(true, Ordering::Relaxed);
        self.doubts = None;
        if let Some(thread) = self.thread.take() {
            // A panic is on standard error already.
            let _ = thread.join();
        }
    }
}

/// The state of the thread.
struct Checker {
    reader: Reader,
    every: Duration,
    health: Arc<Health>,
    is_ending: Arc<AtomicBool>,
}

impl Checker {
    fn work(self, raised: &Receiver<()>) {
        while !matches!(raised.recv_timeout(self.every), Err(RecvTimeoutError::Disconnected)) {
            let Err(failure) = self.check() else { continue };
            match trouble_of(&failure) {
                _ if failure.is_interrupted() => {}
                Some(trouble) => {
                    tracing::error!(%failure, "a check of the directory failed");
                    self.health.stop(trouble);
                    return;
                }
                None => tracing::warn!(%failure, "the directory could not be checked"),
            }
        }
    }

    /// On a fresh connection, because one that has read the pages before would not look at the disk again.
    fn check(&self) -> Result<(), Failure> {
        let is_ending = Arc::clone(&self.is_ending);
        self.reader.again()?.check_quickly(move |_| {
            if is_ending.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
    }
}
