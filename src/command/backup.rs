//! Backups: making and restoring one.

use std::path::PathBuf;

use crate::domain::backup::UnknownSecrets;
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
    /// Open the dialog Restore, on this backup where one is named.
    OpenRestore(Option<PathBuf>),
    /// Verify a backup and find out what restoring it would take away.
    Prepare(PrepareRestore),
    /// Choose another backup. A verification that is under way is stopped, and nothing is left of it.
    ChooseAgain,
    /// Restore the backup that was verified.
    Restore(AllowRestore),
    /// Open the dialog that exports what can be read of a damaged directory.
    OpenSalvage,
    /// Export it.
    Salvage(Salvage),
}

/// Export what can be read of a damaged directory.
#[derive(Debug, Clone)]
pub struct Salvage {
    /// Where, absolute; nothing may be there yet.
    pub file: PathBuf,
}

/// Verify a backup and find out what restoring it would take away. Nothing is changed.
#[derive(Debug, Clone)]
pub struct PrepareRestore {
    /// The backup.
    pub file: PathBuf,
    /// What opens it.
    pub unlock: ChosenUnlock,
}

/// What an encrypted backup is opened with, as typed.
#[derive(Debug, Clone)]
pub enum ChosenUnlock {
    /// Nothing: it is not encrypted, as far as the person knows.
    None,
    /// A passphrase.
    Passphrase(SecretText),
    /// The file with an age key.
    KeyFile(PathBuf),
}

/// Restore the backup that was verified, as an administrator.
#[derive(Debug, Clone)]
pub struct AllowRestore {
    /// User Name, as typed.
    pub user_name: String,
    /// The password.
    pub password: SecretText,
    /// What becomes of tokens and credentials where it is not known which were withdrawn.
    pub secrets: UnknownSecrets,
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
