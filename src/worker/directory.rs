//! The thread that owns the directory: it alone writes, and it holds the session of the signed-in user. Passwords are
//! compared and hashed on another one.

mod automatic_backup;
mod backup;
mod check;
mod follower;
mod hand_out;
mod hash;
mod misplaced;
mod read;
mod restore;
mod shared;
mod version;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use automatic_backup::BackupDue;
pub use backup::{BackupWorker, ReadyRestore};
pub use check::CheckWorker;
pub use hash::{HashWorker, Hashed};
pub use read::ReadWorker;
pub use restore::Replaced;
pub use version::{Commits, Version};

use shared::Shared;

use super::lane::Worker;
use crate::crypto::HashPolicy;
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::location::Location;
use crate::domain::registration::{Arrival, ServiceTrouble};
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::domain::user::{User, UserDraft};
use crate::platform::service_lock;
use crate::service::{ChangeMark, ComparedPassword, FreeBytes, Service, Session, Upkeep};
use crate::state::DemoAccount;

/// How often to look whether another program changed the directory: a client's arrival is to be seen within a second.
const WATCH_EVERY: Duration = Duration::from_millis(400);

/// What other programs have brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outside {
    /// How far other programs have changed the directory.
    mark: ChangeMark,
    is_service_there: Option<bool>,
    service_trouble: Option<ServiceTrouble>,
}

/// Distinguishes sessions: counts the sign-ins of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SessionNumber(u64);

/// A user has signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// The number of the new session.
    pub session: SessionNumber,
}

/// What the directory's worker says unasked.
#[derive(Debug)]
pub enum DirectoryNotice {
    /// Something is to be read again.
    Changed(ChangedElsewhere),
    /// What is done unasked met something damaged in the directory.
    MetDamage,
}

/// Another program changed the directory or the upkeep its order, or the registration service came or went.
#[derive(Debug)]
pub struct ChangedElsewhere {
    /// The session it is said to.
    pub session: SessionNumber,
    /// News of clients since the last report.
    pub arrivals: Vec<Arrival>,
}

/// Owns the directory and the session of the signed-in user.
pub struct DirectoryWorker {
    location: Location,
    policy: HashPolicy,
    clock: Arc<dyn Clock>,
    /// Where the heads of the audit trail are kept.
    heads: Option<PathBuf>,
    /// Measures disks for automatic backups; none where there are none.
    free_bytes: Option<FreeBytes>,
    service: Option<Service>,
    session: Option<(SessionNumber, Session)>,
    sign_ins: u64,
    /// The session of the request that is being worked on.
    asked_by: Option<SessionNumber>,
    shared: Shared,
    is_locked: bool,
    seen: Option<Outside>,
    /// The end of the trail at the last report of registered clients.
    arrivals_mark: Option<i64>,
    /// How the upkeep stood last.
    upkeep: Upkeep,
    /// Whether the upkeep changed the order of what is shown.
    is_reordered: bool,
    /// Whether something damaged was met unasked, and not said yet.
    has_met_damage: bool,
}

impl DirectoryWorker {
    /// A worker for a directory that need not exist yet.
    pub fn new(location: impl Into<Location>, policy: HashPolicy, clock: Arc<dyn Clock>) -> Self {
        Self {
            location: location.into(),
            policy,
            clock,
            heads: None,
            free_bytes: None,
            service: None,
            session: None,
            sign_ins: 0,
            asked_by: None,
            shared: Shared::default(),
            is_locked: false,
            seen: None,
            arrivals_mark: None,
            upkeep: Upkeep::UpToDate,
            is_reordered: false,
            has_met_damage: false,
        }
    }

    /// Keeps the heads of the audit trail in `folder`, outside the directory's file.
    #[must_use]
    pub fn with_heads_in(mut self, folder: Option<PathBuf>) -> Self {
        self.heads = folder;
        self
    }

    /// Makes automatic backups, with room that `free_bytes` measures.
    #[must_use]
    pub fn with_automatic_backups(mut self, free_bytes: FreeBytes) -> Self {
        self.free_bytes = Some(free_bytes);
        self
    }

