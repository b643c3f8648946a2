//! A request that needs a password compared or hashed before the directory changes. It goes down the hash lane, and from
//! there, without the window, down the lane that writes: nothing else that is written waits for a hash.

use std::fmt;

use crate::domain::failure::Failure;
use crate::state::Submission;
use crate::worker::directory::{DirectoryWorker, HashWorker, Version};
use crate::worker::lane::{Job, LaneRefused};
use crate::worker::ticket::Ticket;

use super::core::App;
use super::lanes::DirectoryLanes;
use super::request::{Request, Stamp, Survives, envelope};

/// Something asked of the directory that needs a hash first.
pub(super) trait HashedRequest: fmt::Debug + Send + Sized + 'static {
    /// What comparing or hashing yields.
    type Hashed: Send + 'static;
    /// What comes back.
    type Value: Send + 'static;
    /// Whether the answer still counts after a lock or a sign-out.
    const SURVIVES: Survives;

    /// What the work is done with where nothing needs to be hashed. The hash lane is left out then.
    fn without_hash(&self) -> Option<Self::Hashed> {
        None
    }

    /// Compares or hashes, on the hash lane's thread.
    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure>;

    /// Does it, on the thread that writes.
    fn work(&self, directory: &mut DirectoryWorker, hashed: &Self::Hashed) -> Result<Self::Value, Failure>;

    /// Takes the answer in, which holds at least the changes up to `at`.
    fn take(self, app: &mut App, answer: Result<Self::Value, Failure>, at: Version);
}

/// A request whose password has been hashed, or why that was not possible.
struct AfterHash<R: HashedRequest> {
    request: R,
    hashed: Result<R::Hashed, Failure>,
}

impl<R: HashedRequest> fmt::Debug for AfterHash<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(formatter)
    }
}

impl<R: HashedRequest> Request for AfterHash<R> {
    type Worker = DirectoryWorker;
    type Answer = Result<R::Value, Failure>;
    const SURVIVES: Survives = R::SURVIVES;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        match &self.hashed {
            Ok(hashed) => self.request.work(directory, hashed),
            Err(failure) => Err(failure.clone()),
        }
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        self.request.take(app, answer, at);
    }
}

/// The way of `request` down both lanes, under the stamp that it was asked with.
fn way_to_hash<R: HashedRequest>(request: R, stamp: Stamp, lanes: &DirectoryLanes<App>) -> Job<HashWorker, App> {
    let next = lanes.write.sender();
    Box::new(move |hasher| {
        hasher.begin(stamp.session);
        let hashed = request.hash(hasher);
        let after = envelope(AfterHash { request, hashed }, stamp, Ticket::default());
        if next.send(after).is_err() {
            tracing::debug!("the directory's thread has ended");
        }
        Box::new(|_| ())
    })
}

impl App {
    /// Sends a request that may need a hash, for a part of the window that waits for the answer.
    pub(super) fn submit_hashed<R: HashedRequest>(&mut self, request: R) -> Submission {
        let asked = match request.without_hash() {
            Some(hashed) => self
                .try_ask(AfterHash {
                    request,
                    hashed: Ok(hashed),
                })
                .map(|_| ()),
            None => self.send_to_hash(request),
        };
        self.submission(asked)
    }

    fn send_to_hash<R: HashedRequest>(&self, request: R) -> Result<(), Failure> {
        let sent = self.lanes.as_ref().ok_or(LaneRefused).and_then(|lanes| {
            let lanes = &lanes.directory;
            lanes.hash.send(way_to_hash(request, self.stamp(), lanes))
        });
        sent.map_err(|LaneRefused| self.refusal_of::<HashWorker>())
    }
}
