//! The thread that asks the server, so that the window never waits.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::JoinHandle;

use super::installation::{Installation, Overview, Pin, Registering, Registration};
use super::problem::{Exit, Problem};

/// Tells the window that an answer has come.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What is asked for.
#[derive(Debug)]
pub(super) enum Job {
    Register(Registering),
    Connect(Pin),
    /// Looks at what is kept, for another program may have changed it. Nobody is asked.
    Look,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Report {
    /// What was granted, or why not; `None` where nobody was asked.
    pub(super) answer: Option<Result<Registration, Problem>>,
    /// What is kept after it.
    pub(super) overview: Result<Overview, Problem>,
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
    /// Starts the thread; `wake` is called after each answer. The thread is to be joined before the program ends and
    /// after the courier has gone: what is granted in between would be lost otherwise.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(installation: Installation, wake: Wake) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = mpsc::channel();
        let (answers, reports) = mpsc::channel();
        #[expect(clippy::disallowed_methods, reason = "the one thread of the client")]
        let thread = std::thread::Builder::new().name("courier".to_owned()).spawn(move || {
            for job in queue {
                let answer = match job {
                    Job::Register(asked) => Some(installation.register(&asked)),
                    Job::Connect(pin) => Some(installation.connect(&pin)),
                    Job::Look => None,
                };
                let overview = installation.overview();
                // The window may be gone already; what was granted is written down all the same.
                let _ = answers.send(Report { answer, overview });
                wake();
            }
        })?;
        Ok((Self { jobs, reports }, thread))
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
