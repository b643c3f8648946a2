//! Signing in and out, locking.
//!
//! Not its job: what is kept when a session ends by itself ([`super::leaving`]).

use crate::command::{CreateFirstAdministrator, SessionCommand, SignIn, Unlock};
use crate::domain::access::Denied;
use crate::domain::failure::Failure;
use crate::domain::time::Timestamp;
use crate::domain::user::{User, UserId};
use crate::service::ComparedPassword;
use crate::state::{EditorMode, Modal, Phase, Remote, RetryWait, Route, Submission, TaskKind, UserMessage};
use crate::ui::View;
use crate::worker::directory::{DirectoryWorker, HashWorker, Hashed, SignedIn, Version};

use super::core::App;
use super::hashed_request::HashedRequest;
use super::request::{Request, Survives};
use super::users::Me;
use super::versions::Shown;

impl Request for CreateFirstAdministrator {
    type Worker = DirectoryWorker;
    type Answer = Result<SignedIn, Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.create(&self.draft, &self.password)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_signed_in(&self.draft.user_name, answer);
    }
}

/// The directory works for the user who signs in from then on, so the answer always counts.
impl HashedRequest for SignIn {
    type Hashed = ComparedPassword;
    type Value = SignedIn;
    const SURVIVES: Survives = Survives::SignOut;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.compare(&self.user_name, &self.password)
    }

    fn work(&self, directory: &mut DirectoryWorker, compared: &Self::Hashed) -> Result<SignedIn, Failure> {
        directory.sign_in_compared(compared)
    }

    fn take(self, app: &mut App, answer: Result<SignedIn, Failure>, _: Version) {
        app.take_signed_in(&self.user_name, answer);
    }
}

impl HashedRequest for Unlock {
    type Hashed = Hashed<ComparedPassword>;
    type Value = User;
    const SURVIVES: Survives = Survives::Lock;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.compare_to_unlock(&self.password)
    }

    fn work(&self, directory: &mut DirectoryWorker, compared: &Self::Hashed) -> Result<User, Failure> {
        directory.unlock(compared)
    }

    fn take(self, app: &mut App, answer: Result<User, Failure>, at: Version) {
        app.take_unlocked(answer, at);
    }
}

/// Refuse everything until the password is given.
#[derive(Debug)]
struct Lock;

impl Request for Lock {
    type Worker = DirectoryWorker;
    type Answer = ();
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) {
        directory.lock();
    }

    fn take(self, _: &mut App, (): (), _: Version) {}
}

/// Sign out.
#[derive(Debug)]
struct SignOut;

impl Request for SignOut {
    type Worker = DirectoryWorker;
    type Answer = ();
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) {
        directory.sign_out();
    }

    fn take(self, _: &mut App, (): (), _: Version) {}
}

impl App {
    pub(super) fn handle_session(&mut self, command: SessionCommand) {
        match command {
            SessionCommand::RetryOpen => self.open(),
            SessionCommand::SetLogAside => self.set_log_aside(),
            SessionCommand::AcceptCopy(request) => self.state.signing_in = self.submit(request),
            SessionCommand::CreateFirstAdministrator(request) => self.state.signing_in = self.submit(request),
            SessionCommand::SignIn(request) => self.state.signing_in = self.submit_hashed(request),
            SessionCommand::UseDemoAccount => self.use_demo_account(),
            SessionCommand::Unlock(request) => self.state.signing_in = self.submit_hashed(request),
            SessionCommand::Lock => self.lock(),
            SessionCommand::AskToSignOut => self.ask_to_sign_out(),
            SessionCommand::SignOut => self.sign_out(),
            SessionCommand::ChangePassword(request) => self.state.signing_in = self.submit_hashed(request),
            SessionCommand::ConfirmPassword(request) => self.confirm_password(request),
        }
    }

    fn use_demo_account(&mut self) {
        if let Some(demo) = self.state.demo.clone() {
            self.handle_session(SessionCommand::SignIn(SignIn {
                user_name: demo.user_name,
                password: demo.password,
            }));
        }
    }

    fn take_signed_in(&mut self, user_name: &str, result: Result<SignedIn, Failure>) {
        match result {
            Ok(SignedIn { user, session }) => {
                self.session = Some(session);
                self.versions.clear();
                self.enter(user);
            }
            Err(failure) => self.refuse_sign_in(user_name, failure),
        }
    }

    pub(super) fn refuse_sign_in(&mut self, user_name: &str, failure: Failure) {
        if let Failure::SignInRefused {
            wait_secs: Some(wait_secs),
        } = failure
        {
            self.state.retry = Some(RetryWait {
                user_name: user_name.to_owned(),
                until: self.state.now.plus_secs(wait_secs),
            });
        }
        self.state.signing_in.refuse(failure);
    }

    /// The same for the password of the person who is signed in.
    pub(super) fn refuse_own_password(&mut self, failure: Failure) {
        let name = self.state.me.as_ref().map(|me| me.user_name.to_string());
        self.refuse_sign_in(name.as_deref().unwrap_or_default(), failure);
    }

