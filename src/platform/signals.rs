//! The system's wish that the program ends: SIGTERM, SIGINT and SIGHUP on Unix.
//!
//! Not its job: the end itself. Other systems tell a window by other ways, or not at all.

/// Calls `ask` at the first wish. A second one ends the program at once, should the first have had no effect. A signal that
/// was ignored when the program started stays ignored, as `nohup` wants it.
///
/// # Errors
/// Where the system has no thread to give, or takes no handler.
#[cfg(unix)]
pub fn on_end(ask: impl Fn() + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let ignored = ignored_signals();
    let mut signals = Signals::new(
        [SIGTERM, SIGINT, SIGHUP]
            .into_iter()
            .filter(|&signal| !is_in(ignored, signal)),
    )?;
    #[expect(clippy::disallowed_methods, reason = "one of the program's threads")]
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for (count, signal) in signals.forever().enumerate() {
            if count == 0 {
                ask();
            } else if let Err(error) = emulate_default_handler(signal) {
                tracing::warn!(%error, "a signal had no effect");
            }
        }
    })?;
    Ok(())
}

/// Other systems have no signals.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn on_end(_: impl Fn() + Send + 'static) -> std::io::Result<()> {
    Ok(())
}

/// The mask of ignored signals, which only Linux tells without unsafe code; none elsewhere.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignored_in(&status)
}

/// The mask in a status of proc(5): the lowest bit is signal 1.
#[cfg(unix)]
fn ignored_in(status: &str) -> u64 {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}

#[cfg(unix)]
const fn is_in(mask: u64, signal: i32) -> bool {
    mask >> (signal - 1) & 1 == 1
}

#[cfg(all(test, unix))]
mod tests {
    use signal_hook::consts::{SIGHUP, SIGPIPE, SIGTERM};

    use super::*;

    #[test]
    fn the_signals_that_nohup_ignores_are_known() {
        let mask = ignored_in("SigBlk:\t0000000000000000\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000000\n");
        assert!(is_in(mask, SIGHUP) && is_in(mask, SIGPIPE) && !is_in(mask, SIGTERM));
    }

    #[test]
    fn a_status_without_a_mask_ignores_nothing() {
        assert_eq!((ignored_in(""), ignored_in("SigIgn:\tnone\n")), (0, 0));
    }
}
