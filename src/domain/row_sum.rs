//! The sum of the digests of many rows, which a changed row changes at the same cost however many there are.
//!
//! Each digest is stretched to 2,048 bits, and the sum is modulo 2^2048 (Bellare and Micciancio's `AdHash`). With 256 bits,
//! whoever may choose 30,000 rows finds others with the same sum in about 2^31 steps (Wagner's generalised birthday);
//! with 2,048 bits and a million rows it takes more than 2^100. Part of the file format, which never changes.

use sha2::{Digest as _, Sha256};

/// The length of a sum.
pub(crate) const ROW_SUM_BYTES: usize = 256;

const LIMB_BYTES: usize = 8;
const LIMBS: usize = ROW_SUM_BYTES / LIMB_BYTES;
const PREFIX: &[u8] = b"avo-admin/row-sum/1";

/// A sum of digests, kept as little-endian limbs; the order in which they came does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowSum([u64; LIMBS]);

impl RowSum {
    /// The sum of no digests.
    pub(crate) const ZERO: Self = Self([0; LIMBS]);

    /// The sum that the directory keeps; none where it has another length.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut sum = Self::ZERO;
        if bytes.len() != ROW_SUM_BYTES {
            return None;
        }
        for (limb, part) in sum.0.iter_mut().zip(bytes.chunks_exact(LIMB_BYTES)) {
            *limb = u64::from_le_bytes(part.try_into().ok()?);
        }
        Some(sum)
    }

    /// The sum as the directory keeps it: a little-endian number.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|limb| limb.to_le_bytes()).collect()
    }

    /// Adds the digest of a row.
    pub(crate) fn add(&mut self, digest: &[u8; 32]) {
        let mut carry = false;
        for (limb, other) in self.0.iter_mut().zip(stretched(digest)) {
            let (sum, first) = limb.overflowing_add(other);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, first || second);
        }
    }

    /// Takes the digest of a row away.
    pub(crate) fn subtract(&mut self, digest: &[u8; 32]) {
        let mut borrow = false;
        for (limb, other) in self.0.iter_mut().zip(stretched(digest)) {
            let (rest, first) = limb.overflowing_sub(other);
            let (rest, second) = rest.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (rest, first || second);
        }
    }
}

/// Eight SHA-256 of prefix, number and digest, one after the other.
fn stretched(digest: &[u8; 32]) -> [u64; LIMBS] {
    let mut limbs = [0; LIMBS];
    for (number, limbs) in (0_u8..).zip(limbs.chunks_exact_mut(32 / LIMB_BYTES)) {
        let block = Sha256::new()
            .chain_update(PREFIX)
            .chain_update([number])
            .chain_update(digest);
        let block: [u8; 32] = block.finalize().into();
        for (limb, part) in limbs.iter_mut().zip(block.chunks_exact(LIMB_BYTES)) {
            *limb = part.try_into().map_or(0, u64::from_le_bytes);
        }
    }
    limbs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_added_can_be_taken_away_in_any_order(digests in prop::collection::vec(any::<[u8; 32]>(), 0..20)) {
            let mut sum = RowSum::ZERO;
            for digest in &digests {
                sum.add(digest);
            }
            prop_assert_eq!(RowSum::from_bytes(&sum.to_bytes()), Some(sum));
            for digest in digests.iter().rev() {
                sum.subtract(digest);
            }
            prop_assert_eq!(sum, RowSum::ZERO);
        }
    }

    #[test]
    fn carries_run_through_all_limbs() {
        let mut sum = RowSum::ZERO;
        sum.subtract(&[7; 32]);
        assert_ne!(sum, RowSum::ZERO);
        sum.add(&[7; 32]);
        assert_eq!(sum, RowSum::ZERO);
    }

    #[test]
    fn a_sum_of_another_length_is_none() {
        assert_eq!(RowSum::from_bytes(&[0; 32]), None);
    }

    /// Frozen: sums in directories were made this way.
    #[test]
    fn the_sum_of_one_digest_never_changes() {
        let mut sum = RowSum::ZERO;
        sum.add(&[1; 32]);
        let first: [u8; 32] = Sha256::digest([PREFIX, &[0], &[1; 32]].concat()).into();
        assert_eq!(sum.to_bytes()[..32], first);
        let last: [u8; 32] = Sha256::digest([PREFIX, &[7], &[1; 32]].concat()).into();
        assert_eq!(sum.to_bytes()[224..], last);
    }
}
