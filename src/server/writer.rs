//! The one thread that owns the directory, and the queue before it.
//!
//! Everything that waits is answered in one transaction (group commit): while one is on its way to the disk the next
//! ones gather, so many clients at once cost few flushes and a single one does not wait for company.

use std::net::IpAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::health::Health;
use super::integrity::{Integrity, trouble_of};
use super::limits::Limits;
use super::problem::Problem;
use super::rate_limit::KeyedLimiter;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::registration::{ClientAsks, ClientRefusal, ClientRequest, Fingerprint, ServiceTrouble};
use crate::domain::token::TokenRefusal;
use crate::platform::clock::Deadline;
use crate::service::{Admission, Service, Upkeep};

/// Why there is no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WriterError {
    /// The queue is full.
    Busy,
    /// The directory couldn't be accessed, or not in time.
    Unavailable,
    /// The disk is full, or has too little room.
    Full,
    /// No request is answered from here on.
    Stopped(ServiceTrouble),
}

impl From<&Failure> for WriterError {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Storage(StorageFailure::Full) => Self::Full,
            _ => Self::Unavailable,
        }
    }
}

impl From<WriterError> for Problem {
    fn from(why: WriterError) -> Self {
        match why {
            WriterError::Busy => Self::busy(),
            WriterError::Unavailable => Self::unavailable(),
            WriterError::Full => Self::full(),
            WriterError::Stopped(trouble) => Self::stopped(trouble),
        }
    }
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
    /// Nothing, so that the upkeep has its turn.
    Wake,
    /// Another thread met a failure of the directory.
    Doubt(Failure),
    NoteCertificate {
        fingerprint: Fingerprint,
        answer: oneshot::Sender<Result<(), WriterError>>,
    },
}

