//! Words about text that is copied and is no secret.

/// The User Name of a row, in its menu.
pub fn user_name() -> &'static str {
    "User name"
}

/// The e-mail address of a row, in its menu.
pub fn email() -> &'static str {
    "E-mail"
}

/// Copies the User Name.
pub fn copy_user_name() -> &'static str {
    "Copy user name"
}

/// Copies the e-mail address.
pub fn copy_email() -> &'static str {
    "Copy e-mail"
}

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
