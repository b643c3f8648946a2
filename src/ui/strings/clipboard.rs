//! Words about the clipboard.

use crate::words::words;

words! {
    "clipboard":
    token_cleared;
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
