//! What a password hash costs, as a value.

use argon2::Params;

use super::CryptoError;

/// The least memory of a policy for real use, in KiB (OWASP Password Storage Cheat Sheet).
const LEAST_MEMORY_KIB: u32 = 19_456;
/// The fewest passes of a policy for real use.
const LEAST_PASSES: u32 = 2;
/// The most memory a stored hash may ask for, in KiB.
const MOST_MEMORY_KIB: u32 = 262_144;
/// The most work a stored hash may ask for, in KiB times passes: under a second on a slow computer.
const MOST_WORK: u64 = 65_536 * 12;

/// The cost of one Argon2id hash (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashPolicy {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl HashPolicy {
    /// 64 MiB and three passes, the second recommendation of RFC 9106 with one lane, because more lanes gain nothing
    /// without threads. The same on every computer: one directory is opened by many, and each would make anew what
    /// another found dear enough.
    pub const fn production() -> Self {
        Self {
            memory_kib: 65_536,
            passes: 3,
            lanes: 1,
        }
    }

    /// The least that a stored hash of real use may have; it is hashed anew at the next sign-in.
    pub const fn least() -> Self {
        Self {
            memory_kib: LEAST_MEMORY_KIB,
            passes: LEAST_PASSES,
            lanes: 1,
        }
    }

    /// A policy that protects nothing and makes tests quick.
    pub const fn cheap_for_tests_only() -> Self {
        Self {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        }
    }

    /// The policy of a stored hash.
    pub(super) const fn stored(memory_kib: u32, passes: u32, lanes: u32) -> Self {
        Self {
            memory_kib,
            passes,
            lanes,
        }
    }

    /// The policy that does `work` KiB times passes, about as long as that takes.
    pub(super) fn of_work(self, work: u64) -> Self {
        let memory_kib = u32::try_from(work / u64::from(self.passes.max(1))).unwrap_or(MOST_MEMORY_KIB);
        Self {
            memory_kib: memory_kib.max(Params::MIN_M_COST),
            ..self
        }
    }

    /// The work in KiB times passes, to which the time is in proportion.
    pub(super) fn work(&self) -> u64 {
        u64::from(self.memory_kib) * u64::from(self.passes)
    }

    /// Whether a stored hash of this cost may be verified under the policy `today`: neither so cheap that a
    /// doctored row would be easy to match, nor so dear that it would hang the program.
    pub(super) fn is_within_window(&self, today: &Self) -> bool {
        self.memory_kib >= today.memory_kib.min(LEAST_MEMORY_KIB)
            && self.passes >= today.passes.min(LEAST_PASSES)
            && self.lanes == 1
            && self.memory_kib <= MOST_MEMORY_KIB
            && self.work() <= MOST_WORK
    }

    /// Whether a stored hash of this cost is weaker than `today` and should be made anew.
    pub(super) fn is_weaker_than(&self, today: &Self) -> bool {
        self.memory_kib < today.memory_kib || self.work() < today.work()
    }

    pub(super) fn params(&self) -> Result<Params, CryptoError> {
        Ok(Params::new(self.memory_kib, self.passes, self.lanes, None)?)
    }
}
