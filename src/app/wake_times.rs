//! When the window must be drawn again without input. An idle window draws no other frames.

use std::time::Duration;

use crate::domain::time::Timestamp;
use crate::state::{ClipboardState, Phase};

use super::core::App;

/// Relative times ("2 min ago") are brought up to date this often.
const RELATIVE_TIMES_MS: i64 = 30_000;
/// How often the progress of a task is looked at.
const PROGRESS_MS: i64 = 500;
const SECOND_MS: i64 = 1_000;

impl App {
    /// Takes the time. What was due in so many seconds still is after the clock was set back, or a token would stay on
    /// the clipboard, and the console open, for hours.
    pub(super) fn follow_clock(&mut self, now: Timestamp) {
        let back_ms = self.state.now.ms_since(now).max(0);
        self.state.now = now;
        if back_ms == 0 {
            return;
        }
        let set_back = |moment: &mut Timestamp| *moment = moment.plus_ms(-back_ms);
        set_back(&mut self.last_activity);
        if let Some(wait) = &mut self.state.retry {
            set_back(&mut wait.until);
        }
        self.errands.asked_at.as_mut().map(set_back);
        self.last_copy.set_back(back_ms);
        self.checks.set_back(back_ms);
        if let ClipboardState::Holding { since, clears_at, .. } = &mut self.state.clipboard {
            set_back(since);
            set_back(clears_at);
        }
        for toast in &mut self.state.toasts {
            toast.expires_at.as_mut().map(set_back);
        }
    }

    /// How long nothing will change by itself; [`Duration::MAX`] where nothing ever will.
    pub(super) fn next_wake(&self) -> Duration {
        let now = self.state.now;
        let shows_times = matches!(self.state.phase, Phase::SignedIn | Phase::PasswordMustChange);
        let mut next_ms = if shows_times { RELATIVE_TIMES_MS } else { i64::MAX };
        if self.counts_seconds() {
            // Just behind the next full second of the clock, so that a countdown shows each of its numbers.
            next_ms = SECOND_MS - now.unix_ms().rem_euclid(SECOND_MS) + 5;
        }
        if !self.state.tasks.is_empty() {
            next_ms = next_ms.min(PROGRESS_MS);
        }
        let toasts = self.state.toasts.iter().filter(|toast| !toast.is_dismissed);
        let deadlines = toasts
            .filter_map(|toast| toast.expires_at)
            .chain(self.lock_at())
            .chain(self.last_copy.next_look())
            .chain(self.next_expiry());
        for deadline in deadlines {
            next_ms = next_ms.min(deadline.ms_since(now));
        }
        if next_ms == i64::MAX {
            return Duration::MAX;
        }
        Duration::from_millis(u64::try_from(next_ms).unwrap_or(0).max(1))
    }

    fn counts_seconds(&self) -> bool {
        matches!(self.state.clipboard, ClipboardState::Holding { .. })
            || self.errands.asked_at.is_some()
            || self
                .state
                .retry
                .as_ref()
                .is_some_and(|wait| wait.until > self.state.now)
    }
}
