//! The session of a signed-in user, as a value. It starts and ends in `sign_in`.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::time::Timestamp;
use crate::domain::user::{User, UserId};

/// The longest a session lasts, in milliseconds, however busy it is.
const SESSION_MS: i64 = 8 * 60 * 60 * 1000;
/// How long a password that was given counts as fresh, in milliseconds.
const FRESH_MS: i64 = 10 * 60 * 1000;

/// A signed-in user. Cannot be copied; it ends with the account, with another password, or after 8 hours.
#[derive(Debug)]
pub struct Session {
    user_id: UserId,
    user_name: String,
    signed_in_at: Timestamp,
    authenticated_at: Timestamp,
    /// Follows a change of one's own password while signed in.
    credential_epoch: AtomicI64,
}

/// A session, or what gives access to the readings of one. Not nameable outside of this layer, so that a snapshot never
/// serves for writing.
pub trait OfSession {
    /// The session.
    fn session(&self) -> &Session;
}

impl OfSession for Session {
    fn session(&self) -> &Session {
        self
    }
}

impl Session {
    /// A session of `user`, whose password was right at `now`.
    pub(super) fn start(user: &User, credential_epoch: i64, now: Timestamp) -> Self {
        Self {
            user_id: user.id,
            user_name: user.user_name.to_string(),
            signed_in_at: now,
            authenticated_at: now,
            credential_epoch: AtomicI64::new(credential_epoch),
        }
    }

    /// The password was given again at `now`.
    pub(super) fn refresh(&mut self, now: Timestamp) {
        self.authenticated_at = now;
    }

    /// A copy of the session, for readers only.
    pub(super) fn copy(&self) -> Self {
        Self {
            user_id: self.user_id,
            user_name: self.user_name.clone(),
            signed_in_at: self.signed_in_at,
            authenticated_at: self.authenticated_at,
            credential_epoch: AtomicI64::new(self.credential_epoch.load(Ordering::Relaxed)),
        }
    }

    /// Whose session it is.
    pub const fn user_id(&self) -> UserId {
        self.user_id
    }

    /// The User Name at sign-in.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// Whether this session and `other` stand under the same credential epoch.
    pub(super) fn has_epoch_of(&self, other: &Self) -> bool {
        self.credential_epoch.load(Ordering::Relaxed) == other.credential_epoch.load(Ordering::Relaxed)
    }

    /// Whether the session still holds against the account's present credential epoch.
    pub(super) fn is_alive(&self, credential_epoch: i64, now: Timestamp) -> bool {
        self.credential_epoch.load(Ordering::Relaxed) == credential_epoch
            && now.ms_since(self.signed_in_at) < SESSION_MS
    }

    /// Whether the password was given within the last ten minutes.
    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        (0..=FRESH_MS).contains(&now.ms_since(self.authenticated_at))
    }

    /// Continues under a new credential epoch.
    pub(super) fn follow(&self, credential_epoch: i64) {
        self.credential_epoch.store(credential_epoch, Ordering::Relaxed);
    }
}
