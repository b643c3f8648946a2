//! Limits the refused tokens and credentials of an address (GCRA, by `governor`).
//!
//! Only what is refused counts, and what would be accepted is never asked about here, so a valid secret is let in
//! whatever else its address presents. An unknown secret counts against the address, because it may be a guess. A known
//! but refused one, such as the credential of a deregistered client, can't be a guess and counts against itself at that
//! address. So does an unknown or malformed one from its second time on, such as the credential of a deleted user's
//! client: a client that keeps failing does not keep the causes of refusals from others behind the same router.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{NotUntil, Quota, RateLimiter};

use super::address::AddressBlock;
use super::limits::Limits;
use crate::domain::registration::ClientRefusal;
use crate::domain::token::TokenRefusal;

/// SHA-256 of a presented secret.
pub(super) type SecretHash = [u8; 32];

/// Seconds to wait before the next attempt; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RetryAfterSecs(pub(super) u64);

/// The limits of all addresses.
pub(super) struct RefusalLimiter<C: Clock = MonotonicClock> {
    limiter: KeyedLimiter<LimitKey, C>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum LimitKey {
    Address(AddressBlock),
    Secret(AddressBlock, SecretHash),
}

impl RefusalLimiter {
    pub(super) fn new(limits: &Limits) -> Self {
        Self::with_clock(limits, &MonotonicClock)
    }
}

impl<C: Clock + Clone> RefusalLimiter<C> {
    fn with_clock(limits: &Limits, clock: &C) -> Self {
        Self {
            limiter: KeyedLimiter::new(limits.refusals_per_minute, limits.remembered, clock),
        }
    }

    /// Counts something that cannot be a token at all; `presented` is the SHA-256 of it.
    pub(super) fn count_malformed(&self, address: IpAddr, presented: SecretHash) -> Result<(), RetryAfterSecs> {
        self.count(address, presented, ClientRefusal::Token(TokenRefusal::Malformed))
    }

    /// Counts a refusal. On an error it is over the limit: it is not worth a transaction, and its cause must not be
    /// disclosed.
    pub(super) fn count(&self, address: IpAddr, secret: SecretHash, why: ClientRefusal) -> Result<(), RetryAfterSecs> {
        let block = AddressBlock::of(address);
        let itself = LimitKey::Secret(block, secret);
        let is_unknown = matches!(
            why,
            ClientRefusal::Token(TokenRefusal::Unknown | TokenRefusal::Malformed)
        );
        if is_unknown && !self.limiter.has_used(&itself) {
            self.limiter.use_one(&LimitKey::Address(block))?;
        }
        self.limiter.use_one(&itself)
    }
}

/// A quota a minute for each key.
pub(super) struct KeyedLimiter<K: Eq + Hash + Clone, C: Clock = MonotonicClock> {
    uses: RateLimiter<K, BoundedStore<K>, C, NoOpMiddleware<C::Instant>>,
    store: BoundedStore<K>,
}

impl<K: Eq + Hash + Clone> KeyedLimiter<K> {
    pub(super) fn per_minute(quota: NonZeroU32, most_keys: usize) -> Self {
        Self::new(quota, most_keys, &MonotonicClock)
    }
}

impl<K: Eq + Hash + Clone, C: Clock + Clone> KeyedLimiter<K, C> {
    fn new(quota: NonZeroU32, most_keys: usize, clock: &C) -> Self {
        let store = BoundedStore::new(most_keys);
        Self {
            uses: RateLimiter::new(Quota::per_minute(quota), store.clone(), clock.clone()),
            store,
        }
    }

    /// Whether one was ever used, as far back as the memory goes.
    fn has_used(&self, key: &K) -> bool {
        self.store.entries().contains_key(key)
    }

