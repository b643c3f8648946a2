//! Opening encrypted backups.

use std::io::{self, Read, Write};
use std::iter;

use age::{DecryptError, Decryptor, Identity, scrypt, x25519};

use super::backup_key::normalized;
use crate::domain::secret::SecretText;

/// The most work that is accepted of a file: 1 GiB, which leaves room for files of other tools.
const MOST_WORK_FACTOR: u8 = 20;
/// How the line with the secret half of a key begins.
const IDENTITY_PREFIX: &str = "AGE-SECRET-KEY-1";

/// What an encrypted backup is opened with. Without `Debug`, because it is secret.
pub enum BackupUnlock {
    /// The passphrase.
    Passphrase(SecretText),
    /// The secret half of the key.
    Identity(BackupIdentity),
}

/// The secret half of a key. Without `Debug`.
pub struct BackupIdentity(x25519::Identity);

impl BackupIdentity {
    /// The first key in the text of a file that `age-keygen` wrote; `None` where there is none.
    pub fn find_in(text: &str) -> Option<Self> {
        let line = text
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with(IDENTITY_PREFIX))?;
        line.parse().ok().map(Self)
    }
}

/// Why an encrypted backup could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnsealError {
    /// Another passphrase or key opens it.
    #[error("the passphrase or the key is not the one of this backup")]
    WrongKey,
    /// It is cut off, changed, or of a kind that is not known here.
    #[error("the encrypted backup is damaged")]
    Damaged,
    /// It could not be read, or its contents could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<DecryptError> for UnsealError {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
                Self::WrongKey
            }
            DecryptError::Io(error) => Self::Io(error),
            _ => Self::Damaged,
        }
    }
}

/// Decrypts all of `sealed` into `out`. What was written when it fails must not be used.
///
/// # Errors
/// [`UnsealError`].
pub(crate) fn unseal(unlock: &BackupUnlock, sealed: &mut dyn Read, out: &mut dyn Write) -> Result<(), UnsealError> {
    let decryptor = Decryptor::new(sealed)?;
    let is_by_passphrase = decryptor.is_scrypt();
    let mut plain = match unlock {
        BackupUnlock::Passphrase(passphrase) if is_by_passphrase => {
            let mut identity = scrypt::Identity::new(normalized(passphrase));
            identity.set_max_work_factor(MOST_WORK_FACTOR);
            decryptor.decrypt(iter::once(&identity as &dyn Identity))?
        }
        BackupUnlock::Identity(identity) if !is_by_passphrase => {
            decryptor.decrypt(iter::once(&identity.0 as &dyn Identity))?
        }
        _ => return Err(UnsealError::WrongKey),
    };
    io::copy(&mut plain, out).map_err(|error| match error.kind() {
        // What the reader says of a part that was changed or is missing.
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => UnsealError::Damaged,
        _ => UnsealError::Io(error),
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::backup_key::{BackupKey, BackupRecipient, seal};
    use crate::domain::backup::is_encrypted;

    const PLAIN: &[u8] = b"SQLite format 3\0 and all that follows";

    fn sealed(key: &BackupKey) -> Vec<u8> {
        let mut out = Vec::new();
        seal(key, &mut &*PLAIN, &mut out).unwrap();
        out
    }

    fn opened(unlock: &BackupUnlock, sealed: &[u8]) -> Result<Vec<u8>, UnsealError> {
        let mut out = Vec::new();
        unseal(unlock, &mut &*sealed, &mut out)?;
        Ok(out)
    }

    #[test]
    fn a_passphrase_opens_what_it_sealed_and_no_other_one_does() {
        let composed = SecretText::from("caf\u{e9} lantern violet tractor");
        let decomposed = SecretText::from("cafe\u{301} lantern violet tractor");
        let bytes = sealed(&BackupKey::Passphrase(composed));
        assert!(is_encrypted(&bytes) && !is_encrypted(PLAIN));
        assert!(!bytes.windows(6).any(|window| window == b"SQLite"));
        assert_eq!(opened(&BackupUnlock::Passphrase(decomposed), &bytes).unwrap(), PLAIN);
        let wrong = BackupUnlock::Passphrase(SecretText::from("another lantern"));
        assert!(matches!(opened(&wrong, &bytes), Err(UnsealError::WrongKey)));
    }

    #[test]
    fn the_secret_half_of_a_key_opens_what_was_sealed_to_the_public_half() {
        use age::secrecy::ExposeSecret as _;

        let identity = x25519::Identity::generate();
        let recipient = BackupRecipient::parse(&format!(" {}\n", identity.to_public())).unwrap();
        let bytes = sealed(&BackupKey::Recipient(recipient));
        let file = format!("# created: today\n{}\n", identity.to_string().expose_secret());
        let unlock = BackupUnlock::Identity(BackupIdentity::find_in(&file).unwrap());
        assert_eq!(opened(&unlock, &bytes).unwrap(), PLAIN);
        let other = BackupUnlock::Identity(BackupIdentity(x25519::Identity::generate()));
        assert!(matches!(opened(&other, &bytes), Err(UnsealError::WrongKey)));
        let passphrase = BackupUnlock::Passphrase(SecretText::from("violet"));
        assert!(matches!(opened(&passphrase, &bytes), Err(UnsealError::WrongKey)));
        assert!(BackupRecipient::parse("age1").is_none());
        assert!(BackupIdentity::find_in("# nothing").is_none());
    }

    #[test]
    fn a_sealed_backup_that_was_changed_or_cut_is_not_opened() {
        let identity = x25519::Identity::generate();
        let bytes = sealed(&BackupKey::Recipient(BackupRecipient(identity.to_public())));
        let unlock = BackupUnlock::Identity(BackupIdentity(identity));
        for cut in 0..bytes.len() {
            assert!(opened(&unlock, bytes.get(..cut).unwrap()).is_err(), "cut at {cut}");
            let mut changed = bytes.clone();
            *changed.get_mut(cut).unwrap() ^= 1;
            assert!(opened(&unlock, &changed).is_err(), "changed at {cut}");
        }
    }
}
