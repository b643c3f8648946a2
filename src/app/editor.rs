//! The dialog Edit User and Create User: saving the details and acting on clients.

use crate::command::Command;
use crate::domain::client::{ClientAction, ClientId};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::token::TokenSecret;
use crate::domain::user::{Revision, UserId};
use crate::state::{Editor, EditorMode, FreshToken, Remote, Submission};
use crate::worker::directory::{Acted, Job, NewToken};

use super::core::App;

impl App {
    pub(super) fn open_create_user(&mut self) {
        self.open_editor(EditorMode::Create);
    }

    pub(super) fn open_edit_user(&mut self, id: UserId) {
        self.open_editor(EditorMode::Edit(id));
        if let Some(editor) = &mut self.state.editor {
            editor.details.ask(self.state.now);
        }
        self.ask(Job::Details(id));
    }

    fn open_editor(&mut self, mode: EditorMode) {
        self.next_opening += 1;
        self.state.editor = Some(Editor {
            opening: self.next_opening,
            mode,
            details: Remote::NotAsked,
            saving: Submission::Idle,
            acting: Submission::Idle,
            token: None,
        });
    }

    pub(super) fn close_editor(&mut self) {
        self.state.editor = None;
        self.cancel_password_prompt();
    }

    pub(super) fn take_details(&mut self, id: UserId, result: Result<UserDetails, Failure>) {
        if let Err(failure) = &result
            && self.note_lost_right(failure)
        {
            return;
        }
        if let Some(editor) = self
            .state
            .editor
            .as_mut()
            .filter(|editor| editor.mode == EditorMode::Edit(id))
        {
            editor.details.answer(result);
        }
    }

    /// Saves what [`Command::CreateUser`] or [`Command::UpdateUser`] carries; kept until it is known whether it needs
    /// the password again.
    pub(super) fn save_user(&mut self, command: Command) {
        let job = match command.clone() {
            Command::CreateUser { draft, password } => Job::CreateUser { draft, password },
            Command::UpdateUser {
                id,
                revision,
                draft,
                password,
            } => Job::UpdateUser {
                id,
                revision,
                draft,
                password,
            },
            _ => return,
        };
        if let Some(editor) = &mut self.state.editor {
            editor.saving = Submission::Pending;
        }
        self.needs_password = Some(command);
        self.ask(job);
    }

    pub(super) fn take_created(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => {
                self.needs_password = None;
                self.toast_success("User Created Successfully!");
                self.state.users_view.selected = Some(details.user.id);
                if let Some(editor) = &mut self.state.editor {
                    editor.mode = EditorMode::Edit(details.user.id);
                    editor.details = Remote::Ready(details);
                    editor.saving = Submission::Idle;
                }
                self.refresh();
            }
            Err(failure) => self.refuse_save(failure),
        }
    }

    pub(super) fn take_updated(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => {
                self.needs_password = None;
                self.toast_success("User updated successfully");
                self.close_editor();
                if self.state.me.as_ref().is_some_and(|me| me.id == details.user.id) {
                    self.take_me(Ok(details.user));
                }
                self.refresh();
            }
            Err(failure) => self.refuse_save(failure),
        }
    }

    fn refuse_save(&mut self, failure: Failure) {
        let is_password_needed = failure == Failure::PasswordNeeded;
        if is_password_needed {
            self.state.password_prompt = Some(Submission::Idle);
        } else {
            self.needs_password = None;
        }
        if !is_password_needed && self.note_lost_right(&failure) {
            return;
        }
        if let Some(editor) = &mut self.state.editor {
            editor.saving = if is_password_needed {
                Submission::Idle
            } else {
                Submission::Failed(failure)
            };
        }
    }

    pub(super) fn generate_token(&mut self, user: UserId, client_name: String) {
        self.start_acting();
        self.ask(Job::Generate { user, client_name });
    }

    pub(super) fn act_on_client(&mut self, id: ClientId, revision: Revision, action: ClientAction) {
        self.start_acting();
        self.ask(Job::Act { id, revision, action });
    }

    fn start_acting(&mut self) {
        if let Some(editor) = &mut self.state.editor {
            editor.acting = Submission::Pending;
        }
    }

    pub(super) fn take_generated(&mut self, result: Result<NewToken, Failure>) {
        match result {
            Ok(new) => {
                self.note_acted(new.details.clone());
                self.show_token(&new.details, new.client, new.token);
            }
            Err(failure) => self.refuse_action(failure),
        }
        self.refresh();
    }

    pub(super) fn take_acted(&mut self, action: ClientAction, result: Result<Acted, Failure>) {
        match result {
            Ok(acted) => {
                self.tell_acted(action, acted.client);
                self.note_acted(acted.details.clone());
                match acted.token {
                    Some(token) => self.show_token(&acted.details, acted.client, token),
                    None => self.drop_void_token(acted.client),
                }
            }
            Err(failure) => self.refuse_action(failure),
        }
        self.refresh();
    }

    fn note_acted(&mut self, details: UserDetails) {
        if let Some(editor) = &mut self.state.editor
            && editor.mode == EditorMode::Edit(details.user.id)
        {
            editor.details = Remote::Ready(details);
            editor.acting = Submission::Idle;
        }
    }

    fn show_token(&mut self, details: &UserDetails, client: ClientId, secret: TokenSecret) {
        let Some(client) = details.clients.iter().find(|known| known.id == client) else {
            return;
        };
        self.take_fresh_token(FreshToken {
            secret,
            client_id: client.id,
            client_name: client.name.clone(),
            user_full_name: details.user.full_name(),
            is_copied: false,
            downloaded_to: None,
        });
    }

    /// A token that no longer works is not worth carrying anywhere.
    fn drop_void_token(&mut self, client: ClientId) {
        if let Some(editor) = &mut self.state.editor
            && editor.token.as_ref().is_some_and(|token| token.client_id == client)
        {
            editor.token = None;
            self.clear_clipboard();
        }
    }

    fn tell_acted(&mut self, action: ClientAction, client: ClientId) {
        let name = self
            .state
            .editor
            .as_ref()
            .and_then(|editor| editor.details.value())
            .and_then(|details| details.clients.iter().find(|known| known.id == client))
            .map_or_else(|| "The client".to_owned(), |known| known.name.to_string());
        let text = match action {
            ClientAction::Reprovision | ClientAction::Reregister => return,
            ClientAction::Deregister => format!("{name} is deregistered"),
            ClientAction::Delete => format!("{name} is deleted"),
        };
        self.toast_success(text);
    }

    fn refuse_action(&mut self, failure: Failure) {
        if self.note_lost_right(&failure) {
            return;
        }
        let Some(editor) = &mut self.state.editor else {
            self.toast_error(failure.to_string());
            return;
        };
        if let Failure::ClientConflict(details) | Failure::ActionNotAllowed(details) = &failure {
            editor.details = Remote::Ready((**details).clone());
        }
        editor.acting = Submission::Failed(failure);
    }
}
