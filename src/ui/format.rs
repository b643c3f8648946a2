//! Moments as a person reads them.
//!
//! Not its job: asking for the present moment, which is in the state, and the words around the figures.

use egui::{Context, Id, Ui};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::domain::time::Timestamp;
use crate::state::AppState;
use crate::ui::strings::times as words;

const MINUTE_SECS: u64 = 60;
const HOUR_SECS: u64 = 60 * MINUTE_SECS;
const DAY_SECS: u64 = 24 * HOUR_SECS;

/// The present moment and the time zone, to tell other moments by.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    now: Timestamp,
    zone: TimeZone,
}

impl Times {
    /// Formats moments relative to `now`, in `zone`.
    pub(crate) const fn new(now: Timestamp, zone: TimeZone) -> Self {
        Self { now, zone }
    }

    /// Formats moments relative to this frame, in the time zone of the view.
    pub(crate) fn of(ui: &Ui, state: &AppState) -> Self {
        Self::new(state.now, time_zone(ui.ctx()))
    }

    /// Relative when recent ("2 min ago", "today 14:02", "yesterday"), else the day ("19 Nov", "9 May 2024").
    pub(crate) fn relative(&self, at: Timestamp) -> String {
        let (Some(then), Some(now)) = (self.zoned(at), self.zoned(self.now)) else {
            return at.unix_ms().to_string();
        };
        let secs_ago = self.now.ms_since(at) / 1000;
        let is_same_day = then.date() == now.date();
        match secs_ago {
            0..60 => words::just_now().to_owned(),
            60..3600 => words::minutes_ago(secs_ago.unsigned_abs() / MINUTE_SECS),
            _ if is_same_day => words::today(&time_of_day(&then)),
            _ if now.date().yesterday().is_ok_and(|day| day == then.date()) => words::yesterday().to_owned(),
            _ if then.year() == now.year() => words::day(&day(&then), month(&then)),
            _ => words::day_in_year(&day(&then), month(&then), &year(&then)),
        }
    }

    /// How far away a moment is, before or behind: "in 52 min", "in 6 days", "2 days ago".
    pub(crate) fn away(&self, at: Timestamp) -> String {
        let secs = at.ms_since(self.now).div_euclid(1000);
        let is_past = secs < 0;
        match secs.unsigned_abs() {
            0..60 if secs <= 0 => words::just_now().to_owned(),
            // What is ahead is not there before its last minute is over, and what is behind has passed its whole ones.
            behind if is_past && behind < 90 * MINUTE_SECS => words::minutes_ago(behind / MINUTE_SECS),
            secs if secs < 90 * MINUTE_SECS => words::in_minutes(secs.div_ceil(MINUTE_SECS).max(1)),
            secs if secs < 36 * HOUR_SECS => {
                let hours = (secs + HOUR_SECS / 2) / HOUR_SECS;
                if is_past {
                    words::hours_ago(hours)
                } else {
                    words::in_hours(hours)
                }
            }
            secs => {
                let days = (secs + DAY_SECS / 2) / DAY_SECS;
                if is_past {
                    words::days_ago(days)
                } else {
                    words::in_days(days)
                }
            }
        }
    }

    /// The day and the time of day, such as "today 14:02", "tomorrow 09:00" or "30 Nov, 09:00".
    pub(crate) fn day_and_time(&self, at: Timestamp) -> String {
        let (Some(then), Some(now)) = (self.zoned(at), self.zoned(self.now)) else {
            return at.unix_ms().to_string();
        };
        let time = time_of_day(&then);
        match now.date().tomorrow() {
            _ if then.date() == now.date() => words::today(&time),
            Ok(tomorrow) if tomorrow == then.date() => words::tomorrow(&time),
            _ if then.year() == now.year() => words::day_and_time(&day(&then), month(&then), &time),
            _ => words::day_in_year_and_time(&day(&then), month(&then), &year(&then), &time),
        }
    }

    /// The whole date and the time to the minute, such as "24 November 2026, 02:10".
    pub(crate) fn minute(&self, at: Timestamp) -> String {
        let Some(then) = self.zoned(at) else {
            return at.unix_ms().to_string();
        };
        words::minute(&day(&then), month(&then), &year(&then), &time_of_day(&then))
    }

    /// To the second, for the tooltip of [`Self::relative`].
    pub(crate) fn exact(&self, at: Timestamp) -> String {
        let Some(then) = self.zoned(at) else {
            return at.unix_ms().to_string();
        };
        let weekday = i64::from(then.weekday().to_monday_one_offset());
        let time = then.strftime("%H:%M:%S").to_string();
        words::exact(weekday, &day(&then), month(&then), &year(&then), &time)
    }

