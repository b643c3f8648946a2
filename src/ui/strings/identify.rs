//! Words of the dialog Identify a token.

use crate::domain::token::TokenRefusal;

/// The title of the dialog, and the entry of the menu.
pub const TITLE: &str = "Identify a token";
/// The key of that entry.
pub const KEYS: &str = "Ctrl I";
/// What the dialog is for.
pub const TEXT: &str = "Paste a token that was found to see whose it is. It is not kept, logged or used up.";
/// The field.
pub const TOKEN: &str = "Token";
/// Asks.
pub const SUBMIT: &str = "Identify";
/// While the answer is awaited.
pub const BUSY: &str = "Looking it up";
/// Nothing was pasted.
pub const MISSING: &str = "Paste a token first";
/// The token works; the cause.
pub const WORKS: &str = "This token works: a client can register with it";
/// The token works; the next step.
pub const WORKS_HOW: &str =
    "If it was found where it should not be, Reprovision or Deregister its client to make it void";
/// The accessible name of what is known.
pub const ANSWER: &str = "What is known of the token";
/// A line.
pub const USER: &str = "User";
/// A line.
pub const CLIENT: &str = "Client";
/// A line.
pub const STATUS: &str = "Client now";
/// The client is no longer there.
pub const DELETED: &str = "deleted";
/// A line.
pub const ISSUED: &str = "Issued";
/// A line.
pub const EXPIRES: &str = "Expires";
/// A line.
pub const EXPIRED: &str = "Expired";
/// A token without an end.
pub const NEVER: &str = "Never";

/// The token by its last characters.
pub fn hint(hint: &str) -> String {
    format!("…{hint}")
}

/// The line that tells when a token ended.
pub const fn ended(verdict: Result<(), TokenRefusal>) -> &'static str {
    match verdict {
        Err(TokenRefusal::Used) => "Used up",
        _ => "Void since",
    }
}

/// Opens the user whose token it is.
pub fn open(user_name: &str) -> String {
    format!("Open {user_name}")
}
