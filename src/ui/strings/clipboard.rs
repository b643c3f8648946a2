//! Words about the clipboard.

use crate::domain::clipboard_failure::ClipboardFailure;
use crate::state::SecretKind;
use crate::words::words;

words! {
    "clipboard":
    cover;
    too_large;
    paste_not_responding;
    paste_too_large;
    paste_unavailable;
    not_responding;
    not_responding_next;
    unavailable;
    busy;
    still_there;
    still_there_next;
    secret_cleared(kind: &str);
    put_back(kind: &str);
    put_back_next(kind: &str);
    unavailable_next(kind: &str);
    try_again_next(kind: &str);
    failed(cause: &str, next_step: &str);
    secret_not_copied(kind: &str, cause: &str, next_step: &str);
}

/// What is wrong with a secret of `kind` there, in a clause without a full stop.
pub fn cause(kind: SecretKind, failure: ClipboardFailure) -> String {
    match failure {
        ClipboardFailure::PutBack => put_back(kind.code()),
        other => cause_for_text(other).to_owned(),
    }
}

/// What is wrong, where the text is no secret of ours.
pub fn cause_for_text(failure: ClipboardFailure) -> &'static str {
    match failure {
        ClipboardFailure::Unavailable => unavailable(),
        ClipboardFailure::Busy => busy(),
        ClipboardFailure::StillThere | ClipboardFailure::PutBack => still_there(),
        ClipboardFailure::NotResponding => not_responding(),
        ClipboardFailure::TooLarge => too_large(),
    }
}

/// What to do about it, in a clause without a full stop.
pub fn next_step(kind: SecretKind, failure: ClipboardFailure) -> String {
    let kind = kind.code();
    match failure {
        ClipboardFailure::Unavailable => unavailable_next(kind),
        ClipboardFailure::Busy | ClipboardFailure::NotResponding | ClipboardFailure::TooLarge => try_again_next(kind),
        ClipboardFailure::StillThere => still_there_next().to_owned(),
        ClipboardFailure::PutBack => put_back_next(kind),
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
