//! What a directory of sample users holds in place of the hashes of tokens and credentials.

use sha2::{Digest as _, Sha256};

use super::{CryptoError, make_salt};
use crate::domain::secret_format::BASE62;

const PURPOSE: &[u8] = b"avo-admin/unknown-hash/1";

/// Hashes of no secret that anybody knows: of a random key, which is thrown away, and a number. Nothing can be presented
/// for them, and millions are made in the time that as many tokens would need.
pub(crate) struct UnknownHashes {
    key: [u8; 16],
    made: u64,
}

impl UnknownHashes {
    /// # Errors
    /// [`CryptoError::Randomness`] where the operating system gives none.
    pub(crate) fn new() -> Result<Self, CryptoError> {
        Ok(Self {
            key: make_salt()?,
            made: 0,
        })
    }

    /// One more, each a different one.
    pub(crate) fn make(&mut self) -> [u8; 32] {
        self.made += 1;
        let list = Sha256::new().chain_update(PURPOSE).chain_update(self.key);
        list.chain_update(self.made.to_be_bytes()).finalize().into()
    }

    /// Four characters that could be the last ones of a token.
    pub(crate) fn make_hint(&mut self) -> String {
        let of_alphabet = |byte: &u8| BASE62.get(usize::from(*byte) % BASE62.len());
        let hash = self.make();
        hash.iter()
            .filter_map(of_alphabet)
            .take(4)
            .copied()
            .map(char::from)
            .collect()
    }
}
