//! What the window may ask for. A command is data: a screen sends it, `app` handles it with one small function each.

use crate::domain::client::{ClientAction, ClientId};
use crate::domain::expiry::Terms;
use crate::domain::query::UserQuery;
use crate::domain::secret::SecretText;
use crate::domain::settings::Settings;
use crate::domain::user::{Revision, UserDraft, UserId};
use crate::state::{Route, ToastId, UsersView};

/// Something a person asked for in the window.
#[derive(Debug, Clone)]
pub enum Command {
    /// Read or open the directory again after a failure.
    RetryOpen,
    /// Create the directory together with its first administrator, and sign that person in.
    CreateFirstAdministrator {
        /// The details; the role is always that of an administrator.
        draft: UserDraft,
        /// The password.
        password: SecretText,
    },
    /// Sign in.
    SignIn {
        /// User Name, as typed.
        user_name: String,
        /// The password.
        password: SecretText,
    },
    /// Sign in with the account that was made up for a demonstration.
    UseDemoAccount,
    /// Unlock the locked console for the person who is signed in.
    Unlock {
        /// The password.
        password: SecretText,
    },
    /// Change one's own password.
    ChangePassword {
        /// The present one; not needed right after a sign-in that demands the change.
        current: Option<SecretText>,
        /// The new one.
        new: SecretText,
    },
    /// Give one's password again for a change that needs it; the change is then made.
    ConfirmPassword {
        /// The password.
        password: SecretText,
    },
    /// Do not make the change that needs the password again.
    CancelPasswordPrompt,
    /// Open the dialog for changing one's own password.
    OpenChangePassword,
    /// Close the dialog for changing one's own password.
    CloseChangePassword,
    /// Lock the console.
    Lock,
    /// Sign out. Asks nothing; the screen has asked.
    SignOut,
    /// Close the window. Asks nothing; the screen has asked.
    Quit,
    /// Do not close the window after all.
    StayOpen,

    /// Show a screen.
    Go(Route),
    /// Show the users that match; also the way to sort and filter.
    QueryUsers(UserQuery),
    /// Read what the current screen shows once more.
    Refresh,
    /// Remember how the table looks.
    RememberUsersView(UsersView),
    /// Open the dialog Create User.
    OpenCreateUser,
    /// Open the dialog Edit User.
    OpenEditUser(UserId),
    /// Open the dialog Edit User with the user's clients in front.
    OpenClientsOf(UserId),
    /// Open the dialog Token Management, with one's own clients.
    OpenTokenManagement,
    /// Open the dialog Identify a token.
    OpenIdentifyToken,
    /// Find out whose a token is.
    IdentifyToken {
        /// The token, as pasted.
        token: SecretText,
    },
    /// Close the dialog Identify a token.
    CloseIdentifyToken,
    /// Delete a user and everything that belongs to it.
    DeleteUser {
        /// Whom.
        id: UserId,
        /// The revision that was seen.
        revision: Revision,
    },
    /// Disable or enable a user.
    SetUserDisabled {
        /// Whom.
        id: UserId,
        /// The revision that was seen.
        revision: Revision,
        /// The new state.
        is_disabled: bool,
    },
    /// Lift the wait after wrong passwords.
    UnlockUser(UserId),

    /// Create the user of the open dialog.
    CreateUser {
        /// The details.
        draft: UserDraft,
        /// The password.
        password: SecretText,
    },
    /// Save the user of the open dialog.
    UpdateUser {
        /// Whom.
        id: UserId,
        /// The revision the draft started from.
        revision: Revision,
        /// The details.
        draft: UserDraft,
        /// A new password, or none to leave the present one alone.
        password: Option<SecretText>,
    },
    /// Close the dialog. Asks nothing; the dialog has asked.
    CloseEditor,
    /// Make a client and its token.
    GenerateToken {
        /// Whose client.
        user: UserId,
        /// The client's name, as typed.
        client_name: String,
        /// How long the token waits and the client works.
        terms: Terms,
    },
    /// Do something to a client.
    ActOnClient {
        /// Which.
        id: ClientId,
        /// The revision that was seen.
        revision: Revision,
        /// What.
        action: ClientAction,
        /// How long a new token waits and its client works.
        terms: Terms,
    },

    /// Put the fresh token on the clipboard once more.
    CopyToken,
    /// Write the fresh token into a new file in the Downloads folder.
    DownloadToken,
    /// Take our text off the clipboard now.
    ClearClipboard,

    /// Change the settings of this console.
    ChangeSettings(Settings),
    /// Say that something which is no secret was copied, by what it is called.
    TellCopied(&'static str),
    /// Take a message off the screen; it stays in the list.
    DismissToast(ToastId),
}

/// Where a screen puts its commands while it is drawn.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for something.
    pub fn send(&mut self, command: Command) {
        self.0.push(command);
    }

    /// Takes out everything that was asked for, in order.
    #[must_use]
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }

    /// What has been asked for so far.
    pub fn as_slice(&self) -> &[Command] {
        &self.0
    }
}
