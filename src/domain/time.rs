//! Moments and where they come from.
//!
//! Time is an argument everywhere: rules take a [`Timestamp`], and only a [`Clock`] handed in from outside reads the
//! machine. Formatting for people is the job of `ui` and `cli`.

/// A moment in UTC, counted in milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment `unix_ms` milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_unix_ms(unix_ms: i64) -> Self {
        Self(unix_ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The moment `secs` seconds later (earlier where negative), held at the ends of what can be counted.
    #[must_use]
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs.saturating_mul(1000)))
    }

    /// The moment `ms` milliseconds later (earlier where negative), held at the ends of what can be counted.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; negative where `earlier` is in fact later.
    pub const fn ms_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Where the present moment comes from: the machine in the program, a hand-set one in tests.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Milliseconds since some moment, also while the machine sleeps, by a count that nobody can set. None where there is
    /// no such count.
    fn uptime_ms(&self) -> Option<i64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_counted_in_milliseconds_and_held_at_the_ends() {
        let noon = Timestamp::from_unix_ms(1_795_000_000_000);
        assert_eq!(noon.plus_secs(-2).unix_ms(), 1_794_999_998_000);
        assert_eq!(noon.plus_ms(3).ms_since(noon), 3);
        assert_eq!(noon.ms_since(noon.plus_ms(3)), -3);
        let last = Timestamp::from_unix_ms(i64::MAX);
        assert_eq!(last.plus_ms(1), last);
        assert_eq!(noon.plus_secs(i64::MAX), last);
    }

    #[test]
    fn a_clock_without_a_count_of_its_own_says_so() {
        struct Stopped;
        impl Clock for Stopped {
            fn now(&self) -> Timestamp {
                Timestamp::from_unix_ms(0)
            }
        }
        assert_eq!(Stopped.uptime_ms(), None);
    }
}
