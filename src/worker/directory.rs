//! The thread that owns the directory: it alone holds the service and the session of the person who is signed in.

mod messages;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use messages::{Job, Report};

use super::lane::Handler;
use crate::crypto::HashPolicy;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::registration::{Arrival, KnownService};
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::domain::user::{User, UserDraft};
use crate::platform::presence;
use crate::service::{Service, Session};
use crate::state::DemoAccount;

/// How often to look whether another program changed the directory: a client's arrival is to be seen within a second.
const WATCH_EVERY: Duration = Duration::from_millis(400);

/// What other programs have brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outside {
    /// The directory's version as other programs' writes count it; our own do not.
    version: i64,
    is_service_there: Option<bool>,
}

/// Does the jobs of the directory's thread.
pub struct DirectoryWorker {
    path: PathBuf,
    policy: HashPolicy,
    clock: Arc<dyn Clock>,
    service: Option<Service>,
    session: Option<Session>,
    is_locked: bool,
    seen: Option<Outside>,
    /// Up to where in the trail the person who is signed in has been told of clients that registered.
    arrivals_mark: Option<i64>,
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
            seen: None,
            arrivals_mark: None,
        }
    }

    fn open(&mut self) -> Result<(), Failure> {
        self.service = None;
        self.service = Some(Service::open(&self.path, self.policy, Arc::clone(&self.clock))?);
        self.seen = None;
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
        // In this order, so that nothing that happens in between goes unnoticed.
        self.seen = self.outside();
        self.arrivals_mark = None;
        self.arrivals();
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

    /// What changes with everything that happens outside this program and is to be seen in it.
    fn outside(&mut self) -> Option<Outside> {
        Some(Outside {
            version: self.service.as_mut()?.data_version().ok()?,
            is_service_there: self.is_service_there(),
        })
    }

    /// The clients that have registered since this was asked last; nobody where that cannot be read now, and then they
    /// are told next time.
    fn arrivals(&mut self) -> Vec<Arrival> {
        let after = self.arrivals_mark;
        match self.signed_in(|service, session| service.arrivals(session, after)) {
            Ok(arrivals) => {
                self.arrivals_mark = Some(arrivals.mark);
                arrivals.clients
            }
            Err(failure) => {
                tracing::debug!(%failure, "arrivals were not read");
                Vec::new()
            }
        }
    }

    fn registration_service(&mut self) -> Result<Option<KnownService>, Failure> {
        let info = self.signed_in(|service, session| service.registration_service(session))?;
        Ok(info.map(|info| KnownService::new(info, self.is_service_there())))
    }

    fn is_service_there(&self) -> Option<bool> {
        presence::is_held(self.service.as_ref()?.path())
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
            Job::RegistrationService => Report::RegistrationService(self.registration_service()),
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
            other => self.handle_clients(other),
        }
    }

    fn handle_clients(&mut self, job: Job) -> Report {
        match job {
            Job::Generate {
                user,
                client_name,
                terms,
            } => Report::Generated(
                self.signed_in(|service, session| service.generate_token(session, user, &client_name, terms)),
            ),
            Job::Act {
                id,
                revision,
                action,
                terms,
            } => Report::Acted {
                action,
                result: self.signed_in(|service, session| service.act_on_client(session, id, revision, action, terms)),
            },
            Job::IdentifyToken { question, token } => Report::Identified {
                question,
                result: self.signed_in(|service, session| service.identify_token(session, &token).map(Box::new)),
            },
            Job::IdentifyTokenAgain(hash) => Report::IdentifiedAgain(
                hash,
                self.signed_in(|service, session| service.identify_token_again(session, hash).map(Box::new)),
            ),
            // Answered before they come here; named, so that a new job cannot be forgotten.
            Job::Open
            | Job::OpenDemo { .. }
            | Job::CheckQuickly
            | Job::Create { .. }
            | Job::SignIn { .. }
            | Job::Lock
            | Job::Unlock { .. }
            | Job::ConfirmPassword { .. }
            | Job::ChangePassword { .. }
            | Job::SignOut
            | Job::RegistrationService
            | Job::Me
            | Job::Home
            | Job::Users(_)
            | Job::Details(_)
            | Job::CreateUser { .. }
            | Job::UpdateUser { .. }
            | Job::DeleteUser { .. }
            | Job::SetUserDisabled { .. }
            | Job::UnlockUser(_) => Report::Quiet,
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
        let outside = self.outside();
        let before = std::mem::replace(&mut self.seen, outside);
        (before.is_some() && before != outside).then(|| Report::ChangedElsewhere {
            arrivals: self.arrivals(),
        })
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
