//! How long the next guess must wait after wrong passwords.
//!
//! The waits belong to a name, whether or not a user of that name exists, so that they tell nothing about who does.
//! They end by themselves: the last administrator can't be locked out permanently.

use super::time::Timestamp;

/// Wrong passwords that cost no wait.
pub(crate) const FREE_FAILURES: u32 = 4;
/// The wait after the first failure that costs one, in seconds; it doubles from there.
pub(crate) const FIRST_WAIT_SECS: i64 = 30;
/// The longest wait, in seconds.
pub(crate) const LONGEST_WAIT_SECS: i64 = 15 * 60;
/// Guesses a name may cost in a day.
pub(crate) const MOST_GUESSES_A_DAY: u32 = 100;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What is remembered about the wrong passwords for one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// The latest moment seen, which a clock set back does not undo.
    pub last_failure_at: Timestamp,
    /// Sign-in is refused until then.
    pub blocked_until: Option<Timestamp>,
    /// When the day of counted guesses began.
    pub day_started_at: Timestamp,
    /// Wrong guesses in that day.
    pub day_failures: u32,
}

impl Attempts {
    /// What is remembered of a name that never failed.
    pub const fn none(now: Timestamp) -> Self {
        Self {
            failures: 0,
            last_failure_at: now,
            blocked_until: None,
            day_started_at: now,
            day_failures: 0,
        }
    }

    /// The same under a clock that was set back to `now`: what lies ahead of it is moved to it.
    ///
    /// The wait starts anew and is no longer than it was. A clock that was set back shortens nothing, and one that was
    /// ahead by mistake blocks no one until that time comes.
    #[must_use]
    pub fn brought_back(self, now: Timestamp) -> Self {
        if self.last_failure_at <= now {
            return self;
        }
        let wait_ms = |until: Timestamp| until.ms_since(self.last_failure_at).clamp(0, DAY_MS);
        Self {
            last_failure_at: now,
            blocked_until: self.blocked_until.map(|until| now.plus_ms(wait_ms(until))),
            day_started_at: self.day_started_at.min(now),
            ..self
        }
    }

    /// Whole seconds still to wait at `now`, rounded up; `None` where a guess is free to be made.
    ///
    /// A clock set back shortens nothing: time is taken to be at least that of the last failure.
    pub fn wait_secs(&self, now: Timestamp) -> Option<i64> {
        let now = now.max(self.last_failure_at);
        let left_ms = self.blocked_until?.ms_since(now);
        (left_ms > 0).then(|| (left_ms + 999) / 1000)
    }

    /// What is remembered after one more wrong password at `now`.
    #[must_use]
    pub fn after_failure(&self, now: Timestamp) -> Self {
        let now = now.max(self.last_failure_at);
        let is_new_day = now.ms_since(self.day_started_at) >= DAY_MS;
        let day_started_at = if is_new_day { now } else { self.day_started_at };
        let day_failures = if is_new_day {
            1
        } else {
            self.day_failures.saturating_add(1)
        };
        let failures = self.failures.saturating_add(1);
        let mut blocked_until = wait_after(failures).map(|secs| now.plus_secs(secs));
        if day_failures >= MOST_GUESSES_A_DAY {
            blocked_until = blocked_until.max(Some(day_started_at.plus_ms(DAY_MS)));
        }
        Self {
            failures,
            last_failure_at: now,
            blocked_until,
            day_started_at,
            day_failures,
        }
    }
}

/// The wait after the `failures`-th wrong password in a row, in seconds.
fn wait_after(failures: u32) -> Option<i64> {
    let doublings = failures.checked_sub(FREE_FAILURES + 1)?;
    let secs = FIRST_WAIT_SECS << doublings.min(16);
    Some(secs.min(LONGEST_WAIT_SECS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_failures_are_free_then_the_wait_doubles_to_fifteen_minutes() {
        let mut now = Timestamp::from_unix_ms(0);
        let mut attempts = Attempts::none(now);
        let mut waits = Vec::new();
        for _ in 0..12 {
            attempts = attempts.after_failure(now);
            let wait = attempts.wait_secs(now).unwrap_or(0);
            waits.push(wait);
            now = now.plus_secs(wait);
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_clock_set_back_shortens_nothing() {
        let start = Timestamp::from_unix_ms(1_000_000_000);
        let mut attempts = Attempts::none(start);
        for _ in 0..5 {
            attempts = attempts.after_failure(start);
        }
        assert_eq!(attempts.wait_secs(start.plus_secs(-3600)), Some(30));
        assert_eq!(attempts.wait_secs(start.plus_secs(30)), None);
    }

    #[test]
    fn a_clock_that_was_ahead_blocks_no_longer_than_its_wait() {
        let start = Timestamp::from_unix_ms(1_000_000_000);
        let ahead = start.plus_secs(365 * 24 * 60 * 60);
        for (failures, wait) in [(4, None), (5, Some(30)), (10, Some(900)), (100, Some(24 * 60 * 60))] {
            let mut attempts = Attempts::none(ahead);
            for _ in 0..failures {
                attempts = attempts.after_failure(ahead);
            }
            let back = attempts.brought_back(start);
            assert_eq!(back.wait_secs(start), wait, "{failures}");
            let over = start.plus_secs(wait.unwrap_or(0));
            assert_eq!(back.wait_secs(over), None, "{failures}");
            assert_eq!(
                (back.failures, back.day_failures),
                (failures, failures),
                "guesses still count"
            );
            assert_eq!(back.day_started_at, start, "the day starts anew");
            assert_eq!(back.brought_back(over), back, "what lies behind stays");
        }
    }

    #[test]
    fn a_name_costs_at_most_a_hundred_guesses_a_day() {
        let start = Timestamp::from_unix_ms(0);
        let mut attempts = Attempts::none(start);
        for _ in 0..MOST_GUESSES_A_DAY {
            attempts = attempts.after_failure(start);
        }
        assert_eq!(attempts.wait_secs(start), Some(24 * 60 * 60));
        let next_day = start.plus_secs(24 * 60 * 60);
        assert_eq!(attempts.wait_secs(next_day), None, "a lock-out is never permanent");
        assert_eq!(attempts.after_failure(next_day).day_failures, 1);
    }
}
