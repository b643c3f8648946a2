//! When a backup is made without being asked for, where it goes, and what is known of the last ones.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::backup_problem::BackupProblem;
use super::time::Timestamp;

const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How long a backup is fresh.
const EVERY_MS: i64 = DAY_MS;
/// How long the next try waits after a failure.
const RETRY_AFTER_MS: i64 = HOUR_MS;
/// How long a claim holds that is not renewed: its program was killed.
const CLAIM_MS: i64 = 10 * MINUTE_MS;
/// How old the last backup may be before Home says so.
const OVERDUE_MS: i64 = 2 * DAY_MS;

/// The name of the folder beside a directory.
const FOLDER_NAME: &str = "backups";

/// The folder for the backups of the directory at `path`, unless another one is set. Copies from before an upgrade go there
/// always.
pub fn folder_beside(path: &Path) -> PathBuf {
    path.with_file_name(FOLDER_NAME)
}

/// What an administrator has set for the automatic backups of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSettings {
    /// Whether there are any.
    pub is_on: bool,
    /// The folder, absolute; none for the one beside the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The public key that they are encrypted to, as age writes it; none where they are not encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            is_on: true,
            folder: None,
            recipient: None,
        }
    }
}

impl BackupSettings {
    /// The folder for the backups of the directory at `path`.
    pub fn folder_of(&self, path: &Path) -> PathBuf {
        self.folder.as_ref().map_or_else(|| folder_beside(path), PathBuf::from)
    }

    /// These settings with what was changed from `before` to `after`. What another administrator has changed meanwhile
    /// stays.
    #[must_use]
    pub fn with_changes(self, before: &Self, after: &Self) -> Self {
        fn changed<T: PartialEq + Clone>(now: T, before: &T, after: &T) -> T {
            if before == after { now } else { after.clone() }
        }
        Self {
            is_on: changed(self.is_on, &before.is_on, &after.is_on),
            folder: changed(self.folder, &before.folder, &after.folder),
            recipient: changed(self.recipient, &before.recipient, &after.recipient),
        }
    }
}

/// Tells the one program that makes a backup now from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupClaim(pub [u8; 16]);

/// The last backup that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSuccess {
    /// When it was begun: what the directory held then is in it.
    pub at: Timestamp,
    /// The file.
    pub path: String,
}

/// What is known of the automatic backups of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BackupRecord {
    /// What is set.
    pub settings: BackupSettings,
    /// When the claim of the program that makes one now was last renewed.
    pub claimed_at: Option<Timestamp>,
    /// The last one that succeeded.
    pub succeeded: Option<BackupSuccess>,
    /// When the last try failed, and why; none after a success or a change of the settings.
    pub failed: Option<(Timestamp, BackupProblem)>,
}

impl BackupRecord {
    /// Whether one is to be made now. A moment that lies in the future was written under a wrong clock, and is not waited
    /// for.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let is_within = |at: Option<Timestamp>, ms| at.is_some_and(|at| (0..ms).contains(&now.ms_since(at)));
        self.settings.is_on
            && !is_within(self.succeeded_at(), EVERY_MS)
            && !is_within(self.failed.map(|(at, _)| at), RETRY_AFTER_MS)
            && !is_within(self.claimed_at, CLAIM_MS)
    }

    /// When the last one succeeded.
    pub fn succeeded_at(&self) -> Option<Timestamp> {
        self.succeeded.as_ref().map(|success| success.at)
    }

    /// What Home says where none has succeeded for two days; `created_at` is when the directory was created.
    pub fn overdue(&self, created_at: Timestamp, now: Timestamp) -> Option<OverdueBackup> {
        let last_at = self.succeeded_at().filter(|at| *at <= now);
        let is_overdue = now.ms_since(last_at.unwrap_or(created_at)) >= OVERDUE_MS;
        (self.settings.is_on && is_overdue).then_some(OverdueBackup {
            last_at,
            problem: self.failed.map(|(_, problem)| problem),
        })
    }
}

