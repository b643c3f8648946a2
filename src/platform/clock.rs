//! The only place that reads the system's clock, and a manual clock for tests and pictures.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::time::{Clock, Timestamp};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks the machine for the time"
        )]
        let now = SystemTime::now();
        let unix_ms = match now.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            // A clock that was set to before 1970.
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
        };
        Timestamp::from_unix_ms(unix_ms)
    }

    fn uptime_ms(&self) -> Option<i64> {
        i64::try_from(uptime().as_millis()).ok()
    }
}

/// What the system counts while it runs and while it sleeps.
#[cfg(unix)]
fn uptime() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    // The monotonic clock stands still while Linux sleeps, and goes on while macOS does.
    #[cfg(target_os = "linux")]
    let count = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let count = ClockId::Monotonic;
    Duration::try_from(clock_gettime(count)).unwrap_or_default()
}

/// The same since the program first asked.
#[cfg(not(unix))]
fn uptime() -> Duration {
    static FIRST: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "a count, which no story tells the time by")]
    let now = Instant::now();
    now.saturating_duration_since(*FIRST.get_or_init(|| now))
}

/// The end of what may take only so long, whatever becomes of the machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// From now on for as long as `limit`.
    pub fn after(limit: Duration) -> Self {
        #[expect(clippy::disallowed_methods, reason = "a limit, which no story tells the time by")]
        let now = Instant::now();
        Self(now + limit)
    }

    /// How long it is until then; zero once it has passed.
    pub fn left(&self) -> Duration {
        #[expect(clippy::disallowed_methods, reason = "as above")]
        let now = Instant::now();
        self.0.saturating_duration_since(now)
    }
}

/// A clock that stands still until it is set. Clones show the same time.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock that shows `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.unix_ms())))
    }

    /// Makes it show `now`, which may be earlier than what it showed.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.unix_ms(), Ordering::SeqCst);
    }

    /// Moves it on by `ms` milliseconds (back where negative).
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Moves it on by `secs` seconds (back where negative).
    pub fn advance_secs(&self, secs: i64) {
        self.advance_ms(secs.saturating_mul(1000));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_counts_milliseconds_of_this_century() {
        // 2020-01-01 and 2100-01-01: seconds or microseconds by mistake would lie far outside.
        let range = 1_577_836_800_000..4_102_444_800_000;
        assert!(range.contains(&SystemClock.now().unix_ms()));
    }

    #[test]
    fn clones_of_a_manual_clock_show_the_same_time() {
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_000));
        let shared = clock.clone();
        clock.advance_ms(5);
        clock.advance_secs(2);
        assert_eq!(shared.now().unix_ms(), 3_005);
        shared.set(Timestamp::from_unix_ms(7));
        assert_eq!(clock.now().unix_ms(), 7);
    }
}
