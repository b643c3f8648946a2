//! Tokens: what they are, what is kept of them, and why one is refused.
//!
//! A token is `avo_` and a checked secret (`secret_format`). Not its job: making random characters (`crypto`) and knowing
//! tokens (`store`).

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::secret_format;
pub use super::secret_format::{BASE62, BODY_CHARS as TOKEN_BODY_CHARS};
use super::time::Timestamp;

/// What every token starts with; a double click selects the whole of it, because `_` is a word character.
pub const TOKEN_PREFIX: &str = "avo_";
/// Characters of a whole token.
pub const TOKEN_CHARS: usize = secret_format::chars(TOKEN_PREFIX);

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
        secret_format::assemble(TOKEN_PREFIX, body)
            .map(Self)
            .ok_or(TokenMalformed)
    }

    /// Reads a token as programs send it; white space at the ends is ignored.
    ///
    /// # Errors
    /// [`TokenMalformed`] where form or checksum is wrong; no look-up is needed to say so.
    pub fn parse(text: &str) -> Result<Self, TokenMalformed> {
        secret_format::parse(TOKEN_PREFIX, text).map(Self).ok_or(TokenMalformed)
    }

    /// Finds the token in what a person pasted or saved: quotes, brackets, line breaks, invisible characters and the
    /// sentence around it are left out.
    ///
    /// # Errors
    /// [`TokenMalformed`] where no token is in `text`, or several are.
    pub fn find_in(text: &str) -> Result<Self, TokenMalformed> {
        secret_format::find_in(TOKEN_PREFIX, text)
            .map(Self)
            .ok_or(TokenMalformed)
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

/// Why a presented token or credential is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenRefusal {
    /// Form or checksum is wrong.
    Malformed,
    /// Nothing is known of it.
    Unknown,
    /// It has been used up; only a token can be.
    Used,
    /// Its client got a newer token.
    Replaced,
    /// Its client was deregistered.
    Deregistered,
    /// It has run out.
    Expired,
    /// Its user is disabled.
    Disabled,
}

impl TokenRefusal {
    /// Every cause.
    pub const ALL: [Self; 7] = [
        Self::Malformed,
        Self::Unknown,
        Self::Used,
        Self::Replaced,
        Self::Deregistered,
        Self::Expired,
        Self::Disabled,
    ];

    /// The cause as programs receive it. Replaced and deregistered are both `void`; words distinguish them.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::Used => "used",
            Self::Replaced | Self::Deregistered => "void",
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

/// What decides, beside its own state, whether a token or a credential is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// When it runs out.
    pub expires_at: Option<Timestamp>,
    /// Whether its user is disabled.
    pub is_user_disabled: bool,
    /// Whether its client is inactive or gone.
    pub is_client_inactive: bool,
}

