//! Whether the clock of the computer was moved, and whether it is trusted with what can't be undone.
//!
//! A program that runs compares the clock with a time that nobody can set. From one run to the next there is only the latest
//! time that was seen: a computer that was off looks like a clock that was moved ahead, so only a gap that no one leaves a
//! directory alone for counts as one.

use super::time::Timestamp;

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// How far ahead of what is expected the clock may be.
const MOST_AHEAD_MS: i64 = DAY_MS;
/// How far behind the latest time the clock may be. Clocks that are kept by a server move by less.
const MOST_BACK_MS: i64 = 5 * MINUTE_MS;
/// The longest that a directory is left alone, from one run to the next.
const LONGEST_GAP_MS: i64 = 400 * DAY_MS;
/// How old the latest time may get before it is written again. Each writing makes every open console read again.
const RENEWED_AFTER_MS: i64 = 5 * MINUTE_MS;

/// The clock was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockMove {
    /// What it should have shown.
    pub from: Timestamp,
    /// What it showed.
    pub to: Timestamp,
}

impl ClockMove {
    /// Whether it was moved ahead, and not back.
    pub fn is_ahead(self) -> bool {
        self.to > self.from
    }

    /// How far, in milliseconds.
    pub const fn distance_ms(self) -> i64 {
        self.to.ms_since(self.from).saturating_abs()
    }
}

/// One look of a program at the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockLook {
    /// What it showed.
    pub at: Timestamp,
    /// Milliseconds since some moment, by a count that nobody can set; none where the system has none.
    pub uptime_ms: Option<i64>,
}

impl ClockLook {
    /// What the clock should show at `next`, after this look of the same program.
    fn expected_at(&self, next: &Self) -> Option<Timestamp> {
        let passed_ms = next.uptime_ms?.saturating_sub(self.uptime_ms?);
        Some(self.at.plus_ms(passed_ms))
    }
}

/// What the directory knows of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRecord {
    /// The latest time that was seen, or that of the look which found the clock set back.
    pub latest_at: Timestamp,
    /// The latest move, until an administrator confirms the time.
    pub moved: Option<ClockMove>,
}

impl ClockRecord {
    /// Of a directory whose clock is looked at for the first time.
    pub const fn first(now: Timestamp) -> Self {
        Self {
            latest_at: now,
            moved: None,
        }
    }

    /// Whether what has expired at `now` has expired for good: the clock is about where it was, and no jump ahead waits to
    /// be confirmed.
    pub fn is_trusted(&self, now: Timestamp) -> bool {
        let ahead_ms = now.ms_since(self.latest_at);
        let is_ahead = self.moved.is_some_and(ClockMove::is_ahead);
        (-MOST_BACK_MS..=MOST_AHEAD_MS).contains(&ahead_ms) && !is_ahead
    }

    /// How the clock was moved by the time of `look`; `last` is the look before of the same program.
    pub fn moved_by(&self, look: &ClockLook, last: Option<&ClockLook>) -> Option<ClockMove> {
        let expected = last.and_then(|last| last.expected_at(look));
        let from = expected.unwrap_or(self.latest_at);
        let ahead_ms = look.at.ms_since(self.latest_at);
        let is_moved = if ahead_ms > MOST_AHEAD_MS {
            let most_ms = if expected.is_some() {
                MOST_AHEAD_MS
            } else {
                LONGEST_GAP_MS
            };
            look.at.ms_since(from) > most_ms
        } else {
            // Another program may have seen it, and noted the time that the clock shows since.
            ahead_ms < -MOST_BACK_MS
        };
        let from = if look.at < self.latest_at {
            from.max(self.latest_at)
        } else {
            from
        };
        is_moved.then_some(ClockMove { from, to: look.at })
    }

