//! The table of users, and what can be done to one of them in it.

use crate::domain::query::UserQuery;
use crate::domain::user::{Revision, UserId};
use crate::state::UsersView;

/// What is asked in User Management.
#[derive(Debug, Clone)]
pub enum UsersCommand {
    /// Show the users that match; also the way to sort and filter.
    Query(UserQuery),
    /// Remember how the table looks.
    RememberView(UsersView),
    /// Delete a user.
    Delete(DeleteUser),
    /// Disable or enable a user.
    SetDisabled(SetUserDisabled),
    /// Lift a user's wait.
    Unlock(UnlockUser),
}

/// Delete a user and everything that belongs to it.
#[derive(Debug, Clone)]
pub struct DeleteUser {
    /// Whom.
    pub id: UserId,
    /// The revision that was seen.
    pub revision: Revision,
}

/// Disable or enable a user.
#[derive(Debug, Clone)]
pub struct SetUserDisabled {
    /// Whom.
    pub id: UserId,
    /// The revision that was seen.
    pub revision: Revision,
    /// The new state.
    pub is_disabled: bool,
}

/// Lift the wait of a user after wrong passwords.
#[derive(Debug, Clone)]
pub struct UnlockUser(pub UserId);