impl Job {
    /// Whether the caller no longer waits for the answer.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Admit { answer, .. } => answer.is_closed(),
            Self::Check { answer } | Self::NoteCertificate { answer, .. } => answer.is_closed(),
            Self::Wake | Self::Doubt(_) => false,
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
        health: Arc<Health>,
        integrity: Integrity,
    ) -> std::io::Result<(Self, JoinHandle<Service>)> {
        let (jobs, queue) = mpsc::channel(limits.queue);
        let writer = WriterThread {
            service,
            health,
            integrity,
            recorded: KeyedLimiter::per_minute(limits.recorded_refusals_per_minute, 2),
            trouble: None,
            damage: None,
            no_trial_before: None,
            between_trials: limits.between_trial_writes,
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

    /// Lets the upkeep have its turn; nothing happens where others wait anyway.
    pub(super) fn wake(&self) {
        let _ = self.jobs.try_send(Job::Wake);
    }

    /// Has the file checked where `failure`, which another thread met in the directory, is damage.
    pub(super) fn doubt(&self, failure: Failure) {
        let _ = self.jobs.try_send(Job::Doubt(failure));
    }

    /// Records the fingerprint of a renewed certificate for the consoles.
    pub(super) async fn note_certificate(&self, fingerprint: Fingerprint) -> Result<(), WriterError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::NoteCertificate { fingerprint, answer }, answered).await
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

/// Whether a time has passed, or none was set.
fn is_over(deadline: Option<Deadline>) -> bool {
    deadline.is_none_or(|deadline| deadline.left().is_zero())
}

/// The state of the thread.
struct WriterThread {
    service: Service,
    health: Arc<Health>,
    integrity: Integrity,
    recorded: KeyedLimiter<RefusalKind>,
    /// Why the last transaction was not written, or the next one may not be.
    trouble: Option<Failure>,
    /// The damage that was met last.
    damage: Option<Failure>,
    /// Until when health is not tried by writing.
    no_trial_before: Option<Deadline>,
    between_trials: Duration,
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
        let is_trusted = self.health.trouble().is_none();
        while is_trusted && queue.is_empty() && !queue.is_closed() {
            match self.service.keep_up() {
                Upkeep::Continues => thread::sleep(Upkeep::PAUSE),
                Upkeep::MetDamage => return self.integrity.doubt(),
                Upkeep::UpToDate | Upkeep::Finished => return,
            }
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
                Job::Wake => {}
                Job::Doubt(failure) => self.log_damage(&failure),
                Job::NoteCertificate { fingerprint, answer } => {
                    let _ = answer.send(self.note_certificate(fingerprint));
                }
            }
        }
        if let Some(trouble) = self.health.trouble() {
            for answer in waiting {
                let _ = answer.send(Err(WriterError::Stopped(trouble)));
            }
            for check in checks {
                let _ = check.send(Err(WriterError::Stopped(trouble)));
            }
            return;
        }
        if !requests.is_empty() {
            let answers = self.admit_or_each_alone(&requests);
            for (answer, result) in waiting.into_iter().zip(answers) {
                // The caller may have given up; what was granted stays granted.
                let _ = answer.send(result);
            }
        }
        let writable = if checks.is_empty() {
            Ok(())
        } else {
            self.check_writable()
        };
        for check in checks {
            let _ = check.send(writable);
        }
    }

    /// All in one transaction; where one meets damage, each in its own, so that the others are served.
    fn admit_or_each_alone(&mut self, requests: &[ClientRequest]) -> Vec<Result<Admission, WriterError>> {
        match self.admit(requests) {
            Ok(admissions) => admissions.into_iter().map(Ok).collect(),
            Err(failure) if failure.is_damage() && requests.len() > 1 => requests
                .chunks(1)
                .map(|one| {
                    let alone = self
                        .admit(one)
                        .ok()
                        .and_then(|admissions| admissions.into_iter().next());
                    alone.ok_or(WriterError::Unavailable)
                })
                .collect(),
            Err(failure) => vec![Err(self.unanswered(&failure)); requests.len()],
        }
    }

    /// A directory that can't be trusted is not written to.
    fn note_certificate(&mut self, fingerprint: Fingerprint) -> Result<(), WriterError> {
        if let Some(trouble) = self.health.trouble() {
            return Err(WriterError::Stopped(trouble));
        }
        let noted = self.service.note_certificate_renewed(fingerprint);
        noted.map_err(|failure| {
            self.log_damage(&failure);
            WriterError::from(&failure)
        })
    }

    fn unanswered(&self, failure: &Failure) -> WriterError {
        let stopped = self.health.trouble().map(WriterError::Stopped);
        stopped.unwrap_or_else(|| failure.into())
    }

    /// Whether a registration would be written. Without a doubt it is enough that the directory can be locked and the
    /// disk has room: a health check every few seconds should neither wear the disk nor look like a change to the
    /// consoles. After a doubt only a write proves it, which is tried once in a while.
    fn check_writable(&mut self) -> Result<(), WriterError> {
        if !self.health.has_room() {
            self.log_trouble(Some(&StorageFailure::Full.into()));
        } else if self.trouble.is_none() {
            let locked = self.admit(&[]);
            return locked.map(|_| ()).map_err(|failure| self.unanswered(&failure));
        } else if is_over(self.no_trial_before) {
            self.no_trial_before = Some(Deadline::after(self.between_trials));
            let written = self.service.check_writable();
            if let Err(failure) = &written {
                self.log_damage(failure);
            }
            self.stop_if_untrusted(written.as_ref().err());
            self.log_trouble(written.as_ref().err());
        }
        let trouble = self.trouble.as_ref();
        trouble.map_or(Ok(()), |failure| Err(self.unanswered(failure)))
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

    /// Has the file checked where the failure is damage, which is logged once. One value that can't be read refuses the
    /// requests that need it, and everything else is served; what the check finds stops the service.
    fn log_damage(&mut self, failure: &Failure) {
        if !failure.is_damage() {
            return;
        }
        if self.damage.as_ref() != Some(failure) {
            tracing::warn!(%failure, "something in the directory is damaged");
            self.damage = Some(failure.clone());
        }
        self.integrity.doubt();
    }

    /// A directory that is no longer the one that others read is not written to again.
    fn stop_if_untrusted(&self, failure: Option<&Failure>) {
        if let Some(trouble @ ServiceTrouble::Replaced) = failure.and_then(trouble_of) {
            self.health.stop(trouble);
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
            Err(failure) if failure.is_damage() => self.log_damage(failure),
            Err(failure) => {
                self.stop_if_untrusted(Some(failure));
                self.log_trouble(Some(failure));
            }
            // A transaction that wrote nothing proves nothing.
            Ok(admissions) if has_recorded || admissions.iter().any(Result::is_ok) => self.log_trouble(None),
            Ok(_) => {}
        }
        if admissions.is_ok() && !requests.is_empty() {
            self.health.metrics().count_batch(requests.len());
        }
        admissions
    }
}
