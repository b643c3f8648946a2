//! Which of the backups that were made without being asked for are kept.
//!
//! Days and weeks are counted over the backups that there are, so that a computer that was off for a month still has its
//! last ones. A backup from the future was made under a wrong clock: it takes no place of those whose time can be right.

use std::collections::{BTreeMap, BTreeSet};

use super::backup_name::{BackupName, BackupReason};
use super::time::Timestamp;

/// Days of which the newest backup is kept.
pub const DAYS: usize = 7;
/// ISO weeks of which the newest backup is kept.
pub const WEEKS: usize = 4;
/// Copies from before an upgrade that are kept.
pub const UPGRADES: usize = 3;
/// How long a copy from before an upgrade is kept.
pub const UPGRADE_DAYS: i64 = 35;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Which of `names`, all of one directory, are still needed at `now`, by their places. Of two with the same name the first
/// one is.
pub fn needed(names: &[BackupName], now: Timestamp) -> BTreeSet<usize> {
    let daily = kept_daily(names, now).into_iter();
    daily.chain(kept_upgrades(names, now)).collect()
}

/// Those with that reason by their place in `names`, newest first.
fn newest_first(names: &[BackupName], has_reason: impl Fn(BackupReason) -> bool) -> Vec<(usize, &BackupName)> {
    let mut found: Vec<_> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| has_reason(name.reason))
        .collect();
    found.sort_by_key(|(index, name)| (std::cmp::Reverse(name.at()), *index));
    found
}

fn kept_daily(names: &[BackupName], now: Timestamp) -> Vec<usize> {
    let found = newest_first(names, |reason| reason == BackupReason::Daily);
    let (future, past): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, name)| name.at() > now);
    let (mut days, mut weeks) = (BTreeMap::new(), BTreeMap::new());
    for (index, name) in past {
        let day = name.day();
        let week = day.iso_week_date();
        days.entry(day).or_insert(index);
        weeks.entry((week.year(), week.week())).or_insert(index);
    }
    let days = days.into_values().rev().take(DAYS);
    let mut kept: Vec<usize> = days.collect();
    // While there are few others, those from the future may be the only ones that hold the last days.
    let free = DAYS.saturating_sub(kept.len());
    kept.extend(future.into_iter().take(free).map(|(index, _)| index));
    kept.extend(weeks.into_values().rev().take(WEEKS));
    kept
}

