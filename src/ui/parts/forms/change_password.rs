//! Changing one's own password: the form that a dialog and a screen show.

use egui::{Id, Key, Response, Ui};

use super::FormErrors;
use super::new_password::NewPasswordFields;
use crate::command::{ChangePassword, Commands, SessionCommand};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::secret::SecretText;
use crate::state::{AppState, SubmissionId};
use crate::ui::parts::{alert_ui, failure_ui};
use crate::ui::strings::{common, dialogs::change_password as words};
use crate::ui::theme::FIELD_GAP_Y;
use crate::ui::widgets::{Button, SecretField, focus};
use crate::words::Explain as _;

/// The fields of a change of password. Right after a sign-in that demands the change, the present one is not asked for.
pub(crate) struct ChangePasswordForm {
    asks_current: bool,
    current: SecretText,
    new: NewPasswordFields,
    errors: FormErrors,
    taken: SubmissionId,
}

impl ChangePasswordForm {
    /// A form that asks for the present password, or does not.
    pub(crate) fn new(asks_current: bool) -> Self {
        Self {
            asks_current,
            current: SecretText::new(),
            new: NewPasswordFields::default(),
            errors: FormErrors::default(),
            taken: SubmissionId::default(),
        }
    }

    /// Overwrites what is typed.
    pub(crate) fn wipe(&mut self) {
        *self = Self {
            taken: self.taken,
            ..Self::new(self.asks_current)
        };
    }

    /// The field that has the focus at first.
    pub(crate) fn first_field(&self) -> Id {
        self.id(if self.asks_current {
            Field::CurrentPassword
        } else {
            Field::Password
        })
    }

    fn id(&self, field: Field) -> Id {
        Id::unique(("change_password", self.asks_current, field))
    }

    /// Draws the fields; returns whether Enter was pressed in one of them.
    pub(crate) fn fields_ui(&mut self, ui: &mut Ui, state: &AppState) -> bool {
        if let Some(failure) = state.signing_in.new_refusal(&mut self.taken) {
            self.take_refusal(ui, failure);
        }
        let mut responses: Vec<Response> = Vec::new();
        if self.asks_current {
            responses.push(self.current_ui(ui));
            ui.add_space(FIELD_GAP_Y);
        }
        let owned = user_words(state);
        let known: Vec<&str> = owned.iter().map(String::as_str).collect();
        let (new_id, confirm_id) = (self.id(Field::Password), self.id(Field::ConfirmPassword));
        responses.push(self.new.password_ui(ui, new_id, words::new(), &known, &mut self.errors));
        ui.add_space(FIELD_GAP_Y);
        responses.push(
            self.new
                .confirm_ui(ui, confirm_id, common::confirm_password(), &mut self.errors),
        );
        match state.signing_in.failure() {
            Some(failure @ Failure::Invalid(_)) => alert_ui(ui, &failure.explain()),
            Some(failure) => {
                ui.add_space(14.0);
                failure_ui(ui, state, failure, false);
            }
            None => {}
        }
        ui.input(|input| input.key_pressed(Key::Enter)) && responses.iter().any(Response::lost_focus)
    }

    fn current_ui(&mut self, ui: &mut Ui) -> Response {
        let own = self.current.is_empty().then_some(FieldProblem::Missing);
        let error = self.errors.shown(Field::CurrentPassword, own);
        let id = self.id(Field::CurrentPassword);
        let field = SecretField::new(words::current(), &mut self.current)
            .id(id)
            .error(error.as_deref());
        let response = field.show(ui);
        self.errors.note(Field::CurrentPassword, &response);
        response
    }

    /// Draws the button; returns whether it was pressed.
    pub(crate) fn submit_ui(ui: &mut Ui, state: &AppState, is_full_width: bool) -> bool {
        let is_pending = state.signing_in.is_pending();
        let label = if is_pending { words::busy() } else { words::submit() };
        let mut button = Button::primary(label)
            .accessible_name(words::submit())
            .enabled(!is_pending);
        if is_full_width {
            button = button.full_width();
        }
        button.show(ui).clicked()
    }

    /// Sends the change off, or shows what is wrong with it.
    pub(crate) fn submit(&mut self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        if state.signing_in.is_pending() {
            return;
        }
        let owned = user_words(state);
        let known: Vec<&str> = owned.iter().map(String::as_str).collect();
        self.errors.submit();
        let errors = self.check(&known);
        if !errors.is_empty() {
            self.take_refusal(ui, &Failure::Invalid(errors));
            return;
        }
        commands.send(SessionCommand::ChangePassword(ChangePassword {
            current: self.asks_current.then(|| self.current.clone()),
            new: self.new.password().clone(),
        }));
    }

    fn check(&self, known: &[&str]) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.asks_current && self.current.is_empty() {
            errors.push(Field::CurrentPassword, FieldProblem::Missing);
        }
        if let Some(problem) = self.new.problem(known) {
            errors.push(Field::Password, problem);
        } else if self.asks_current && self.new.password() == &self.current {
            errors.push(Field::Password, FieldProblem::PasswordUnchanged);
        }
        if let Some(problem) = self.new.confirm_problem() {
            errors.push(Field::ConfirmPassword, problem);
        }
        errors
    }

    /// Shows the errors and gives the focus to the first of them.
    fn take_refusal(&mut self, ui: &Ui, failure: &Failure) {
        let Failure::Invalid(errors) = failure else { return };
        self.errors.refuse(errors);
        let fields = [Field::CurrentPassword, Field::Password, Field::ConfirmPassword];
        if let Some(first) = fields.into_iter().find(|field| errors.get(*field).is_some()) {
            let id = self.id(first);
            focus::give_to(ui, id);
        }
    }
}

/// What the password must not be made of.
fn user_words(state: &AppState) -> Vec<String> {
    let Some(me) = &state.me else { return Vec::new() };
    vec![
        me.user_name.to_string(),
        me.email.to_string(),
        me.first_name.to_string(),
        me.last_name.to_string(),
    ]
}
