//! The screens Home and User Management: their requests and the answers.

use crate::command::{DeleteUser, SetUserDisabled, UnlockUser, UsersCommand};
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, UserDetails, UserList, UserQuery};
use crate::domain::user::{User, UserId};
use crate::service::{Reader, Reads as _};
use crate::state::{AppState, Phase, Remote, UserMessage, UsersView};
use crate::worker::directory::{DirectoryWorker, ReadWorker, Version};

use super::core::App;
use super::request::{Request, Survives};
use super::versions::Shown;

/// The person who is signed in, as the directory has it now.
#[derive(Debug)]
pub(super) struct Me;

impl Request for Me {
    type Worker = ReadWorker;
    type Answer = Result<User, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(Reader::me)
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_me(answer, at);
    }
}

/// The figures of Home.
#[derive(Debug)]
struct Home;

impl Request for Home {
    type Worker = ReadWorker;
    type Answer = Result<HomeSummary, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(Reader::home)
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        let is_wanted_again = app.home_flight.end();
        app.settle(Shown::Home, answer, at, |state| &mut state.home);
        // Its own question alone: two that asked for each other would never come to rest.
        if is_wanted_again && app.reads_figures() {
            app.fetch_home();
        }
    }
}

/// The users that match.
#[derive(Debug)]
struct ListUsers(UserQuery);

impl Request for ListUsers {
    type Worker = ReadWorker;
    type Answer = Result<UserList, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(|reader, session| reader.list_users(session, &self.0))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        let is_wanted_again = app.users_flight.end();
        app.settle(Shown::Users, answer, at, |state| &mut state.users);
        if is_wanted_again && app.reads_figures() {
            app.fetch_users();
        }
    }
}

impl Request for DeleteUser {
    type Worker = DirectoryWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.signed_in(|service, session| service.delete_user(session, self.id, self.revision))
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_deleted(self.id, answer);
    }
}

impl Request for SetUserDisabled {
    type Worker = DirectoryWorker;
    type Answer = Result<UserDetails, Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory
            .signed_in(|service, session| service.set_user_disabled(session, self.id, self.revision, self.is_disabled))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_disabled_set(self.is_disabled, answer, at);
    }
}

impl Request for UnlockUser {
    type Worker = DirectoryWorker;
    type Answer = Result<UserDetails, Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.signed_in(|service, session| service.unlock_user(session, self.0))
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_user_unlocked(answer);
    }
}

impl App {
    pub(super) fn handle_users(&mut self, command: UsersCommand) {
        match command {
            UsersCommand::Query(query) => self.query_users(query),
            UsersCommand::RememberView(view) => self.remember_users_view(view),
            UsersCommand::Delete(request) => self.ask(request),
            UsersCommand::SetDisabled(request) => self.ask(request),
            UsersCommand::Unlock(request) => self.ask(request),
        }
    }

    /// Reads again what the window shows.
    pub(super) fn refresh(&mut self) {
        if self.state.phase != Phase::SignedIn {
            return;
        }
        self.refresh_figures();
        for id in self.users_of_interest() {
            self.read_user_again(id);
        }
        self.identify_token_again();
        self.fetch_registration_service();
        self.fetch_backup_record();
    }

    /// The users whose dialogs are open, and the one whose secret is on the clipboard: that of a dialog that has been
    /// closed since may no longer work.
    fn users_of_interest(&self) -> Vec<UserId> {
        let modals = &self.state.modals;
        let edited = modals.editor().and_then(|editor| editor.mode.user());
        let handed = modals.password_hand_over().map(|open| open.user.id);
        let mut users: Vec<UserId> = [edited, handed, self.user_of_carried()].into_iter().flatten().collect();
        users.sort();
        users.dedup();
        users
    }

    /// Reads the table and the figures of Home again, which administrators alone see.
    pub(super) fn refresh_figures(&mut self) {
        if self.reads_figures() {
            // In this order: the figures take a moment, the list of a large directory many seconds.
            self.fetch_home();
            self.fetch_users();
        }
    }

    fn reads_figures(&self) -> bool {
        self.state.phase == Phase::SignedIn && self.state.is_administrator()
    }

