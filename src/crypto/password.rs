//! Making and verifying Argon2id hashes.

use std::fmt;
use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::policy::HashPolicy;
use super::{CryptoError, make_salt};
use crate::domain::password::{NewPassword, PasswordAttempt};

/// The most hashes that are worked on at a time, since each takes its memory.
const MOST_AT_A_TIME: u32 = 2;
const SALT_BYTES: std::ops::RangeInclusive<usize> = 16..=48;
const OUTPUT_BYTES: usize = Params::DEFAULT_OUTPUT_LEN;
/// Longer than any hash this program makes; a longer stored string is refused unread.
const MOST_STORED_BYTES: usize = 256;

/// A password hash as the directory keeps it (a PHC string). Not shown by `Debug`, because it can be guessed against.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

/// What a comparison said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordMatch {
    /// The password is right.
    Right {
        /// The stored hash is weaker than today's policy and should be made anew.
        needs_rehash: bool,
    },
    /// The password is wrong, or the stored hash is not one this program would have made.
    Wrong,
}

/// Hashes and verifies with one policy. Each call takes as long as the policy says; never call it on the window's
/// thread or inside a transaction that writes.
#[derive(Debug, Clone, Copy)]
pub struct Hasher {
    policy: HashPolicy,
}

impl Hasher {
    /// A hasher for `policy`.
    pub const fn new(policy: HashPolicy) -> Self {
        Self { policy }
    }

    /// Hashes a password that passed the rules.
    ///
    /// # Errors
    /// No randomness, or no memory.
    pub fn hash(&self, password: &NewPassword) -> Result<PasswordHash, CryptoError> {
        self.hash_bytes(password.expose_bytes())
    }

    /// Hashes a password once more that has just been verified; rules of today do not apply to one of yesterday.
    ///
    /// # Errors
    /// No randomness, or no memory.
    pub fn rehash(&self, verified: &PasswordAttempt) -> Result<PasswordHash, CryptoError> {
        self.hash_bytes(verified.expose_bytes())
    }

    /// Compares an attempt with a stored hash, in about the time of [`Self::verify_dummy`] whatever the hash says.
    ///
    /// The stored string decides how it is verified, so it is checked first: a doctored one that is too cheap would
    /// be matched by guessing, and one that is too costly would hang the program.
    pub fn verify(&self, attempt: &PasswordAttempt, stored: &str) -> PasswordMatch {
        let Some((hash, cost)) = self.read_stored(stored) else {
            tracing::warn!("a stored password hash is outside of what this program makes");
            self.verify_dummy(attempt);
            return PasswordMatch::Wrong;
        };
        let is_right = {
            let _turn = Turn::take();
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
                .verify_password(attempt.expose_bytes(), &hash)
                .is_ok()
        };
        let missing_work = self.policy.work().saturating_sub(cost.work());
        if missing_work > 0 {
            self.burn_quietly(self.policy.of_work(missing_work), attempt);
        }
        if is_right {
            PasswordMatch::Right {
                needs_rehash: cost.is_weaker_than(&self.policy),
            }
        } else {
            PasswordMatch::Wrong
        }
    }

    /// Takes the time of a comparison where there is nothing to compare with, so that the time discloses nothing.
    pub fn verify_dummy(&self, attempt: &PasswordAttempt) {
        self.burn_quietly(self.policy, attempt);
    }

    fn burn_quietly(&self, cost: HashPolicy, attempt: &PasswordAttempt) {
        if let Err(error) = burn(&cost, attempt.expose_bytes(), &[0x5A; 16]) {
            tracing::error!(%error, policy = ?self.policy, "a hash could not be worked on");
        }
    }

    fn hash_bytes(&self, bytes: &[u8]) -> Result<PasswordHash, CryptoError> {
        let salt = make_salt()?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.policy.params()?);
        let _turn = Turn::take();
        let hash = argon2.hash_password_with_salt(bytes, &salt)?;
        Ok(PasswordHash(hash.to_string()))
    }

    /// The stored hash and its cost, where it is one that may be verified. Fields are compared one by one, because
    /// parsed parameters are never equal to made ones.
    fn read_stored(&self, stored: &str) -> Option<(phc::PasswordHash, HashPolicy)> {
        if stored.len() > MOST_STORED_BYTES {
            return None;
        }
        let hash = phc::PasswordHash::new(stored).ok()?;
        let is_own_kind = hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
            && hash.version == Some(Version::V0x13.into())
            && hash.params.iter().count() == 3
            && hash.salt.as_ref().is_some_and(|salt| SALT_BYTES.contains(&salt.len()))
            && hash.hash.as_ref().is_some_and(|output| output.len() == OUTPUT_BYTES);
        let cost = HashPolicy::stored(
            hash.params.get_decimal("m")?,
            hash.params.get_decimal("t")?,
            hash.params.get_decimal("p")?,
        );
        (is_own_kind && cost.is_within_window(&self.policy)).then_some((hash, cost))
    }
}

