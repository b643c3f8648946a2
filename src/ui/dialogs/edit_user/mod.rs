//! The dialog Edit User, which is Create User as well: details on one tab, clients and their tokens on the other. For
//! one's own clients the second tab stands alone, as Token Management.
//!
//! It owns what is typed and asks before anything is lost, by a question that lies over it. What is known and what is
//! under way is in [`crate::state::Editor`]. Not its job: saving, copying, closing; it sends commands.

mod client_list;
mod clients_table;
mod closing;
mod conflict;
mod details_tab;
mod draft;
mod frame;
mod place;
mod provision_tab;
mod question;
mod service_lines;
mod settled_rows;
mod terms;
mod token_banner;
mod token_box;
mod told;

use egui::{Context, Id, Ui};

use self::conflict::{Cause, Conflict};
use self::details_tab::DetailsRequest;
use self::draft::DetailsForm;
use self::place::Place;
use self::provision_tab::{ClientRequest, ProvisionTab};
use super::Layer;
use crate::command::{
    ActOnClient, ChosenPassword, ClientsCommand, Commands, CreateUser, DialogCommand, EditorCommand, GenerateToken,
    UpdateUser, ViewCommand,
};
use crate::domain::client::{Client, ClientAction};
use crate::domain::failure::Failure;
use crate::domain::user::User;
use crate::state::{
    AppState, Editor, EditorMode, EditorQuestion, EditorTab, Leaving, Modal, ModalId, Outcome, StartsAt, SubmissionId,
    UserQuestion,
};
use crate::ui::actions::{self, Action, EditorAction, Scene};
use crate::ui::widgets::FocusRequest;

pub(super) use self::question::question_ui;

/// One opening of the dialog, with what is typed in it.
pub(super) struct EditUserDialog {
    id: ModalId,
    tab: EditorTab,
    form: DetailsForm,
    provision: ProvisionTab,
    conflict: Option<Conflict>,
    saving_taken: SubmissionId,
    /// How many closings of the directory what is typed was compared after.
    closings_taken: u64,
    focus: FocusRequest<Place>,
    wants_top: bool,
}

/// What a person asked for while the dialog was drawn.
#[derive(Debug, Default)]
struct Asked {
    submit: bool,
    close: bool,
    retry: bool,
    details: Option<DetailsRequest>,
    request: Option<ClientRequest>,
}

impl EditUserDialog {
    /// The dialog `id` as it opens.
    pub(super) fn new(editor: &Editor, id: ModalId) -> Self {
        let mut dialog = Self {
            id,
            tab: editor.opens_on,
            form: DetailsForm::default(),
            provision: ProvisionTab::default(),
            conflict: None,
            saving_taken: SubmissionId::default(),
            closings_taken: editor.closings,
            focus: FocusRequest::default(),
            wants_top: false,
        };
        dialog.turn_to(editor.opens_on);
        match editor.starts_at {
            StartsAt::Field => {}
            StartsAt::Actions => dialog.provision.focus_first_action(),
            StartsAt::Client(client) => dialog.provision.start_at(client),
        }
        dialog
    }

