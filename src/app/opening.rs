//! Opening the directory.

use crate::command::AcceptCopy;
use crate::domain::failure::{Failure, StorageFailure};
use crate::state::{DemoAccount, Phase, Submission};
use crate::worker::directory::{DirectoryWorker, Version};

use super::core::App;
use super::request::{Request, Survives};

/// Open the directory.
#[derive(Debug)]
struct Open {
    /// Fill a throw-away one with so many made-up users first.
    demo_users: Option<u32>,
}

impl Request for Open {
    type Worker = DirectoryWorker;
    type Answer = Result<Option<DemoAccount>, Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        match self.demo_users {
            Some(users) => directory.open_demo(users).map(Some),
            None => directory.open().map(|()| None),
        }
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_opened(answer);
    }
}

/// Rename a log that does not belong to the directory.
#[derive(Debug)]
struct SetLogAside;

impl Request for SetLogAside {
    type Worker = DirectoryWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.set_log_aside()
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(()) => app.open(),
            Err(failure) => app.state.phase = Phase::OpenFailed(failure),
        }
    }
}

impl Request for AcceptCopy {
    type Worker = DirectoryWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.accept_copy(&self.user_name, &self.password)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(()) => {
                app.state.signing_in = Submission::default();
                app.state.retry = None;
                app.open();
            }
            Err(failure) => app.refuse_sign_in(&self.user_name, failure),
        }
    }
}

impl App {
    /// Opens the directory, or makes the throw-away one.
    pub(super) fn open(&mut self) {
        let open = Open {
            demo_users: self.demo_users,
        };
        self.state.phase = match self.try_ask(open) {
            Ok(_) => Phase::Opening,
            Err(failure) => Phase::OpenFailed(failure),
        };
    }

    pub(super) fn set_log_aside(&mut self) {
        self.state.phase = match self.try_ask(SetLogAside) {
            Ok(_) => Phase::Opening,
            Err(failure) => Phase::OpenFailed(failure),
        };
    }

    fn take_opened(&mut self, result: Result<Option<DemoAccount>, Failure>) {
        match result {
            Ok(demo) => {
                self.state.demo = demo;
                self.state.phase = Phase::SignIn;
                self.check_opened();
            }
            Err(Failure::Storage(StorageFailure::Missing(_))) => self.state.phase = Phase::FirstStart,
            Err(failure) => self.fail_to_open(failure),
        }
    }
}
