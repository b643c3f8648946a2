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
    /// In milliseconds, as the clock is now: moved when it is set back.
    signed_in_at: AtomicI64,
    /// When it was used last, in milliseconds.
    used_at: AtomicI64,
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
            signed_in_at: AtomicI64::new(now.unix_ms()),
            used_at: AtomicI64::new(now.unix_ms()),
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
            signed_in_at: AtomicI64::new(self.signed_in_at.load(Ordering::Relaxed)),
            used_at: AtomicI64::new(self.used_at.load(Ordering::Relaxed)),
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
        self.credential_epoch.load(Ordering::Relaxed) == credential_epoch && self.age_ms(now) < SESSION_MS
    }

    /// How long it has lasted at `now`, at which it is used. What was left of it still is after the clock was set back.
    fn age_ms(&self, now: Timestamp) -> i64 {
        let now_ms = now.unix_ms();
        let used_at = self.used_at.swap(now_ms, Ordering::Relaxed);
        let back_ms = used_at.saturating_sub(now_ms).max(0);
        let signed_in_at = self.signed_in_at.fetch_sub(back_ms, Ordering::Relaxed);
        now_ms.saturating_sub(signed_in_at.saturating_sub(back_ms))
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
