//! The directory, signing in and out, locking, and one's own password.

use crate::domain::secret::SecretText;
use crate::domain::user::UserDraft;

/// What is asked about the directory and the person at the console.
#[derive(Debug, Clone)]
pub enum SessionCommand {
    /// Open the directory again after a failure.
    RetryOpen,
    /// Rename a log that does not belong to the directory, and open the directory again.
    SetLogAside,
    /// Accept an older copy of the directory, or another one in its place, and open it.
    AcceptCopy(AcceptCopy),
    /// Create the directory with its first administrator.
    CreateFirstAdministrator(CreateFirstAdministrator),
    /// Sign in.
    SignIn(SignIn),
    /// Sign in with the account that was made up for a demonstration.
    UseDemoAccount,
    /// Unlock the console.
    Unlock(Unlock),
    /// Lock the console.
    Lock,
    /// Sign out, after a question where something would be lost.
    AskToSignOut,
    /// Sign out, whatever is lost.
    SignOut,
    /// Change one's own password.
    ChangePassword(ChangePassword),
    /// Give one's password again for a change that needs it; the change is then made.
    ConfirmPassword(ConfirmPassword),
}

/// Accept what was found in the directory's place, as one of its administrators.
#[derive(Debug, Clone)]
pub struct AcceptCopy {
    /// User Name, as typed.
    pub user_name: String,
    /// The password.
    pub password: SecretText,
}

/// Create the directory together with its first administrator, and sign that person in.
#[derive(Debug, Clone)]
pub struct CreateFirstAdministrator {
    /// The details; the role is always that of an administrator.
    pub draft: UserDraft,
    /// The password.
    pub password: SecretText,
}

/// Sign in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// User Name, as typed.
    pub user_name: String,
    /// The password.
    pub password: SecretText,
}

/// Unlock the locked console for the person who is signed in.
#[derive(Debug, Clone)]
pub struct Unlock {
    /// The password.
    pub password: SecretText,
}

/// Change one's own password.
#[derive(Debug, Clone)]
pub struct ChangePassword {
    /// The present one; not needed right after a sign-in that demands the change.
    pub current: Option<SecretText>,
    /// The new one.
    pub new: SecretText,
}

/// Give one's password again, so that it counts as fresh.
#[derive(Debug, Clone)]
pub struct ConfirmPassword {
    /// The password.
    pub password: SecretText,
}
