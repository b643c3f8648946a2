//! Why the clipboard did not do what was asked, as far as a person can do something about it.

/// Why the clipboard did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipboardFailure {
    /// There is no clipboard that can be reached.
    Unavailable,
    /// Another program is using it.
    Busy,
    /// The system did not clear our text, so it is still there.
    StillThere,
    /// The program that owns its contents did not respond in time.
    NotResponding,
}

impl ClipboardFailure {
    /// Every failure.
    pub const ALL: [Self; 4] = [Self::Unavailable, Self::Busy, Self::StillThere, Self::NotResponding];
}
