//! The dialog Edit User and Create User: saving the details and acting on clients.

use crate::command::Command;
use crate::domain::client::{Client, ClientAction, ClientId, ClientState};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::token::TokenSecret;
use crate::domain::user::UserId;
use crate::service::{ActedOn, Provisioned};
use crate::state::{Editor, EditorMode, EditorTab, FreshToken, Phase, Remote, Submission, UsedToken};
use crate::worker::directory::Job;

use super::core::App;

impl App {
    pub(super) fn open_create_user(&mut self) {
        self.open_editor(EditorMode::Create, EditorTab::Details);
    }

    pub(super) fn open_edit_user(&mut self, id: UserId) {
        self.open_editor_of(id, EditorMode::Edit(id), EditorTab::Details);
    }

    /// Opens Edit User with the clients in front.
    pub(super) fn open_clients_of(&mut self, id: UserId) {
        self.state.identification = None;
        self.open_editor_of(id, EditorMode::Edit(id), EditorTab::Provision);
    }

    /// Opens Token Management of whoever is signed in.
    pub(super) fn open_token_management(&mut self) {
        if let Some(id) = self.state.me.as_ref().map(|me| me.id) {
            self.open_editor_of(id, EditorMode::OwnTokens(id), EditorTab::Provision);
        }
    }

    fn open_editor_of(&mut self, id: UserId, mode: EditorMode, opens_on: EditorTab) {
        self.open_editor(mode, opens_on);
        let asked = self.try_ask(Job::Details(id));
        if let Some(editor) = &mut self.state.editor {
            editor.details.ask(self.state.now);
            if let Err(failure) = asked {
                editor.details.answer(Err(failure));
            }
        }
    }

    fn open_editor(&mut self, mode: EditorMode, opens_on: EditorTab) {
        self.next_opening += 1;
        self.state.editor = Some(Editor {
            opening: self.next_opening,
            mode,
            opens_on,
            details: Remote::NotAsked,
            saving: Submission::Idle,
            acting: Submission::Idle,
            token: None,
            used_token: None,
        });
    }

    pub(super) fn close_editor(&mut self) {
        self.state.editor = None;
        self.cancel_password_prompt();
    }

    pub(super) fn take_details(&mut self, id: UserId, result: Result<UserDetails, Failure>) {
        let refusal = result.as_ref().err().cloned();
        match &result {
            Ok(details) => self.clear_spent_token(details),
            Err(Failure::UserGone) => self.clear_token_of(id),
            Err(_) => {}
        }
        if let Some(editor) = self.editor_of(id) {
            editor.details.answer(result);
        }
        self.notice_used_token();
        if let Some(failure) = refusal {
            self.note_lost_right(&failure);
        }
    }

    /// The open dialog, if it is the one of this user.
    fn editor_of(&mut self, id: UserId) -> Option<&mut Editor> {
        self.state
            .editor
            .as_mut()
            .filter(|editor| editor.mode.user() == Some(id))
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
        let saving = self.submit(job);
        self.needs_password = saving.is_pending().then_some(command);
        if let Some(editor) = &mut self.state.editor {
            editor.saving = saving;
        }
    }

