//! How many refused tokens and credentials an address may present (GCRA, by `governor`).
//!
//! Only refusals count, so whoever presents what is good is never held up by the count of its own requests. What is
//! unknown counts against the address, because it may be guessed. What is known but refused, such as the credential of
//! a deregistered client, cannot be guessed and counts against itself at that address, and so does what is unknown or
//! malformed from the second time on, such as the credential of a deleted user's client or one cut short: a client that keeps trying in vain does not
//! lock out its neighbours behind the same router.
//!
//! The count is looked at before a token is looked up, and charged once it was refused. Requests that came at the same
//! moment and find the count used up by then are told no cause either, so no more causes are told than the quota has.

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

/// What is presented, as far as it is told apart: SHA-256 of the secret.
pub(super) type SecretHash = [u8; 32];

/// Seconds until the next try makes sense; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WaitSecs(pub(super) u64);

/// The counts of all addresses.
pub(super) struct Attempts<C: Clock = MonotonicClock> {
    allowance: Allowance<Suspect, C>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Suspect {
    Address(AddressBlock),
    Secret(AddressBlock, SecretHash),
}

impl Attempts {
    pub(super) fn new(limits: &Limits) -> Self {
        Self::with_clock(limits, &MonotonicClock)
    }
}

impl<C: Clock + Clone> Attempts<C> {
    fn with_clock(limits: &Limits, clock: &C) -> Self {
        Self {
            allowance: Allowance::new(limits.refusals_per_minute, limits.remembered, clock),
        }
    }

    /// Whether `address` may present anything at all.
    pub(super) fn look(&self, address: IpAddr) -> Result<(), WaitSecs> {
        self.allowance.look(&Suspect::Address(AddressBlock::of(address)))
    }

    /// Whether `address` may present this secret.
    pub(super) fn look_at(&self, address: IpAddr, secret: SecretHash) -> Result<(), WaitSecs> {
        self.allowance.look(&Suspect::Secret(AddressBlock::of(address), secret))
    }

    /// Counts something that cannot be a token at all; `presented` is the SHA-256 of it.
    pub(super) fn count_malformed(&self, address: IpAddr, presented: SecretHash) -> Result<(), WaitSecs> {
        self.count(address, presented, ClientRefusal::Token(TokenRefusal::Malformed))
    }

    /// Counts a refusal. Where even that is too many, its cause must not be told.
    pub(super) fn count(&self, address: IpAddr, secret: SecretHash, why: ClientRefusal) -> Result<(), WaitSecs> {
        let block = AddressBlock::of(address);
        let itself = Suspect::Secret(block, secret);
        let is_unknown = matches!(
            why,
            ClientRefusal::Token(TokenRefusal::Unknown | TokenRefusal::Malformed)
        );
        if is_unknown && !self.allowance.is_remembered(&itself) {
            self.allowance.charge(&Suspect::Address(block))?;
        }
        self.allowance.charge(&itself)
    }
}

/// A quota a minute for each key, which can be looked at without being used.
pub(super) struct Allowance<K: Eq + Hash + Clone, C: Clock = MonotonicClock> {
    looking: RateLimiter<K, Book<K>, C, NoOpMiddleware<C::Instant>>,
    charging: RateLimiter<K, Book<K>, C, NoOpMiddleware<C::Instant>>,
    book: Book<K>,
}

impl<K: Eq + Hash + Clone> Allowance<K> {
    pub(super) fn per_minute(quota: NonZeroU32, most_keys: usize) -> Self {
        Self::new(quota, most_keys, &MonotonicClock)
    }
}

impl<K: Eq + Hash + Clone, C: Clock + Clone> Allowance<K, C> {
    fn new(quota: NonZeroU32, most_keys: usize, clock: &C) -> Self {
        let (book, quota_per_minute) = (Book::new(most_keys), Quota::per_minute(quota));
        let limiter = |is_read_only| {
            let book = Book {
                is_read_only,
                ..book.clone()
            };
            RateLimiter::new(quota_per_minute, book, clock.clone())
        };
        Self {
            looking: limiter(true),
            charging: limiter(false),
            book,
        }
    }

    /// Whether there is room for one more; uses nothing.
    pub(super) fn look(&self, key: &K) -> Result<(), WaitSecs> {
        let looked = self.looking.check_key(key);
        looked.map_err(|until| wait(&until, &self.looking))
    }

    /// Whether one was ever used, as far back as the memory goes.
    fn is_remembered(&self, key: &K) -> bool {
        self.book.entries().contains_key(key)
    }

