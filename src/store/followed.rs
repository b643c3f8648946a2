//! Following the log: what one process knows of it. The generation decides by it ([`super::generation`]).

/// What this process knows of the log that it writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Followed {
    /// The mark fits any log and stays so: part of the generation's beginning is still in the log, because a program
    /// that knows no generations is reading.
    #[default]
    Never,
    /// The mark fits any log, and is to name the one that the next change goes into.
    Unnamed,
    /// The mark names the log with this salt and its restarts.
    From(u32),
}
