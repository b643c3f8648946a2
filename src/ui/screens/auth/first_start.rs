//! First start: the directory appears together with its first administrator.

use egui::{Id, Key, Response, Ui};

use super::brand_head_ui;
use crate::command::{Commands, CreateFirstAdministrator, SessionCommand};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::role::PrimaryRole;
use crate::domain::user::UserDraft;
use crate::state::{AppState, SubmissionId};
use crate::ui::parts::forms::FormErrors;
use crate::ui::parts::forms::new_password::NewPasswordFields;
use crate::ui::parts::{alert_ui, centered_column_ui, failure_ui, heading_ui, muted_ui};
use crate::ui::strings::{common, screens::first_start as words};
use crate::ui::theme::{FIELD_GAP_X, FIELD_GAP_Y, TEXT_DIALOG_TITLE};
use crate::ui::widgets::{Button, FocusRequest, TextField, focus};
use crate::words::{Explain as _, Label as _, problems};

const FIELDS: [Field; 6] = [
    Field::UserName,
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Password,
    Field::ConfirmPassword,
];

/// What is typed on the first start.
pub(crate) struct FirstStartScreen {
    draft: UserDraft,
    password: NewPasswordFields,
    errors: FormErrors,
    taken: SubmissionId,
}

impl Default for FirstStartScreen {
    fn default() -> Self {
        Self {
            draft: UserDraft {
                primary_role: PrimaryRole::QualityManager,
                is_admin: true,
                ..UserDraft::default()
            },
            password: NewPasswordFields::default(),
            errors: FormErrors::default(),
            taken: SubmissionId::default(),
        }
    }
}

fn field_id(field: Field) -> Id {
    Id::unique(("first_start", field))
}

impl FirstStartScreen {
    /// Overwrites the typed passwords.
    pub(crate) fn wipe(&mut self) {
        self.password.wipe();
    }

    /// Draws the screen.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, first: &mut FocusRequest, commands: &mut Commands) {
        if let Some(Failure::Invalid(errors)) = state.signing_in.new_refusal(&mut self.taken) {
            self.errors.refuse(errors);
            focus_error(ui, errors);
        }
        let is_pending = state.signing_in.is_pending();
        centered_column_ui(ui, "first-start", 600.0, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            brand_head_ui(ui);
            heading_ui(ui, words::heading(), TEXT_DIALOG_TITLE);
            ui.add_space(4.0);
            muted_ui(ui, &words::explanation(&state.directory.location.to_string()));
            ui.add_space(20.0);
            let is_entered = ui.add_enabled_ui(!is_pending, |ui| self.fields_ui(ui)).inner;
            first.give_by_id(&(), ui, field_id(Field::UserName));
            ui.add_space(22.0);
            general_failure_ui(ui, state);
            let label = if is_pending { words::busy() } else { words::submit() };
            let button = Button::primary(label)
                .accessible_name(words::submit())
                .full_width()
                .enabled(!is_pending);
            if (button.show(ui).clicked() || is_entered) && !is_pending {
                self.submit(ui, commands);
            }
        });
    }

    /// Draws the six fields; returns whether Enter was pressed in one of them.
    fn fields_ui(&mut self, ui: &mut Ui) -> bool {
        let wrong = self.draft.validate().err().unwrap_or_default();
        let Self {
            draft,
            password,
            errors,
            ..
        } = self;
        let width = (ui.available_width() - FIELD_GAP_X) / 2.0;
        let mut responses = Vec::new();
        let rows = [
            [
                (Field::UserName, &mut draft.user_name),
                (Field::Email, &mut draft.email),
            ],
            [
                (Field::FirstName, &mut draft.first_name),
                (Field::LastName, &mut draft.last_name),
            ],
        ];
        for row in rows {
            pair_ui(ui, |ui| {
                for (field, text) in row {
                    responses.push(text_ui(ui, width, field, text, &wrong, errors));
                }
            });
            ui.add_space(FIELD_GAP_Y);
        }
        let words = [
            draft.user_name.as_str(),
            draft.email.as_str(),
            draft.first_name.as_str(),
            draft.last_name.as_str(),
        ];
        pair_ui(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(width);
                responses.push(password.password_ui(ui, field_id(Field::Password), common::password(), &words, errors));
            });
            ui.vertical(|ui| {
                ui.set_width(width);
                let id = field_id(Field::ConfirmPassword);
                responses.push(password.confirm_ui(ui, id, common::confirm_password(), errors));
            });
        });
        let is_enter = ui.input(|input| input.key_pressed(Key::Enter));
        is_enter && responses.iter().any(Response::lost_focus)
    }

    fn submit(&mut self, ui: &Ui, commands: &mut Commands) {
        self.errors.submit();
        let mut errors = self.draft.validate().err().unwrap_or_default();
        let draft = &self.draft;
        let words = [&draft.user_name, &draft.email, &draft.first_name, &draft.last_name].map(String::as_str);
        if let Some(problem) = self.password.problem(&words) {
            errors.push(Field::Password, problem);
        }
        if let Some(problem) = self.password.confirm_problem() {
            errors.push(Field::ConfirmPassword, problem);
        }
        if !errors.is_empty() {
            focus_error(ui, &errors);
            self.errors.refuse(&errors);
            return;
        }
        commands.send(SessionCommand::CreateFirstAdministrator(CreateFirstAdministrator {
            draft: self.draft.clone(),
            password: self.password.password().clone(),
        }));
    }
}

fn pair_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = FIELD_GAP_X;
        contents(ui);
    });
}

fn text_ui(
    ui: &mut Ui,
    width: f32,
    field: Field,
    text: &mut String,
    wrong: &FieldErrors,
    errors: &mut FormErrors,
) -> Response {
    let own: Option<FieldProblem> = wrong.get(field).map(|error| error.problem.clone());
    let error = errors.shown(field, own);
    let note = (field == Field::Email).then(|| problems::email_note(text)).flatten();
    let response = TextField::new(field.label(), text)
        .id(field_id(field))
        .width(width)
        .error(error.as_deref())
        .help(note.as_deref())
        .show(ui);
    errors.note(field, &response);
    response
}

/// Gives the focus to the first field with an error.
fn focus_error(ui: &Ui, errors: &FieldErrors) {
    if let Some(first) = FIELDS.into_iter().find(|field| errors.get(*field).is_some()) {
        focus::give_to(ui, field_id(first));
    }
}

/// Draws a failure that belongs to no field.
fn general_failure_ui(ui: &mut Ui, state: &AppState) {
    match state.signing_in.failure() {
        None => {}
        Some(failure @ Failure::Invalid(_)) => alert_ui(ui, &failure.explain()),
        Some(failure) => {
            failure_ui(ui, state, failure, false);
            ui.add_space(14.0);
        }
    }
}
