//! Damage to the bytes of a directory, the same in each run.

use std::ops::Range;

use super::{Place, column};

/// Pseudo-random numbers from a fixed start (`SplitMix64`), so that a failure comes again.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((value ^ (value >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }
}

pub(crate) const PAGE_BYTES: usize = 4096;

/// The bytes of a file that is damaged so that a check finds it, and how: each page zeroed once, then cut short or with the
/// head of a page turned around.
pub(crate) fn damaged(whole: &[u8], round: usize, numbers: &mut Numbers) -> (Vec<u8>, String) {
    let pages = whole.len() / PAGE_BYTES;
    let mut damaged = whole.to_vec();
    let what = if round < pages {
        damaged[round * PAGE_BYTES..(round + 1) * PAGE_BYTES].fill(0);
        format!("page {round} zeroed")
    } else if round.is_multiple_of(2) {
        let length = 1 + numbers.below(whole.len() - 1);
        damaged.truncate(length);
        format!("cut to {length}")
    } else {
        let start = numbers.below(pages) * PAGE_BYTES;
        // The first bytes of a page say what the rest of it is.
        let at = start + if start == 0 { 100 } else { 0 } + numbers.below(8);
        damaged[at] ^= 0xFF;
        format!("byte {at} turned around")
    };
    (damaged, what)
}

/// Where the page is that has the generation of a directory.
pub(crate) fn page_of_generation(place: &Place) -> Range<usize> {
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'directory'";
    let pages: Vec<u32> = column(&place.raw(), sql);
    let page = usize::try_from(pages[0]).unwrap();
    (page - 1) * PAGE_BYTES..page * PAGE_BYTES
}

/// The file as it is now, but for the page at `raised`: an opening raises the generation there, and changes nothing else.
pub(crate) fn without_raise(place: &Place, raised: &Range<usize>, damaged: &[u8]) -> Vec<u8> {
    let mut left = std::fs::read(&place.path).unwrap();
    if let (Some(page), Some(was)) = (left.get_mut(raised.clone()), damaged.get(raised.clone())) {
        page.copy_from_slice(was);
    }
    left
}
