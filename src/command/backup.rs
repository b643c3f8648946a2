//! Backups: making one.

use std::path::PathBuf;

use crate::domain::secret::SecretText;

/// What is asked about backups.
#[derive(Debug, Clone)]
pub enum BackupCommand {
    /// Open the dialog Back Up.
    Open,
    /// Write a backup.
    BackUp(BackUp),
    /// Stop the backup of the open dialog; nothing is left of it.
    Cancel,
}

/// Write a backup of the directory.
#[derive(Debug, Clone)]
pub struct BackUp {
    /// Where, absolute; nothing may be there yet.
    pub file: PathBuf,
    /// What it is encrypted with.
    pub encryption: ChosenEncryption,
}

/// What a backup is to be encrypted with, as typed.
#[derive(Debug, Clone)]
pub enum ChosenEncryption {
    /// Nothing.
    None,
    /// A passphrase.
    Passphrase(SecretText),
    /// An age public key.
    PublicKey(String),
}