fn kept_upgrades(names: &[BackupName], now: Timestamp) -> Vec<usize> {
    let mut found = newest_first(names, |reason| reason != BackupReason::Daily);
    found.sort_by_key(|(_, name)| name.at() > now);
    let kept = found.into_iter().take(UPGRADES);
    let young = kept.filter(|(_, name)| now.ms_since(name.at()) <= UPGRADE_DAYS * DAY_MS);
    young.map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::backup_name::tests::series;
    use super::*;

    /// Monday, 2026-11-30, noon.
    const NOON: Timestamp = Timestamp::from_unix_ms(1_796_040_000_000);
    /// As a number, so that the rule is not checked against itself.
    const DAY_MS: i64 = 86_400_000;

    fn daily(at: Timestamp) -> BackupName {
        BackupName::new(series(), at, BackupReason::Daily, false)
    }

    fn days_ago(days: i64) -> BackupName {
        daily(NOON.plus_ms(-days * DAY_MS))
    }

    fn upgrade(days_ago: i64) -> BackupName {
        BackupName::new(
            series(),
            NOON.plus_ms(-days_ago * DAY_MS),
            BackupReason::Upgrade { from: 6 },
            false,
        )
    }

    fn kept_of(names: &[BackupName], now: Timestamp) -> Vec<BackupName> {
        needed(names, now)
            .into_iter()
            .map(|index| names[index].clone())
            .collect()
    }

    #[test]
    fn seven_days_and_four_weeks_are_kept_of_a_daily_backup() {
        let all: Vec<BackupName> = (0..60).map(days_ago).collect();
        // The weeks that ended on Sundays 1, 8 and 15 days ago, beside this one.
        let kept: Vec<BackupName> = [0, 1, 2, 3, 4, 5, 6, 8, 15].map(days_ago).into();
        assert_eq!(kept_of(&all, NOON), kept);
    }

    #[test]
    fn a_computer_that_was_off_for_a_month_keeps_what_it_had() {
        let all: Vec<BackupName> = [0, 40, 41, 42].map(days_ago).into();
        assert_eq!(kept_of(&all, NOON), all);
    }

    #[test]
    fn the_last_of_several_backups_of_a_day_is_kept() {
        let [morning, evening] = [-3, 3].map(|hours| daily(NOON.plus_ms(hours * 60 * 60 * 1000 - DAY_MS)));
        let all = [morning, evening.clone(), days_ago(0)];
        assert_eq!(kept_of(&all, NOON), [evening, days_ago(0)]);
    }

    #[test]
    fn a_copy_under_the_same_name_takes_no_place() {
        let all: Vec<BackupName> = (0..7).flat_map(|days| [days_ago(days), days_ago(days)]).collect();
        let first_of_each: BTreeSet<usize> = (0..14).step_by(2).collect();
        assert_eq!(needed(&all, NOON), first_of_each);
    }

    #[test]
    fn backups_from_the_future_push_nothing_out_and_go_as_others_come() {
        let future: Vec<BackupName> = (300..310).map(|days| days_ago(-days)).collect();
        for made in 0..9 {
            let good: Vec<BackupName> = (0..made).map(days_ago).collect();
            let kept = kept_of(&[future.clone(), good.clone()].concat(), NOON);
            let expected = kept_of(&good, NOON);
            assert!(expected.iter().all(|name| kept.contains(name)), "{made}");
            let left = kept.len() - expected.len();
            assert_eq!(left, usize::try_from(7 - made.min(7)).unwrap(), "{made}");
        }
    }

    #[test]
    fn a_backup_of_every_day_is_gone_after_five_weeks() {
        let mut there: Vec<BackupName> = Vec::new();
        for day in 0..200 {
            let now = NOON.plus_ms(day * DAY_MS);
            there.push(daily(now));
            there = kept_of(&there, now);
            let oldest = there.iter().map(BackupName::at).min().unwrap();
            assert!(now.ms_since(oldest) <= 35 * DAY_MS, "{day}");
        }
    }

    #[test]
    fn three_copies_from_before_an_upgrade_are_kept_for_five_weeks() {
        let all: Vec<BackupName> = [0, 1, 2, 3].map(upgrade).into();
        assert_eq!(kept_of(&all, NOON), all[..3]);
        let all: Vec<BackupName> = [34, 36].map(upgrade).into();
        assert_eq!(kept_of(&all, NOON), all[..1]);
        let all: Vec<BackupName> = [-9, -8, -7, 1, 2, 3].map(upgrade).into();
        assert_eq!(kept_of(&all, NOON), all[3..]);
    }

    prop_compose! {
        fn any_names()(
            at_hours in prop::collection::btree_set(-2_000_i64..500, 0..60),
            upgrades in prop::collection::vec(any::<bool>(), 60),
        ) -> Vec<BackupName> {
            let names = at_hours.into_iter().zip(upgrades).map(|(hours, is_upgrade)| {
                let reason = if is_upgrade { BackupReason::Upgrade { from: 6 } } else { BackupReason::Daily };
                BackupName::new(series(), NOON.plus_secs(hours * 3600), reason, false)
            });
            names.collect()
        }
    }

    proptest! {
        #[test]
        fn the_newest_is_kept_and_never_more_than_eleven_and_the_choice_is_stable(names in any_names()) {
            let kept = kept_of(&names, NOON);
            let is_daily = |name: &&BackupName| name.reason == BackupReason::Daily;
            prop_assert!(kept.iter().filter(is_daily).count() <= DAYS + WEEKS);
            prop_assert!(kept.iter().filter(|name| !is_daily(name)).count() <= UPGRADES);
            let all = || names.iter().filter(is_daily);
            let newest = all().filter(|name| name.at() <= NOON).max_by_key(|name| name.at());
            let newest = newest.or_else(|| all().max_by_key(|name| name.at()));
            prop_assert!(newest.is_none_or(|newest| kept.contains(newest)));
            prop_assert_eq!(kept_of(&kept, NOON), kept);
        }
    }
}
