//! When the window must be drawn again although nobody touches it. Idle costs no frames beyond these.

use std::time::Duration;

use crate::state::{ClipboardState, Phase};

use super::core::App;

/// Relative times ("2 min ago") are brought up to date this often.
const RELATIVE_TIMES_MS: i64 = 30_000;
const SECOND_MS: i64 = 1_000;

impl App {
    /// How long nothing will change by itself.
    pub(super) fn next_wake(&self) -> Duration {
        let now = self.state.now;
        let mut next_ms = RELATIVE_TIMES_MS;
        if self.counts_seconds() {
            // Just behind the next full second of the clock, so that a countdown shows each of its numbers.
            next_ms = SECOND_MS - now.unix_ms().rem_euclid(SECOND_MS) + 5;
        }
        let toasts = self.state.toasts.iter().filter(|toast| !toast.is_dismissed);
        let deadlines = toasts.map(|toast| toast.expires_at).chain(self.lock_at());
        for deadline in deadlines {
            next_ms = next_ms.min(deadline.ms_since(now));
        }
        Duration::from_millis(u64::try_from(next_ms).unwrap_or(0).max(1))
    }

    fn counts_seconds(&self) -> bool {
        let holds_token = self.state.editor.as_ref().is_some_and(|editor| editor.token.is_some());
        matches!(self.state.clipboard, ClipboardState::Holding { .. })
            || self.clipboard_asked_at.is_some()
            || self.state.retry_in_secs().is_some()
            || (holds_token && self.state.phase == Phase::SignedIn)
    }
}