impl TokenState {
    /// Whether a token in this state is accepted, and why not.
    pub fn check(self, circumstances: &Circumstances, now: Timestamp) -> Result<(), TokenRefusal> {
        match self {
            Self::Void if circumstances.is_client_inactive => Err(TokenRefusal::Deregistered),
            Self::Void => Err(TokenRefusal::Replaced),
            Self::Used => Err(TokenRefusal::Used),
            Self::Live if circumstances.is_user_disabled => Err(TokenRefusal::Disabled),
            Self::Live if circumstances.expires_at.is_some_and(|at| at <= now) => Err(TokenRefusal::Expired),
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
    fn debug_shows_nothing_of_the_token() {
        let token = TokenSecret::assemble(&[b'Q'; TOKEN_BODY_CHARS]).unwrap();
        assert_eq!(format!("{token:?}"), "TokenSecret(…)");
    }

    #[test]
    fn a_token_is_found_in_what_travels_with_it() {
        let token = TokenSecret::assemble(&[b'Q'; TOKEN_BODY_CHARS]).unwrap();
        let text = token.expose();
        let (head, tail) = text.split_at(20);
        for sent in [
            format!("\u{feff}{text}\r\n"),
            format!("\"{text}\""),
            format!("\u{201c}{text}\u{201d}."),
            format!("<{text}>"),
            format!("`{text}`,"),
            format!("{text}."),
            format!("{head}\u{200b}{tail}\u{2060}"),
            format!("{head}\u{ad}{tail}"),
            format!("{head}\r\n{tail}"),
            format!("> {head}\n> {tail}"),
            format!("{head}\u{2028}{tail}"),
            format!("Hello Bo, your token is {text}. Paste it today, please"),
            format!("Token:{text}Regards"),
            format!("avo_old {text} {text}"),
        ] {
            assert_eq!(TokenSecret::find_in(&sent).as_ref(), Ok(&token), "{sent:?}");
        }
    }

    #[test]
    fn what_holds_no_token_or_several_is_malformed() {
        let of = |byte| TokenSecret::assemble(&[byte; TOKEN_BODY_CHARS]).unwrap();
        let token = of(b'Q');
        let (head, tail) = token.expose().split_at(20);
        for sent in [
            String::new(),
            "avo_".to_owned(),
            format!("{head}x{tail}"),
            format!("{head} and {tail}"),
            token.expose()[..TOKEN_CHARS - 1].to_owned(),
            format!("{} {}", token.expose(), of(b'R').expose()),
        ] {
            assert_eq!(TokenSecret::find_in(&sent), Err(TokenMalformed), "{sent:?}");
        }
    }

    /// Every wrong character and all swapped neighbours of 190 tokens.
    #[test]
    fn none_of_six_hundred_thousand_typing_errors_passes() {
        let mut errors = 0;
        for seed in 0..190_usize {
            let body: Vec<u8> = (0..TOKEN_BODY_CHARS)
                .map(|at| BASE62[(seed * 31 + at * at * 7 + at * seed) % 62])
                .collect();
            let token = TokenSecret::assemble(&body.try_into().unwrap()).unwrap();
            let mut try_out = |typed: Vec<u8>| {
                let typed = String::from_utf8(typed).unwrap();
                if typed != token.expose() {
                    errors += 1;
                    assert!(TokenSecret::parse(&typed).is_err(), "{typed}");
                }
            };
            for at in 0..TOKEN_CHARS {
                for other in BASE62 {
                    let mut typed = token.expose().as_bytes().to_vec();
                    typed[at] = *other;
                    try_out(typed);
                }
                let mut typed = token.expose().as_bytes().to_vec();
                typed.swap(at, (at + 1) % TOKEN_CHARS);
                try_out(typed);
            }
        }
        assert!(errors > 600_000, "{errors}");
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

    #[test]
    fn only_a_live_token_of_an_enabled_user_is_accepted_until_its_end() {
        let now = Timestamp::from_unix_ms(1_000);
        let of = |expires_at, is_user_disabled, is_client_inactive| Circumstances {
            expires_at,
            is_user_disabled,
            is_client_inactive,
        };
        let later = Some(now.plus_ms(1));
        for (state, circumstances, verdict) in [
            (TokenState::Live, of(None, false, false), Ok(())),
            (TokenState::Live, of(later, false, false), Ok(())),
            (
                TokenState::Live,
                of(Some(now), false, false),
                Err(TokenRefusal::Expired),
            ),
            (TokenState::Live, of(later, true, false), Err(TokenRefusal::Disabled)),
            (
                TokenState::Live,
                of(Some(now), true, false),
                Err(TokenRefusal::Disabled),
            ),
            (TokenState::Used, of(later, false, false), Err(TokenRefusal::Used)),
            (TokenState::Used, of(Some(now), true, true), Err(TokenRefusal::Used)),
            (TokenState::Void, of(later, false, false), Err(TokenRefusal::Replaced)),
            (
                TokenState::Void,
                of(later, false, true),
                Err(TokenRefusal::Deregistered),
            ),
        ] {
            assert_eq!(state.check(&circumstances, now), verdict, "{state:?} {circumstances:?}");
        }
    }

    #[test]
    fn programs_receive_one_code_for_whatever_made_a_token_void() {
        let codes = TokenRefusal::ALL.map(TokenRefusal::code);
        assert_eq!(
            codes,
            ["malformed", "unknown", "used", "void", "void", "expired", "disabled"]
        );
    }

    #[test]
    fn the_hint_is_the_last_four_characters() {
        let token = TokenSecret::assemble(&[b'Q'; TOKEN_BODY_CHARS]).unwrap();
        assert_eq!(token.hint().len(), 4);
        assert!(token.expose().ends_with(&token.hint()));
    }
}
