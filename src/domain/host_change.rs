//! Whether a client that names another host has moved, or is used from two machines.

use super::registration::HostName;
use super::time::Timestamp;

/// How far back a host counts, and how long "used from two machines" is shown.
const RECENT_SECS: i64 = 24 * 60 * 60;
/// How long a client that goes to and fro is not reported again. Half of [`RECENT_SECS`], so that a report follows
/// before the one before it is no longer shown.
const QUIET_SECS: i64 = RECENT_SECS / 2;
/// The most renames of a client on record within [`RECENT_SECS`]: some machines get a new name at each start.
const MOST_RENAMES: usize = 10;

/// A change of a client's host, as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostChange {
    /// When the client first named the new host.
    pub at: Timestamp,
    /// The host before.
    pub from: String,
    /// The new host.
    pub to: String,
    /// Whether it was recorded as used from two machines.
    pub is_return: bool,
}

/// What it means that a client names a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostVerdict {
    /// It is the same machine.
    Unchanged,
    /// The client has moved, or its machine was renamed.
    Renamed,
    /// The client was on this host within the last day, and on another one since.
    TwoMachines,
    /// The host is another one, which is not worth a record: it is the first one known, or enough is on record.
    Unrecorded,
}

impl HostVerdict {
    /// Judges a client that was last known on the host `before` and names `named`. `changes_since` is asked only if the
    /// host is another one, and gives the changes on record after a moment and after the client's latest registration.
    ///
    /// # Errors
    /// Those of `changes_since`.
    pub fn of<E>(
        before: Option<&str>,
        named: &HostName,
        now: Timestamp,
        changes_since: impl FnOnce(Timestamp) -> Result<Vec<HostChange>, E>,
    ) -> Result<Self, E> {
        let Some(before) = before else {
            return Ok(Self::Unrecorded);
        };
        if is_same_machine(before, named.as_str()) {
            return Ok(Self::Unchanged);
        }
        let changes = changes_since(now.plus_secs(-RECENT_SECS))?;
        Ok(Self::of_another(named.as_str(), &changes, now))
    }

    fn of_another(named: &str, changes: &[HostChange], now: Timestamp) -> Self {
        let is_within = |change: &&HostChange, secs: i64| now < change.at.plus_secs(secs);
        let recent = || changes.iter().filter(|change| is_within(change, RECENT_SECS));
        let was_here = |change: &HostChange| {
            [&change.from, &change.to]
                .iter()
                .any(|host| is_same_machine(host, named))
        };
        let (has_enough, verdict) = if recent().any(was_here) {
            let is_reported = recent().any(|change| change.is_return && is_within(&change, QUIET_SECS));
            (is_reported, Self::TwoMachines)
        } else {
            let renames = recent().filter(|change| !change.is_return).count();
            (renames >= MOST_RENAMES, Self::Renamed)
        };
        if has_enough { Self::Unrecorded } else { verdict }
    }
}

/// That a client is used from two machines, as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoMachines {
    /// The hosts, the one it came back to first.
    pub hosts: [String; 2],
    /// When it came back.
    pub at: Timestamp,
}

impl TwoMachines {
    /// Whether it is still shown.
    pub fn is_recent(&self, now: Timestamp) -> bool {
        now < self.at.plus_secs(RECENT_SECS)
    }
}

