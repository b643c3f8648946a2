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
    /// The text there is too large to be read.
    TooLarge,
    /// Another program, such as a clipboard manager, put our text back after it was cleared.
    PutBack,
}

impl ClipboardFailure {
    /// Every failure.
    pub const ALL: [Self; 6] = [
        Self::Unavailable,
        Self::Busy,
        Self::StillThere,
        Self::NotResponding,
        Self::TooLarge,
        Self::PutBack,
    ];

    /// Whether our text was seen there, rather than not found out.
    pub const fn is_still_there(self) -> bool {
        matches!(self, Self::StillThere | Self::PutBack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_that_was_seen_is_said_to_be_there_still() {
        for failure in ClipboardFailure::ALL {
            let is_seen = [ClipboardFailure::StillThere, ClipboardFailure::PutBack].contains(&failure);
            assert_eq!(failure.is_still_there(), is_seen, "{failure:?}");
        }
    }
}