    /// Shows the console to a person who has just signed in.
    pub(super) fn enter(&mut self, user: User) {
        self.state.signing_in = Submission::default();
        self.state.retry = None;
        self.state.restored = None;
        self.last_activity = self.state.now;
        let owner = self.editor_owner.take();
        let is_other = owner.is_some_and(|owner| !owner.is_same_account(&user));
        if is_other {
            self.state.toasts.clear();
        }
        let is_administrator = user.roles.is_administrator();
        if is_other || !(is_administrator || self.shows_own_tokens_of(user.id)) {
            if !is_other {
                self.tell_lost_draft();
            }
            self.close_editor();
            self.view = View::with_time_zone(self.time_zone.clone());
        }
        self.state.phase = if user.must_change_password {
            Phase::PasswordMustChange
        } else {
            Phase::SignedIn
        };
        self.state.me = Some(user);
        if self.state.modals.editor().is_none() || !is_administrator {
            self.state.route = Route::Home;
        }
        if self.state.phase == Phase::SignedIn {
            self.tell_arrivals();
        }
        self.refresh();
    }

    fn shows_own_tokens_of(&self, id: UserId) -> bool {
        let editor = self.state.modals.editor();
        editor.is_some_and(|editor| editor.mode == EditorMode::OwnTokens(id))
    }

    fn take_unlocked(&mut self, result: Result<User, Failure>, at: Version) {
        match result {
            Ok(user) => {
                self.state.signing_in = Submission::default();
                self.state.retry = None;
                self.state.phase = Phase::SignedIn;
                self.take_me(Ok(user), at);
                self.last_activity = self.state.now;
                self.tell_arrivals();
                self.refresh();
            }
            Err(Failure::SessionEnded) => self.end_session(),
            Err(failure) => self.refuse_own_password(failure),
        }
    }

    /// Locks: the draft stays, passwords and token go, the clipboard is cleared. Nobody can unlock before the password was
    /// changed that must be, so that the session ends there.
    pub(super) fn lock(&mut self) {
        match self.state.phase {
            Phase::SignedIn => {
                self.tell_wiped_password();
                self.hide_secrets();
                self.state.phase = Phase::Locked;
                self.locks += 1;
                self.ask(Lock);
            }
            Phase::PasswordMustChange => {
                self.ask(SignOut);
                self.leave_for(Phase::SignIn);
            }
            _ => {}
        }
    }

    fn ask_to_sign_out(&mut self) {
        if self.view.has_unsaved(&self.state) {
            self.state.modals.open(Modal::SignOut);
        } else {
            self.sign_out();
        }
    }

    pub(super) fn sign_out(&mut self) {
        self.ask(SignOut);
        self.cancel_tasks(TaskKind::BackUp);
        self.hide_secrets();
        self.forget_person();
        self.state.modals.retain(|open| matches!(open, Modal::Quit));
        self.editor_owner = None;
        self.view = View::with_time_zone(self.time_zone.clone());
        self.state.toasts.clear();
    }

    pub(super) fn take_me(&mut self, result: Result<User, Failure>, at: Version) {
        if !self.versions.admit(Shown::Me, at) {
            return;
        }
        match result {
            Ok(user) => {
                let was_administrator = self.state.is_administrator();
                self.state.me = Some(user);
                if was_administrator && !self.state.is_administrator() {
                    self.leave_administration();
                }
            }
            Err(failure) => {
                self.note_lost_right(&failure);
            }
        }
    }

    fn leave_administration(&mut self) {
        let me = self.state.me.as_ref().map(|me| me.id);
        // What was read for an administrator and not reported yet is about the clients of all users.
        self.untold_arrivals.retain(|arrival| Some(arrival.user) == me);
        let keeps_editor = me.is_some_and(|me| self.shows_own_tokens_of(me));
        if !keeps_editor {
            self.tell_lost_draft();
            self.close_editor();
        }
        if !keeps_editor || self.user_of_carried() != me {
            self.clear_clipboard();
        }
        self.state.modals.retain(|open| !open.needs_administrator());
        self.state.users = Remote::NotAsked;
        self.state.home = Remote::NotAsked;
        self.state.route = Route::Home;
        self.toast_error(UserMessage::AdministratorLost);
    }

    /// Reacts where a refusal says that the session or a right is gone; true where it did.
    pub(super) fn note_lost_right(&mut self, failure: &Failure) -> bool {
        if self.state.phase == Phase::Locked {
            return true;
        }
        match failure {
            Failure::SessionEnded | Failure::Denied(Denied::AccountDisabled) => {
                self.end_session();
                true
            }
            Failure::Denied(Denied::NotAdministrator | Denied::PasswordMustChange) => {
                if self.state.is_administrator() {
                    self.ask(Me);
                }
                true
            }
            _ => false,
        }
    }

    /// When the console locks itself.
    pub(super) fn lock_at(&self) -> Option<Timestamp> {
        let minutes = i64::from(self.state.settings.lock_minutes());
        matches!(self.state.phase, Phase::SignedIn | Phase::PasswordMustChange)
            .then(|| self.last_activity.plus_secs(minutes * 60))
    }

    pub(super) fn tick_lock(&mut self) {
        if self.lock_at().is_some_and(|at| at <= self.state.now) {
            self.lock();
        }
    }
}
