//! The dialog Edit User and Create User: saving the details and acting on clients.

use crate::command::{ChosenPassword, CreateUser, EditorCommand, UpdateUser};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::user::UserId;
use crate::service::{CheckedUpdate, CreatedUser, HashedUser, Hashes as _, Reads as _};
use crate::state::{Editor, EditorMode, EditorTab, Modal, Remote, StartsAt, Submission, UserMessage};
use crate::worker::directory::{DirectoryWorker, HashWorker, Hashed, ReadWorker, Version};

use super::core::App;
use super::hashed_request::HashedRequest;
use super::request::{Request, Survives};
use super::versions::Shown;

/// One user with all clients.
#[derive(Debug)]
struct ReadUser(UserId);

impl Request for ReadUser {
    type Worker = ReadWorker;
    type Answer = Result<UserDetails, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(|reader, session| reader.user_details(session, self.0))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_details(self.0, answer, at);
    }
}

/// Survives a lock: the draft does too, and must not be taken for a user who is still to be created.
impl HashedRequest for CreateUser {
    type Hashed = Hashed<HashedUser>;
    type Value = CreatedUser;
    const SURVIVES: Survives = Survives::Lock;

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        hasher.hash(|hashing, session| match &self.password {
            ChosenPassword::Typed(password) => hashing.hash_new_user(session, &self.draft, password),
            ChosenPassword::OneTime => hashing.hash_new_user_with_one_time_password(session, &self.draft),
        })
    }

    fn work(&self, directory: &mut DirectoryWorker, hashed: &Self::Hashed) -> Result<CreatedUser, Failure> {
        directory.hashed(hashed, |service, session, hashed| {
            service.create_hashed_user(session, hashed)
        })
    }

    fn take(self, app: &mut App, answer: Result<CreatedUser, Failure>, _: Version) {
        app.take_created(answer);
    }
}

impl HashedRequest for UpdateUser {
    type Hashed = Option<Hashed<CheckedUpdate>>;
    type Value = UserDetails;
    const SURVIVES: Survives = Survives::Lock;

    fn without_hash(&self) -> Option<Self::Hashed> {
        self.password.is_none().then_some(None)
    }

    fn hash(&self, hasher: &mut HashWorker) -> Result<Self::Hashed, Failure> {
        let password = self.password.as_ref();
        let checked = hasher
            .hash(|hashing, session| hashing.check_update(session, self.id, self.revision, &self.draft, password))?;
        Ok(Some(checked))
    }

    fn work(&self, directory: &mut DirectoryWorker, checked: &Self::Hashed) -> Result<UserDetails, Failure> {
        let (id, revision) = (self.id, self.revision);
        match checked {
            Some(checked) => directory.hashed(checked, |service, session, checked| {
                service.update_checked_user(session, id, revision, checked)
            }),
            None => {
                directory.signed_in(|service, session| service.update_user(session, id, revision, &self.draft, None))
            }
        }
    }

    fn take(self, app: &mut App, answer: Result<UserDetails, Failure>, at: Version) {
        app.take_updated(answer, at);
    }
}

impl App {
    pub(super) fn handle_editor(&mut self, command: EditorCommand) {
        match command {
            EditorCommand::OpenCreate => self.open_editor(EditorMode::Create, EditorTab::Details),
            EditorCommand::OpenEdit(id) => self.open_editor_of(id, EditorMode::Edit(id), EditorTab::Details),
            EditorCommand::OpenClientsOf(id) => self.open_clients_of(id, StartsAt::Actions),
            EditorCommand::OpenClient(id, client) => self.open_clients_of(id, StartsAt::Client(client)),
            EditorCommand::OpenTokenManagement => self.open_token_management(),
            EditorCommand::Create(ref request) => self.save_user(request.clone(), command),
            EditorCommand::Update(ref request) => self.save_user(request.clone(), command),
        }
    }

