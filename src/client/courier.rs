//! The thread that asks the server, so that the window never waits.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};

use super::installation::{Installation, Pin, Registering, Registration};
use super::problem::{Exit, Problem};

/// Tells the window that an answer has come.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What is asked for.
#[derive(Debug)]
pub(super) enum Job {
    Register(Registering),
    Connect(Pin),
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Report {
    Registered(Result<Registration, Problem>),
    Connected(Result<Registration, Problem>),
}

/// A way to have the server asked elsewhere. The thread ends with it, once the request under way is done.
pub struct Courier {
    jobs: Sender<Job>,
    reports: Receiver<Report>,
}

/// The thread has ended, which only a defect can bring about.
#[derive(Debug)]
pub(super) struct CourierLost;

impl From<CourierLost> for Problem {
    fn from(_: CourierLost) -> Self {
        Self::new(
            Exit::Failed,
            "A part of the program has stopped",
            "Close the window and open it again",
        )
    }
}

impl Courier {
    /// Starts the thread; `wake` is called after each answer.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(installation: Installation, wake: Wake) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let (answers, reports) = mpsc::channel();
        #[expect(clippy::disallowed_methods, reason = "the one thread of the client")]
        std::thread::Builder::new().name("courier".to_owned()).spawn(move || {
            for job in queue {
                let report = match job {
                    Job::Register(asked) => Report::Registered(installation.register(&asked)),
                    Job::Connect(pin) => Report::Connected(installation.connect(&pin)),
                };
                // The window may be gone already; what was granted is written down all the same.
                let _ = answers.send(report);
                wake();
            }
        })?;
        Ok(Self { jobs, reports })
    }

    pub(super) fn send(&self, job: Job) -> Result<(), CourierLost> {
        self.jobs.send(job).map_err(|_| CourierLost)
    }

    /// The next answer, if there is one.
    pub(super) fn try_recv(&self) -> Result<Option<Report>, CourierLost> {
        match self.reports.try_recv() {
            Ok(report) => Ok(Some(report)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(CourierLost),
        }
    }
}
