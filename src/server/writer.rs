//! The one thread that owns the directory, and the queue before it.
//!
//! Everything that waits is answered in one transaction (group commit): while one is on its way to the disk the next
//! ones gather, so many clients at once cost few flushes and a single one does not wait for company.

use std::net::IpAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::limits::Limits;
use super::metrics::Metrics;
use super::rate_limit::KeyedLimiter;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::registration::{ClientAsks, ClientRefusal, ClientRequest};
use crate::domain::token::TokenRefusal;
use crate::service::{Admission, Service, Upkeep};

/// Why there is no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WriterError {
    /// The queue is full.
    Busy,
    /// The directory couldn't be accessed, or not in time.
    Unavailable,
}

enum Job {
    Admit {
        asks: ClientAsks,
        address: IpAddr,
        answer: oneshot::Sender<Result<Admission, WriterError>>,
    },
    Check {
        answer: oneshot::Sender<Result<(), WriterError>>,
    },
}

impl Job {
    /// Whether the caller no longer waits for the answer.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Admit { answer, .. } => answer.is_closed(),
            Self::Check { answer } => answer.is_closed(),
        }
    }
}

/// A handle to the thread, which finishes its queue and ends when the last clone is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    wait: Duration,
}

impl Writer {
    /// Starts the thread. It gives the service back at its end.
    pub(super) fn start(
        service: Service,
        limits: &Limits,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<(Self, JoinHandle<Service>)> {
        let (jobs, queue) = mpsc::channel(limits.queue);
        let writer = WriterThread {
            service,
            metrics,
            recorded: KeyedLimiter::per_minute(limits.recorded_refusals_per_minute, 2),
            trouble: None,
            damage: None,
            most_at_once: limits.batch,
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the directory's thread of the service, which has no window's worker"
        )]
        let thread = thread::Builder::new()
            .name("directory".to_owned())
            .spawn(move || writer.work(queue))?;
        let wait = limits.answer;
        Ok((Self { jobs, wait }, thread))
    }

    /// Answers a request. What is granted is on the disk by then. On an error it may still have been granted;
    /// repeating the request shows.
    pub(super) async fn admit(&self, asks: ClientAsks, address: IpAddr) -> Result<Admission, WriterError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Admit { asks, address, answer }, answered).await
    }

    /// Whether the directory can be written.
    pub(super) async fn check(&self) -> Result<(), WriterError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Check { answer }, answered).await
    }

    /// Returns when the thread has ended, which only a panic can cause while this handle exists.
    pub(super) async fn ended(&self) {
        self.jobs.closed().await;
    }

    async fn send<T>(&self, job: Job, answered: oneshot::Receiver<Result<T, WriterError>>) -> Result<T, WriterError> {
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriterError::Busy,
            mpsc::error::TrySendError::Closed(_) => WriterError::Unavailable,
        })?;
        match tokio::time::timeout(self.wait, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(_) => Err(WriterError::Unavailable),
        }
    }
}

/// The kinds of refusals that are written to the audit trail up to a rate each, so that guessed tokens don't crowd out
/// what concerns a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum RefusalKind {
    Unknown,
    OfClient,
}

impl RefusalKind {
    const fn of(why: ClientRefusal) -> Self {
        match why {
            ClientRefusal::Token(TokenRefusal::Unknown | TokenRefusal::Malformed) => Self::Unknown,
            ClientRefusal::Token(_) | ClientRefusal::CredentialTaken => Self::OfClient,
        }
    }
}

/// The state of the thread.
struct WriterThread {
    service: Service,
    metrics: Arc<Metrics>,
    recorded: KeyedLimiter<RefusalKind>,
    /// Why the last transaction was not written.
    trouble: Option<Failure>,
    /// The damage that a request met.
    damage: Option<Failure>,
    most_at_once: usize,
}

impl WriterThread {
    fn work(mut self, mut queue: mpsc::Receiver<Job>) -> Service {
        let mut jobs = Vec::with_capacity(self.most_at_once);
        self.keep_up(&queue);
        while queue.blocking_recv_many(&mut jobs, self.most_at_once) > 0 {
            jobs.retain(|job| !job.is_abandoned());
            self.answer(std::mem::take(&mut jobs));
            self.keep_up(&queue);
        }
        self.service
    }

