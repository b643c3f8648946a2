//! The dialog Edit User, which is Create User as well: details on one tab, clients and their tokens on the other. For
//! one's own clients the second tab stands alone, as Token Management.
//!
//! It owns what is typed and asks before anything is lost. What is known and what is under way is in
//! [`crate::state::Editor`]. Not its job: saving, copying, closing; it sends commands.

mod clients_table;
mod clipboard_line;
mod conflict;
mod details_tab;
mod draft;
mod frame;
mod guards;
mod place;
mod provision_tab;
mod service_lines;
mod settled_rows;
mod terms;
mod token_box;
mod whose;

use egui::{Context, Id, Ui};

use self::conflict::Conflict;
use self::draft::DetailsForm;
use self::guards::{Guard, Intent};
use self::place::Place;
use self::provision_tab::{ClientRequest, ProvisionTab};
use crate::command::{
    ActOnClient, ClientsCommand, Commands, CreateUser, EditorCommand, GenerateToken, UpdateUser, ViewCommand,
};
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::state::{AppState, Editor, EditorMode, EditorTab, SubmissionId};
use crate::ui::actions::{self, Action, Handler, Scene};
use crate::ui::widgets::{Choice, Dialog, FocusRequest};

/// Tells the dialog from others.
const DIALOG_ID: &str = "edit_user";

/// One opening of the dialog, with what is typed in it.
pub struct EditUserDialog {
    opening: u64,
    tab: EditorTab,
    form: DetailsForm,
    provision: ProvisionTab,
    conflict: Option<Conflict>,
    guard: Option<Guard>,
    mode_seen: Option<EditorMode>,
    saving_told: SubmissionId,
    focus: FocusRequest<Place>,
    wants_top: bool,
}

/// What a person asked for while the dialog was drawn.
#[derive(Debug, Default)]
struct Asked {
    submit: bool,
    close: bool,
    retry: bool,
    request: Option<ClientRequest>,
}

impl EditUserDialog {
    /// A dialog for the editor that carries the same number.
    pub fn new(opening: u64) -> Self {
        Self {
            opening,
            tab: EditorTab::default(),
            form: DetailsForm::default(),
            provision: ProvisionTab::default(),
            conflict: None,
            guard: None,
            mode_seen: None,
            saving_told: SubmissionId::default(),
            focus: FocusRequest::default(),
            wants_top: false,
        }
    }

    /// Which opening this belongs to.
    pub const fn opening(&self) -> u64 {
        self.opening
    }