    pub(super) fn take_created(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => {
                self.needs_password = None;
                self.toast_success("User Created Successfully!");
                self.state.users_view.selected = Some(details.user.id);
                if let Some(editor) = &mut self.state.editor
                    && editor.mode == EditorMode::Create
                {
                    editor.mode = EditorMode::Edit(details.user.id);
                    editor.details = Remote::Ready(details);
                    editor.saving = Submission::Idle;
                }
                self.refresh();
            }
            Err(failure) => self.refuse_save(&failure),
        }
    }

    pub(super) fn take_updated(&mut self, result: Result<UserDetails, Failure>) {
        match result {
            Ok(details) => {
                self.needs_password = None;
                self.toast_success("User updated successfully");
                if self.editor_of(details.user.id).is_some() {
                    self.close_editor();
                }
                if self.state.me.as_ref().is_some_and(|me| me.id == details.user.id) {
                    self.take_me(Ok(details.user));
                }
                self.refresh();
            }
            Err(failure) => self.refuse_save(&failure),
        }
    }

    fn refuse_save(&mut self, failure: &Failure) {
        // After a lock there is nothing left to ask for: the change was dropped with the passwords in it.
        let is_waiting = self.needs_password.is_some();
        let saving = if *failure == Failure::PasswordNeeded && is_waiting {
            self.state.password_prompt = Some(Submission::Idle);
            Submission::Idle
        } else {
            self.needs_password = None;
            Submission::Failed(failure.clone())
        };
        if let Some(editor) = self.state.editor.as_mut().filter(|editor| editor.saving.is_pending()) {
            editor.saving = saving;
        }
        self.note_lost_right(failure);
    }

    /// Makes a client, or does something to one.
    pub(super) fn act(&mut self, job: Job) {
        let acting = self.submit(job);
        if let Some(editor) = &mut self.state.editor {
            editor.acting = acting;
        }
    }

    pub(super) fn take_generated(&mut self, result: Result<Provisioned, Failure>) {
        match result {
            Ok(new) => {
                self.note_acted(new.details.clone());
                self.show_token(&new.details, new.client, new.token);
            }
            Err(failure) => self.refuse_action(&failure),
        }
        self.refresh();
    }

    pub(super) fn take_acted(&mut self, action: ClientAction, result: Result<ActedOn, Failure>) {
        match result {
            Ok(acted) => {
                self.tell_acted(action, acted.client);
                self.note_acted(acted.details.clone());
                match acted.token {
                    Some(token) => self.show_token(&acted.details, acted.client, token),
                    None => self.drop_void_token(acted.client),
                }
            }
            Err(failure) => self.refuse_action(&failure),
        }
        self.refresh();
    }

    fn note_acted(&mut self, details: UserDetails) {
        self.clear_spent_token(&details);
        if let Some(editor) = self.editor_of(details.user.id) {
            editor.details = Remote::Ready(details);
            editor.acting = Submission::Idle;
        }
        self.notice_used_token();
    }

    /// A token in the box that its client has registered with is dropped; only what became of it is still told.
    fn notice_used_token(&mut self) {
        let Some(editor) = &mut self.state.editor else { return };
        let (Some(token), Some(details)) = (&editor.token, editor.details.value()) else {
            return;
        };
        let is_used = |client: &&Client| {
            client.id == token.client_id
                && client.state == ClientState::Registered { is_waiting: false }
                && client.token_hint == Some(token.secret.hint())
        };
        let Some(client) = details.clients.iter().find(is_used) else {
            return;
        };
        editor.used_token = Some(UsedToken {
            client_id: client.id,
            hint: token.secret.hint(),
            client_name: client.name.clone(),
            host: client.host.clone(),
            at: client.registered_at,
            downloaded_to: token.downloaded_to.clone(),
        });
        editor.token = None;
        self.clear_used_token();
    }

    fn show_token(&mut self, details: &UserDetails, client: ClientId, secret: TokenSecret) {
        let Some(client) = details.clients.iter().find(|known| known.id == client) else {
            return;
        };
        let name = client.name.clone();
        if self.state.phase != Phase::SignedIn {
            // A lock wipes the token, also one that was still on its way then.
            self.toast_error(format!(
                "The token for {name} came after the console was locked and is gone. Reprovision {name} for a new one"
            ));
            return;
        }
        let token = FreshToken {
            secret,
            user_id: details.user.id,
            client_id: client.id,
            client_name: client.name.clone(),
            user_full_name: details.user.full_name(),
            expires_at: client.token_expires_at,
            is_copied: false,
            downloaded_to: None,
        };
        self.put_on_clipboard(&token);
        if let Some(editor) = self.editor_of(details.user.id) {
            editor.token = Some(token);
            editor.used_token = None;
        } else {
            // Its dialog is gone, so the clipboard is the only place left for it.
            self.toast_info(format!("The token for {name} is on its way to the clipboard"));
        }
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

    fn refuse_action(&mut self, failure: &Failure) {
        if let Failure::ClientConflict(details) | Failure::ActionNotAllowed(details) = failure
            && let Some(editor) = self.editor_of(details.user.id)
        {
            editor.details = Remote::Ready((**details).clone());
        }
        match &mut self.state.editor {
            Some(editor) if editor.acting.is_pending() => editor.acting = Submission::Failed(failure.clone()),
            _ => self.toast_error(failure.to_string()),
        }
        self.note_lost_right(failure);
    }
}
