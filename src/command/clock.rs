//! The clock of the computer.

/// What is asked about the clock.
#[derive(Debug, Clone)]
pub enum ClockCommand {
    /// Take the time for right.
    Confirm(ConfirmClock),
}

/// Confirm the time that the clock shows.
#[derive(Debug, Clone)]
pub struct ConfirmClock;
