//! The thread that sends requests, so that the window never waits.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread::JoinHandle;

use super::credentials::{Overview, Registration};
use super::error::ClientError;
use super::installation::{CertificatePin, Installation, RegistrationRequest};
use crate::domain::settings::Appearance;

/// Called after each result, to have the window drawn again.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// Work for the thread.
#[derive(Debug)]
pub(super) enum Job {
    Register(RegistrationRequest),
    Connect(CertificatePin),
    /// Reads the credential file again, because another program may have changed it. No server is asked.
    Refresh,
    /// Keeps how the window looks.
    KeepAppearance(Appearance),
}

/// The result of a job.
#[derive(Debug)]
pub(super) struct JobResult {
    /// What was granted, or why not; `None` where no server was asked.
    pub(super) answer: Option<Result<Registration, ClientError>>,
    /// What is known after it.
    pub(super) overview: Result<Overview, ClientError>,
}

/// A handle to the thread, which ends when the handle is dropped and its request is done.
pub struct ClientWorker {
    jobs: Sender<Job>,
    results: Receiver<JobResult>,
}

/// The thread has panicked.
#[derive(Debug)]
pub(super) struct WorkerStopped;

impl From<WorkerStopped> for ClientError {
    fn from(_: WorkerStopped) -> Self {
        Self::WorkerStopped
    }
}

impl ClientWorker {
    /// Starts the thread; `wake` is called after each result. Join the thread after dropping this handle and before the
    /// program ends, or a registration granted in between is lost.
    ///
    /// # Errors
    /// Where the operating system can't start a thread.
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
                        Job::KeepAppearance(appearance) => {
                            installation.keep_appearance(appearance);
                            None
                        }
                    };
                    let overview = installation.overview();
                    // The window may be closed already; what was granted is written down nevertheless.
                    let _ = answers.send(JobResult { answer, overview });
                    wake();
                }
            })?;
        Ok((Self { jobs, results }, thread))
    }

    pub(super) fn send(&self, job: Job) -> Result<(), WorkerStopped> {
        self.jobs.send(job).map_err(|_| WorkerStopped)
    }

    /// The next result, if there is one.
    pub(super) fn try_recv(&self) -> Result<Option<JobResult>, WorkerStopped> {
        match self.results.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(WorkerStopped),
        }
    }
}
