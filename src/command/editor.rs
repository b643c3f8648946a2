//! The dialogs Create User, Edit User and Token Management.

use crate::domain::client::ClientId;
use crate::domain::secret::SecretText;
use crate::domain::user::{Revision, UserDraft, UserId};

/// What is asked about the dialog for a user.
#[derive(Debug, Clone)]
pub enum EditorCommand {
    /// Open Create User.
    OpenCreate,
    /// Open Edit User.
    OpenEdit(UserId),
    /// Open Edit User with the user's clients in front.
    OpenClientsOf(UserId),
    /// Open Edit User on one of the user's clients.
    OpenClient(UserId, ClientId),
    /// Open Token Management, with one's own clients.
    OpenTokenManagement,
    /// Create the user of the open dialog.
    Create(CreateUser),
    /// Save the user of the open dialog.
    Update(UpdateUser),
}

/// Create a user.
#[derive(Debug, Clone)]
pub struct CreateUser {
    /// The details.
    pub draft: UserDraft,
    /// The password.
    pub password: ChosenPassword,
}

/// What a new user signs in with at first.
#[derive(Debug, Clone)]
pub enum ChosenPassword {
    /// What was typed.
    Typed(SecretText),
    /// A one-time password, which is made for it.
    OneTime,
}

/// Change a user.
#[derive(Debug, Clone)]
pub struct UpdateUser {
    /// Whom.
    pub id: UserId,
    /// The revision the draft started from.
    pub revision: Revision,
    /// The details.
    pub draft: UserDraft,
    /// A new password, or none to leave the present one alone.
    pub password: Option<SecretText>,
}
