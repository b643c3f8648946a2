//! Which sentences stand for a [`ClipboardError`].

use crate::platform::clipboard::ClipboardError;
use crate::ui::strings::clipboard as words;

/// What is wrong, in a sentence without a full stop.
pub(super) fn cause(error: &ClipboardError) -> &'static str {
    match error {
        ClipboardError::Unavailable(_) => words::unavailable(),
        ClipboardError::Busy => words::busy(),
        ClipboardError::StillThere => words::still_there(),
        ClipboardError::TimedOut => words::not_responding(),
    }
}

/// What to do about it, in a sentence without a full stop.
pub(super) fn next_step(error: &ClipboardError) -> &'static str {
    match error {
        ClipboardError::Unavailable(_) => words::unavailable_next(),
        ClipboardError::Busy | ClipboardError::TimedOut => words::try_again_next(),
        ClipboardError::StillThere => words::still_there_next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clipboard_error_has_a_cause_and_a_next_step() {
        for error in [
            ClipboardError::Unavailable("no screen found".to_owned()),
            ClipboardError::Busy,
            ClipboardError::StillThere,
            ClipboardError::TimedOut,
        ] {
            let (cause, next_step) = (cause(&error), next_step(&error));
            assert!(!cause.is_empty() && !cause.ends_with('.'), "{cause}");
            assert!(!next_step.is_empty() && !next_step.ends_with('.'), "{next_step}");
        }
    }
}
