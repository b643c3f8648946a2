//! Waiting for a condition, with an end.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::time::Duration;

/// Longer than anything a test waits for takes, however busy the machine is.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_mins(1);
const REST: Duration = Duration::from_millis(1);

/// Asks `is_true` until it answers yes, and fails with what was awaited where that never comes.
#[track_caller]
pub(crate) fn wait_until(awaited: &str, mut is_true: impl FnMut() -> bool) {
    wait_for(awaited, || is_true().then_some(()));
}

/// The first value that `probe` has; fails with what was awaited where that never comes.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "a wait in real time has an end in real time")]
pub(crate) fn wait_for<T>(awaited: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let start = std::time::Instant::now();
    loop {
        if let Some(value) = probe() {
            return value;
        }
        assert!(
            start.elapsed() < LONGEST_WAIT,
            "waited {LONGEST_WAIT:?} in vain for {awaited}"
        );
        std::thread::sleep(REST);
    }
}