/// Whether two host names are of one machine: DNS regards neither case nor the dot of the root (RFC 4343, RFC 1034).
fn is_same_machine(one: &str, other: &str) -> bool {
    let folded = |name: &str| name.strip_suffix('.').unwrap_or(name).to_lowercase();
    one == other || folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_795_424_400_000);
    const HOUR: i64 = 60 * 60;

    fn change(secs_ago: i64, from: &str, to: &str, is_return: bool) -> HostChange {
        HostChange {
            at: NOW.plus_secs(-secs_ago),
            from: from.to_owned(),
            to: to.to_owned(),
            is_return,
        }
    }

    fn judged(before: Option<&str>, named: &str, changes: &[HostChange]) -> HostVerdict {
        let named = HostName::parse(named).unwrap();
        let Ok(verdict) = HostVerdict::of(before, &named, NOW, |_| Ok::<_, Infallible>(changes.to_vec()));
        verdict
    }

    #[test]
    fn a_host_is_judged_by_where_the_client_was_within_a_day() {
        use HostVerdict::{Renamed, TwoMachines, Unrecorded};
        let renamed = |secs_ago, from, to| change(secs_ago, from, to, false);
        let returned = |secs_ago, from, to| change(secs_ago, from, to, true);
        let many: Vec<HostChange> = (0..MOST_RENAMES)
            .map(|number| change(60, &format!("pod-{number}"), "a", false))
            .collect();
        let day = 24 * HOUR;
        let cases: &[(&str, &str, &[HostChange], HostVerdict)] = &[
            ("a", "b", &[], Renamed),
            ("b", "a", &[renamed(60, "a", "b")], TwoMachines),
            ("b", "A.", &[renamed(60, "a", "b")], TwoMachines),
            ("b", "a", &[renamed(day - 1, "a", "b")], TwoMachines),
            ("b", "a", &[renamed(day, "a", "b")], Renamed),
            ("b", "c", &[renamed(60, "a", "b")], Renamed),
            // a, b, c, a
            ("c", "a", &[renamed(30, "b", "c"), renamed(60, "a", "b")], TwoMachines),
            // To and fro: one report in half a day, and another before the first is no longer shown.
            ("a", "b", &[returned(30, "b", "a"), renamed(60, "a", "b")], Unrecorded),
            ("b", "a", &[returned(12 * HOUR - 1, "b", "a")], Unrecorded),
            ("b", "a", &[returned(12 * HOUR, "b", "a")], TwoMachines),
            ("a", "b", &[returned(12 * HOUR, "b", "a")], TwoMachines),
            ("b", "a", &[returned(day, "b", "a")], Renamed),
            // A third machine is news in that time too.
            ("a", "c", &[returned(30, "b", "a"), renamed(60, "a", "b")], Renamed),
            ("a", "pod-99", &many, Unrecorded),
            ("a", "pod-99", &many[1..], Renamed),
            ("a", "pod-1", &many, TwoMachines),
        ];
        for (before, named, changes, expected) in cases {
            assert_eq!(
                judged(Some(before), named, changes),
                *expected,
                "{before} {named} {changes:?}"
            );
        }
        assert_eq!(judged(None, "a", &[]), Unrecorded);
    }

    #[test]
    fn the_same_machine_is_told_without_asking_the_record() {
        for (before, named) in [
            ("build-7", "build-7"),
            ("Build-7", "bUILD-7"),
            ("build-7.example.com", "build-7.Example.com."),
            ("BÜRO", "büro"),
        ] {
            let named = HostName::parse(named).unwrap();
            let verdict = HostVerdict::of(Some(before), &named, NOW, |_| Err("the record was asked"));
            assert_eq!(verdict, Ok(HostVerdict::Unchanged), "{before}");
        }
        for (before, named) in [("build-7", "build-8"), ("build-7", "build-7.example.com"), ("a", "a..")] {
            assert_eq!(judged(Some(before), named, &[]), HostVerdict::Renamed, "{before}");
        }
    }

    #[test]
    fn the_record_is_asked_for_the_last_day() {
        let named = HostName::parse("build-8").unwrap();
        let asked = HostVerdict::of(Some("build-7"), &named, NOW, Err::<Vec<HostChange>, _>);
        assert_eq!(asked, Err(NOW.plus_secs(-24 * HOUR)));
    }

    #[test]
    fn two_machines_are_shown_for_a_day() {
        let found = TwoMachines {
            hosts: ["a".to_owned(), "b".to_owned()],
            at: NOW,
        };
        assert!(found.is_recent(NOW) && found.is_recent(NOW.plus_secs(24 * HOUR - 1)));
        assert!(!found.is_recent(NOW.plus_secs(24 * HOUR)));
    }
}
