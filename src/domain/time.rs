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
