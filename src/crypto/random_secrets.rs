//! Tokens, one-time passwords and salts, all from the operating system's randomness.

use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

use super::CryptoError;
use crate::domain::credential::CredentialSecret;
use crate::domain::secret::SecretText;
use crate::domain::secret_format::{BASE62, BODY_CHARS};
use crate::domain::token::TokenSecret;

/// Letters and digits that are not mistaken for each other when read aloud or typed from paper.
const READABLE: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
const ONE_TIME_GROUPS: usize = 5;
const ONE_TIME_GROUP_CHARS: usize = 5;

/// Makes a token of 256 random bits.
///
/// # Errors
/// [`CryptoError::Randomness`] where the operating system gives none.
pub fn make_token() -> Result<TokenSecret, CryptoError> {
    TokenSecret::assemble(&*random_body()?).map_err(|_| CryptoError::Rule)
}

/// Makes a credential of 256 random bits.
///
/// # Errors
/// [`CryptoError::Randomness`] where the operating system gives none.
pub fn make_credential() -> Result<CredentialSecret, CryptoError> {
    CredentialSecret::assemble(&*random_body()?).map_err(|_| CryptoError::Rule)
}

fn random_body() -> Result<Zeroizing<[u8; BODY_CHARS]>, CryptoError> {
    let mut body = Zeroizing::new([0_u8; BODY_CHARS]);
    fill_from(BASE62, body.as_mut_slice())?;
    Ok(body)
}

/// Makes a password to be read out once: five groups of five readable characters, 123 random bits.
///
/// # Errors
/// [`CryptoError::Randomness`] where the operating system gives none.
pub(crate) fn make_one_time_password() -> Result<SecretText, CryptoError> {
    let mut characters = Zeroizing::new([0_u8; ONE_TIME_GROUPS * ONE_TIME_GROUP_CHARS]);
    fill_from(READABLE, characters.as_mut_slice())?;
    let mut text = SecretText::new();
    let mut count = 0;
    for (index, byte) in characters.iter().enumerate() {
        if index > 0 && index % ONE_TIME_GROUP_CHARS == 0 {
            count += text.insert(count, "-");
        }
        let mut buffer = [0_u8; 4];
        count += text.insert(count, char::from(*byte).encode_utf8(&mut buffer));
    }
    Ok(text)
}

/// Makes 16 random bytes that make equal things look different.
///
/// # Errors
/// [`CryptoError::Randomness`] where the operating system gives none.
pub(crate) fn make_salt() -> Result<[u8; 16], CryptoError> {
    let mut salt = [0_u8; 16];
    SysRng.try_fill_bytes(&mut salt)?;
    Ok(salt)
}

/// Fills `out` with characters of `alphabet`, each equally likely: bytes that would favour some are thrown away
/// (rejection sampling), because a remainder would make the first characters of the alphabet likelier.
fn fill_from(alphabet: &[u8], out: &mut [u8]) -> Result<(), CryptoError> {
    let bits = usize::BITS - alphabet.len().saturating_sub(1).leading_zeros();
    let mut pool = Zeroizing::new([0_u8; 64]);
    let mut filled = 0;
    while filled < out.len() {
        SysRng.try_fill_bytes(pool.as_mut_slice())?;
        for byte in pool.iter() {
            let value = usize::from(*byte) >> (8 - bits.min(8));
            if let (Some(character), Some(place)) = (alphabet.get(value), out.get_mut(filled)) {
                *place = *character;
                filled += 1;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::password::NewPassword;

    #[test]
    fn tokens_parse_and_never_repeat() {
        let tokens: HashSet<_> = (0..200_000)
            .map(|_| {
                let token = make_token().unwrap();
                assert_eq!(TokenSecret::parse(token.expose()).unwrap().hash(), token.hash());
                token.hash()
            })
            .collect();
        assert_eq!(tokens.len(), 200_000);
    }

    #[test]
    fn every_character_is_about_equally_likely() {
        let mut characters = vec![0_u8; 62 * 2_000];
        fill_from(BASE62, &mut characters).unwrap();
        let chi_square: f64 = BASE62
            .iter()
            .map(|character| {
                let count: u32 = characters.iter().map(|made| u32::from(made == character)).sum();
                (f64::from(count) - 2_000.0).powi(2) / 2_000.0
            })
            .sum();
        // 61 degrees of freedom: above 145 once in ten million runs; `% 62` gives more than 2,000.
        assert!(chi_square < 145.0, "{chi_square}");
    }

    #[test]
    fn a_one_time_password_is_readable_and_keeps_the_rules() {
        let password = make_one_time_password().unwrap();
        let groups: Vec<&str> = password.expose().split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [5; 5]);
        assert!(!password.expose().contains(['0', 'o', '1', 'l', 'i']));
        assert!(NewPassword::check(&password, &["ana.garcia", "ana.garcia@example.com"]).is_ok());
    }
}
