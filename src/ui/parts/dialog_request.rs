//! What a screen asks of the dialogs. The two do not know each other: the window passes the request on.

use crate::domain::query::UserRow;

/// A dialog that a screen wants opened.
pub(crate) enum DialogRequest {
    /// The list of keys.
    Keyboard,
    /// The list of messages.
    Messages,
    /// Sign out, after a question where something would be lost.
    SignOut,
    /// A question before something is done to a user.
    AboutUser(UserQuestion),
}

/// A question about the user of a row, as the row was when it was asked.
pub(crate) enum UserQuestion {
    /// Whether the user and everything that belongs to it is to be deleted.
    Delete(Box<UserRow>),
    /// Whether the user is to be disabled though clients work for it.
    Disable(Box<UserRow>),
    /// Users cannot delete or disable their own account: says so, and what to do.
    OwnAccount,
}
