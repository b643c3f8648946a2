//! The one path of everything that is asked of a worker: what it is, what becomes of the answer, and whether that answer
//! may outlast a lock or a sign-out.
//!
//! A request is plain data. It travels to its worker's lane, is worked on there, and comes back with its answer; a type
//! that does not say all of it does not compile.

use std::fmt::Debug;

use crate::domain::backup::BackupFile;
use crate::domain::failure::Failure;
use crate::platform::clipboard::ClipboardError;
use crate::platform::file_error::FileError;
use crate::state::{Submission, SubmissionId};
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::{
    BackupWorker, CheckWorker, DirectoryWorker, HashWorker, ReadWorker, SessionNumber, Version,
};
use crate::worker::files::FilesWorker;
use crate::worker::lane::{Delivery, Job, Lane, LaneRefused, Worker};
use crate::worker::ticket::{Interrupt, Ticket};

use super::core::App;
use super::lanes::Lanes;

/// Something asked of a worker.
pub(super) trait Request: Debug + Send + Sized + 'static {
    /// Whose lane it goes down.
    type Worker: Post;
    /// What comes back.
    type Answer: Answer;
    /// Whether the answer still counts after a lock or a sign-out.
    const SURVIVES: Survives;

    /// Does it, on the worker's thread.
    fn work(&self, worker: &mut Self::Worker) -> Self::Answer;

    /// Takes the answer in, which holds at least the changes up to `at`.
    fn take(self, app: &mut App, answer: Self::Answer, at: Version);

    /// Takes in that it was cancelled. The answer is there where it was at work by then; it may have come to its end.
    fn take_cancelled(self, _app: &mut App, _answer: Option<Self::Answer>) {}
}

/// What comes back from a worker.
pub(super) trait Answer: Send + 'static {
    /// Whether it says that something in the directory is damaged. What is no failure of the directory never does.
    fn is_damage(&self) -> bool {
        false
    }
}

impl<T: Send + 'static> Answer for Result<T, Failure> {
    fn is_damage(&self) -> bool {
        self.as_ref().is_err_and(Failure::is_damage)
    }
}

impl<T: Send + 'static> Answer for Result<T, ClipboardError> {}
impl<T: Send + 'static> Answer for Result<T, FileError> {}
impl Answer for Vec<BackupFile> {}
impl Answer for () {}

/// What an answer outlasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Survives {
    /// Neither: it is dropped where the console was locked, or the session ended, since it was asked for.
    Nothing,
    /// A lock: it is dropped only where the session ended.
    Lock,
    /// Both: it belongs to no session.
    SignOut,
}

/// When something was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) session: Option<SessionNumber>,
    locks: u64,
}

/// A worker that takes requests.
pub(super) trait Post: Worker {
    /// Its lane.
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App>;

    /// Begins a request of `session`, and says how to stop it. By default it knows no session and cannot be stopped.
    fn begin(&mut self, _session: Option<SessionNumber>, _ticket: &Ticket) -> Interrupt {
        Box::new(|| ())
    }

    /// Ends it, and says which version of the directory its answer is of; the lowest for what is not of the directory.
    fn end(&mut self) -> Version {
        Version::default()
    }
}

impl Post for DirectoryWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.directory.write
    }

    fn begin(&mut self, session: Option<SessionNumber>, _: &Ticket) -> Interrupt {
        Self::begin(self, session);
        Box::new(|| ())
    }

    fn end(&mut self) -> Version {
        Self::end(self)
    }
}

impl Post for HashWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.directory.hash
    }
}

impl Post for ReadWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.directory.read
    }

    fn begin(&mut self, session: Option<SessionNumber>, _: &Ticket) -> Interrupt {
        Self::begin(self, session)
    }

    fn end(&mut self) -> Version {
        Self::end(self)
    }
}

impl Post for CheckWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.directory.check
    }

    fn begin(&mut self, _: Option<SessionNumber>, ticket: &Ticket) -> Interrupt {
        Self::begin(self, ticket)
    }
}

