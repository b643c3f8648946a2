//! The names of the backups that are made without being asked for. A name alone says of which directory a backup is, when
//! and why it was made, and whether it is encrypted, so that nothing has to be opened to choose one or to remove one.
//!
//! `directory-1f2e3d4c-20261130T190132Z.avobackup`, with `-schema5` before the extension for a copy that was made before an
//! upgrade from that version, and `.age` behind it for an encrypted backup. Times are in UTC.

use std::fmt;
use std::path::Path;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::anchor::DirectoryMark;
use super::hex::hex;
use super::time::Timestamp;

const EXTENSION: &str = ".avobackup";
const ENCRYPTED: &str = ".age";
const SCHEMA: &str = "schema";
/// File systems allow 255 bytes for a whole name.
const MOST_STEM_BYTES: usize = 120;
const MARK_DIGITS: usize = 8;

/// The backups of one directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupSeries {
    stem: String,
    mark: String,
}

impl BackupSeries {
    /// Those of the directory at `path`.
    pub fn new(path: &Path, mark: DirectoryMark) -> Self {
        let mut mark = hex(&mark.0);
        mark.truncate(MARK_DIGITS);
        Self {
            stem: stem_of(path),
            mark,
        }
    }
}

/// The name of a directory's file as its backups repeat it.
fn stem_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = stem.floor_char_boundary(MOST_STEM_BYTES);
    stem.get(..end).unwrap_or_default().to_owned()
}

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackupReason {
    /// It was due.
    Daily,
    /// The directory was about to be upgraded from this version of the schema.
    Upgrade {
        /// The version that the backup has.
        from: i64,
    },
}

/// The name of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BackupName {
    /// Of which directory.
    pub series: BackupSeries,
    /// When it was made; whole seconds.
    at: Timestamp,
    /// Why.
    pub reason: BackupReason,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
}

impl BackupName {
    /// A backup that is made at `at`.
    pub fn new(series: BackupSeries, at: Timestamp, reason: BackupReason, is_encrypted: bool) -> Self {
        Self {
            series,
            at: Timestamp::from_unix_ms(at.unix_ms().div_euclid(1000).max(0).saturating_mul(1000)),
            reason,
            is_encrypted,
        }
    }

    /// When it was made; whole seconds.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// The day it was made on, in UTC.
    pub(super) fn day(&self) -> Date {
        date_time(self.at).date()
    }

    /// Reads exactly what [`Display`](fmt::Display) writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (plain, is_encrypted) = match text.strip_suffix(ENCRYPTED) {
            Some(plain) => (plain, true),
            None => (text, false),
        };
        let mut rest = plain.strip_suffix(EXTENSION)?;
        let mut reason = BackupReason::Daily;
        if let Some((before, version)) = rest.rsplit_once('-').and_then(|(before, last)| {
            let version = last.strip_prefix(SCHEMA)?;
            Some((before, version))
        }) {
            reason = BackupReason::Upgrade {
                from: version.parse().ok()?,
            };
            rest = before;
        }
        let (rest, time) = rest.rsplit_once('-')?;
        let (stem, mark) = rest.rsplit_once('-')?;
        let read = Self {
            series: BackupSeries {
                stem: stem.to_owned(),
                mark: mark.to_owned(),
            },
            at: moment_of(time)?,
            reason,
            is_encrypted,
        };
        let is_mark = mark.len() == MARK_DIGITS && mark.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        // Whoever writes numbers in another way did not get the name from this program.
        (is_mark && read.to_string() == text).then_some(read)
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = date_time(self.at);
        write!(
            formatter,
            "{}-{}-{:04}{:02}{:02}T{:02}{:02}{:02}Z",
            self.series.stem,
            self.series.mark,
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )?;
        if let BackupReason::Upgrade { from } = self.reason {
            write!(formatter, "-{SCHEMA}{from}")?;
        }
        formatter.write_str(EXTENSION)?;
        if self.is_encrypted {
            formatter.write_str(ENCRYPTED)?;
        }
        Ok(())
    }
}

/// In UTC; the last moment of the calendar for one that is after it.
fn date_time(at: Timestamp) -> DateTime {
    let at = jiff::Timestamp::from_millisecond(at.unix_ms()).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(at)
}

