//! One-time passwords.

use crate::domain::user::{Revision, User, UserId};

/// What is asked about one-time passwords.
#[derive(Debug, Clone)]
pub enum OneTimePasswordCommand {
    /// Make one for this user, as the user was when it was asked for, and show it.
    Make(Box<User>),
    /// Put the one in the open dialog on the clipboard once more.
    Copy,
    /// Note that the one in the open dialog was revealed.
    NoteSeen,
}

/// Make a one-time password for a user.
#[derive(Debug, Clone)]
pub struct MakeOneTimePassword {
    /// Whom.
    pub id: UserId,
    /// The revision that was seen.
    pub revision: Revision,
}