impl Post for BackupWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.directory.backup
    }

    fn begin(&mut self, session: Option<SessionNumber>, ticket: &Ticket) -> Interrupt {
        Self::begin(self, session, ticket);
        // It looks at the ticket.
        Box::new(|| ())
    }
}

impl Post for ClipboardWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.clipboard
    }
}

impl Post for FilesWorker {
    fn lane(lanes: &Lanes<App>) -> &Lane<Self, App> {
        &lanes.files
    }
}

/// A request on its way there and back.
pub(super) fn envelope<R: Request>(request: R, stamp: Stamp, ticket: Ticket) -> Job<R::Worker, App> {
    let running = ticket.guard();
    Box::new(move |worker| {
        let interrupt = worker.begin(stamp.session, &ticket);
        let answer = ticket.begin(interrupt).then(|| request.work(worker));
        let at = worker.end();
        drop(running);
        deliver(request, answer, stamp, at, ticket)
    })
}

fn deliver<R: Request>(
    request: R,
    answer: Option<R::Answer>,
    stamp: Stamp,
    at: Version,
    ticket: Ticket,
) -> Delivery<App> {
    Box::new(move |app| {
        let is_damage = answer.as_ref().is_some_and(Answer::is_damage);
        if app.expects(stamp, R::SURVIVES) {
            match answer {
                Some(answer) if !ticket.is_cancelled() => request.take(app, answer, at),
                answer => request.take_cancelled(app, answer),
            }
        } else {
            let request = std::any::type_name::<R>();
            tracing::debug!(request, "an answer is not wanted any longer");
        }
        // Whoever took it in may have closed the directory.
        if is_damage {
            app.doubt_directory();
        }
    })
}

impl App {
    /// Sends a request.
    ///
    /// # Errors
    /// [`LaneRefused`]: no answer will come.
    pub(super) fn send<R: Request>(&self, request: R) -> Result<Ticket, LaneRefused> {
        let lanes = self.lanes.as_ref().ok_or(LaneRefused)?;
        let ticket = Ticket::default();
        R::Worker::lane(lanes).send(envelope(request, self.stamp(), ticket.clone()))?;
        Ok(ticket)
    }

    /// Sends a request to the directory.
    ///
    /// # Errors
    /// Where its queue is full or its thread has ended: no answer will come, which the waiting part of the window must
    /// show.
    pub(super) fn try_ask<R: Request>(&self, request: R) -> Result<Ticket, Failure> {
        self.send(request).map_err(|LaneRefused| self.refusal_of::<R::Worker>())
    }

    /// Why the lane of `W` refused a job.
    pub(super) fn refusal_of<W: Post>(&self) -> Failure {
        let lane = self.lanes.as_ref().map(W::lane);
        if lane.is_none_or(Lane::has_ended) {
            Failure::WorkerEnded
        } else {
            Failure::QueueFull
        }
    }

    /// Sends a request to the directory for a part of the window that waits for the answer.
    pub(super) fn submit(&mut self, request: impl Request) -> Submission {
        let asked = self.try_ask(request);
        self.submission(asked.map(|_| ()))
    }

    /// What a part of the window shows that waits for the answer to what was just `asked`.
    pub(super) fn submission(&mut self, asked: Result<(), Failure>) -> Submission {
        self.next_submission += 1;
        let id = SubmissionId(self.next_submission);
        match asked {
            Ok(()) => Submission::sent(id, self.state.now),
            Err(failure) => Submission::refused(id, failure),
        }
    }

    /// Sends a request to the directory that nothing on the screen waits for.
    pub(super) fn ask(&mut self, request: impl Request) {
        if let Err(failure) = self.try_ask(request) {
            self.toast_error(failure);
        }
    }

    pub(super) const fn stamp(&self) -> Stamp {
        Stamp {
            session: self.session,
            locks: self.locks,
        }
    }

    /// Whether an answer to something that was asked at `stamp` still counts.
    fn expects(&self, stamp: Stamp, survives: Survives) -> bool {
        match survives {
            Survives::Nothing => stamp == self.stamp(),
            Survives::Lock => stamp.session == self.session,
            Survives::SignOut => true,
        }
    }
}
