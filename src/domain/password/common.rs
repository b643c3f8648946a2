//! Whether a password is one of those that many people have chosen.
//!
//! The list is kept as hashes, because names and telephone numbers of people are among the passwords. It was made by
//! `scripts/common-passwords` from the million most common passwords in the crate passablewords 1.0.1 (MIT), which is no
//! dependency.

use sha2::{Digest as _, Sha256};

/// The first bytes of the SHA-256 of each password in lower case, in ascending order.
const HASHES: &[u8] = include_bytes!("../../../assets/common_passwords.bin");
/// What earlier versions refused beyond that list and the other rules, in lower case, one a line.
const REFUSED_BEFORE: &str = include_str!("../../../assets/common_passwords.txt");
/// The bytes of a hash that are kept: another password has the same ones once in 10^15 times.
const HASH_BYTES: usize = 8;

/// Whether `folded`, which is in lower case, is on the list.
pub(super) fn is_common(folded: &str) -> bool {
    if REFUSED_BEFORE.lines().any(|refused| refused == folded) {
        return true;
    }
    let digest = Sha256::digest(folded.as_bytes());
    let (hashes, _) = HASHES.as_chunks::<HASH_BYTES>();
    let Some(wanted) = digest.first_chunk::<HASH_BYTES>() else {
        return false;
    };
    hashes.binary_search(wanted).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_as_long_as_its_source() {
        let (hashes, rest) = HASHES.as_chunks::<HASH_BYTES>();
        assert!(rest.is_empty());
        assert_eq!(hashes.len(), 9_728);
        assert!(hashes.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn what_many_people_chose_is_common() {
        for common in [
            "passwordpassword",
            "30secondstomars",
            "perasperaadastra",
            "yourguardianangel",
            "correcthorsebatterystaple",
        ] {
            assert!(is_common(common), "{common}");
        }
        assert!(!is_common("nine violet tractors"));
        assert!(!is_common(""));
    }
}