    /// Uses one, if there is room for it.
    pub(super) fn use_one(&self, key: &K) -> Result<(), RetryAfterSecs> {
        if self.store.is_full() {
            self.uses.retain_recent();
        }
        let used = self.uses.check_key(key);
        used.map_err(|until| wait(&until, &self.uses))
    }
}

fn wait<K: Eq + Hash + Clone, C: Clock>(
    until: &NotUntil<C::Instant>,
    limiter: &RateLimiter<K, BoundedStore<K>, C, NoOpMiddleware<C::Instant>>,
) -> RetryAfterSecs {
    let wait = until.wait_time_from(limiter.clock().now());
    let whole = wait.as_secs() + u64::from(wait > Duration::from_secs(wait.as_secs()));
    RetryAfterSecs(whole.max(1))
}

/// The state of each key, for a bounded number of keys, so that a flood from many addresses can't fill the memory. When
/// it is full, the key that has recovered most is dropped.
#[derive(Debug, Clone)]
struct BoundedStore<K> {
    entries: Arc<Mutex<HashMap<K, Nanos>>>,
    most_keys: usize,
}

impl<K: Eq + Hash + Clone> BoundedStore<K> {
    fn new(most_keys: usize) -> Self {
        Self {
            entries: Arc::default(),
            most_keys: most_keys.max(1),
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<K, Nanos>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_full(&self) -> bool {
        self.entries().len() >= self.most_keys
    }
}

impl<K: Eq + Hash + Clone> StateStore for BoundedStore<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut entries = self.entries();
        let (answer, next) = measure(entries.get(key).copied())?;
        if entries.len() >= self.most_keys && !entries.contains_key(key) {
            let least = entries.iter().min_by_key(|(_, until)| **until);
            if let Some(least) = least.map(|(key, _)| key.clone()) {
                entries.remove(&least);
            }
        }
        entries.insert(key.clone(), next);
        Ok(answer)
    }
}

impl<K: Eq + Hash + Clone> ShrinkableKeyedStateStore<K> for BoundedStore<K> {
    fn retain_recent(&self, drop_below: Nanos) {
        self.entries().retain(|_, until| *until > drop_below);
    }

    fn len(&self) -> usize {
        self.entries().len()
    }

    fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));
    const UNKNOWN: ClientRefusal = ClientRefusal::Token(TokenRefusal::Unknown);
    const USED: ClientRefusal = ClientRefusal::Token(TokenRefusal::Used);

    fn limiter(remembered: usize) -> (RefusalLimiter<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let limits = Limits {
            remembered,
            ..Limits::default()
        };
        (RefusalLimiter::with_clock(&limits, &clock), clock)
    }

    #[test]
    fn ten_unknown_tokens_use_the_limit_up_and_six_seconds_restore_one() {
        let (refusals, clock) = limiter(10);
        for number in 0..10 {
            assert_eq!(refusals.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
        }
        assert_eq!(refusals.count(HERE, [99; 32], UNKNOWN), Err(RetryAfterSecs(6)));
        assert_eq!(refusals.count(THERE, [99; 32], UNKNOWN), Ok(()));
        clock.advance(Duration::from_secs(6));
        assert_eq!(refusals.count_malformed(HERE, [20; 32]), Ok(()));
        assert_eq!(refusals.count_malformed(HERE, [21; 32]), Err(RetryAfterSecs(6)));
        clock.advance(Duration::from_mins(1));
        let counted = (21..41).filter(|number| refusals.count_malformed(HERE, [*number; 32]).is_ok());
        assert_eq!(counted.count(), 10);
    }

    #[test]
    fn a_client_that_keeps_failing_counts_against_itself() {
        let (refusals, _) = limiter(10);
        let counted = (0..50).filter(|_| refusals.count(HERE, [1; 32], USED).is_ok());
        assert_eq!(counted.count(), 10);
        assert_eq!(refusals.count(HERE, [2; 32], USED), Ok(()));
        assert_eq!(refusals.count(THERE, [1; 32], USED), Ok(()));
        assert_eq!(refusals.count(HERE, [3; 32], UNKNOWN), Ok(()));
    }

    #[test]
    fn an_unknown_token_counts_as_a_guess_once() {
        let (refusals, clock) = limiter(100);
        for _ in 0..10 {
            assert_eq!(refusals.count(HERE, [1; 32], UNKNOWN), Ok(()));
        }
        assert!(refusals.count(HERE, [1; 32], UNKNOWN).is_err());
        for number in 2..11 {
            assert_eq!(refusals.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
        }
        assert!(refusals.count(HERE, [11; 32], UNKNOWN).is_err());
        // It stays known after its own count has recovered, however many there are that try now and then.
        clock.advance(Duration::from_hours(1));
        for _ in 0..5 {
            for number in 1..11 {
                assert_eq!(refusals.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
            }
        }
        assert_eq!(refusals.count(HERE, [11; 32], UNKNOWN), Ok(()));
    }

    #[test]
    fn a_flood_from_many_addresses_uses_bounded_memory() {
        let (refusals, clock) = limiter(5);
        for number in 0..10 {
            refusals.count_malformed(HERE, [number; 32]).unwrap();
        }
        for last in 0..200 {
            let _ = refusals.count_malformed(IpAddr::from([198, 51, 100, last]), [last; 32]);
            assert!(refusals.limiter.store.len() <= 5);
        }
        // The address with the most refusals is forgotten last.
        assert!(refusals.count_malformed(HERE, [10; 32]).is_err());
        clock.advance(Duration::from_hours(1));
        refusals.count_malformed(THERE, [1; 32]).unwrap();
        assert_eq!(refusals.limiter.store.len(), 2);
    }
}
