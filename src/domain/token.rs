//! Tokens: their form, their checksum and their hash.
//!
//! A token is `avo_`, 43 Base62 characters that carry 256 random bits, and 6 Base62 characters of CRC-32/ISO-HDLC over
//! the prefix and the 43. Not its job: making random characters (`crypto`) and knowing tokens (`store`).

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What every token starts with; a double click selects the whole of it, because `_` is a word character.
pub const TOKEN_PREFIX: &str = "avo_";
/// The alphabet of body and checksum, in the order of its values.
pub const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters of the random body: the fewest Base62 characters that hold 256 bits.
pub const TOKEN_BODY_CHARS: usize = 43;
const CHECKSUM_CHARS: usize = 6;
/// Characters of a whole token.
pub const TOKEN_CHARS: usize = TOKEN_PREFIX.len() + TOKEN_BODY_CHARS + CHECKSUM_CHARS;

/// A token in the clear. Shown once, works once; overwritten when dropped; never printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct TokenSecret(String);

/// What is kept of a token: its SHA-256 (FIPS 180-4). Enough for a secret of 256 random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

/// The text is not a token: its form or its checksum is wrong, most likely by a typing error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenMalformed;

impl TokenSecret {
    /// Puts a token together from its random body.
    ///
    /// # Errors
    /// [`TokenMalformed`] where a byte of `body` is not of [`BASE62`].
    pub fn assemble(body: &[u8; TOKEN_BODY_CHARS]) -> Result<Self, TokenMalformed> {
        if !body.iter().all(u8::is_ascii_alphanumeric) {
            return Err(TokenMalformed);
        }
        let mut text = String::with_capacity(TOKEN_CHARS);
        text.push_str(TOKEN_PREFIX);
        text.extend(body.iter().map(|byte| char::from(*byte)));
        let checksum = checksum(&text);
        text.extend(checksum.iter().map(|byte| char::from(*byte)));
        Ok(Self(text))
    }

    /// Reads a token that somebody pasted; white space at the ends is ignored.
    ///
    /// # Errors
    /// [`TokenMalformed`] where form or checksum is wrong; no look-up is needed to say so.
    pub fn parse(text: &str) -> Result<Self, TokenMalformed> {
        let text = text.trim();
        let rest = text.strip_prefix(TOKEN_PREFIX).ok_or(TokenMalformed)?;
        if text.len() != TOKEN_CHARS || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(TokenMalformed);
        }
        let (covered, given) = text.split_at(TOKEN_CHARS - CHECKSUM_CHARS);
        if checksum(covered) != given.as_bytes() {
            return Err(TokenMalformed);
        }
        let mut kept = String::with_capacity(TOKEN_CHARS);
        kept.push_str(text);
        Ok(Self(kept))
    }

    /// The token itself. Every caller is a place where the secret is used; keep them few.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the directory keeps.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The last four characters, which tell tokens apart in lists and give nothing away.
    pub fn hint(&self) -> String {
        self.0.get(TOKEN_CHARS - 4..).unwrap_or_default().to_owned()
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenSecret(…)")
    }
}

/// CRC-32/ISO-HDLC of `covered` in Base62, most significant first, padded with zeros.
fn checksum(covered: &str) -> [u8; CHECKSUM_CHARS] {
    let mut value = crc32fast::hash(covered.as_bytes());
    let mut digits = [b'0'; CHECKSUM_CHARS];
    for digit in digits.iter_mut().rev() {
        let index = usize::try_from(value % 62).unwrap_or_default();
        *digit = BASE62.get(index).copied().unwrap_or(b'0');
        value /= 62;
    }
    digits
}

/// Why a presented token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenRefusal {
    /// Form or checksum is wrong.
    Malformed,
    /// Nothing is known of it.
    Unknown,
    /// It has been used up.
    Used,
    /// It was replaced, or its client deregistered.
    Void,
    /// It has run out.
    Expired,
    /// Its user is disabled.
    Disabled,
}

impl TokenRefusal {
    /// The cause as programs are told it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::Used => "used",
            Self::Void => "void",
            Self::Expired => "expired",
            Self::Disabled => "disabled",
        }
    }
}

/// What is kept about a token once it is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenState {
    /// Not used yet.
    Live,
    /// Used up by a registration.
    Used,
    /// Replaced or deregistered.
    Void,
}

impl TokenState {
    /// Whether a token in this state is accepted, and why not.
    pub fn check(
        self,
        expires_at: Option<super::time::Timestamp>,
        user_is_disabled: bool,
        now: super::time::Timestamp,
    ) -> Result<(), TokenRefusal> {
        match self {
            Self::Void => Err(TokenRefusal::Void),
            Self::Used => Err(TokenRefusal::Used),
            Self::Live if user_is_disabled => Err(TokenRefusal::Disabled),
            Self::Live if expires_at.is_some_and(|at| at <= now) => Err(TokenRefusal::Expired),
            Self::Live => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body() -> impl Strategy<Value = [u8; TOKEN_BODY_CHARS]> {
        proptest::collection::vec(0..62_usize, TOKEN_BODY_CHARS)
            .prop_map(|digits| std::array::from_fn(|index| BASE62[digits[index]]))
    }

    #[test]
    fn the_checksum_is_crc_32_iso_hdlc_in_base62() {
        // The check value of CRC-32/ISO-HDLC for "123456789" is CBF43926 (3,421,780,262), which is 3jZSQY in Base62.
        assert_eq!(crc32fast::hash(b"123456789"), 0xCBF4_3926);
        let mut value = 0_u64;
        for digit in checksum("123456789") {
            let digit = BASE62.iter().position(|known| *known == digit).unwrap();
            value = value * 62 + u64::try_from(digit).unwrap();
        }
        assert_eq!(value, 0xCBF4_3926);
        assert_eq!(TOKEN_CHARS, 53);
    }

    #[test]
    fn debug_shows_nothing_of_the_token() {
        let token = TokenSecret::assemble(&[b'Q'; TOKEN_BODY_CHARS]).unwrap();
        assert!(!format!("{token:?}").contains('Q'));
    }

    proptest! {
        #[test]
        fn what_is_assembled_parses_to_the_same_token(body in body()) {
            let token = TokenSecret::assemble(&body).unwrap();
            prop_assert_eq!(token.expose().len(), TOKEN_CHARS);
            let pasted = format!("  {}\r\n", token.expose());
            prop_assert_eq!(TokenSecret::parse(&pasted).unwrap().hash(), token.hash());
        }

        #[test]
        fn one_wrong_character_is_always_noticed(body in body(), at in 0..TOKEN_CHARS, by in 1..62_usize) {
            let token = TokenSecret::assemble(&body).unwrap();
            let mut bytes = token.expose().as_bytes().to_vec();
            let old = BASE62.iter().position(|known| *known == bytes[at]).unwrap_or(0);
            bytes[at] = BASE62[(old + by) % 62];
            let typed = String::from_utf8(bytes).unwrap();
            prop_assume!(typed != token.expose());
            prop_assert!(TokenSecret::parse(&typed).is_err());
        }

        #[test]
        fn two_swapped_neighbours_are_always_noticed(body in body(), at in 0..TOKEN_CHARS - 1) {
            let token = TokenSecret::assemble(&body).unwrap();
            let mut bytes = token.expose().as_bytes().to_vec();
            bytes.swap(at, at + 1);
            let typed = String::from_utf8(bytes).unwrap();
            prop_assume!(typed != token.expose());
            prop_assert!(TokenSecret::parse(&typed).is_err());
        }
    }
}