    /// Opens the file.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn open(&mut self) -> Result<(), Failure> {
        self.service = None;
        self.seen = None;
        self.hand_out(Service::open(&self.location, self.policy, Arc::clone(&self.clock))?)
    }

    /// Fills a temporary directory with this many sample users and opens it.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn open_demo(&mut self, users: u32) -> Result<DemoAccount, Failure> {
        let made = Service::fill_with_demo(&self.location, self.policy, Arc::clone(&self.clock), users)?;
        self.open()?;
        Ok(DemoAccount {
            user_name: made.user_name,
            password: made.password,
        })
    }

    /// Creates the file with its first administrator, and signs that person in.
    ///
    /// # Errors
    /// [`Failure::Invalid`] or [`Failure::Storage`].
    pub fn create(&mut self, draft: &UserDraft, password: &SecretText) -> Result<SignedIn, Failure> {
        let made = Service::create(&self.location, self.policy, Arc::clone(&self.clock), draft, password)?;
        self.hand_out(made)?;
        self.sign_in(&draft.user_name, password)
    }

    /// Signs in, and signs out the previous user.
    ///
    /// # Errors
    /// [`Failure::SignInRefused`] or [`Failure::Storage`].
    pub fn sign_in(&mut self, user_name: &str, password: &SecretText) -> Result<SignedIn, Failure> {
        self.sign_in_by(|service| service.sign_in(user_name, password))
    }

    /// The same with a password that was compared before.
    ///
    /// # Errors
    /// Those of [`Self::sign_in`].
    pub fn sign_in_compared(&mut self, password: &ComparedPassword) -> Result<SignedIn, Failure> {
        self.sign_in_by(|service| service.sign_in_compared(password))
    }

    fn sign_in_by(
        &mut self,
        sign_in: impl FnOnce(&mut Service) -> Result<crate::service::SignedIn, Failure>,
    ) -> Result<SignedIn, Failure> {
        self.sign_out();
        let signed_in = sign_in(self.service.as_mut().ok_or_else(not_open)?)?;
        self.sign_ins += 1;
        let session = SessionNumber(self.sign_ins);
        self.session = Some((session, signed_in.session));
        self.asked_by = Some(session);
        self.is_locked = false;
        // In this order, so that nothing that happens in between goes unnoticed.
        self.seen = self.outside();
        self.arrivals_mark = None;
        self.arrivals();
        Ok(SignedIn {
            user: signed_in.user,
            session,
        })
    }

    /// Signs out.
    pub fn sign_out(&mut self) {
        self.is_locked = false;
        if let (Some(service), Some((_, session))) = (&mut self.service, self.session.take()) {
            service.sign_out(session);
        }
    }

    /// Unlocks.
    ///
    /// # Errors
    /// Those of [`Service::unlock`].
    pub fn unlock(&mut self, password: &Hashed<ComparedPassword>) -> Result<User, Failure> {
        let (service, session) = parts(&mut self.service, &mut self.session, self.asked_by)?;
        let user = service.unlock_compared(session, password.value())?;
        self.is_locked = false;
        Ok(user)
    }

    /// Does `work` with what was hashed for the user who is signed in.
    ///
    /// # Errors
    /// Those of `work`, and [`Failure::SessionEnded`] where the request is of another session.
    pub fn hashed<H, T>(
        &mut self,
        hashed: &Hashed<H>,
        work: impl FnOnce(&mut Service, &mut Session, &H) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.for_session(|service, session| work(service, session, hashed.value()))
    }

    /// Does `work` for the signed-in user, unless the console is locked.
    ///
    /// # Errors
    /// Those of `work`, and [`Failure::SessionEnded`] where the request is of another session.
    pub fn signed_in<T>(
        &mut self,
        work: impl FnOnce(&mut Service, &mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.is_locked {
            return Err(Failure::SessionEnded);
        }
        self.for_session(work)
    }

    fn for_session<T>(
        &mut self,
        work: impl FnOnce(&mut Service, &mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (service, session) = parts(&mut self.service, &mut self.session, self.asked_by)?;
        let result = work(service, session);
        if matches!(result, Err(Failure::SessionEnded)) {
            self.session = None;
        }
        result
    }

    /// What changes with everything that happens outside this program and is to be seen in it.
    fn outside(&mut self) -> Option<Outside> {
        Some(Outside {
            mark: self.service.as_mut()?.change_mark().ok()?,
            is_service_there: self.is_service_there(),
            service_trouble: service_lock::noted_trouble(&self.service.as_ref()?.location()),
        })
    }

    /// Does a part of what is to be done to the directory unasked.
    fn keep_up(&mut self) {
        let done = self.service.as_mut().map(Service::keep_up);
        self.upkeep = done.unwrap_or(Upkeep::UpToDate);
        self.is_reordered |= self.upkeep == Upkeep::Finished;
        self.has_met_damage |= self.upkeep == Upkeep::MetDamage;
    }

    /// The clients that have registered since the last call; none where they can't be read now, and then they are
    /// reported by the next one.
    fn arrivals(&mut self) -> Vec<Arrival> {
        let after = self.arrivals_mark;
        match self.signed_in(|service, session| service.arrivals(session, after)) {
            Ok(arrivals) => {
                self.arrivals_mark = Some(arrivals.mark);
                arrivals.clients
            }
            Err(failure) => {
                tracing::debug!(%failure, "arrivals were not read");
                self.has_met_damage |= failure.is_damage();
                Vec::new()
            }
        }
    }

    /// Refuses everything until the password is given.
    pub const fn lock(&mut self) {
        self.is_locked = self.session.is_some();
    }

    /// Forgets the session that has ended.
    pub fn forget_session(&mut self) {
        if self.session.as_ref().map(|(number, _)| *number) == self.asked_by {
            self.session = None;
        }
    }

    fn is_service_there(&self) -> Option<bool> {
        service_lock::is_held(&self.service.as_ref()?.location())
    }

    /// Begins a request of the session `asked_by`.
    pub fn begin(&mut self, asked_by: Option<SessionNumber>) {
        self.asked_by = asked_by;
        self.shared.present().is_writing = true;
    }

    /// Ends a request, which may have changed the directory and the session, and says which version its answer is of.
    pub fn end(&self) -> Version {
        let at = self.shared.commits.bump();
        let session = self
            .session
            .as_ref()
            .map(|(number, session)| (*number, session.snapshot()));
        self.shared.end_writing(session, self.is_locked);
        at
    }
}

impl Worker for DirectoryWorker {
    type Notice = DirectoryNotice;

    fn look_around(&mut self) -> Option<DirectoryNotice> {
        self.keep_up();
        if std::mem::take(&mut self.has_met_damage) {
            return Some(DirectoryNotice::MetDamage);
        }
        let (session, _) = self.session.as_ref().filter(|_| !self.is_locked)?;
        let session = *session;
        let outside = self.outside();
        let before = std::mem::replace(&mut self.seen, outside);
        let is_changed = before.is_some() && before != outside;
        if !std::mem::take(&mut self.is_reordered) && !is_changed {
            return None;
        }
        self.shared.commits.bump();
        self.asked_by = Some(session);
        Some(DirectoryNotice::Changed(ChangedElsewhere {
            session,
            arrivals: self.arrivals(),
        }))
    }

    fn looks_around_every(&self) -> Option<Duration> {
        Some(if self.upkeep == Upkeep::Continues {
            Upkeep::PAUSE
        } else {
            WATCH_EVERY
        })
    }
}

/// The service, and the session of the request, if it is still the present one.
fn parts<'a>(
    service: &'a mut Option<Service>,
    present: &'a mut Option<(SessionNumber, Session)>,
    asked_by: Option<SessionNumber>,
) -> Result<(&'a mut Service, &'a mut Session), Failure> {
    let service = service.as_mut().ok_or_else(not_open)?;
    match present {
        Some((number, session)) if Some(*number) == asked_by => Ok((service, session)),
        _ => Err(Failure::SessionEnded),
    }
}

fn not_open() -> Failure {
    tracing::error!("a request came while no directory was open");
    Failure::Storage(StorageFailure::Defect)
}
