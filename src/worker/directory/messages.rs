//! What is asked of the directory's thread, and what it reports.

use crate::domain::client::{ClientAction, ClientId};
use crate::domain::expiry::Terms;
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, TokenReport, UserDetails, UserList, UserQuery};
use crate::domain::registration::{Arrival, KnownService};
use crate::domain::secret::SecretText;
use crate::domain::token::TokenHash;
use crate::domain::user::{Revision, User, UserDraft, UserId};
use crate::service::{ActedOn, Provisioned};
use crate::state::DemoAccount;

/// Something asked of the directory.
#[derive(Debug)]
pub enum Job {
    /// Open the file.
    Open,
    /// Fill a throw-away directory with this many made-up users and open it.
    OpenDemo {
        /// How many.
        users: u32,
    },
    /// Look for damage, in the background after a start.
    CheckQuickly,
    /// Create the file with its first administrator, and sign that person in.
    Create {
        /// The details.
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
    /// Refuse everything until the password is given.
    Lock,
    /// Unlock.
    Unlock {
        /// The password.
        password: SecretText,
    },
    /// Give the password again for a change that needs it.
    ConfirmPassword {
        /// The password.
        password: SecretText,
    },
    /// Change one's own password.
    ChangePassword {
        /// The present one.
        current: Option<SecretText>,
        /// The new one.
        new: SecretText,
    },
    /// Sign out.
    SignOut,
    /// The person who is signed in, as the directory has it now.
    Me,
    /// The figures of Home.
    Home,
    /// The users that match.
    Users(UserQuery),
    /// One user with all clients.
    Details(UserId),
    /// Create a user.
    CreateUser {
        /// The details.
        draft: UserDraft,
        /// The password.
        password: SecretText,
    },
    /// Change a user.
    UpdateUser {
        /// Whom.
        id: UserId,
        /// The revision that was seen.
        revision: Revision,
        /// The details.
        draft: UserDraft,
        /// A new password.
        password: Option<SecretText>,
    },
    /// Delete a user.
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
    /// Lift a user's wait.
    UnlockUser(UserId),
    /// Make a client and its token.
    Generate {
        /// Whose.
        user: UserId,
        /// The client's name, as typed.
        client_name: String,
        /// How long the token waits and the client works.
        terms: Terms,
    },
    /// Do something to a client.
    Act {
        /// Which.
        id: ClientId,
        /// The revision that was seen.
        revision: Revision,
        /// What.
        action: ClientAction,
        /// How long a new token waits and its client works.
        terms: Terms,
    },
    /// Find out whose a token is; it is neither kept nor logged.
    IdentifyToken {
        /// Tells one question from the next.
        question: u64,
        /// The token, as pasted.
        token: SecretText,
    },
    /// Look again whose a token is that was identified before.
    IdentifyTokenAgain(TokenHash),
    /// What is known of the registration service.
    RegistrationService,
}

/// What became of a job. Each answer says which question it belongs to.
#[derive(Debug)]
pub enum Report {
    /// To [`Job::Open`] and [`Job::OpenDemo`].
    Opened(Result<Option<DemoAccount>, Failure>),
    /// To [`Job::CheckQuickly`].
    Checked(Result<(), Failure>),
    /// To [`Job::Create`] and [`Job::SignIn`].
    SignedIn(Result<User, Failure>),
    /// To [`Job::Unlock`].
    Unlocked(Result<User, Failure>),
    /// To [`Job::ConfirmPassword`].
    PasswordConfirmed(Result<(), Failure>),
    /// To [`Job::ChangePassword`].
    PasswordChanged(Result<User, Failure>),
    /// To [`Job::Me`].
    Me(Result<User, Failure>),
    /// To [`Job::Lock`] and [`Job::SignOut`].
    Quiet,
    /// To [`Job::Home`].
    Home(Result<HomeSummary, Failure>),
    /// To [`Job::Users`].
    Users(Result<UserList, Failure>),
    /// To [`Job::Details`].
    Details(UserId, Result<UserDetails, Failure>),
    /// To [`Job::CreateUser`].
    Created(Result<UserDetails, Failure>),
    /// To [`Job::UpdateUser`].
    Updated(Result<UserDetails, Failure>),
    /// To [`Job::DeleteUser`].
    Deleted(UserId, Result<(), Failure>),
    /// To [`Job::SetUserDisabled`].
    DisabledSet {
        /// The state that was asked for.
        is_disabled: bool,
        /// The user now.
        result: Result<UserDetails, Failure>,
    },
    /// To [`Job::UnlockUser`].
    UserUnlocked(Result<UserDetails, Failure>),
    /// To [`Job::Generate`].
    Generated(Result<Provisioned, Failure>),
    /// To [`Job::Act`].
    Acted {
        /// What was asked for.
        action: ClientAction,
        /// What came of it.
        result: Result<ActedOn, Failure>,
    },
    /// To [`Job::IdentifyToken`].
    Identified {
        /// The question's number.
        question: u64,
        /// What is known of the token.
        result: Result<Box<TokenReport>, Failure>,
    },
    /// To [`Job::IdentifyTokenAgain`].
    IdentifiedAgain(TokenHash, Result<Box<TokenReport>, Failure>),
    /// To [`Job::RegistrationService`]; none where none has ever been started.
    RegistrationService(Result<Option<KnownService>, Failure>),
    /// Unasked: another program changed the directory, or the registration service came or went.
    ChangedElsewhere {
        /// The clients that have registered since it was told last.
        arrivals: Vec<Arrival>,
    },
}
