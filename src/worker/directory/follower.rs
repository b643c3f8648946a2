//! A worker beside the one that writes: it follows the session, on a connection of its own.

use std::convert::Infallible;

use super::shared::{Present, Shared};
use super::{SessionNumber, Version, not_open};
use crate::domain::failure::Failure;
use crate::service::SessionSnapshot;
use crate::worker::lane::Worker;

/// Where a new connection for a worker is put.
pub(super) type Place<C> = fn(&mut Present) -> &mut Option<C>;

/// Works on a connection `C` for the signed-in user.
pub struct Follower<C> {
    pub(super) shared: Shared,
    place: Place<C>,
    pub(super) connection: Option<C>,
    asked_by: Option<SessionNumber>,
    at: Version,
}

impl<C> Follower<C> {
    pub(super) fn new(shared: Shared, place: Place<C>) -> Self {
        Self {
            shared,
            place,
            connection: None,
            asked_by: None,
            at: Version::default(),
        }
    }

    pub(super) fn follow(&mut self, asked_by: Option<SessionNumber>) {
        if let Some(connection) = (self.place)(&mut self.shared.present()).take() {
            self.connection = Some(connection);
        }
        self.asked_by = asked_by;
        // Before anything is read, so that the answer is at least as new as it says.
        self.at = self.shared.commits.version();
    }

    /// Closes its connection; the next opening brings another one.
    pub fn close(&mut self) {
        (self.place)(&mut self.shared.present()).take();
        self.connection = None;
    }

    /// Ends a request, and says which version its answer is of.
    pub const fn end(&self) -> Version {
        self.at
    }

    /// Does `work` for the user who is signed in, unless the console is locked.
    ///
    /// # Errors
    /// Those of `work`, and [`Failure::SessionEnded`] where the request is of another session.
    pub fn signed_in<T>(
        &mut self,
        work: impl Fn(&mut C, &SessionSnapshot) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.for_session(Self::session_of, work)
    }

    /// The same for what was asked before a lock and goes on after it.
    pub(super) fn signed_in_even_if_locked<T>(
        &mut self,
        work: impl Fn(&mut C, &SessionSnapshot) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.for_session(Self::session_even_if_locked, work)
    }

    fn for_session<T>(
        &mut self,
        find: fn(&Self, &Present) -> Result<SessionSnapshot, Failure>,
        work: impl Fn(&mut C, &SessionSnapshot) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let session = find(self, &self.shared.present())?;
        let connection = self.connection.as_mut().ok_or_else(not_open)?;
        match work(connection, &session) {
            Err(Failure::SessionEnded) => {}
            answer => return answer,
        }
        // One's own password may have been changed in that moment, which the session follows.
        let now = find(self, &self.shared.after_writing())?;
        if now.is_unchanged_since(&session) {
            return Err(Failure::SessionEnded);
        }
        work(self.connection.as_mut().ok_or_else(not_open)?, &now)
    }

    fn session_of(&self, present: &Present) -> Result<SessionSnapshot, Failure> {
        if present.is_locked {
            return Err(Failure::SessionEnded);
        }
        self.session_even_if_locked(present)
    }

    pub(super) fn session_even_if_locked(&self, present: &Present) -> Result<SessionSnapshot, Failure> {
        match &present.session {
            Some((number, session)) if Some(*number) == self.asked_by => Ok(session.clone()),
            _ => Err(Failure::SessionEnded),
        }
    }
}

impl<C> Worker for Follower<C> {
    type Notice = Infallible;
}