    /// The record after a look at `now` that found `moved`; none where it stays.
    pub fn after(&self, now: Timestamp, moved: Option<ClockMove>) -> Option<Self> {
        if moved.is_none() && now.ms_since(self.latest_at) < RENEWED_AFTER_MS {
            return None;
        }
        // A jump ahead waits on while less than half of it is undone.
        let still_ahead = self.moved.filter(|before| {
            let undone_ms = before.to.ms_since(now);
            before.is_ahead() && undone_ms < before.distance_ms() / 2
        });
        Some(Self {
            latest_at: now,
            moved: match moved {
                Some(moved) if !moved.is_ahead() => still_ahead.or(Some(moved)),
                Some(moved) => Some(moved),
                None => self.moved,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_unix_ms(1_795_000_000_000);
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 86_400_000;

    fn look(at_ms: i64, uptime_ms: Option<i64>) -> ClockLook {
        ClockLook {
            at: NOON.plus_ms(at_ms),
            uptime_ms,
        }
    }

    #[test]
    fn a_running_program_tells_a_moved_clock_from_time_that_passed() {
        let record = ClockRecord::first(NOON);
        let before = look(0, Some(0));
        for (at_ms, passed_ms, distance_ms) in [
            (MINUTE, MINUTE, None),
            (30 * DAY, 30 * DAY, None),
            (DAY, 0, None),
            (DAY + MINUTE, 0, Some(DAY + MINUTE)),
            (365 * DAY, MINUTE, Some(365 * DAY - MINUTE)),
            (-MINUTE, MINUTE, None),
            (-6 * MINUTE, MINUTE, Some(-7 * MINUTE)),
        ] {
            let moved = record.moved_by(&look(at_ms, Some(passed_ms)), Some(&before));
            let found = moved.map(|moved| moved.to.ms_since(moved.from));
            assert_eq!(found, distance_ms, "{at_ms} after {passed_ms}");
        }
    }

    #[test]
    fn a_directory_that_was_left_alone_for_a_year_is_not_a_moved_clock() {
        let record = ClockRecord::first(NOON);
        for (at_ms, is_moved) in [
            (7 * DAY, false),
            (365 * DAY, false),
            (400 * DAY, false),
            (401 * DAY, true),
            (-5 * MINUTE, false),
            (-5 * MINUTE - 1, true),
            (-DAY, true),
        ] {
            assert_eq!(
                record.moved_by(&look(at_ms, Some(5)), None).is_some(),
                is_moved,
                "{at_ms}"
            );
        }
    }

    #[test]
    fn nothing_expires_for_good_until_a_jump_ahead_is_confirmed_or_undone() {
        let record = ClockRecord::first(NOON);
        assert!(record.is_trusted(NOON) && record.is_trusted(NOON.plus_ms(DAY)));
        let later = NOON.plus_ms(365 * DAY);
        assert!(!record.is_trusted(later), "nobody has looked yet");
        let moved = record.moved_by(&look(365 * DAY, Some(1)), Some(&look(0, Some(0))));
        let jumped = record.after(later, moved).unwrap();
        assert!(!jumped.is_trusted(later) && !jumped.is_trusted(later.plus_ms(MINUTE)));
        let waiting = jumped.after(later.plus_ms(DAY), None).unwrap();
        assert!(!waiting.is_trusted(later.plus_ms(DAY)), "waiting confirms nothing");

        let back = look(DAY, None);
        let undone = jumped.after(back.at, jumped.moved_by(&back, None)).unwrap();
        assert!(undone.is_trusted(back.at));
        assert!(
            undone.moved.is_some_and(|moved| !moved.is_ahead()),
            "said, but nothing waits"
        );

        let bit = look(364 * DAY, None);
        let hardly = jumped.after(bit.at, jumped.moved_by(&bit, None)).unwrap();
        assert!(!hardly.is_trusted(bit.at));
    }

    #[test]
    fn the_latest_time_is_written_again_once_it_is_five_minutes_old() {
        let record = ClockRecord::first(NOON);
        assert_eq!(record.after(NOON.plus_ms(5 * MINUTE - 1), None), None);
        let renewed = record.after(NOON.plus_ms(5 * MINUTE), None).unwrap();
        assert_eq!(renewed, ClockRecord::first(NOON.plus_ms(5 * MINUTE)));
    }

    #[test]
    fn a_clock_is_trusted_from_five_minutes_back_to_a_day_ahead() {
        let record = ClockRecord::first(NOON);
        for (at_ms, is_trusted) in [
            (-5 * MINUTE, true),
            (-5 * MINUTE - 1, false),
            (DAY, true),
            (DAY + 1, false),
        ] {
            assert_eq!(record.is_trusted(NOON.plus_ms(at_ms)), is_trusted, "{at_ms}");
        }
    }

    #[test]
    fn what_another_program_has_noted_counts_beside_what_this_one_expects() {
        let record = ClockRecord::first(NOON);
        let slow = look(-2 * 60 * MINUTE, Some(0));
        assert_eq!(
            record.moved_by(&look(DAY, Some(0)), Some(&slow)),
            None,
            "a day is no jump"
        );
        let back = record.moved_by(&look(-60 * MINUTE, Some(0)), Some(&slow));
        let expected = ClockMove {
            from: NOON,
            to: NOON.plus_ms(-60 * MINUTE),
        };
        assert_eq!(back, Some(expected));
    }

    #[test]
    fn a_jump_ahead_waits_until_half_of_it_is_undone_and_a_further_one_takes_its_place() {
        let jump = |days| ClockMove {
            from: NOON,
            to: NOON.plus_ms(days * DAY),
        };
        let jumped = ClockRecord {
            latest_at: NOON.plus_ms(100 * DAY),
            moved: Some(jump(100)),
        };
        let back_to = |at: Timestamp| {
            let back = ClockMove {
                from: jumped.latest_at,
                to: at,
            };
            jumped.after(at, Some(back)).unwrap().moved.unwrap()
        };
        assert!(!back_to(NOON.plus_ms(50 * DAY)).is_ahead());
        assert_eq!(back_to(NOON.plus_ms(50 * DAY + 1)), jump(100));
        let further = jumped.after(jump(300).to, Some(jump(300))).unwrap();
        assert_eq!(further.moved, Some(jump(300)));
    }
}
