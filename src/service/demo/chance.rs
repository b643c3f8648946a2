//! Choices that look random and are the same on every computer.

/// What the numbers of all sample users begin with; another one makes other people.
const SEED: u64 = 0x4156_4f20_4153_5355;
/// Step and multipliers of `SplitMix64` (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIERS: [u64; 2] = [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb];

/// A sequence of numbers. Not for secrets.
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The sequence of one sample user, whoever else there is.
    pub(super) const fn of(index: u64) -> Self {
        Self(mixed(SEED ^ index.wrapping_mul(STEP)))
    }

    /// A number below `bound`, each nearly equally likely.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(STEP);
        let scaled = (mixed(self.0) >> 32) * u64::from(bound);
        u32::try_from(scaled >> 32).unwrap_or_default()
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something comes true that does so `percent` times in a hundred.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `others`, each as often in a thousand as is said with it, and `usual` in all other cases.
    pub(super) fn or_else<T: Copy>(&mut self, usual: T, others: &[(u32, T)]) -> T {
        let mut left = self.below(1000);
        for (share, other) in others {
            if left < *share {
                return *other;
            }
            left -= share;
        }
        usual
    }

    /// Seconds that lie anywhere in a span of days.
    pub(super) fn secs_in_days(&mut self, least: u32, most: u32) -> i64 {
        let hours = self.between(least * 24, most * 24 - 1);
        i64::from(hours) * 3600 + i64::from(self.below(3600))
    }
}

const fn mixed(mut bits: u64) -> u64 {
    let [first, second] = MULTIPLIERS;
    bits = (bits ^ (bits >> 30)).wrapping_mul(first);
    bits = (bits ^ (bits >> 27)).wrapping_mul(second);
    bits ^ (bits >> 31)
}
