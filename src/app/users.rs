//! The screens Home and User Management: what they ask for and what they are told.

use crate::command::{DeleteUser, SetUserDisabled, UnlockUser, UsersCommand};
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, UserDetails, UserList, UserQuery};
use crate::domain::user::UserId;
use crate::state::{AppState, Phase, Remote, UsersView};
use crate::worker::directory::Job;

use super::core::App;

impl App {
    pub(super) fn handle_users(&mut self, command: UsersCommand) {
        match command {
            UsersCommand::Query(query) => self.query_users(query),
            UsersCommand::RememberView(view) => self.remember_users_view(view),
            UsersCommand::Delete(DeleteUser { id, revision }) => self.ask(Job::DeleteUser { id, revision }),
            UsersCommand::SetDisabled(SetUserDisabled {
                id,
                revision,
                is_disabled,
            }) => self.ask(Job::SetUserDisabled {
                id,
                revision,
                is_disabled,
            }),
            UsersCommand::Unlock(UnlockUser(id)) => self.ask(Job::UnlockUser(id)),
        }
    }

    /// Reads again what the window shows.
    pub(super) fn refresh(&mut self) {
        if self.state.phase != Phase::SignedIn {
            return;
        }
        self.refresh_figures();
        let edited = self.state.editor.as_ref().and_then(|editor| editor.mode.user());
        if let Some(id) = edited {
            self.ask(Job::Details(id));
        }
        // A token that was carried off from a dialog since closed may be of no use any more.
        if let Some(id) = self.user_of_held_token().filter(|id| Some(*id) != edited) {
            self.ask(Job::Details(id));
        }
        self.identify_token_again();
        self.fetch_registration_service();
    }

    /// Reads the table and the figures of Home again, which administrators alone see.
    pub(super) fn refresh_figures(&mut self) {
        if self.state.phase == Phase::SignedIn && self.state.is_administrator() {
            self.fetch_users();
            self.fetch_home();
        }
    }

    fn query_users(&mut self, query: UserQuery) {
        self.state.users_view.query = query;
        self.save_view_file();
        if self.state.is_administrator() {
            self.fetch_users();
        }
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
        if self.users_flight.start()
            && let Err(failure) = self.try_ask(Job::Users(self.state.users_view.query.clone()))
        {
            self.users_flight.end();
            self.state.users.answer(Err(failure));
        }
    }

    pub(super) fn take_users(&mut self, result: Result<UserList, Failure>) {
        if self.users_flight.end() && self.state.phase == Phase::SignedIn {
            self.fetch_users();
            return;
        }
        self.settle(result, |state| &mut state.users);
    }

    fn fetch_home(&mut self) {
        self.state.home.ask(self.state.now);
        if self.home_flight.start()
            && let Err(failure) = self.try_ask(Job::Home)
        {
            self.home_flight.end();
            self.state.home.answer(Err(failure));
        }
    }

    pub(super) fn take_home(&mut self, result: Result<HomeSummary, Failure>) {
        if self.home_flight.end() && self.state.phase == Phase::SignedIn {
            self.fetch_home();
            return;
        }
        self.settle(result, |state| &mut state.home);
    }

    /// Shows an answer to the person who asked for it, and reacts where it says that a right is gone.
    pub(super) fn settle<T>(&mut self, result: Result<T, Failure>, place: fn(&mut AppState) -> &mut Remote<T>) {
        let refusal = result.as_ref().err().cloned();
        if self.state.phase == Phase::SignedIn {
            place(&mut self.state).answer(result);
        }
        if let Some(failure) = refusal {
            self.note_lost_right(&failure);
        }
    }

    pub(super) fn take_deleted(&mut self, id: UserId, result: Result<(), Failure>) {
        let name = self.name_of(id);
        match result {
            Ok(()) => {
                if self.state.users_view.selected == Some(id) {
                    self.state.users_view.selected = None;
                }
                self.toast_success(format!("Deleted {name}"));
            }
            Err(failure) => self.tell_refused(&format!("{name} was not deleted"), &failure),
        }
        self.refresh();
    }

    pub(super) fn take_disabled_set(&mut self, is_disabled: bool, result: Result<UserDetails, Failure>) {
        let word = if is_disabled { "disabled" } else { "enabled" };
        match result {
            Ok(details) => self.toast_success(format!("{} is {word}", details.user.user_name)),
            Err(failure) => self.tell_refused(&format!("The user was not {word}"), &failure),
        }
        self.refresh();
    }

    pub(super) fn take_user_unlocked(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => self.toast_success(format!("{} is unlocked", details.user.user_name)),
            Err(failure) => self.tell_refused("The user was not unlocked", &failure),
        }
        self.refresh();
    }

    fn tell_refused(&mut self, what: &str, failure: &Failure) {
        if !self.note_lost_right(failure) {
            self.toast_error(format!("{what}. {failure}"));
        }
    }

    fn name_of(&self, id: UserId) -> String {
        let rows = self
            .state
            .users
            .value()
            .map(|list| list.rows.as_slice())
            .unwrap_or_default();
        rows.iter()
            .find(|row| row.user.id == id)
            .map_or_else(|| "The user".to_owned(), |row| row.user.user_name.to_string())
    }
}