    fn zoned(&self, at: Timestamp) -> Option<ZonedDateTime> {
        let at = jiff::Timestamp::from_millisecond(at.unix_ms()).ok()?;
        Some(at.to_zoned_datetime(self.zone.clone()))
    }
}

/// The day of the month and the year as text: as numbers they would get separators.
fn day(then: &ZonedDateTime) -> String {
    then.day().to_string()
}

fn month(then: &ZonedDateTime) -> i64 {
    i64::from(then.month())
}

fn year(then: &ZonedDateTime) -> String {
    then.year().to_string()
}

fn time_of_day(then: &ZonedDateTime) -> String {
    then.strftime("%H:%M").to_string()
}

fn zone_id() -> Id {
    Id::unique("avo_time_zone")
}

/// Sets the time zone of all times in the window.
pub(crate) fn set_time_zone(ctx: &Context, zone: &TimeZone) {
    ctx.data_mut(|data| data.insert_temp(zone_id(), zone.clone()));
}

/// The time zone of all times in the window; UTC until one is set.
pub(crate) fn time_zone(ctx: &Context) -> TimeZone {
    ctx.data(|data| data.get_temp(zone_id())).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, speak};

    fn at(text: &str) -> Timestamp {
        let at: jiff::Timestamp = text.parse().unwrap();
        Timestamp::from_unix_ms(at.as_millisecond())
    }

    #[test]
    fn moments_are_relative_when_recent_and_days_later_on() {
        let times = Times::new(at("2026-11-23T17:00:00Z"), TimeZone::UTC);
        for (moment, told) in [
            ("2026-11-23T16:59:30Z", "just now"),
            ("2026-11-23T16:58:00Z", "2 min ago"),
            ("2026-11-23T08:12:00Z", "today 08:12"),
            ("2026-11-22T23:59:00Z", "yesterday"),
            ("2026-11-19T10:00:00Z", "19 Nov"),
            ("2025-05-09T10:00:00Z", "9 May 2025"),
            ("2026-11-23T18:30:00Z", "today 18:30"),
        ] {
            assert_eq!(times.relative(at(moment)), told);
        }
        assert_eq!(
            times.exact(at("2026-11-19T10:00:05Z")),
            "Thursday, 19 November 2026, 10:00:05"
        );
    }

    #[test]
    fn a_distance_is_told_in_the_unit_that_fits_it() {
        let now = at("2026-11-23T17:00:00Z");
        let times = Times::new(now, TimeZone::UTC);
        for (secs, told) in [
            (30, "in 1 min"),
            (51 * 60 + 1, "in 52 min"),
            (60 * 60, "in 60 min"),
            (24 * 3600, "in 24 h"),
            (7 * 86_400 - 3, "in 7 days"),
            (365 * 86_400, "in 365 days"),
            (0, "just now"),
            (-10, "just now"),
            (-61, "1 min ago"),
            (-120, "2 min ago"),
            (-5 * 3600, "5 h ago"),
            (-2 * 86_400, "2 days ago"),
        ] {
            assert_eq!(times.away(now.plus_secs(secs)), told, "{secs}");
        }
    }

    #[test]
    fn an_appointment_is_told_with_its_day() {
        let times = Times::new(at("2026-11-23T17:00:00Z"), TimeZone::UTC);
        for (moment, told) in [
            ("2026-11-23T18:30:00Z", "today 18:30"),
            ("2026-11-24T09:00:00Z", "tomorrow 09:00"),
            ("2026-11-30T09:00:00Z", "30 Nov, 09:00"),
            ("2027-01-02T09:00:00Z", "2 Jan 2027, 09:00"),
        ] {
            assert_eq!(times.day_and_time(at(moment)), told);
        }
    }

    #[test]
    fn the_day_is_the_one_of_the_time_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(10));
        let times = Times::new(at("2026-11-23T17:00:00Z"), zone);
        assert_eq!(times.relative(at("2026-11-23T13:30:00Z")), "yesterday");
    }

    #[test]
    fn moments_are_written_as_the_language_writes_them() {
        let times = Times::new(at("2026-11-23T17:00:00Z"), TimeZone::UTC);
        speak(Language::German);
        assert_eq!(times.relative(at("2026-11-19T10:00:00Z")), "19. Nov.");
        assert_eq!(times.relative(at("2025-05-09T10:00:00Z")), "9. Mai 2025");
        assert_eq!(times.relative(at("2026-11-23T16:58:00Z")), "vor 2 Min.");
        assert_eq!(times.away(at("2026-11-29T17:00:00Z")), "in 6 Tagen");
        assert_eq!(
            times.exact(at("2026-11-19T10:00:05Z")),
            "Donnerstag, 19. November 2026, 10:00:05"
        );
        speak(Language::English);
    }
}
