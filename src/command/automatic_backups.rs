//! What is set for automatic backups.

use crate::domain::backup_schedule::BackupSettings;

/// Change what is set for automatic backups.
#[derive(Debug, Clone)]
pub struct ChangeBackupSettings {
    /// What the person saw.
    pub before: BackupSettings,
    /// What it is to be.
    pub after: BackupSettings,
}
