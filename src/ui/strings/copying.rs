//! Words about text that is copied and is no secret.

/// Copies the value beside it.
pub fn copy(what: &str) -> String {
    format!("Copy {what}")
}

/// It was copied.
pub fn copied(what: &str) -> String {
    format!("{what} copied")
}

/// It was copied, and a token of ours is no longer on the clipboard.
pub fn copied_over_token(what: &str, client: &str) -> String {
    format!("{what} copied. The token for {client} is no longer on the clipboard")
}

/// It was not copied.
pub fn not_copied(what: &str, cause: &str) -> String {
    format!("{what} was not copied. {cause}")
}
