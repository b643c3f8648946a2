//! Clients and their tokens.

use crate::command::{ActOnClient, ClientsCommand, GenerateToken};
use crate::domain::client::{Client, ClientAction, ClientId, ClientState};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::token::TokenSecret;
use crate::service::{ActedOn, Provisioned};
use crate::state::{FreshToken, Phase, Remote, Submission, UsedToken};
use crate::worker::directory::{DirectoryWorker, Version};

use super::core::App;
use super::request::{Request, Survives};
use super::versions::Shown;

/// Survives a lock, which the token in it does not: that it is gone has to be told.
impl Request for GenerateToken {
    type Worker = DirectoryWorker;
    type Answer = Result<Provisioned, Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory
            .signed_in(|service, session| service.generate_token(session, self.user, &self.client_name, self.terms))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_generated(answer, at);
    }
}

/// Survives a lock like [`GenerateToken`].
impl Request for ActOnClient {
    type Worker = DirectoryWorker;
    type Answer = Result<ActedOn, Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.signed_in(|service, session| {
            service.act_on_client(session, self.id, self.revision, self.action, self.terms)
        })
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_acted(self.action, answer, at);
    }
}

impl App {
    pub(super) fn handle_clients(&mut self, command: ClientsCommand) {
        match command {
            ClientsCommand::Generate(request) => self.act(request),
            ClientsCommand::Act(request) => self.act(request),
        }
    }

    /// Makes a client, or does something to one.
    fn act(&mut self, request: impl Request) {
        let acting = self.submit(request);
        if let Some(editor) = &mut self.state.editor {
            editor.acting = acting;
        }
    }

    fn take_generated(&mut self, result: Result<Provisioned, Failure>, at: Version) {
        match result {
            Ok(new) => {
                self.note_acted(new.details.clone(), at);
                self.show_token(&new.details, new.client, new.token);
            }
            Err(failure) => self.refuse_action(&failure, at),
        }
        self.refresh();
    }

    fn take_acted(&mut self, action: ClientAction, result: Result<ActedOn, Failure>, at: Version) {
        match result {
            Ok(acted) => {
                self.tell_acted(action, acted.client);
                self.note_acted(acted.details.clone(), at);
                match acted.token {
                    Some(token) => self.show_token(&acted.details, acted.client, token),
                    None => self.drop_void_token(acted.client),
                }
            }
            Err(failure) => self.refuse_action(&failure, at),
        }
        self.refresh();
    }

    fn note_acted(&mut self, details: UserDetails, at: Version) {
        self.versions.admit(Shown::Details(details.user.id), at);
        self.clear_spent_token(&details);
        if let Some(editor) = self.editor_of(details.user.id) {
            editor.details = Remote::Ready(details);
            editor.acting = Submission::Idle;
        }
        self.notice_used_token();
    }

    /// A token in the box that its client has registered with is dropped; only what became of it is still told.
    pub(super) fn notice_used_token(&mut self) {
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

    fn refuse_action(&mut self, failure: &Failure, at: Version) {
        if let Failure::ClientConflict(details) | Failure::ActionNotAllowed(details) = failure
            && self.versions.admit(Shown::Details(details.user.id), at)
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
