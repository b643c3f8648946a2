//! What the requester of a job keeps: its progress, and the way to stop it.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Stops what a job is waiting for in the engine below; called from another thread.
pub(crate) type Interrupt = Box<dyn Fn() + Send>;

/// One job that was asked for. Clones are the same ticket: the asker keeps one, the job another.
#[derive(Clone, Default)]
pub struct Ticket(Arc<Shared>);

#[derive(Default)]
struct Shared {
    is_cancelled: AtomicBool,
    is_done: AtomicBool,
    done: AtomicU64,
    of: AtomicU64,
    interrupt: Mutex<Option<Interrupt>>,
}

impl Ticket {
    /// Asks the job to stop; its answer is not wanted any longer.
    pub fn cancel(&self) {
        self.0.is_cancelled.store(true, Ordering::SeqCst);
        // Under the lock, so that it can only meet this job and not the next one on the same connection.
        if let Some(interrupt) = self.interrupt().as_ref() {
            interrupt();
        }
    }

    /// Whether the job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled.load(Ordering::SeqCst)
    }

    /// Notes how far the job is, and says whether it is to go on.
    pub fn note_progress(&self, done: u64, of: u64) -> ControlFlow<()> {
        self.0.of.store(of, Ordering::Relaxed);
        self.0.done.store(done, Ordering::Relaxed);
        if self.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// How much is done, and of how much; `(0, 0)` where the job does not say.
    pub fn progress(&self) -> (u64, u64) {
        (self.0.done.load(Ordering::Relaxed), self.0.of.load(Ordering::Relaxed))
    }

    /// Begins the job, which `interrupt` stops wherever it is; false where it was cancelled before.
    #[must_use]
    pub fn begin(&self, interrupt: Interrupt) -> bool {
        let mut place = self.interrupt();
        *place = Some(interrupt);
        !self.is_cancelled()
    }

    /// Ends the job when the guard goes, however that comes about.
    pub fn guard(&self) -> TicketGuard {
        TicketGuard(self.clone())
    }

    /// Ends the job: from here on nothing is interrupted.
    fn end(&self) {
        *self.interrupt() = None;
        self.0.is_done.store(true, Ordering::SeqCst);
    }

    /// Whether the job has ended or will never begin.
    pub fn is_done(&self) -> bool {
        self.0.is_done.load(Ordering::SeqCst)
    }

    fn interrupt(&self) -> MutexGuard<'_, Option<Interrupt>> {
        self.0.interrupt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held by a job for as long as it is queued or at work.
#[derive(Debug)]
pub struct TicketGuard(Ticket);

impl Drop for TicketGuard {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ticket")
            .field("is_cancelled", &self.is_cancelled())
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancel_interrupts_the_job_it_belongs_to_and_no_later_one() {
        let interrupts = Arc::new(AtomicU64::new(0));
        let interrupt = || -> Interrupt {
            let interrupts = Arc::clone(&interrupts);
            Box::new(move || {
                interrupts.fetch_add(1, Ordering::SeqCst);
            })
        };
        let ticket = Ticket::default();
        assert!(ticket.begin(interrupt()));
        ticket.cancel();
        assert_eq!(interrupts.load(Ordering::SeqCst), 1);
        drop(ticket.guard());
        assert!(ticket.is_done());
        ticket.cancel();
        assert_eq!(interrupts.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_job_that_was_cancelled_in_the_queue_does_not_begin() {
        let ticket = Ticket::default();
        ticket.cancel();
        assert!(!ticket.begin(Box::new(|| ())));
    }

    #[test]
    fn a_job_that_tells_how_far_it_is_hears_that_it_was_cancelled() {
        let ticket = Ticket::default();
        assert!(ticket.note_progress(1, 3).is_continue());
        ticket.cancel();
        assert!(ticket.note_progress(2, 3).is_break());
        assert_eq!(ticket.progress(), (2, 3));
    }
}
