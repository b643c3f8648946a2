//! The thread that owns the directory: it alone holds the service and the session of the person who is signed in.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::crypto::HashPolicy;
use crate::domain::client::{ClientAction, ClientId};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::query::{HomeSummary, UserDetails, UserList, UserQuery};
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::domain::token::TokenSecret;
use crate::domain::user::{Revision, User, UserDraft, UserId};
use crate::service::{Service, Session};
use crate::state::DemoAccount;

use super::lane::Handler;

/// How often to look whether another program changed the directory.
const WATCH_EVERY: Duration = Duration::from_millis(700);

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
    },
    /// Do something to a client.
    Act {
        /// Which.
        id: ClientId,
        /// The revision that was seen.
        revision: Revision,
        /// What.
        action: ClientAction,
    },
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
    Generated(Result<NewToken, Failure>),
    /// To [`Job::Act`].
    Acted {
        /// What was asked for.
        action: ClientAction,
        /// What came of it.
        result: Result<Acted, Failure>,
    },
    /// Unasked: another program changed the directory.
    ChangedElsewhere,
}

/// A token that was just made, with the user as it is now.
#[derive(Debug)]
pub struct NewToken {
    /// The user with all clients.
    pub details: UserDetails,
    /// The token's client.
    pub client: ClientId,
    /// The token.
    pub token: TokenSecret,
}

/// What an action on a client came to.
#[derive(Debug)]
pub struct Acted {
    /// The user with all clients.
    pub details: UserDetails,
    /// The client.
    pub client: ClientId,
    /// A new token, where the action makes one.
    pub token: Option<TokenSecret>,
}

/// Does the jobs of the directory's thread.
pub struct DirectoryWorker {
    path: PathBuf,
    policy: HashPolicy,
    clock: Arc<dyn Clock>,
    service: Option<Service>,
    session: Option<Session>,
    is_locked: bool,
    seen_version: Option<i64>,
}

impl DirectoryWorker {
    /// A worker for the directory at `path`, which need not exist yet.
    pub fn new(path: PathBuf, policy: HashPolicy, clock: Arc<dyn Clock>) -> Self {
        Self {
            path,
            policy,
            clock,
            service: None,
            session: None,
            is_locked: false,
            seen_version: None,
        }
    }

    fn open(&mut self) -> Result<(), Failure> {
        self.service = None;
        self.service = Some(Service::open(&self.path, self.policy, Arc::clone(&self.clock))?);
        self.seen_version = None;
        Ok(())
    }

    fn open_demo(&mut self, users: u32) -> Result<DemoAccount, Failure> {
        let made = Service::fill_with_demo(&self.path, self.policy, Arc::clone(&self.clock), users)?;
        self.open()?;
        Ok(DemoAccount {
            user_name: made.user_name,
            password: made.password,
        })
    }

    fn create(&mut self, draft: &UserDraft, password: &SecretText) -> Result<User, Failure> {
        let made = Service::create(&self.path, self.policy, Arc::clone(&self.clock), draft, password)?;
        self.service = Some(made);
        self.sign_in(&draft.user_name, password)
    }

    fn sign_in(&mut self, user_name: &str, password: &SecretText) -> Result<User, Failure> {
        self.sign_out();
        let service = self.service.as_mut().ok_or_else(not_open)?;
        let signed_in = service.sign_in(user_name, password)?;
        self.session = Some(signed_in.session);
        self.is_locked = false;
        Ok(signed_in.user)
    }

    fn sign_out(&mut self) {
        self.is_locked = false;
        if let (Some(service), Some(session)) = (&mut self.service, self.session.take()) {
            service.sign_out(session);
        }
    }

    fn unlock(&mut self, password: &SecretText) -> Result<User, Failure> {
        let (service, session) = parts(&mut self.service, &mut self.session)?;
        let user = service.unlock(session, password)?;
        self.is_locked = false;
        Ok(user)
    }

