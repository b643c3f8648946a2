//! Which connections have a place, and which one gives it up for an address that has fewer.
//!
//! Who holds many connections open must not keep out who has none. While there is room, all are let in, up to a number
//! for each address; the last eighth is kept for addresses without a connection. When it is full, a newcomer gets the
//! place of an idle connection of the address with the most, so that addresses end up with equal shares.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::address::AddressBlock;
use super::limits::Limits;

/// The part of all places that is kept for addresses without a connection.
const KEPT_PART: usize = 8;

/// The places of all connections.
#[derive(Debug)]
pub(super) struct Places {
    seats: Mutex<HashMap<AddressBlock, Vec<Seat>>>,
    most: usize,
    most_per_address: usize,
    /// Addresses that stand for many clients: neither limited nor asked to give up a place.
    proxies: Vec<IpAddr>,
    /// Told when a place is free.
    freed: Notify,
    /// Counts what connections do, to tell which one has been idle longest.
    steps: Arc<AtomicU64>,
}

/// What a newcomer gets.
#[derive(Debug)]
pub(super) enum Admittance {
    Place(Place),
    /// Every place is taken, and no other address has more of them.
    Full,
    /// The address has as many as it may have.
    TooMany,
}

/// A place that a connection has; given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    block: AddressBlock,
    seat: Seat,
}

/// What is known of the connection in a place.
#[derive(Debug, Clone)]
pub(super) struct Seat(Arc<SeatState>);

#[derive(Debug)]
struct SeatState {
    answering: AtomicUsize,
    last_step: AtomicU64,
    is_kept: bool,
    steps: Arc<AtomicU64>,
    evicted: Notify,
}

impl Places {
    pub(super) fn new(limits: &Limits, proxies: &[IpAddr]) -> Arc<Self> {
        Arc::new(Self {
            seats: Mutex::default(),
            most: limits.connections,
            most_per_address: limits.connections_per_address,
            proxies: proxies.to_vec(),
            freed: Notify::new(),
            steps: Arc::default(),
        })
    }

