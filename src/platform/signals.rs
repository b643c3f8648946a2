//! The system's wish that the program ends: SIGTERM, SIGINT and SIGHUP on Unix.
//!
//! Not its job: the end itself. Other systems tell a window by other ways, or not at all.

/// Calls `ask` at the first wish. A second one ends the program at once, should the first have had no effect.
///
/// # Errors
/// Where the system has no thread to give, or takes no handler.
#[cfg(unix)]
pub fn on_end(ask: impl Fn() + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
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
