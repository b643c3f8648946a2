//! Words about moments and distances of time.

use crate::words::words;

words! {
    "times":
    minutes_ago(count: u64);
    hours_ago(count: u64);
    days_ago(count: u64);
    in_minutes(count: u64);
    in_hours(count: u64);
    in_days(count: u64);
    today(time: &str);
    tomorrow(time: &str);
    day(day: &str, month: i64);
    day_in_year(day: &str, month: i64, year: &str);
    day_and_time(day: &str, month: i64, time: &str);
    day_in_year_and_time(day: &str, month: i64, year: &str, time: &str);
    minute(day: &str, month: i64, year: &str, time: &str);
    exact(weekday: i64, day: &str, month: i64, year: &str, time: &str);
    just_now;
    yesterday;
}
