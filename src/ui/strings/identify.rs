//! Words of the dialog Identify a token.

use crate::domain::token::TokenRefusal;

/// The title of the dialog, and the entry of the menu.
pub fn title() -> &'static str {
    "Identify a token"
}
/// What the dialog is for.
pub fn text() -> &'static str {
    "Paste a token that was found to see whose it is. It is not kept, logged or used up."
}
/// The field.
pub fn token() -> &'static str {
    "Token"
}
/// Asks.
pub fn submit() -> &'static str {
    "Identify"
}
/// While the answer is awaited.
pub fn busy() -> &'static str {
    "Looking it up"
}
/// Nothing was pasted.
pub fn missing() -> &'static str {
    "Paste a token first"
}
/// The token works; the cause.
pub fn works() -> &'static str {
    "This token works: a client can register with it"
}
/// The token works; the next step.
pub fn works_how() -> &'static str {
    "If it was found where it should not be, Reprovision or Deregister its client to make it void"
}
/// The accessible name of what is known.
pub fn answer() -> &'static str {
    "What is known of the token"
}
/// A line.
pub fn user() -> &'static str {
    "User"
}
/// A line.
pub fn client() -> &'static str {
    "Client"
}
/// A line.
pub fn status() -> &'static str {
    "Client now"
}
/// The client is no longer there.
pub fn deleted() -> &'static str {
    "deleted"
}
/// A line.
pub fn issued() -> &'static str {
    "Issued"
}
/// A line.
pub fn expires() -> &'static str {
    "Expires"
}
/// A line.
pub fn expired() -> &'static str {
    "Expired"
}
/// A token without an end.
pub fn never() -> &'static str {
    "Never"
}

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