    /// Opens Edit User with the clients in front.
    fn open_clients_of(&mut self, id: UserId, starts_at: StartsAt) {
        self.state
            .modals
            .retain(|open| !matches!(open, Modal::Identification(_)));
        self.open_editor_of(id, EditorMode::Edit(id), EditorTab::Provision);
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.starts_at = starts_at;
        }
    }

    /// Opens Token Management of the signed-in user.
    fn open_token_management(&mut self) {
        if let Some(id) = self.state.me.as_ref().map(|me| me.id) {
            self.open_editor_of(id, EditorMode::OwnTokens(id), EditorTab::Provision);
        }
    }

    fn open_editor_of(&mut self, id: UserId, mode: EditorMode, opens_on: EditorTab) {
        self.open_editor(mode, opens_on);
        let asked = self.try_ask(ReadUser(id));
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.details.ask(self.state.now);
            if let Err(failure) = asked {
                editor.details.answer(Err(failure));
            }
        }
    }

    fn open_editor(&mut self, mode: EditorMode, opens_on: EditorTab) {
        let editor = Editor::new(mode, opens_on);
        self.state.modals.open(Modal::Editor(Box::new(editor)));
    }

    pub(super) fn close_editor(&mut self) {
        self.state.modals.retain(|open| !matches!(open, Modal::Editor(_)));
        self.needs_password = None;
    }

    pub(super) fn take_details(&mut self, id: UserId, result: Result<UserDetails, Failure>, at: Version) {
        let failure = match result {
            Ok(details) => return self.note_details(&details, at),
            Err(failure) => failure,
        };
        if !self.versions.admit(Shown::Details(id), at) {
            return;
        }
        if let Some(editor) = self.editor_of(id) {
            editor.take_reading(Err(failure.clone()));
        }
        self.note_refusal(&failure, Some(id), at);
        self.note_lost_right(&failure);
    }

    /// The open dialog, if it is the one of this user.
    pub(super) fn editor_of(&mut self, id: UserId) -> Option<&mut Editor> {
        let editor = self.state.modals.editor_mut();
        editor.filter(|editor| editor.mode.user() == Some(id))
    }

    /// Whether the user of the open dialog is known to be gone. Nothing is asked about its number then, which may be that of
    /// another user since a restore.
    pub(super) fn is_edited_user_gone(&self) -> bool {
        self.state.modals.editor().is_some_and(Editor::is_user_gone)
    }

    /// Reads the user of a dialog again.
    pub(super) fn read_user_again(&mut self, id: UserId) {
        let Err(failure) = self.try_ask(ReadUser(id)) else {
            return;
        };
        let editor = self.editor_of(id);
        match editor.filter(|editor| editor.details.pending_since().is_some()) {
            Some(editor) => editor.take_reading(Err(failure)),
            None => self.toast_error(failure),
        }
    }

    /// Saves a user; the command is kept until it is known whether it needs the password again.
    fn save_user(&mut self, request: impl HashedRequest, command: EditorCommand) {
        let saving = if self.is_edited_user_gone() {
            self.submission(Err(Failure::UserGone))
        } else {
            self.submit_hashed(request)
        };
        self.needs_password = saving.is_pending().then(|| command.into());
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.saving = saving;
        }
    }

    fn take_created(&mut self, result: Result<CreatedUser, Failure>) {
        match result {
            Ok(CreatedUser { details, one_time }) => {
                let user = details.user.clone();
                self.needs_password = None;
                self.toast_success(UserMessage::Created);
                self.state.users_view.selected = Some(details.user.id);
                self.keep_listed(details.user.id);
                if let Some(editor) = self.state.modals.editor_mut()
                    && editor.mode == EditorMode::Create
                {
                    editor.mode = EditorMode::Edit(details.user.id);
                    editor.details = Remote::Ready(details);
                    editor.saving.finish();
                }
                if let Some(password) = one_time {
                    self.show_first_password(user, password);
                }
                self.refresh();
            }
            Err(failure) => self.refuse_save(&failure),
        }
    }

    fn take_updated(&mut self, result: Result<UserDetails, Failure>, at: Version) {
        match result {
            Ok(details) => {
                self.needs_password = None;
                self.toast_success(UserMessage::Updated);
                self.keep_listed(details.user.id);
                self.note_details(&details, at);
                if self.editor_of(details.user.id).is_some() {
                    self.close_editor();
                }
                if self.state.me.as_ref().is_some_and(|me| me.id == details.user.id) {
                    self.take_me(Ok(details.user), at);
                }
                self.refresh();
            }
            Err(failure) => {
                self.refuse_save(&failure);
                self.note_refusal(&failure, self.edited_user(), at);
            }
        }
    }

    fn refuse_save(&mut self, failure: &Failure) {
        // After a lock there is nothing left to ask for: the change was dropped with the passwords in it.
        let is_waiting = self.needs_password.is_some();
        let is_asked = *failure == Failure::PasswordNeeded && is_waiting;
        if is_asked {
            self.state.modals.open(Modal::PasswordPrompt(Submission::default()));
        } else {
            self.needs_password = None;
        }
        let editor = self.state.modals.editor_mut();
        if let Some(editor) = editor.filter(|editor| editor.saving.is_pending()) {
            if is_asked {
                editor.saving.rest();
            } else {
                editor.saving.refuse(failure.clone());
            }
        }
        self.note_lost_right(failure);
    }
}