    /// Draws the dialog.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        layer: Layer,
        commands: &mut Commands,
    ) {
        self.take_in(state, editor);
        let ctx = ui.ctx().clone();
        let mut asked = Asked::default();
        if layer.is_top {
            self.take_shortcuts(&ctx, Scene::of(state), &mut asked);
        }
        self.frame_ui(&ctx, state, editor, layer, &mut asked, commands);
        if layer.is_top {
            self.take_asked(asked, state, editor, commands);
        }
    }

    /// Whether details or passwords are typed that closing would lose.
    pub(super) fn is_changed(&self) -> bool {
        self.form.change_count() > 0
    }

    /// Overwrites typed passwords and hides the token; the rest of the draft stays.
    pub(super) fn wipe_secrets(&mut self) {
        self.form.wipe();
        self.provision.mask();
        self.focus.forget();
        self.provision.forget_focus();
    }

    /// Gives the focus to where the open tab begins, or to what is to be chosen there.
    pub(super) fn focus_first(&mut self) {
        match &mut self.conflict {
            Some(conflict) if conflict.asks() && self.tab == EditorTab::Details => conflict.ask_for_focus(),
            _ => self.turn_to(self.tab),
        }
    }

    /// Does what Escape and `Cancel` do: closes, or asks first where something would be lost.
    fn ask_to_close(&self, state: &AppState, editor: &Editor, commands: &mut Commands) {
        match self.form.change_count() {
            0 => self.close(state, editor, commands),
            change_count => ask(EditorQuestion::Discard { change_count }, commands),
        }
    }

    /// Closes unless a token would be lost.
    fn close(&self, state: &AppState, editor: &Editor, commands: &mut Commands) {
        if editor.untaken_token(state.now).is_some() {
            ask(EditorQuestion::LoseToken(Leaving::Close), commands);
        } else {
            commands.send(DialogCommand::Close(self.id));
        }
    }

    fn id(&self) -> Id {
        Id::unique(("edit_user_fields", self.id))
    }

    /// Takes in what has happened since the frame before.
    fn take_in(&mut self, state: &AppState, editor: &Editor) {
        match editor.saving.new_outcome(&mut self.saving_taken) {
            Some(Outcome::Done) => self.go_on_with_clients(),
            Some(Outcome::Refused(failure)) => self.take_failure(failure),
            None => {}
        }
        self.compare_after_closing(editor);
        if let Some(details) = editor.details.value()
            && editor.mode != EditorMode::Create
            && self.form.adopt(&details.user)
        {
            self.conflict = None;
        }
        self.wants_top |= self.provision.take_in(editor, state.now);
    }

    /// The user was created; the clients are next.
    fn go_on_with_clients(&mut self) {
        self.form = DetailsForm::default();
        self.conflict = None;
        self.turn_to(EditorTab::Provision);
    }

    fn take_failure(&mut self, failure: &Failure) {
        match failure {
            Failure::Invalid(errors) => {
                self.form.refuse(errors);
                self.go_to_first_wrong();
            }
            Failure::UserConflict(found) => {
                if let Some(conflict) = self.merge(&found.now.user, Cause::Change(found.change.clone())) {
                    self.show_conflict(conflict);
                }
            }
            _ => {
                self.focus.ask(Place::Submit);
                self.wants_top = true;
            }
        }
    }

    /// Goes on with what is typed as a change of the user as it is `now`, and returns what is to be decided.
    fn merge(&mut self, now: &User, cause: Cause) -> Option<Conflict> {
        let base = self.form.base.as_ref()?;
        let (conflict, merged) = Conflict::merge(base, &self.form.draft, now, cause);
        self.form.rebase(now, merged);
        Some(conflict)
    }

    fn show_conflict(&mut self, conflict: Conflict) {
        if !conflict.asks() {
            self.focus.ask(Place::Submit);
        }
        self.wants_top = true;
        self.conflict = Some(conflict);
        self.tab = EditorTab::Details;
    }

    fn go_to_first_wrong(&mut self) -> bool {
        let wrong = self.form.first_wrong();
        if let Some(field) = wrong {
            self.tab = EditorTab::Details;
            self.provision.forget_focus();
            self.focus.ask(Place::Field(field));
        }
        wrong.is_some()
    }

    fn take_shortcuts(&mut self, ctx: &Context, scene: Scene, asked: &mut Asked) {
        let own = |action| match action {
            Action::Editor(action) => Some(action),
            _ => None,
        };
        for action in actions::pressed(ctx, scene, true, own) {
            match action {
                EditorAction::Save => asked.submit = true,
                EditorAction::OtherTab => self.turn_to(match self.tab {
                    EditorTab::Details => EditorTab::Provision,
                    EditorTab::Provision => EditorTab::Details,
                }),
            }
        }
    }

    /// Shows a tab and puts the focus on its first field.
    fn turn_to(&mut self, tab: EditorTab) {
        self.tab = tab;
        self.provision.forget_focus();
        self.focus.forget();
        match tab {
            EditorTab::Provision => self.provision.focus_name(),
            EditorTab::Details => self.focus.ask(Place::FirstField),
        }
    }

    fn take_asked(&mut self, asked: Asked, state: &AppState, editor: &Editor, commands: &mut Commands) {
        if asked.retry {
            match (editor.mode, &self.form.base) {
                (EditorMode::Edit(id), None) => commands.send(EditorCommand::OpenEdit(id)),
                (EditorMode::OwnTokens(_), None) => commands.send(EditorCommand::OpenTokenManagement),
                _ => commands.send(ViewCommand::Refresh),
            }
        }
        if is_busy(editor) {
            return;
        }
        let has_untaken = editor.untaken_token(state.now).is_some();
        // One thing a frame: what else was pressed in it was not meant for what comes of the first.
        match asked.request {
            Some(ClientRequest::Generate) if has_untaken => ask(EditorQuestion::ReplaceToken, commands),
            Some(ClientRequest::Generate) => self.generate(editor, commands),
            Some(ClientRequest::Act(client, action)) if question::is_asked(&client, action, editor, state) => {
                ask(EditorQuestion::Act(client, action), commands);
            }
            Some(ClientRequest::Act(client, action)) => self.act(&client, action, commands),
            None if asked.details == Some(DetailsRequest::OneTimePassword) => {
                self.ask_for_one_time_password(editor, commands);
            }
            None if asked.submit || asked.details == Some(DetailsRequest::Submit) => {
                self.submit(state, editor, commands);
            }
            None if asked.close => self.ask_to_close(state, editor, commands),
            None => {}
        }
    }

    /// Creates the user with a one-time password, whatever is typed as one, or asks before one replaces the password.
    fn ask_for_one_time_password(&mut self, editor: &Editor, commands: &mut Commands) {
        match editor.details.value() {
            _ if editor.mode == EditorMode::Create => {
                self.form.submit_without_password();
                if !self.go_to_first_wrong() {
                    let (draft, password) = (self.form.draft.clone(), ChosenPassword::OneTime);
                    commands.send(EditorCommand::Create(CreateUser { draft, password }));
                }
            }
            Some(details) => {
                let question = UserQuestion::OneTimePassword(Box::new(details.user.clone()));
                commands.send(DialogCommand::Open(Modal::AboutUser(question)));
            }
            None => {}
        }
    }

    /// Saves and closes, or shows what is in the way.
    fn submit(&mut self, state: &AppState, editor: &Editor, commands: &mut Commands) {
        if editor.mode != EditorMode::Create && self.form.change_count() == 0 {
            self.close(state, editor, commands);
            return;
        }
        if self.awaits_comparison(editor) {
            return;
        }
        self.form.submit();
        if self.go_to_first_wrong() {
            return;
        }
        if editor.untaken_token(state.now).is_some() {
            ask(EditorQuestion::LoseToken(Leaving::Save), commands);
        } else {
            self.save(editor, commands);
        }
    }

    fn save(&self, editor: &Editor, commands: &mut Commands) {
        let draft = self.form.draft.clone();
        let password = self.form.password.clone();
        match (editor.mode, &self.form.base) {
            (EditorMode::Create, _) => {
                let password = ChosenPassword::Typed(password);
                commands.send(EditorCommand::Create(CreateUser { draft, password }));
            }
            (EditorMode::Edit(id), Some(base)) => commands.send(EditorCommand::Update(UpdateUser {
                id,
                revision: base.revision,
                draft,
                password: (!password.is_empty()).then_some(password),
            })),
            (EditorMode::Edit(_), None) | (EditorMode::OwnTokens(_), _) => {}
        }
    }

    /// Does what was asked about, after a yes.
    pub(super) fn go_on(&mut self, question: &EditorQuestion, state: &AppState, commands: &mut Commands) {
        let Some(editor) = state.modals.editor().filter(|editor| !is_busy(editor)) else {
            return;
        };
        match question {
            EditorQuestion::Discard { .. } => self.close(state, editor, commands),
            EditorQuestion::LoseToken(Leaving::Close) => commands.send(DialogCommand::Close(self.id)),
            EditorQuestion::LoseToken(Leaving::Save) => self.save(editor, commands),
            EditorQuestion::ReplaceToken => self.generate(editor, commands),
            EditorQuestion::Act(client, action) => self.act(client, *action, commands),
        }
    }

    fn generate(&mut self, editor: &Editor, commands: &mut Commands) {
        let Some(user) = editor.mode.user() else { return };
        let client_name = self.provision.client_name().to_owned();
        let terms = self.provision.terms();
        self.provision.generating();
        commands.send(ClientsCommand::Generate(GenerateToken {
            user,
            client_name,
            terms,
        }));
    }

    fn act(&mut self, client: &Client, action: ClientAction, commands: &mut Commands) {
        self.provision.acting(client, action);
        commands.send(ClientsCommand::Act(ActOnClient {
            id: client.id,
            revision: client.revision,
            action,
            terms: self.provision.terms(),
        }));
    }
}

/// Puts a question over the dialog.
fn ask(question: EditorQuestion, commands: &mut Commands) {
    commands.send(DialogCommand::Open(Modal::EditorQuestion(question)));
}

/// Whether an answer is awaited; nothing else can be asked for meanwhile.
const fn is_busy(editor: &Editor) -> bool {
    editor.saving.is_pending() || editor.acting.is_pending()
}
