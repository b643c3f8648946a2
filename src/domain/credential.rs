//! Credentials: what a client that has registered proves itself with.
//!
//! The client makes its credential itself and sends only the SHA-256 of it when it registers, so that the directory can
//! never give one away. It is `avc_` and a checked secret (`secret_format`); like a token it is never displayed.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::secret_format;

/// What every credential starts with, so that it is never taken for a token.
pub const CREDENTIAL_PREFIX: &str = "avc_";

/// A credential in the clear. Overwritten when dropped; never printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct CredentialSecret(String);

/// What is kept of a credential: its SHA-256 (FIPS 180-4). Enough for a secret of 256 random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CredentialHash(pub [u8; 32]);

/// The text is not a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialMalformed;

impl CredentialSecret {
    /// Puts a credential together from its random body.
    ///
    /// # Errors
    /// [`CredentialMalformed`] where a byte of `body` is not of [`secret_format::BASE62`].
    pub fn assemble(body: &[u8; secret_format::BODY_CHARS]) -> Result<Self, CredentialMalformed> {
        secret_format::assemble(CREDENTIAL_PREFIX, body)
            .map(Self)
            .ok_or(CredentialMalformed)
    }

    /// Reads a credential; white space at the ends is ignored.
    ///
    /// # Errors
    /// [`CredentialMalformed`] where form or checksum is wrong.
    pub fn parse(text: &str) -> Result<Self, CredentialMalformed> {
        secret_format::parse(CREDENTIAL_PREFIX, text)
            .map(Self)
            .ok_or(CredentialMalformed)
    }

    /// The credential itself. Every caller is a place where the secret is used; keep them few.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the directory keeps.
    pub fn hash(&self) -> CredentialHash {
        CredentialHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for CredentialSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CredentialSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::TokenSecret;

    #[test]
    fn a_credential_is_never_taken_for_a_token_nor_shown() {
        let body = [b'Q'; secret_format::BODY_CHARS];
        let (credential, token) = (
            CredentialSecret::assemble(&body).unwrap(),
            TokenSecret::assemble(&body).unwrap(),
        );
        assert!(TokenSecret::parse(credential.expose()).is_err());
        assert!(CredentialSecret::parse(token.expose()).is_err());
        assert_eq!(
            CredentialSecret::parse(credential.expose()).unwrap().hash(),
            credential.hash()
        );
        assert_eq!(format!("{credential:?}"), "CredentialSecret(…)");
    }
}