/// The moment that a text like `20261130T190132Z` begins with. That nothing else is in it shows when it is written again.
fn moment_of(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let number = |text: &str, from: usize, to: usize| text.get(from..to)?.parse().ok();
    let year: i16 = date.get(..4)?.parse().ok()?;
    let at = DateTime::new(
        year,
        number(date, 4, 6)?,
        number(date, 6, 8)?,
        number(time, 0, 2)?,
        number(time, 2, 4)?,
        number(time, 4, 6)?,
        0,
    );
    let at = TimeZone::UTC.to_timestamp(at.ok()?).ok()?;
    Some(Timestamp::from_unix_ms(at.as_millisecond()))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn series() -> BackupSeries {
        BackupSeries::new(Path::new("/srv/people/directory.db"), DirectoryMark([0x1f; 16]))
    }

    #[test]
    fn a_name_says_of_which_directory_when_why_and_whether_it_is_encrypted() {
        let at = Timestamp::from_unix_ms(1_796_065_292_345);
        for (reason, is_encrypted, name) in [
            (
                BackupReason::Daily,
                false,
                "directory-1f1f1f1f-20261130T190132Z.avobackup",
            ),
            (
                BackupReason::Daily,
                true,
                "directory-1f1f1f1f-20261130T190132Z.avobackup.age",
            ),
            (
                BackupReason::Upgrade { from: 5 },
                false,
                "directory-1f1f1f1f-20261130T190132Z-schema5.avobackup",
            ),
        ] {
            let made = BackupName::new(series(), at, reason, is_encrypted);
            assert_eq!(made.to_string(), name);
            assert_eq!(BackupName::parse(name), Some(made));
        }
    }

    #[test]
    fn a_name_that_was_changed_is_no_backups() {
        for name in [
            "directory-1f1f1f1f-20261130T190132Z.avobackup.copy",
            "directory-1f1f1f1f-20261130T190132Z (1).avobackup",
            "directory-1f1f1f1f-20261130T190132Z.AVOBACKUP",
            "directory-1F1F1F1F-20261130T190132Z.avobackup",
            "directory-1f1f1f1-20261130T190132Z.avobackup",
            "directory-1f1f1f1g-20261130T190132Z.avobackup",
            "directory-1f1f1f1f-20261330T190132Z.avobackup",
            "directory-1f1f1f1f-+0261130T190132Z.avobackup",
            "directory-1f1f1f1f-20261130T19:01:32Z.avobackup",
            "directory-1f1f1f1f-20261130T190132Z-schema05.avobackup",
            "directory-1f1f1f1f-20261130T190132Z-schema.avobackup",
            "directory-20261130T190132Z.avobackup",
            "directory.db",
            ".avobackup",
            "",
        ] {
            assert_eq!(BackupName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_long_name_of_a_directory_is_cut_and_still_known() {
        let path = format!("{}.db", "ä".repeat(120));
        let series = BackupSeries::new(Path::new(&path), DirectoryMark([2; 16]));
        let name = BackupName::new(series.clone(), Timestamp::from_unix_ms(0), BackupReason::Daily, true).to_string();
        assert!(name.len() < 200);
        assert_eq!(BackupName::parse(&name).unwrap().series, series);
    }

    proptest! {
        #[test]
        fn a_name_is_read_back(
            stem in "[^/\\\\\0]{1,40}",
            mark in any::<[u8; 16]>(),
            at_ms in any::<i64>(),
            from in prop::option::of(0_i64..100),
            is_encrypted in any::<bool>(),
        ) {
            let series = BackupSeries::new(&Path::new("/srv").join(format!("{stem}.db")), DirectoryMark(mark));
            let reason = from.map_or(BackupReason::Daily, |from| BackupReason::Upgrade { from });
            let made = BackupName::new(series, Timestamp::from_unix_ms(at_ms), reason, is_encrypted);
            let read = BackupName::parse(&made.to_string()).unwrap();
            prop_assert_eq!(&read.series, &made.series);
            prop_assert_eq!(read.to_string(), made.to_string());
        }

        #[test]
        fn names_sort_as_their_moments(one in 0_i64..4_000_000_000_000, other in 0_i64..4_000_000_000_000) {
            let name = |at_ms| BackupName::new(series(), Timestamp::from_unix_ms(at_ms), BackupReason::Daily, false);
            let (one, other) = (name(one), name(other));
            prop_assert_eq!(one.to_string().cmp(&other.to_string()), one.at().cmp(&other.at()));
        }

        #[test]
        fn no_text_breaks_the_reading(text in ".{0,80}") {
            let _ = BackupName::parse(&text);
        }
    }
}