    /// Does `work` for the person who is signed in, unless the console is locked.
    fn signed_in<T>(
        &mut self,
        work: impl FnOnce(&mut Service, &mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.is_locked {
            return Err(Failure::SessionEnded);
        }
        let (service, session) = parts(&mut self.service, &mut self.session)?;
        let result = work(service, session);
        if matches!(result, Err(Failure::SessionEnded)) {
            self.session = None;
        }
        result
    }

    fn generate(&mut self, user: UserId, client_name: &str) -> Result<NewToken, Failure> {
        let made = self.signed_in(|service, session| service.generate_token(session, user, client_name))?;
        Ok(NewToken {
            details: made.details,
            client: made.client,
            token: made.token,
        })
    }

    fn act(&mut self, id: ClientId, revision: Revision, action: ClientAction) -> Result<Acted, Failure> {
        let acted = self.signed_in(|service, session| service.act_on_client(session, id, revision, action))?;
        Ok(Acted {
            details: acted.details,
            client: acted.client,
            token: acted.token,
        })
    }

    /// The directory's version as other programs' writes count it; our own do not.
    fn version(&mut self) -> Option<i64> {
        self.service.as_mut()?.data_version().ok()
    }

    fn handle_session(&mut self, job: Job) -> Report {
        match job {
            Job::SignIn { user_name, password } => Report::SignedIn(self.sign_in(&user_name, &password)),
            Job::Create { draft, password } => Report::SignedIn(self.create(&draft, &password)),
            Job::Unlock { password } => Report::Unlocked(self.unlock(&password)),
            Job::ConfirmPassword { password } => Report::PasswordConfirmed(
                self.signed_in(|service, session| service.confirm_password(session, &password)),
            ),
            Job::ChangePassword { current, new } => Report::PasswordChanged(
                self.signed_in(|service, session| service.change_password(session, current.as_ref(), &new)),
            ),
            Job::Lock => {
                self.is_locked = self.session.is_some();
                Report::Quiet
            }
            Job::SignOut => {
                self.sign_out();
                Report::Quiet
            }
            other => self.handle_users(other),
        }
    }

    fn handle_users(&mut self, job: Job) -> Report {
        match job {
            Job::Me => Report::Me(self.signed_in(|service, session| service.me(session))),
            Job::Home => Report::Home(self.signed_in(|service, session| service.home(session))),
            Job::Users(query) => Report::Users(self.signed_in(|service, session| service.list_users(session, &query))),
            Job::Details(id) => {
                Report::Details(id, self.signed_in(|service, session| service.user_details(session, id)))
            }
            Job::CreateUser { draft, password } => {
                Report::Created(self.signed_in(|service, session| service.create_user(session, &draft, &password)))
            }
            Job::UpdateUser {
                id,
                revision,
                draft,
                password,
            } => {
                Report::Updated(self.signed_in(|service, session| {
                    service.update_user(session, id, revision, &draft, password.as_ref())
                }))
            }
            Job::DeleteUser { id, revision } => Report::Deleted(
                id,
                self.signed_in(|service, session| service.delete_user(session, id, revision)),
            ),
            Job::SetUserDisabled {
                id,
                revision,
                is_disabled,
            } => Report::DisabledSet {
                is_disabled,
                result: self
                    .signed_in(|service, session| service.set_user_disabled(session, id, revision, is_disabled)),
            },
            Job::UnlockUser(id) => {
                Report::UserUnlocked(self.signed_in(|service, session| service.unlock_user(session, id)))
            }
            Job::Generate { user, client_name } => Report::Generated(self.generate(user, &client_name)),
            Job::Act { id, revision, action } => Report::Acted {
                action,
                result: self.act(id, revision, action),
            },
            _ => Report::Quiet,
        }
    }
}

impl Handler<Job, Report> for DirectoryWorker {
    fn handle(&mut self, job: Job) -> Report {
        match job {
            Job::Open => Report::Opened(self.open().map(|()| None)),
            Job::OpenDemo { users } => Report::Opened(self.open_demo(users).map(Some)),
            Job::CheckQuickly => Report::Checked(
                self.service
                    .as_mut()
                    .ok_or_else(not_open)
                    .and_then(Service::check_quickly),
            ),
            other => self.handle_session(other),
        }
    }

    fn idle(&mut self) -> Option<Report> {
        if self.session.is_none() || self.is_locked {
            return None;
        }
        let version = self.version();
        let before = std::mem::replace(&mut self.seen_version, version);
        (before.is_some() && before != version).then_some(Report::ChangedElsewhere)
    }

    fn idle_every(&self) -> Option<Duration> {
        Some(WATCH_EVERY)
    }
}

fn parts<'a>(
    service: &'a mut Option<Service>,
    session: &'a mut Option<Session>,
) -> Result<(&'a mut Service, &'a mut Session), Failure> {
    let service = service.as_mut().ok_or_else(not_open)?;
    let session = session.as_mut().ok_or(Failure::SessionEnded)?;
    Ok((service, session))
}

fn not_open() -> Failure {
    Failure::Storage(StorageFailure::Other("it is not open".to_owned()))
}