/// No automatic backup has succeeded for two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueBackup {
    /// The last one that succeeded; none where there never was one.
    pub last_at: Option<Timestamp>,
    /// Why the last try failed; none where no program has tried since.
    pub problem: Option<BackupProblem>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_796_040_000_000);
    // As numbers, so that the rules are not checked against themselves.
    const HOUR_MS: i64 = 3_600_000;
    const DAY_MS: i64 = 86_400_000;
    const CLAIM_MS: i64 = 600_000;
    const OVERDUE_MS: i64 = 172_800_000;

    fn succeeded(ms_ago: i64) -> BackupRecord {
        BackupRecord {
            succeeded: Some(BackupSuccess {
                at: NOW.plus_ms(-ms_ago),
                path: String::new(),
            }),
            ..BackupRecord::default()
        }
    }

    #[test]
    fn a_backup_is_due_a_day_after_the_last_one() {
        assert!(BackupRecord::default().is_due(NOW), "there never was one");
        for (ms_ago, is_due) in [
            (0, false),
            (DAY_MS - 1, false),
            (DAY_MS, true),
            (-1, true),
            (-DAY_MS, true),
        ] {
            assert_eq!(succeeded(ms_ago).is_due(NOW), is_due, "{ms_ago}");
        }
        let mut off = succeeded(9 * DAY_MS);
        off.settings.is_on = false;
        assert!(!off.is_due(NOW) && off.overdue(NOW.plus_ms(-9 * DAY_MS), NOW).is_none());
    }

    #[test]
    fn a_backup_that_failed_is_tried_again_each_hour() {
        for (ms_ago, is_due) in [(0, false), (HOUR_MS - 1, false), (HOUR_MS, true), (-1, true)] {
            let failed = Some((NOW.plus_ms(-ms_ago), BackupProblem::NoRoom));
            let record = BackupRecord {
                failed,
                ..succeeded(2 * DAY_MS)
            };
            assert_eq!(record.is_due(NOW), is_due, "{ms_ago}");
        }
    }

    #[test]
    fn a_claim_lapses_that_nobody_renews() {
        for (ms_ago, is_due) in [(0, false), (CLAIM_MS - 1, false), (CLAIM_MS, true), (-1, true)] {
            let record = BackupRecord {
                claimed_at: Some(NOW.plus_ms(-ms_ago)),
                ..succeeded(2 * DAY_MS)
            };
            assert_eq!(record.is_due(NOW), is_due, "{ms_ago}");
        }
    }

    #[test]
    fn people_are_told_after_two_days_without_a_backup() {
        let created_at = NOW.plus_ms(-30 * DAY_MS);
        for (record, created_at, is_overdue) in [
            (succeeded(OVERDUE_MS - 1), created_at, false),
            (succeeded(OVERDUE_MS), created_at, true),
            // The clock was set back since.
            (succeeded(-DAY_MS), created_at, true),
            (BackupRecord::default(), created_at, true),
            (BackupRecord::default(), NOW.plus_ms(-DAY_MS), false),
        ] {
            assert_eq!(record.overdue(created_at, NOW).is_some(), is_overdue, "{record:?}");
        }
    }

    #[test]
    fn two_administrators_change_different_settings_at_once() {
        let before = BackupSettings::default();
        let now = BackupSettings {
            recipient: Some("age1".to_owned()),
            ..before.clone()
        };
        let after = BackupSettings {
            is_on: false,
            ..before.clone()
        };
        let both = BackupSettings {
            is_on: false,
            ..now.clone()
        };
        assert_eq!(now.with_changes(&before, &after), both);
    }

    #[test]
    fn backups_go_beside_the_directory_unless_a_folder_is_set() {
        let directory = Path::new("/srv/avo/directory.db");
        let mut settings = BackupSettings::default();
        assert_eq!(settings.folder_of(directory), Path::new("/srv/avo/backups"));
        settings.folder = Some("/mnt/backups".to_owned());
        assert_eq!(settings.folder_of(directory), Path::new("/mnt/backups"));
        assert_eq!(
            folder_beside(directory),
            Path::new("/srv/avo/backups"),
            "as before an upgrade"
        );
    }
}
