//! One named thread with a bounded queue of jobs in and a channel of deliveries out.
//!
//! A job is a function over the thread's worker, and what it delivers a function over its host, so that the worker knows
//! neither what is asked of it nor by whom. A test takes an inline lane instead: jobs are done when the deliveries are
//! asked for, so a story needs no thread and no waiting, and a hold lets it look at what is shown while an answer is
//! pending.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Jobs that may wait in a queue before the next one is refused.
const QUEUE_JOBS: usize = 64;

/// Wakes the window when something was delivered.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Brings an answer to the host.
pub type Delivery<H> = Box<dyn FnOnce(&mut H) + Send>;

/// Something to do with the worker of a lane.
pub type Job<W, H> = Box<dyn FnOnce(&mut W) -> Delivery<H> + Send>;

/// What a lane's thread owns.
pub trait Worker: Sized {
    /// What it says unasked.
    type Notice: Send + 'static;

    /// Looks around when nothing has been asked for a while; says only what is worth waking the window for.
    fn look_around(&mut self) -> Option<Self::Notice> {
        None
    }

    /// How often to look around while nothing is asked; `None` for never.
    fn looks_around_every(&self) -> Option<Duration> {
        None
    }
}

/// A host that takes notices in.
pub trait Hears<N> {
    /// Takes a notice in.
    fn hear(&mut self, notice: N);
}

/// The queue is full or the thread has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneRefused;

/// A way to have jobs done elsewhere.
pub struct Lane<W, H> {
    inner: Inner<W, H>,
}

/// The queue of a lane without a thread. A job of another lane may hold it too.
type InlineQueue<W, H> = Arc<Mutex<VecDeque<Job<W, H>>>>;

/// Puts jobs into a lane's queue from the thread of another lane.
pub enum LaneSender<W, H> {
    /// To a thread.
    Threaded(SyncSender<Job<W, H>>),
    /// To a lane without one.
    Inline(InlineQueue<W, H>),
}

impl<W, H> LaneSender<W, H> {
    /// Asks for a job, and waits for room in the queue.
    ///
    /// # Errors
    /// [`LaneRefused`] where the thread has ended.
    pub fn send(self, job: Job<W, H>) -> Result<(), LaneRefused> {
        match self {
            Self::Threaded(jobs) => jobs.send(job).map_err(|_| LaneRefused),
            Self::Inline(queue) => {
                lock(&queue).push_back(job);
                Ok(())
            }
        }
    }
}

fn lock<T>(queue: &Mutex<T>) -> MutexGuard<'_, T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Inner<W, H> {
    Threaded {
        jobs: SyncSender<Job<W, H>>,
        deliveries: Receiver<Delivery<H>>,
        /// Nothing is ever sent; it closes when the thread ends.
        end: Receiver<()>,
        thread: JoinHandle<()>,
    },
    Inline {
        worker: Box<RefCell<W>>,
        queue: InlineQueue<W, H>,
        is_held: Rc<Cell<bool>>,
    },
}

impl<W: Worker + Send + 'static, H: Hears<W::Notice> + 'static> Lane<W, H> {
    /// Starts a thread called `name` that does jobs with `worker` and calls `wake` after each delivery.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(name: &str, worker: W, wake: Wake) -> std::io::Result<Self> {
        let (jobs, job_queue) = mpsc::sync_channel(QUEUE_JOBS);
        let (delivery_queue, deliveries) = mpsc::channel();
        let (running, end) = mpsc::channel();
        let body = move || {
            let _running: Sender<()> = running;
            serve(worker, &job_queue, &delivery_queue, &wake);
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "this is where the program's threads are started"
        )]
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(body)?;
        Ok(Self {
            inner: Inner::Threaded {
                jobs,
                deliveries,
                end,
                thread,
            },
        })
    }
}

impl<W: Worker, H: Hears<W::Notice>> Lane<W, H> {
    /// A lane without a thread, for tests. While `is_held` is true its jobs wait.
    pub fn inline(worker: W, is_held: Rc<Cell<bool>>) -> Self {
        Self {
            inner: Inner::Inline {
                worker: Box::new(RefCell::new(worker)),
                queue: InlineQueue::default(),
                is_held,
            },
        }
    }

    /// What was delivered next, if anything.
    pub fn try_recv(&self) -> Option<Delivery<H>> {
        match &self.inner {
            Inner::Threaded { deliveries, .. } => deliveries.try_recv().ok(),
            Inner::Inline { is_held, .. } if is_held.get() => None,
            Inner::Inline { worker, queue, .. } => {
                let job = lock(queue).pop_front();
                let mut worker = worker.borrow_mut();
                match job {
                    Some(job) => Some(job(&mut worker)),
                    None => worker.look_around().map(deliver_notice),
                }
            }
        }
    }
}

