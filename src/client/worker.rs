//! The thread that asks the server, so that the window never waits.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::JoinHandle;

use super::credentials::{Overview, Registration};
use super::error::ClientError;
use super::installation::{CertificatePin, Installation, RegistrationRequest};

/// Called after each result, to have the window drawn again.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// What is asked for.
#[derive(Debug)]
pub(super) enum Job {
    Register(RegistrationRequest),
    Connect(CertificatePin),
    /// Looks at what is kept, for another program may have changed it. Nobody is asked.
    Refresh,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct JobResult {
    /// What was granted, or why not; `None` where nobody was asked.
    pub(super) answer: Option<Result<Registration, ClientError>>,
    /// What is kept after it.
    pub(super) overview: Result<Overview, ClientError>,
}

/// A way to have the server asked elsewhere. The thread ends with it, once the request under way is done.
pub struct ClientWorker {
    jobs: Sender<Job>,
    results: Receiver<JobResult>,
}

/// The thread has ended, which only a defect can bring about.
#[derive(Debug)]
pub(super) struct WorkerStopped;

impl From<WorkerStopped> for ClientError {
    fn from(_: WorkerStopped) -> Self {
        Self::WorkerStopped
    }
}

impl ClientWorker {
    /// Starts the thread; `wake` is called after each answer. The thread is to be joined before the program ends and
    /// after this handle is dropped: what is granted in between would be lost otherwise.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(installation: Installation, wake: Wake) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = mpsc::channel();
        let (answers, results) = mpsc::channel();
        #[expect(clippy::disallowed_methods, reason = "the one thread of the client")]
        let thread = std::thread::Builder::new()
            .name("client-worker".to_owned())
            .spawn(move || {
                for job in queue {
                    let answer = match job {
                        Job::Register(request) => Some(installation.register(&request)),
                        Job::Connect(pin) => Some(installation.connect(&pin)),
                        Job::Refresh => None,
                    };
                    let overview = installation.overview();
                    // The window may be gone already; what was granted is written down all the same.
                    let _ = answers.send(JobResult { answer, overview });
                    wake();
                }
            })?;
        Ok((Self { jobs, results }, thread))
    }

    pub(super) fn send(&self, job: Job) -> Result<(), WorkerStopped> {
        self.jobs.send(job).map_err(|_| WorkerStopped)
    }

    /// The next answer, if there is one.
    pub(super) fn try_recv(&self) -> Result<Option<JobResult>, WorkerStopped> {
        match self.results.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(WorkerStopped),
        }
    }
}