    fn query_users(&mut self, query: UserQuery) {
        let before = &self.state.users_view.query;
        let also = before.also.filter(|_| query.leaves_out_the_same(before));
        self.state.users_view.query = UserQuery { also, ..query };
        self.save_view_file();
        if self.state.is_administrator() {
            self.fetch_users();
        }
    }

    /// Keeps a user in the table who was just changed here, although search and filters may leave it out now. It stays
    /// until others are chosen, or the screen is left.
    pub(super) const fn keep_listed(&mut self, id: UserId) {
        self.state.users_view.query.also = Some(id);
    }

    fn remember_users_view(&mut self, view: UsersView) {
        let is_new_query = self.state.users_view.query != view.query;
        self.state.users_view = view;
        self.save_view_file();
        if is_new_query {
            self.fetch_users();
        }
    }

    fn fetch_users(&mut self) {
        self.state.users.ask(self.state.now);
        let query = self.state.users_view.query.clone();
        if self.users_flight.may_start(&query) {
            match self.try_ask(ListUsers(query.clone())) {
                Ok(ticket) => self.users_flight.start(query, ticket),
                Err(failure) => self.state.users.answer(Err(failure)),
            }
        }
    }

    fn fetch_home(&mut self) {
        self.state.home.ask(self.state.now);
        if self.home_flight.may_start(&()) {
            match self.try_ask(Home) {
                Ok(ticket) => self.home_flight.start((), ticket),
                Err(failure) => self.state.home.answer(Err(failure)),
            }
        }
    }

    /// Shows an answer where nothing newer is shown, and reacts where it says that a right is gone.
    pub(super) fn settle<T>(
        &mut self,
        thing: Shown,
        result: Result<T, Failure>,
        at: Version,
        place: fn(&mut AppState) -> &mut Remote<T>,
    ) {
        if !self.versions.admit(thing, at) {
            return;
        }
        let refusal = result.as_ref().err().cloned();
        place(&mut self.state).answer(result);
        if let Some(failure) = refusal {
            self.note_lost_right(&failure);
        }
    }

    fn take_deleted(&mut self, id: UserId, result: Result<(), Failure>) {
        let name = self.name_of(id);
        match result {
            Ok(()) => {
                if self.state.users_view.selected == Some(id) {
                    self.state.users_view.selected = None;
                }
                self.toast_success(UserMessage::Deleted(name));
                self.note_user_gone(id);
            }
            Err(failure) => self.tell_refused(failure, |why| UserMessage::NotDeleted { user_name: name, why }),
        }
        self.refresh();
    }

    fn take_disabled_set(&mut self, is_disabled: bool, result: Result<UserDetails, Failure>, at: Version) {
        match result {
            Ok(details) => {
                let user_name = details.user.user_name.to_string();
                self.toast_success(if is_disabled {
                    UserMessage::Disabled(user_name)
                } else {
                    UserMessage::Enabled(user_name)
                });
                self.keep_listed(details.user.id);
                self.note_details(&details, at);
            }
            Err(failure) if is_disabled => self.tell_refused(failure, UserMessage::NotDisabled),
            Err(failure) => self.tell_refused(failure, UserMessage::NotEnabled),
        }
        self.refresh();
    }

    fn take_user_unlocked(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => {
                self.keep_listed(details.user.id);
                self.toast_success(UserMessage::Unlocked(details.user.user_name.to_string()));
            }
            Err(failure) => self.tell_refused(failure, UserMessage::NotUnlocked),
        }
        self.refresh();
    }

    fn tell_refused(&mut self, failure: Failure, told: impl FnOnce(Failure) -> UserMessage) {
        if !self.note_lost_right(&failure) {
            self.toast_error(told(failure));
        }
    }

    fn name_of(&self, id: UserId) -> Option<String> {
        let rows = self
            .state
            .users
            .value()
            .map(|list| list.rows.as_slice())
            .unwrap_or_default();
        rows.iter()
            .find(|row| row.user.id == id)
            .map(|row| row.user.user_name.to_string())
    }
}