/// Works on a hash and throws it away.
fn burn(cost: &HashPolicy, bytes: &[u8], salt: &[u8; 16]) -> Result<(), CryptoError> {
    let mut output = Zeroizing::new([0_u8; OUTPUT_BYTES]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let _turn = Turn::take();
    argon2.hash_password_into(bytes, salt, output.as_mut_slice())?;
    std::hint::black_box(&output);
    Ok(())
}

static AT_WORK: Mutex<u32> = Mutex::new(0);
static TURN_ENDED: Condvar = Condvar::new();

/// The right to work on one hash; given back when dropped.
struct Turn;

impl Turn {
    fn take() -> Self {
        let at_work = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at_work = TURN_ENDED
            .wait_while(at_work, |count| *count >= MOST_AT_A_TIME)
            .unwrap_or_else(PoisonError::into_inner);
        *at_work += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut at_work = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
        *at_work = at_work.saturating_sub(1);
        TURN_ENDED.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::SecretText;

    const CHEAP: Hasher = Hasher::new(HashPolicy::cheap_for_tests_only());

    fn password(text: &str) -> NewPassword {
        NewPassword::check(&SecretText::from(text), &[]).unwrap()
    }

    fn attempt(text: &str) -> PasswordAttempt {
        PasswordAttempt::new(&SecretText::from(text))
    }

    #[test]
    fn only_the_exact_password_is_right() {
        let hash = CHEAP.hash(&password("nine violet tractors")).unwrap();
        let right = PasswordMatch::Right { needs_rehash: false };
        assert_eq!(CHEAP.verify(&attempt("nine violet tractors"), hash.as_str()), right);
        for wrong in [
            "",
            "nine violet tractorS",
            "nine violet tractors ",
            " nine violet tractors",
            "nine violet tractor",
        ] {
            assert_eq!(
                CHEAP.verify(&attempt(wrong), hash.as_str()),
                PasswordMatch::Wrong,
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn equal_passwords_have_different_hashes() {
        let password = password("nine violet tractors");
        assert!(CHEAP.hash(&password).unwrap() != CHEAP.hash(&password).unwrap());
    }

    /// The one test that pays the real price: what is shipped is Argon2id 1.3 with 64 MiB, three passes, one lane.
    #[test]
    fn the_production_policy_is_pinned() {
        let hasher = Hasher::new(HashPolicy::production());
        let hash = hasher.hash(&password("nine violet tractors")).unwrap();
        assert!(
            hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"),
            "{}",
            hash.as_str()
        );
        assert_eq!(
            hasher.verify(&attempt("nine violet tractors"), hash.as_str()),
            PasswordMatch::Right { needs_rehash: false }
        );
    }

    #[test]
    fn weaker_parameters_are_right_and_ask_for_a_rehash_and_stronger_ones_do_not() {
        let least = Hasher::new(HashPolicy::stored(19_456, 2, 1));
        let dearer = Hasher::new(HashPolicy::stored(19_456, 3, 1));
        let (old, new) = (password("nine violet tractors"), attempt("nine violet tractors"));
        let of_least = least.hash(&old).unwrap();
        let of_dearer = dearer.hash(&old).unwrap();
        let right = |needs_rehash| PasswordMatch::Right { needs_rehash };
        assert_eq!(dearer.verify(&new, of_least.as_str()), right(true));
        assert_eq!(dearer.verify(&new, of_dearer.as_str()), right(false));
        assert_eq!(least.verify(&new, of_dearer.as_str()), right(false));
        assert_eq!(
            dearer.verify(&attempt("nine violet tractor"), of_least.as_str()),
            PasswordMatch::Wrong
        );
    }

    #[test]
    fn doctored_hashes_are_refused_without_a_panic_or_a_wait() {
        let hasher = Hasher::new(HashPolicy::stored(19_456, 2, 1));
        let good = hasher.hash(&password("nine violet tractors")).unwrap();
        let good = good.as_str();
        let cheap = CHEAP.hash(&password("nine violet tractors")).unwrap();
        let tail = good.rsplit_once('$').unwrap().0;
        let doctored = [
            good.replace("argon2id", "argon2d"),
            good.replace("argon2id", "argon2i"),
            good.replace("v=19", "v=16"),
            good.replace("$v=19", ""),
            good.replace("m=19456", "m=8"),
            good.replace("m=19456", "m=4194304"),
            good.replace("m=19456", "m=4294967295"),
            good.replace("t=2", "t=4294967295"),
            good.replace("t=2", "t=100000"),
            good.replace("t=2", "t=0"),
            good.replace("p=1", "p=200"),
            good.replace("p=1", "p=1,keyid=AAAA"),
            tail.to_owned(),
            format!("{tail}$"),
            format!("{tail}$AAAA"),
            cheap.as_str().to_owned(),
            String::new(),
            "garbage".to_owned(),
            "$".repeat(40),
            format!("{good}{}", "A".repeat(4_000)),
        ];
        for stored in doctored {
            assert_ne!(stored, good);
            assert_eq!(
                hasher.verify(&attempt("nine violet tractors"), &stored),
                PasswordMatch::Wrong,
                "{stored}"
            );
        }
    }

    #[test]
    fn debug_shows_no_hash() {
        let hash = CHEAP.hash(&password("nine violet tractors")).unwrap();
        assert!(!format!("{hash:?}").contains("argon2"));
    }
}
