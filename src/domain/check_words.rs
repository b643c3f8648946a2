//! Three words that tell tokens apart, for people who compare them over the telephone.

use std::fmt;

use sha2::{Digest, Sha256};

use super::token::TokenSecret;

/// The English word list of BIP-39: short words that differ in their first four letters.
const LIST: &str = include_str!("../../assets/check_words/english.txt");
/// Hashed before the token, so that the words say nothing about the hash that the directory keeps.
const PREFIX: &[u8] = b"avo-admin check words 1:";
const WORD_BITS: u32 = 11;

/// The check words of a token, the same in every language. They are no secret: from 256 random bits they give away
/// at most 33.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckWords([&'static str; 3]);

impl CheckWords {
    /// The words of `token`.
    pub fn of(token: &TokenSecret) -> Self {
        let mut hasher = Sha256::new_with_prefix(PREFIX);
        hasher.update(token.expose().as_bytes());
        let hash: [u8; 32] = hasher.finalize().into();
        let bits = hash
            .iter()
            .take(8)
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        Self([0, 1, 2].map(|place| word(bits >> (u64::BITS - WORD_BITS * (place + 1)))))
    }
}

impl fmt::Display for CheckWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third] = self.0;
        write!(formatter, "{first} {second} {third}")
    }
}

/// The word for the lowest [`WORD_BITS`] of `bits`.
fn word(bits: u64) -> &'static str {
    let index = usize::try_from(bits % (1 << WORD_BITS)).unwrap_or_default();
    LIST.lines().nth(index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::token::{BASE62, TOKEN_BODY_CHARS};

    fn token(character: u8) -> TokenSecret {
        TokenSecret::assemble(&[character; TOKEN_BODY_CHARS]).unwrap()
    }

    #[test]
    fn the_list_is_the_published_one() {
        let digest: [u8; 32] = Sha256::digest(LIST.as_bytes()).into();
        let hex = digest.map(|byte| format!("{byte:02x}")).concat();
        // As implementations of BIP-39 publish it.
        assert_eq!(hex, "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        let words: HashSet<_> = LIST.lines().collect();
        assert_eq!(words.len(), 1 << WORD_BITS);
    }

    /// Console and client may be of different versions, so these words must never change.
    #[test]
    fn the_words_of_a_token_stay_the_same() {
        assert_eq!(CheckWords::of(&token(b'a')).to_string(), "few creek practice");
        assert_eq!(CheckWords::of(&token(b'0')).to_string(), "capable jewel slogan");
    }

    #[test]
    fn tokens_are_told_apart() {
        let words: HashSet<_> = BASE62
            .iter()
            .map(|byte| CheckWords::of(&token(*byte)).to_string())
            .collect();
        assert_eq!(words.len(), BASE62.len());
    }

    #[test]
    fn words_are_no_part_of_the_stored_hash() {
        let token = token(b'a');
        let stored = token.hash().0;
        let bits = stored
            .iter()
            .take(8)
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let of_stored = [0, 1, 2].map(|place| word(bits >> (u64::BITS - WORD_BITS * (place + 1))));
        assert_ne!(CheckWords::of(&token).0, of_stored);
    }
}
