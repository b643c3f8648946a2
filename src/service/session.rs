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

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);
    const EPOCH: i64 = 3;
    // As numbers, so that the rules are not checked against themselves.
    const SESSION_MS: i64 = 28_800_000;
    const FRESH_MS: i64 = 600_000;

    fn session() -> Session {
        Session {
            user_id: UserId(7),
            user_name: "bo.lindqvist".to_owned(),
            signed_in_at: AtomicI64::new(NOON.unix_ms()),
            used_at: AtomicI64::new(NOON.unix_ms()),
            authenticated_at: NOON,
            credential_epoch: AtomicI64::new(EPOCH),
        }
    }

    #[test]
    fn a_session_lasts_eight_hours_however_busy_it_is() {
        let session = session();
        for ms in [0, 1, SESSION_MS / 2, SESSION_MS - 1] {
            assert!(session.is_alive(EPOCH, NOON.plus_ms(ms)), "{ms}");
        }
        assert!(!session.is_alive(EPOCH, NOON.plus_ms(SESSION_MS)));
    }

    #[test]
    fn a_session_ends_with_another_password_and_follows_a_change_of_its_own() {
        let (session, other) = (session(), session());
        assert!(!session.is_alive(EPOCH + 1, NOON));
        assert!(session.has_epoch_of(&other));
        session.follow(EPOCH + 1);
        assert!(session.is_alive(EPOCH + 1, NOON) && !session.is_alive(EPOCH, NOON));
        assert!(!session.has_epoch_of(&other) && session.has_epoch_of(&session.copy()));
    }

    #[test]
    fn a_clock_that_is_set_back_gives_a_session_no_more_time_than_it_had() {
        let session = session();
        assert!(session.is_alive(EPOCH, NOON.plus_ms(SESSION_MS - 10)));
        let back = NOON.plus_ms(-365 * 24 * 60 * 60 * 1000);
        assert!(session.is_alive(EPOCH, back));
        assert!(session.is_alive(EPOCH, back.plus_ms(9)));
        let copy = session.copy();
        assert!(!session.is_alive(EPOCH, back.plus_ms(10)));
        assert!(!copy.is_alive(EPOCH, back.plus_ms(10)), "nor a reader's copy of it");
    }

    #[test]
    fn a_password_is_fresh_for_ten_minutes_and_never_before_it_was_given() {
        let mut session = session();
        for (ms, is_fresh) in [(-1, false), (0, true), (FRESH_MS, true), (FRESH_MS + 1, false)] {
            assert_eq!(session.is_fresh(NOON.plus_ms(ms)), is_fresh, "{ms}");
        }
        session.refresh(NOON.plus_ms(2 * FRESH_MS));
        assert!(session.is_fresh(NOON.plus_ms(3 * FRESH_MS)));
        assert!(session.copy().is_fresh(NOON.plus_ms(3 * FRESH_MS)));
        assert_eq!((session.user_id(), session.user_name()), (UserId(7), "bo.lindqvist"));
    }
}