    /// A place for a connection from `address`, now or not.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Admittance {
        let block = AddressBlock::of(address);
        let is_proxy = self.proxies.contains(&address.to_canonical());
        let mut seats = self.seats();
        let own = seats.get(&block).map_or(0, Vec::len);
        if own >= self.most_per_address && !is_proxy {
            return Admittance::TooMany;
        }
        let kept = if own == 0 || is_proxy { 0 } else { self.most / KEPT_PART };
        let taken: usize = seats.values().map(Vec::len).sum();
        if taken >= self.most - kept && !evict_one(&mut seats, own) {
            return Admittance::Full;
        }
        let seat = Seat::new(&self.steps, is_proxy);
        seats.entry(block).or_default().push(seat.clone());
        Admittance::Place(Place {
            places: Arc::clone(self),
            block,
            seat,
        })
    }

    /// A place as soon as there is one; `None` where the address has as many as it may have by then.
    pub(super) async fn wait(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        loop {
            let mut freed = std::pin::pin!(self.freed.notified());
            // Before looking, so that a place that becomes free in between is not missed.
            freed.as_mut().enable();
            match self.take(address) {
                Admittance::Place(place) => return Some(place),
                Admittance::TooMany => return None,
                Admittance::Full => freed.await,
            }
        }
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<AddressBlock, Vec<Seat>>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the place of the connection that has been idle longest, at the address with the most of those that have at least
/// two more than `own`. False where there is none.
fn evict_one(seats: &mut HashMap<AddressBlock, Vec<Seat>>, own: usize) -> bool {
    let idle_longest = |seats: &[Seat]| {
        let idle = seats.iter().enumerate().filter(|(_, seat)| seat.is_idle());
        idle.min_by_key(|(_, seat)| seat.0.last_step.load(Ordering::Relaxed))
            .map(|(index, _)| index)
    };
    let largest = seats
        .iter_mut()
        .filter(|(_, seats)| seats.len() > own + 1)
        .filter_map(|(_, seats)| idle_longest(seats).map(|index| (seats, index)))
        .max_by_key(|(seats, _)| seats.len());
    let Some((seats, index)) = largest else { return false };
    seats.swap_remove(index).0.evicted.notify_one();
    true
}

impl Place {
    pub(super) const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Returns when the place is needed for another connection.
    pub(super) async fn evicted(&self) {
        self.seat.0.evicted.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut seats = self.places.seats();
        if let Some(of_address) = seats.get_mut(&self.block) {
            of_address.retain(|seat| !Arc::ptr_eq(&seat.0, &self.seat.0));
            if of_address.is_empty() {
                seats.remove(&self.block);
            }
        }
        drop(seats);
        self.places.freed.notify_waiters();
    }
}

impl Seat {
    fn new(steps: &Arc<AtomicU64>, is_kept: bool) -> Self {
        let seat = Self(Arc::new(SeatState {
            answering: AtomicUsize::new(0),
            last_step: AtomicU64::new(0),
            is_kept,
            steps: Arc::clone(steps),
            evicted: Notify::new(),
        }));
        seat.note_step();
        seat
    }

    /// Keeps the place for as long as the directory is asked; the answer should not be lost.
    pub(super) fn answering(&self) -> Answering {
        self.0.answering.fetch_add(1, Ordering::Relaxed);
        Answering(self.clone())
    }

    fn is_idle(&self) -> bool {
        !self.0.is_kept && self.0.answering.load(Ordering::Relaxed) == 0
    }

    fn note_step(&self) {
        let step = self.0.steps.fetch_add(1, Ordering::Relaxed);
        self.0.last_step.store(step, Ordering::Relaxed);
    }
}

/// While it exists, the place is not given to another connection.
pub(super) struct Answering(Seat);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.note_step();
        self.0.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(connections: usize, connections_per_address: usize) -> Arc<Places> {
        let limits = Limits {
            connections,
            connections_per_address,
            ..Limits::default()
        };
        Places::new(&limits, &[address(PROXY)])
    }

    const PROXY: u8 = 99;

    fn address(last: u8) -> IpAddr {
        [192, 0, 2, last].into()
    }

    fn take(places: &Arc<Places>, last: u8) -> Place {
        match places.take(address(last)) {
            Admittance::Place(place) => place,
            other => panic!("{other:?}"),
        }
    }

    fn is_evicted(place: &Place) -> bool {
        !place
            .places
            .seats()
            .values()
            .flatten()
            .any(|seat| Arc::ptr_eq(&seat.0, &place.seat.0))
    }

    #[test]
    fn an_address_gets_its_places_back() {
        let places = places(8, 2);
        let (first, second) = (take(&places, 1), take(&places, 1));
        assert!(matches!(places.take(address(1)), Admittance::TooMany));
        drop(take(&places, 2));
        drop(first);
        drop(take(&places, 1));
        drop(second);
        assert!(places.seats().is_empty());
    }

    #[test]
    fn the_last_places_are_kept_for_addresses_without_one() {
        let places = places(8, 8);
        let held: Vec<Place> = (1..=7).map(|last| take(&places, last)).collect();
        assert!(matches!(places.take(address(1)), Admittance::Full));
        let last = take(&places, 8);
        assert!(matches!(places.take(address(9)), Admittance::Full));
        assert!(!held.iter().chain([&last]).any(is_evicted));
    }

    #[test]
    fn a_newcomer_gets_the_place_that_was_idle_longest_at_the_address_with_the_most() {
        let places = places(6, 6);
        let few: Vec<Place> = (0..2).map(|_| take(&places, 1)).collect();
        let many: Vec<Place> = (0..4).map(|_| take(&places, 2)).collect();
        let busy = many[0].seat().answering();
        drop(many[1].seat().answering());
        let newcomer = take(&places, 3);
        assert_eq!(
            many.iter().map(is_evicted).collect::<Vec<_>>(),
            [false, false, true, false]
        );
        let second = take(&places, 3);
        assert_eq!(
            many.iter().map(is_evicted).collect::<Vec<_>>(),
            [false, false, true, true]
        );
        // Two each: nobody is better off.
        assert!(matches!(places.take(address(3)), Admittance::Full));
        assert!(!few.iter().chain([&newcomer, &second]).any(is_evicted));
        drop(busy);
    }

    #[test]
    fn a_trusted_proxy_has_the_places_of_all_its_clients() {
        let places = places(6, 2);
        let of_proxy: Vec<Place> = (0..5).map(|_| take(&places, PROXY)).collect();
        let other = take(&places, 1);
        assert!(matches!(places.take(address(2)), Admittance::Full));
        assert!(!of_proxy.iter().chain([&other]).any(is_evicted));
    }
}
