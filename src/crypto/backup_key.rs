//! Encrypting backups in the age format (age-encryption.org/v1), so that other tools open them too: with a passphrase, or
//! to a public key whose secret half this computer need not have.
//!
//! Not its job: reading passphrases and keys, and the files themselves.

use std::io::{self, Read, Write};
use std::iter;

use age::secrecy::SecretString;
use age::{Encryptor, scrypt, x25519};
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::secret::SecretText;

/// scrypt with N = 2^17, r = 8 and p = 1, as OWASP's Password Storage Cheat Sheet asks: 128 MiB, and the same on every
/// computer.
const WORK_FACTOR: u8 = 17;

/// A public key that backups are encrypted to: `age1` and 58 more characters.
#[derive(Clone)]
pub struct BackupRecipient(pub(super) x25519::Recipient);

impl BackupRecipient {
    /// The recipient that `text` writes, without regard to space around it; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }
}

/// What a backup is encrypted with. Without `Debug`, because of the passphrase.
pub enum BackupKey {
    /// A passphrase, which must be given again to restore.
    Passphrase(SecretText),
    /// A public key.
    Recipient(BackupRecipient),
}

/// Encrypts all of `plain` into `out`.
///
/// # Errors
/// Those of reading and writing.
pub(crate) fn seal(key: &BackupKey, plain: &mut dyn Read, out: &mut dyn Write) -> io::Result<()> {
    let encryptor = match key {
        BackupKey::Passphrase(passphrase) => {
            let mut recipient = scrypt::Recipient::new(normalized(passphrase));
            recipient.set_work_factor(WORK_FACTOR);
            Encryptor::with_recipients(iter::once(&recipient as _))
        }
        BackupKey::Recipient(recipient) => Encryptor::with_recipients(iter::once(&recipient.0 as _)),
    };
    let mut writer = encryptor.map_err(io::Error::other)?.wrap_output(out)?;
    io::copy(plain, &mut writer)?;
    writer.finish()?;
    Ok(())
}

/// The same passphrase typed on another keyboard has the same code points.
pub(super) fn normalized(passphrase: &SecretText) -> SecretString {
    let mut text = String::with_capacity(passphrase.expose().len() * 3);
    text.extend(passphrase.expose().nfc());
    SecretString::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_backup_is_an_age_file_without_plain_text() {
        let key = BackupKey::Passphrase(SecretText::from("copper lantern violet tractor"));
        let mut out = Vec::new();
        seal(&key, &mut &b"SQLite format 3"[..], &mut out).unwrap();
        assert!(out.starts_with(b"age-encryption.org/v1\n-> scrypt "));
        assert!(!out.windows(6).any(|window| window == b"SQLite"));
        assert!(BackupRecipient::parse("age1").is_none());
    }
}
