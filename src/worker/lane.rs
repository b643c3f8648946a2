//! One named thread with a bounded queue of jobs in and a channel of reports out.
//!
//! A test takes an inline lane instead: jobs are done when the reports are asked for, so a story needs no thread and no
//! waiting, and a hold lets it look at what is shown while an answer is pending.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender, TrySendError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Jobs that may wait in a queue before the next one is refused.
const QUEUE_JOBS: usize = 64;

/// Tells the window that a report has come.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a lane does with its jobs.
pub trait Handler<J, R> {
    /// Does one job.
    fn handle(&mut self, job: J) -> R;

    /// Looks around when nothing has been asked for a while; reports only what is worth waking the window for.
    fn idle(&mut self) -> Option<R> {
        None
    }

    /// How often to look around while nothing is asked; `None` for never.
    fn idle_every(&self) -> Option<Duration> {
        None
    }
}

/// The queue is full or the thread has ended; carries the job back.
#[derive(Debug)]
pub struct LaneRefused<J>(pub J);

/// A way to have jobs done elsewhere.
pub struct Lane<J, R> {
    inner: Inner<J, R>,
}

enum Inner<J, R> {
    Threaded {
        jobs: SyncSender<J>,
        reports: Receiver<R>,
        /// Nothing is ever sent; it closes when the thread ends.
        end: Receiver<()>,
        thread: JoinHandle<()>,
    },
    Inline {
        handler: RefCell<Box<dyn Handler<J, R>>>,
        queue: RefCell<VecDeque<J>>,
        is_held: Rc<Cell<bool>>,
    },
}

impl<J: Send + 'static, R: Send + 'static> Lane<J, R> {
    /// Starts a thread called `name` that does jobs with `handler` and calls `wake` after each report.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(name: &str, handler: impl Handler<J, R> + Send + 'static, wake: Wake) -> std::io::Result<Self> {
        let (jobs, job_queue) = mpsc::sync_channel(QUEUE_JOBS);
        let (report_queue, reports) = mpsc::channel();
        let (running, end) = mpsc::channel();
        let body = move || {
            let _running: Sender<()> = running;
            serve(handler, &job_queue, &report_queue, &wake);
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "this is where the program's threads are started"
        )]
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(body)?;
        Ok(Self {
            inner: Inner::Threaded {
                jobs,
                reports,
                end,
                thread,
            },
        })
    }
}

impl<J, R> Lane<J, R> {
    /// A lane without a thread, for tests. While `is_held` is true its jobs wait.
    pub fn inline(handler: impl Handler<J, R> + 'static, is_held: Rc<Cell<bool>>) -> Self {
        Self {
            inner: Inner::Inline {
                handler: RefCell::new(Box::new(handler)),
                queue: RefCell::default(),
                is_held,
            },
        }
    }

    /// Asks for a job without waiting.
    ///
    /// # Errors
    /// [`LaneRefused`] where the queue is full or the thread has ended.
    pub fn send(&self, job: J) -> Result<(), LaneRefused<J>> {
        match &self.inner {
            Inner::Threaded { jobs, .. } => jobs.try_send(job).map_err(|error| match error {
                TrySendError::Full(job) | TrySendError::Disconnected(job) => LaneRefused(job),
            }),
            Inner::Inline { queue, .. } => {
                queue.borrow_mut().push_back(job);
                Ok(())
            }
        }
    }

    /// The next report, if there is one.
    pub fn try_recv(&self) -> Option<R> {
        match &self.inner {
            Inner::Threaded { reports, .. } => reports.try_recv().ok(),
            Inner::Inline {
                handler,
                queue,
                is_held,
            } => {
                if is_held.get() {
                    return None;
                }
                let job = queue.borrow_mut().pop_front();
                match job {
                    Some(job) => Some(handler.borrow_mut().handle(job)),
                    None => handler.borrow_mut().idle(),
                }
            }
        }
    }

    /// Whether the thread is no longer there, which only a panic in it can bring about: no answer will come.
    pub fn has_ended(&self) -> bool {
        match &self.inner {
            Inner::Threaded { thread, .. } => thread.is_finished(),
            Inner::Inline { .. } => false,
        }
    }

    /// Lets the jobs that are queued be done and ends the thread.
    pub fn finish(self) {
        match self.inner {
            Inner::Threaded { jobs, thread, .. } => {
                drop(jobs);
                if thread.join().is_err() {
                    tracing::error!("a worker thread ended by a panic");
                }
            }
            Inner::Inline { handler, queue, .. } => finish_inline(handler, queue),
        }
    }

    /// The same, but leaves a thread to itself that needs longer than `limit`. Returns whether everything was done.
    pub fn finish_within(self, limit: Duration) -> bool {
        match self.inner {
            Inner::Threaded { jobs, end, .. } => {
                drop(jobs);
                end.recv_timeout(limit) == Err(RecvTimeoutError::Disconnected)
            }
            Inner::Inline { handler, queue, .. } => {
                finish_inline(handler, queue);
                true
            }
        }
    }
}

fn finish_inline<J, R>(handler: RefCell<Box<dyn Handler<J, R>>>, queue: RefCell<VecDeque<J>>) {
    let mut handler = handler.into_inner();
    for job in queue.into_inner() {
        handler.handle(job);
    }
}

fn serve<J, R>(mut handler: impl Handler<J, R>, jobs: &Receiver<J>, reports: &mpsc::Sender<R>, wake: &Wake) {
    loop {
        let report = match handler.idle_every() {
            None => match jobs.recv() {
                Ok(job) => Some(handler.handle(job)),
                Err(_) => return,
            },
            Some(pause) => match jobs.recv_timeout(pause) {
                Ok(job) => Some(handler.handle(job)),
                Err(RecvTimeoutError::Timeout) => handler.idle(),
                Err(RecvTimeoutError::Disconnected) => return,
            },
        };
        if let Some(report) = report {
            // The window may be gone already; the jobs that are left are done all the same.
            let _ = reports.send(report);
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Doubling;

    impl Handler<u32, u32> for Doubling {
        fn handle(&mut self, job: u32) -> u32 {
            job * 2
        }
    }

    #[test]
    fn a_thread_answers_in_order_and_wakes_the_window() {
        let (woken, wakes) = mpsc::channel();
        let lane = Lane::start("doubling", Doubling, Arc::new(move || woken.send(()).unwrap())).unwrap();
        for job in [1, 2] {
            lane.send(job).unwrap();
            wakes.recv().unwrap();
            assert_eq!(lane.try_recv(), Some(job * 2));
        }
        lane.finish();
        assert_eq!(wakes.iter().count(), 0);
    }

    #[test]
    fn a_full_queue_refuses_instead_of_waiting() {
        struct Stuck(Receiver<()>);
        impl Handler<u32, u32> for Stuck {
            fn handle(&mut self, job: u32) -> u32 {
                let _ = self.0.recv();
                job
            }
        }
        let (release, stuck) = mpsc::channel();
        let lane = Lane::start("stuck", Stuck(stuck), Arc::new(|| ())).unwrap();
        let refused = (0..200).find_map(|job| lane.send(job).err());
        assert!(refused.is_some());
        drop(release);
        lane.finish();
    }

    #[test]
    fn a_held_inline_lane_keeps_its_jobs() {
        let is_held = Rc::new(Cell::new(true));
        let lane = Lane::inline(Doubling, Rc::clone(&is_held));
        lane.send(4).unwrap();
        assert_eq!(lane.try_recv(), None);
        is_held.set(false);
        assert_eq!(lane.try_recv(), Some(8));
    }
}
