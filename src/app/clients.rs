//! Clients and their tokens.

use crate::command::{ActOnClient, ClientsCommand, GenerateToken};
use crate::domain::client::{ClientAction, ClientId};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::service::{ActedOn, Provisioned};
use crate::worker::directory::{DirectoryWorker, Version};

use super::core::App;
use super::request::{Request, Survives};
use crate::state::ClientMessage;

/// Survives a lock, which the token in it does not: its loss must be reported.
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
        let acting = if self.is_edited_user_gone() {
            self.submission(Err(Failure::UserGone))
        } else {
            self.submit(request)
        };
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.acting = acting;
        }
    }

    fn take_generated(&mut self, result: Result<Provisioned, Failure>, at: Version) {
        match result {
            Ok(new) => {
                self.note_acted(&new.details, at);
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
                self.note_acted(&acted.details, at);
                if let Some(token) = acted.token {
                    self.show_token(&acted.details, acted.client, token);
                }
            }
            Err(failure) => self.refuse_action(&failure, at),
        }
        self.refresh();
    }

    fn note_acted(&mut self, details: &UserDetails, at: Version) {
        self.keep_listed(details.user.id);
        self.note_details(details, at);
        if let Some(editor) = self.editor_of(details.user.id) {
            editor.acting.finish();
        }
    }

    fn tell_acted(&mut self, action: ClientAction, client: ClientId) {
        let name = self
            .state
            .modals
            .editor()
            .and_then(|editor| editor.details.value())
            .and_then(|details| details.clients.iter().find(|known| known.id == client))
            .map(|known| known.name.to_string());
        match action {
            ClientAction::Reprovision | ClientAction::Reregister => {}
            ClientAction::Deregister => self.toast_success(ClientMessage::Deregistered(name)),
            ClientAction::Delete => self.toast_success(ClientMessage::Deleted(name)),
        }
    }

    fn refuse_action(&mut self, failure: &Failure, at: Version) {
        self.note_refusal(failure, self.edited_user(), at);
        match self.state.modals.editor_mut() {
            Some(editor) if editor.acting.is_pending() => editor.acting.refuse(failure.clone()),
            _ => self.toast_error(failure.clone()),
        }
        self.note_lost_right(failure);
    }
}