    /// Does the upkeep of the directory for as long as no one waits.
    fn keep_up(&mut self, queue: &mpsc::Receiver<Job>) {
        while queue.is_empty() && !queue.is_closed() && self.service.keep_up() == Upkeep::Continues {
            thread::sleep(Upkeep::PAUSE);
        }
    }

    fn answer(&mut self, jobs: Vec<Job>) {
        let (mut requests, mut waiting, mut checks) = (Vec::new(), Vec::new(), Vec::new());
        for job in jobs {
            match job {
                Job::Admit { asks, address, answer } => {
                    requests.push(ClientRequest { asks, address });
                    waiting.push(answer);
                }
                Job::Check { answer } => checks.push(answer),
            }
        }
        if !requests.is_empty() {
            let answers = self.admit_or_each_alone(&requests);
            for (answer, result) in waiting.into_iter().zip(answers) {
                // The caller may have given up; what was granted stays granted.
                let _ = answer.send(result);
            }
        }
        let is_writable = checks.is_empty() || self.is_writable();
        for check in checks {
            let _ = check.send(if is_writable {
                Ok(())
            } else {
                Err(WriterError::Unavailable)
            });
        }
    }

    /// All in one transaction; where one meets damage, each in its own, so that the others are served.
    fn admit_or_each_alone(&mut self, requests: &[ClientRequest]) -> Vec<Result<Admission, WriterError>> {
        match self.admit(requests) {
            Ok(admissions) => admissions.into_iter().map(Ok).collect(),
            Err(Failure::Storage(StorageFailure::Damaged(_))) if requests.len() > 1 => requests
                .chunks(1)
                .map(|one| {
                    let alone = self
                        .admit(one)
                        .ok()
                        .and_then(|admissions| admissions.into_iter().next());
                    alone.ok_or(WriterError::Unavailable)
                })
                .collect(),
            Err(_) => vec![Err(WriterError::Unavailable); requests.len()],
        }
    }

    /// Whether the directory can be written. Without earlier trouble it is enough that it can be locked: a health check
    /// every few seconds should neither wear the disk nor look like a change to the consoles.
    fn is_writable(&mut self) -> bool {
        if self.trouble.is_none() {
            return self.admit(&[]).is_ok();
        }
        let written = self.service.check_writable();
        self.log_trouble(written.as_ref().err());
        written.is_ok()
    }

    /// Logs once that the directory can't be written, and once that it can again.
    fn log_trouble(&mut self, failure: Option<&Failure>) {
        if self.trouble.as_ref() == failure {
            return;
        }
        if let Some(failure) = failure {
            tracing::warn!(%failure, "the directory can't be written");
        } else {
            tracing::warn!("the directory can be written again");
        }
        self.trouble = failure.cloned();
    }

    /// Logs once that something in the directory is damaged; everything else in it is served.
    fn log_damage(&mut self, failure: &Failure) {
        if self.damage.as_ref() != Some(failure) {
            tracing::warn!(%failure, "a request met something damaged in the directory");
            self.damage = Some(failure.clone());
        }
    }

    fn admit(&mut self, requests: &[ClientRequest]) -> Result<Vec<Admission>, Failure> {
        let (recorded, mut has_recorded) = (&self.recorded, false);
        let admissions = self.service.admit(requests, |why| {
            let is_recorded = recorded.use_one(&RefusalKind::of(why)).is_ok();
            has_recorded |= is_recorded;
            is_recorded
        });
        match &admissions {
            Err(failure @ Failure::Storage(StorageFailure::Damaged(_))) => self.log_damage(failure),
            Err(failure) => self.log_trouble(Some(failure)),
            // A transaction that wrote nothing proves nothing.
            Ok(admissions) if has_recorded || admissions.iter().any(Result::is_ok) => self.log_trouble(None),
            Ok(_) => {}
        }
        if admissions.is_ok() && !requests.is_empty() {
            self.metrics.count_batch(requests.len());
        }
        admissions
    }
}
