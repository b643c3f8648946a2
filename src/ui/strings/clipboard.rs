//! Words about the clipboard.

use crate::domain::clipboard_failure::ClipboardFailure;
use crate::words::words;

words! {
    "clipboard":
    token_cleared;
    cover;
    put_back;
    put_back_next;
    too_large;
    paste_not_responding;
    paste_too_large;
    paste_unavailable;
    not_responding;
    not_responding_next;
    unavailable;
    unavailable_next;
    busy;
    try_again_next;
    still_there;
    still_there_next;
    failed(cause: &str, next_step: &str);
    token_not_copied(cause: &str, next_step: &str);
}

/// What is wrong, in a clause without a full stop.
pub fn cause(failure: ClipboardFailure) -> &'static str {
    match failure {
        ClipboardFailure::Unavailable => unavailable(),
        ClipboardFailure::Busy => busy(),
        ClipboardFailure::StillThere => still_there(),
        ClipboardFailure::NotResponding => not_responding(),
        ClipboardFailure::TooLarge => too_large(),
        ClipboardFailure::PutBack => put_back(),
    }
}

/// What to do about it, in a clause without a full stop.
pub fn next_step(failure: ClipboardFailure) -> &'static str {
    match failure {
        ClipboardFailure::Unavailable => unavailable_next(),
        ClipboardFailure::Busy | ClipboardFailure::NotResponding | ClipboardFailure::TooLarge => try_again_next(),
        ClipboardFailure::StillThere => still_there_next(),
        ClipboardFailure::PutBack => put_back_next(),
    }
}

/// Why nothing was pasted, and what to do.
pub fn not_pasted(failure: ClipboardFailure) -> &'static str {
    match failure {
        ClipboardFailure::TooLarge => paste_too_large(),
        ClipboardFailure::Busy | ClipboardFailure::NotResponding => paste_not_responding(),
        ClipboardFailure::Unavailable | ClipboardFailure::StillThere | ClipboardFailure::PutBack => paste_unavailable(),
    }
}
