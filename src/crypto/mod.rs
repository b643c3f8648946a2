//! Argon2id hashing of passwords, the making of random secrets, and the encryption of backups.
//!
//! Not its job: what makes a password acceptable or a token well-formed (`domain`), and keeping anything (`store`).

mod backup_key;
mod backup_unlock;
mod password;
mod policy;
mod random_secrets;
mod unknown_hashes;

pub(crate) use backup_key::seal;
pub use backup_key::{BackupKey, BackupRecipient};
pub use backup_unlock::{BackupIdentity, BackupUnlock};
pub(crate) use backup_unlock::{UnsealError, unseal};
pub(crate) use password::PasswordMatch;
pub use password::{Hasher, PasswordHash};
pub use policy::HashPolicy;
pub use random_secrets::{make_credential, make_token};
pub(crate) use random_secrets::{make_one_time_password, make_salt};
pub(crate) use unknown_hashes::UnknownHashes;

use crate::domain::failure::Failure;
use crate::domain::machine_failure::MachineFailure;

/// Why a hash or a secret could not be made. Nothing secret is in it.
#[derive(Debug, thiserror::Error)]
pub enum CryptoError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random numbers")]
    Randomness(#[from] rand::rngs::SysError),
    /// Argon2 refused, most likely for want of memory.
    #[error("the password could not be hashed")]
    Hashing(#[from] argon2::password_hash::Error),
    /// The cost is outside what Argon2 can do.
    #[error("the cost of hashing is out of bounds")]
    Cost(#[from] argon2::Error),
    /// What was made broke the rules that everything else is held to.
    #[error("a secret that was just made does not keep the rules")]
    Rule,
}

impl From<CryptoError> for Failure {
    fn from(error: CryptoError) -> Self {
        tracing::error!(?error, "a secret could not be made or hashed");
        match error {
            CryptoError::Randomness(_) => Self::Machine(MachineFailure::Randomness),
            CryptoError::Hashing(_) => Self::Machine(MachineFailure::Hashing),
            CryptoError::Cost(_) | CryptoError::Rule => Self::Defect,
        }
    }
}
