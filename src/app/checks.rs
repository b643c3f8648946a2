//! When the open directory is looked through for damage.

use crate::domain::time::Timestamp;
use crate::worker::ticket::Ticket;

/// The least time between two checks of the whole file for what answers say.
const BETWEEN_DOUBTS_MS: i64 = 10 * 60 * 1000;

/// The checks of the open directory, one at a time.
#[derive(Debug, Default)]
pub(super) struct Checks {
    under_way: Option<Ticket>,
    /// When the last one began that was asked for by a doubt.
    doubted_at: Option<Timestamp>,
    /// Whether one is wanted. The one that is under way may have passed the damaged place before.
    is_wanted: bool,
}

impl Checks {
    /// Notes that something may be damaged, unless that was looked into a moment ago. Returns whether a check can begin
    /// now.
    pub(super) fn doubt(&mut self, now: Timestamp) -> bool {
        let is_recent = self.doubted_at.is_some_and(|at| now.ms_since(at) < BETWEEN_DOUBTS_MS);
        self.is_wanted |= !is_recent;
        let is_under_way = self.under_way.as_ref().is_some_and(|check| !check.is_done());
        self.is_wanted && !is_under_way
    }

    /// Whether a check is wanted, which then counts as begun.
    pub(super) fn take_doubt(&mut self, now: Timestamp) -> bool {
        let is_wanted = std::mem::take(&mut self.is_wanted);
        if is_wanted {
            self.doubted_at = Some(now);
        }
        is_wanted
    }

    /// Notes that a check was asked for.
    pub(super) fn start(&mut self, check: Ticket) {
        self.under_way = Some(check);
    }

    /// Notes that the last one was stopped: the next doubt has another one begun.
    pub(super) const fn forget_doubt(&mut self) {
        self.doubted_at = None;
    }

    /// Follows the clock that was set back.
    pub(super) fn set_back(&mut self, back_ms: i64) {
        self.doubted_at = self.doubted_at.map(|at| at.plus_ms(-back_ms));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_795_424_400_000);

    #[test]
    fn a_doubt_is_looked_into_once_in_ten_minutes() {
        let mut checks = Checks::default();
        assert!(checks.doubt(NOW) && checks.take_doubt(NOW));
        let almost = NOW.plus_ms(600_000 - 1);
        assert!(!checks.doubt(almost) && !checks.take_doubt(almost));
        assert!(checks.doubt(NOW.plus_ms(600_000)));
        let mut set_back = Checks::default();
        assert!(set_back.doubt(NOW) && set_back.take_doubt(NOW));
        set_back.set_back(3_600_000);
        assert!(set_back.doubt(NOW.plus_ms(600_000 - 3_600_000)));
    }

    #[test]
    fn a_doubt_waits_for_the_check_that_is_under_way() {
        let (mut checks, opening) = (Checks::default(), Ticket::default());
        let running = opening.guard();
        checks.start(opening);
        assert!(!checks.doubt(NOW), "one at a time");
        drop(running);
        assert!(checks.take_doubt(NOW) && !checks.take_doubt(NOW));
        checks.forget_doubt();
        assert!(checks.doubt(NOW), "the last one did not come to its end");
    }
}
