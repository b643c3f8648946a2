//! Which of two answers about the same thing is the newer one, also where they came by different lanes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many changes of the directory were known when something was read in it. An answer holds at least those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Version(u64);

/// Counts the changes of the directory: each commit of this program, and each that was noticed of another one. Clones
/// are the same counter.
#[derive(Debug, Clone, Default)]
pub struct Commits(Arc<AtomicU64>);

impl Commits {
    /// The version that a reading which begins now has at least.
    pub fn version(&self) -> Version {
        Version(self.0.load(Ordering::SeqCst))
    }

    /// Counts one more, and returns the version that includes it.
    pub fn bump(&self) -> Version {
        Version(self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}