impl<W, H> Lane<W, H> {
    /// Asks for a job without waiting.
    ///
    /// # Errors
    /// [`LaneRefused`] where the queue is full or the thread has ended.
    pub fn send(&self, job: Job<W, H>) -> Result<(), LaneRefused> {
        match &self.inner {
            Inner::Threaded { jobs, .. } => jobs.try_send(job).map_err(|error| match error {
                TrySendError::Full(_) | TrySendError::Disconnected(_) => LaneRefused,
            }),
            Inner::Inline { queue, .. } => {
                lock(queue).push_back(job);
                Ok(())
            }
        }
    }

    /// What puts jobs into this lane's queue. The thread does not end while there is one.
    pub fn sender(&self) -> LaneSender<W, H> {
        match &self.inner {
            Inner::Threaded { jobs, .. } => LaneSender::Threaded(jobs.clone()),
            Inner::Inline { queue, .. } => LaneSender::Inline(Arc::clone(queue)),
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
            Inner::Inline { worker, queue, .. } => finish_inline(*worker, &queue),
        }
    }

    /// The same, but leaves a thread to itself that needs longer than `limit`. Returns whether everything was done.
    pub fn finish_within(self, limit: Duration) -> bool {
        match self.inner {
            Inner::Threaded { jobs, end, .. } => {
                drop(jobs);
                end.recv_timeout(limit) == Err(RecvTimeoutError::Disconnected)
            }
            Inner::Inline { worker, queue, .. } => {
                finish_inline(*worker, &queue);
                true
            }
        }
    }
}

fn finish_inline<W, H>(worker: RefCell<W>, queue: &Mutex<VecDeque<Job<W, H>>>) {
    let mut worker = worker.into_inner();
    let jobs = std::mem::take(&mut *lock(queue));
    for job in jobs {
        drop(job(&mut worker));
    }
}

fn deliver_notice<N: Send + 'static, H: Hears<N>>(notice: N) -> Delivery<H> {
    Box::new(move |host: &mut H| host.hear(notice))
}

fn serve<W: Worker, H: Hears<W::Notice>>(
    mut worker: W,
    jobs: &Receiver<Job<W, H>>,
    deliveries: &Sender<Delivery<H>>,
    wake: &Wake,
) {
    loop {
        let delivery = match worker.looks_around_every() {
            None => match jobs.recv() {
                Ok(job) => Some(job(&mut worker)),
                Err(_) => return,
            },
            Some(pause) => match jobs.recv_timeout(pause) {
                Ok(job) => Some(job(&mut worker)),
                Err(RecvTimeoutError::Timeout) => worker.look_around().map(deliver_notice),
                Err(RecvTimeoutError::Disconnected) => return,
            },
        };
        if let Some(delivery) = delivery {
            // The window may be gone already; the jobs that are left are done all the same.
            let _ = deliveries.send(delivery);
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Doubling;

    impl Worker for Doubling {
        type Notice = ();
    }

    /// Keeps what was delivered.
    #[derive(Default)]
    struct Kept(Vec<u32>);

    impl Hears<()> for Kept {
        fn hear(&mut self, (): ()) {}
    }

    fn double(number: u32) -> Job<Doubling, Kept> {
        Box::new(move |_| Box::new(move |kept: &mut Kept| kept.0.push(number * 2)))
    }

    fn take(lane: &Lane<Doubling, Kept>) -> Vec<u32> {
        let mut kept = Kept::default();
        while let Some(delivery) = lane.try_recv() {
            delivery(&mut kept);
        }
        kept.0
    }

    #[test]
    fn a_thread_answers_in_order_and_wakes_the_window() {
        let (woken, wakes) = mpsc::channel();
        let lane = Lane::start("doubling", Doubling, Arc::new(move || woken.send(()).unwrap())).unwrap();
        for job in [1, 2] {
            lane.send(double(job)).unwrap();
            wakes.recv_timeout(Duration::from_mins(1)).unwrap();
            assert_eq!(take(&lane), [job * 2]);
        }
        lane.finish();
        assert_eq!(wakes.iter().count(), 0);
    }

    #[test]
    fn a_full_queue_refuses_instead_of_waiting() {
        let (release, stuck) = mpsc::channel::<()>();
        let lane: Lane<Doubling, Kept> = Lane::start("stuck", Doubling, Arc::new(|| ())).unwrap();
        lane.send(Box::new(move |_| {
            let _ = stuck.recv();
            Box::new(|_| ())
        }))
        .unwrap();
        let refused = (0..200).find_map(|job| lane.send(double(job)).err());
        assert_eq!(refused, Some(LaneRefused));
        drop(release);
        lane.finish();
    }

    #[test]
    fn a_held_inline_lane_keeps_its_jobs() {
        let is_held = Rc::new(Cell::new(true));
        let lane = Lane::inline(Doubling, Rc::clone(&is_held));
        lane.send(double(4)).unwrap();
        assert!(take(&lane).is_empty());
        is_held.set(false);
        assert_eq!(take(&lane), [8]);
    }
}