    /// Draws the dialog; nothing while no editor is open.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        let Some(editor) = &state.editor else { return };
        self.take_in(state, editor);
        let ctx = ui.ctx().clone();
        let is_top = self.is_top(&ctx, state);
        let mut asked = Asked::default();
        if is_top {
            self.take_shortcuts(&ctx, Scene::of(state, true), &mut asked);
        }
        self.frame_ui(&ctx, state, editor, is_top, &mut asked, commands);
        if is_top {
            self.take_asked(asked, state, editor, commands);
        }
        self.guard_ui(&ctx, state, editor, commands);
    }

    /// Whether details or passwords are typed that closing would lose.
    pub fn is_dirty(&self, state: &AppState) -> bool {
        state.editor.is_some() && self.form.change_count() > 0
    }

    /// Overwrites typed passwords and hides the token; the rest of the draft stays.
    pub fn wipe_secrets(&mut self) {
        self.form.wipe();
        self.provision.mask();
        self.guard = None;
        // Another screen has the focus now; whoever comes back finds it where the tab begins.
        self.turn_to(self.tab);
    }

    /// Does what Escape and `Cancel` do: closes, or asks first where something would be lost.
    pub fn ask_to_close(&mut self, state: &AppState, commands: &mut Commands) {
        let Some(editor) = &state.editor else { return };
        if self.guard.is_some() || is_busy(editor) {
            return;
        }
        match self.form.change_count() {
            0 => self.close(state, editor, commands),
            count => self.guard = Some(Guard::discard(count)),
        }
    }

    /// Closes unless a token would be lost that nobody has.
    fn close(&mut self, state: &AppState, editor: &Editor, commands: &mut Commands) {
        match editor.untaken_token(state.now) {
            Some(token) => self.guard = Some(Guard::lose_token(token, Intent::Close, self.is_own())),
            None => commands.send(EditorCommand::Close),
        }
    }

    /// Whether nothing lies over the dialog: no question of its own and no other dialog.
    fn is_top(&self, ctx: &Context, state: &AppState) -> bool {
        let is_asked = state.password_prompt.is_some() || state.is_quit_asked;
        self.guard.is_none() && !is_asked && !Dialog::is_covered(ctx, DIALOG_ID)
    }

    /// Whether it shows one's own clients, without the details.
    const fn is_own(&self) -> bool {
        matches!(self.mode_seen, Some(EditorMode::OwnTokens(_)))
    }

    fn id(&self) -> Id {
        Id::unique(("edit_user_fields", self.opening))
    }

    /// Takes in what has happened since the frame before.
    fn take_in(&mut self, state: &AppState, editor: &Editor) {
        self.take_mode(editor);
        if let Some(details) = editor.details.value() {
            let is_newer = self
                .form
                .base
                .as_ref()
                .is_none_or(|base| base.revision <= details.user.revision);
            if is_newer && editor.mode != EditorMode::Create && self.form.change_count() == 0 {
                let is_other = self.form.base.as_ref().map(|base| base.revision) != Some(details.user.revision);
                self.form.adopt(&details.user);
                if is_other {
                    self.conflict = None;
                }
            }
        }
        if let Some(failure) = editor.saving.newly_refused(&mut self.saving_told) {
            self.take_failure(failure);
        }
        self.wants_top |= self.provision.take_in(editor, state.now);
        if self.guard.as_ref().is_some_and(|guard| guard.is_about_token) && editor.untaken_token(state.now).is_none() {
            self.guard = None;
        }
    }

    fn take_mode(&mut self, editor: &Editor) {
        let mode = editor.mode;
        if self.mode_seen == Some(mode) {
            return;
        }
        let is_new = self.mode_seen.replace(mode).is_none();
        if is_new {
            self.turn_to(editor.opens_on);
        } else {
            // The user was created: go on with the clients.
            self.form = DetailsForm::default();
            self.conflict = None;
            self.turn_to(EditorTab::Provision);
        }
    }

    fn take_failure(&mut self, failure: &Failure) {
        match failure {
            Failure::Invalid(errors) => {
                self.form.refuse(errors);
                self.go_to_first_wrong();
            }
            Failure::UserConflict(details) => {
                if let Some(base) = &self.form.base {
                    let (conflict, merged) = Conflict::merge(base, &self.form.draft, &details.user);
                    self.form.rebase(&details.user, merged);
                    if !conflict.asks() {
                        self.focus.ask(Place::Submit);
                    }
                    self.wants_top = true;
                    self.conflict = Some(conflict);
                    self.tab = EditorTab::Details;
                }
            }
            _ => {
                self.focus.ask(Place::Submit);
                self.wants_top = true;
            }
        }
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
        for action in actions::pressed(ctx, Handler::Editor, scene, true) {
            match action {
                Action::Save => asked.submit = true,
                Action::OtherTab => self.turn_to(match self.tab {
                    EditorTab::Details => EditorTab::Provision,
                    EditorTab::Provision => EditorTab::Details,
                }),
                _ => {}
            }
        }
    }

    /// Shows a tab and puts the focus on its first field.
    fn turn_to(&mut self, tab: EditorTab) {
        self.tab = tab;
        self.provision.forget_focus();
        self.focus.forget();
        match (tab, self.mode_seen) {
            (EditorTab::Provision, _) => self.provision.focus_name(),
            (EditorTab::Details, Some(EditorMode::Create)) => self.focus.ask(Place::Field(Field::UserName)),
            (EditorTab::Details, _) => self.focus.ask(Place::Field(Field::Email)),
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
        match asked.request {
            Some(ClientRequest::Generate) => match editor.untaken_token(state.now) {
                Some(token) => self.guard = Some(Guard::replace_token(token, self.is_own())),
                None => self.go_on(Intent::Generate, state, editor, commands),
            },
            Some(ClientRequest::Act(client, action)) => {
                let untaken = editor.untaken_token(state.now);
                self.guard = Guard::act(&client, action, untaken, self.is_own(), state.now);
                if self.guard.is_none() {
                    self.go_on(Intent::Act(client, action), state, editor, commands);
                }
            }
            None => {}
        }
        if asked.submit {
            self.submit(state, editor, commands);
        } else if asked.close {
            self.ask_to_close(state, commands);
        }
    }

    /// Saves and closes, or shows what is in the way.
    fn submit(&mut self, state: &AppState, editor: &Editor, commands: &mut Commands) {
        if editor.mode != EditorMode::Create && self.form.change_count() == 0 {
            self.close(state, editor, commands);
            return;
        }
        self.form.submit();
        if self.go_to_first_wrong() {
            return;
        }
        match editor.untaken_token(state.now) {
            Some(token) => self.guard = Some(Guard::lose_token(token, Intent::Save, self.is_own())),
            None => self.save(editor, commands),
        }
    }

    fn save(&mut self, editor: &Editor, commands: &mut Commands) {
        let draft = self.form.draft.clone();
        let password = self.form.password.clone();
        match (editor.mode, &self.form.base) {
            (EditorMode::Create, _) => commands.send(EditorCommand::Create(CreateUser { draft, password })),
            (EditorMode::Edit(id), Some(base)) => commands.send(EditorCommand::Update(UpdateUser {
                id,
                revision: base.revision,
                draft,
                password: (!password.is_empty()).then_some(password),
            })),
            (EditorMode::Edit(_), None) | (EditorMode::OwnTokens(_), _) => {}
        }
    }

    fn guard_ui(&mut self, ctx: &Context, state: &AppState, editor: &Editor, commands: &mut Commands) {
        let Some(guard) = &self.guard else { return };
        let Some(choice) = guard.show(ctx) else { return };
        let intent = guard.intent.clone();
        self.guard = None;
        if choice == Choice::Confirm {
            self.go_on(intent, state, editor, commands);
        }
    }

    /// Does what needs no more asking.
    fn go_on(&mut self, intent: Intent, state: &AppState, editor: &Editor, commands: &mut Commands) {
        match intent {
            Intent::Discard => self.close(state, editor, commands),
            Intent::Close => commands.send(EditorCommand::Close),
            Intent::Save => self.save(editor, commands),
            Intent::Generate => {
                if let Some(user) = editor.mode.user() {
                    let client_name = self.provision.client_name().to_owned();
                    let terms = self.provision.terms();
                    self.provision.generating();
                    commands.send(ClientsCommand::Generate(GenerateToken {
                        user,
                        client_name,
                        terms,
                    }));
                }
            }
            Intent::Act(client, action) => {
                self.provision.acting(&client, action);
                commands.send(ClientsCommand::Act(ActOnClient {
                    id: client.id,
                    revision: client.revision,
                    action,
                    terms: self.provision.terms(),
                }));
            }
        }
    }
}

/// Whether an answer is awaited; nothing else can be asked for meanwhile.
const fn is_busy(editor: &Editor) -> bool {
    editor.saving.is_pending() || editor.acting.is_pending()
}
