//! Numbers and moments as a person reads them.
//!
//! Not its job: asking for the present moment, which is in the state, and the words around the figures.

use egui::{Context, Id, Ui};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::domain::time::Timestamp;
use crate::state::AppState;

const MINUTE_SECS: u64 = 60;
const HOUR_SECS: u64 = 60 * MINUTE_SECS;
const DAY_SECS: u64 = 24 * HOUR_SECS;

/// A number with separators, such as 1,000,000.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and what is counted, such as "1 user" or "2,117 clients".
pub fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// The present moment and the time zone, to tell other moments by.
#[derive(Debug, Clone)]
pub struct Times {
    now: Timestamp,
    zone: TimeZone,
}

impl Times {
    /// Moments as told at `now` in `zone`.
    pub const fn new(now: Timestamp, zone: TimeZone) -> Self {
        Self { now, zone }
    }

    /// Moments as told in this frame; the time zone is the one the view was made with.
    pub fn of(ui: &Ui, state: &AppState) -> Self {
        Self::new(state.now, time_zone(ui.ctx()))
    }

    /// Relative when recent ("2 min ago", "today 14:02", "yesterday"), else the day ("19 Nov", "9 May 2024").
    pub fn relative(&self, at: Timestamp) -> String {
        let (Some(then), Some(now)) = (self.zoned(at), self.zoned(self.now)) else {
            return at.unix_ms().to_string();
        };
        let secs_ago = self.now.ms_since(at) / 1000;
        let is_same_day = then.date() == now.date();
        match secs_ago {
            0..60 => "just now".to_owned(),
            60..3600 => format!("{} min ago", secs_ago / 60),
            _ if is_same_day => then.strftime("today %H:%M").to_string(),
            _ if now.date().yesterday().is_ok_and(|day| day == then.date()) => "yesterday".to_owned(),
            _ if then.year() == now.year() => then.strftime("%-d %b").to_string(),
            _ => then.strftime("%-d %b %Y").to_string(),
        }
    }

    /// How far away a moment is, before or behind: "in 52 min", "in 6 days", "2 days ago".
    pub fn away(&self, at: Timestamp) -> String {
        let secs = at.ms_since(self.now).div_euclid(1000);
        let distance = match secs.unsigned_abs() {
            0..60 if secs <= 0 => return "just now".to_owned(),
            // What is ahead is not there before its last minute is over, and what is behind has passed its whole ones.
            behind if secs < 0 && behind < 90 * MINUTE_SECS => format!("{} min", behind / MINUTE_SECS),
            secs if secs < 90 * MINUTE_SECS => format!("{} min", secs.div_ceil(MINUTE_SECS).max(1)),
            secs if secs < 36 * HOUR_SECS => format!("{} h", (secs + HOUR_SECS / 2) / HOUR_SECS),
            secs => format!("{} days", (secs + DAY_SECS / 2) / DAY_SECS),
        };
        if secs < 0 {
            format!("{distance} ago")
        } else {
            format!("in {distance}")
        }
    }

    /// The day and the time of day, such as "today 14:02", "tomorrow 09:00" or "30 Nov, 09:00".
    pub fn day_and_time(&self, at: Timestamp) -> String {
        let (Some(then), Some(now)) = (self.zoned(at), self.zoned(self.now)) else {
            return at.unix_ms().to_string();
        };
        let format = match now.date().tomorrow() {
            _ if then.date() == now.date() => "today %H:%M",
            Ok(day) if day == then.date() => "tomorrow %H:%M",
            _ if then.year() == now.year() => "%-d %b, %H:%M",
            _ => "%-d %b %Y, %H:%M",
        };
        then.strftime(format).to_string()
    }

    /// To the second, for the tooltip of [`Self::relative`].
    pub fn exact(&self, at: Timestamp) -> String {
        self.zoned(at).map_or_else(
            || at.unix_ms().to_string(),
            |then| then.strftime("%A, %-d %B %Y, %H:%M:%S").to_string(),
        )
    }

    fn zoned(&self, at: Timestamp) -> Option<ZonedDateTime> {
        let at = jiff::Timestamp::from_millisecond(at.unix_ms()).ok()?;
        Some(at.to_zoned_datetime(self.zone.clone()))
    }
}

fn zone_id() -> Id {
    Id::unique("avo_time_zone")
}

/// Makes `zone` the one that times are told in, everywhere in the window.
pub fn set_time_zone(ctx: &Context, zone: &TimeZone) {
    ctx.data_mut(|data| data.insert_temp(zone_id(), zone.clone()));
}

/// The time zone that times are told in; UTC while none was set.
pub fn time_zone(ctx: &Context) -> TimeZone {
    ctx.data(|data| data.get_temp(zone_id())).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        let at: jiff::Timestamp = text.parse().unwrap();
        Timestamp::from_unix_ms(at.as_millisecond())
    }

    #[test]
    fn numbers_have_separators_and_their_noun_agrees() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(12_345_678), "12,345,678");
        assert_eq!(counted(1, "user", "users"), "1 user");
        assert_eq!(counted(2_117, "client", "clients"), "2,117 clients");
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
}