    /// Uses one, if there is room for it.
    pub(super) fn charge(&self, key: &K) -> Result<(), WaitSecs> {
        if self.book.is_full() {
            self.charging.retain_recent();
        }
        let charged = self.charging.check_key(key);
        charged.map_err(|until| wait(&until, &self.charging))
    }
}

fn wait<K: Eq + Hash + Clone, C: Clock>(
    until: &NotUntil<C::Instant>,
    limiter: &RateLimiter<K, Book<K>, C, NoOpMiddleware<C::Instant>>,
) -> WaitSecs {
    let wait = until.wait_time_from(limiter.clock().now());
    let whole = wait.as_secs() + u64::from(wait > Duration::from_secs(wait.as_secs()));
    WaitSecs(whole.max(1))
}

/// Who was refused how much, for at most so many keys: a flood from everywhere cannot fill the memory. When it is full,
/// the one that has almost recovered makes room.
#[derive(Debug, Clone)]
struct Book<K> {
    entries: Arc<Mutex<HashMap<K, Nanos>>>,
    most_keys: usize,
    is_read_only: bool,
}

impl<K: Eq + Hash + Clone> Book<K> {
    fn new(most_keys: usize) -> Self {
        Self {
            entries: Arc::default(),
            most_keys: most_keys.max(1),
            is_read_only: false,
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<K, Nanos>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_full(&self) -> bool {
        self.entries().len() >= self.most_keys
    }
}

impl<K: Eq + Hash + Clone> StateStore for Book<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut entries = self.entries();
        let (answer, next) = measure(entries.get(key).copied())?;
        if self.is_read_only {
            return Ok(answer);
        }
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

impl<K: Eq + Hash + Clone> ShrinkableKeyedStateStore<K> for Book<K> {
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

    fn attempts(remembered: usize) -> (Attempts<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let limits = Limits {
            remembered,
            ..Limits::default()
        };
        (Attempts::with_clock(&limits, &clock), clock)
    }

    #[test]
    fn ten_unknown_tokens_close_the_door_and_six_seconds_open_it_for_one() {
        let (attempts, clock) = attempts(10);
        for number in 0..10 {
            assert_eq!(attempts.look(HERE), Ok(()), "{number}");
            assert_eq!(attempts.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
        }
        assert_eq!(attempts.look(HERE), Err(WaitSecs(6)));
        assert_eq!(attempts.count(HERE, [99; 32], UNKNOWN), Err(WaitSecs(6)));
        assert_eq!(attempts.look(THERE), Ok(()));
        clock.advance(Duration::from_secs(6));
        assert_eq!(attempts.look(HERE), Ok(()));
        assert_eq!(attempts.count_malformed(HERE, [20; 32]), Ok(()));
        assert!(attempts.look(HERE).is_err());
        clock.advance(Duration::from_mins(1));
        let counted = (21..41).filter(|number| attempts.count_malformed(HERE, [*number; 32]).is_ok());
        assert_eq!(counted.count(), 10);
    }

    #[test]
    fn looking_uses_nothing_up() {
        let (attempts, _) = attempts(10);
        for _ in 0..1000 {
            assert_eq!(attempts.look(HERE), Ok(()));
            assert_eq!(attempts.look_at(HERE, [1; 32]), Ok(()));
        }
        assert!(attempts.allowance.book.is_empty());
    }

    #[test]
    fn a_client_that_tries_in_vain_locks_out_nobody_else() {
        let (attempts, _) = attempts(10);
        for _ in 0..50 {
            let _ = attempts.count(HERE, [1; 32], USED);
        }
        assert!(attempts.look_at(HERE, [1; 32]).is_err());
        assert_eq!(attempts.look_at(HERE, [2; 32]), Ok(()));
        assert_eq!(attempts.look_at(THERE, [1; 32]), Ok(()));
        assert_eq!(attempts.look(HERE), Ok(()));
    }

    #[test]
    fn what_is_unknown_is_a_guess_only_the_first_time() {
        let (attempts, clock) = attempts(100);
        for _ in 0..10 {
            assert_eq!(attempts.count(HERE, [1; 32], UNKNOWN), Ok(()));
        }
        assert!(attempts.count(HERE, [1; 32], UNKNOWN).is_err() && attempts.look_at(HERE, [1; 32]).is_err());
        for number in 2..11 {
            assert_eq!(attempts.look(HERE), Ok(()), "{number}");
            assert_eq!(attempts.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
        }
        assert!(attempts.look(HERE).is_err());
        // It stays known after its own count has recovered, however many there are that try now and then.
        clock.advance(Duration::from_hours(1));
        for _ in 0..5 {
            for number in 1..11 {
                assert_eq!(attempts.count(HERE, [number; 32], UNKNOWN), Ok(()), "{number}");
            }
        }
        assert_eq!(attempts.look(HERE), Ok(()));
    }

    #[test]
    fn a_flood_from_everywhere_is_remembered_within_bounds() {
        let (attempts, clock) = attempts(5);
        for number in 0..10 {
            attempts.count_malformed(HERE, [number; 32]).unwrap();
        }
        for last in 0..200 {
            let _ = attempts.count_malformed(IpAddr::from([198, 51, 100, last]), [last; 32]);
            assert!(attempts.allowance.book.len() <= 5);
        }
        // Who has done the most is forgotten last.
        assert!(attempts.look(HERE).is_err());
        clock.advance(Duration::from_hours(1));
        attempts.count_malformed(THERE, [1; 32]).unwrap();
        assert_eq!(attempts.allowance.book.len(), 2);
    }
}
