//! A new password typed twice, with a meter that says why it would be refused.

use egui::{Id, Response, Ui};

use super::FormErrors;
use crate::domain::field::{Field, FieldProblem};
use crate::domain::password::{NewPassword, Strength, StrengthReason};
use crate::domain::secret::SecretText;
use crate::ui::parts::tones::strength_tone;
use crate::ui::strings::common;
use crate::ui::widgets::{SecretField, StatusTone, strength_meter};
use crate::words::problems;

/// What is typed into both fields, and how the first was rated.
#[derive(Default)]
pub(crate) struct NewPasswordFields {
    password: SecretText,
    confirm: SecretText,
    rating: Option<Rating>,
}

/// How a password was rated for a user known by `words`; kept, because rating takes milliseconds.
struct Rating {
    words: Vec<String>,
    strength: Strength,
}

impl NewPasswordFields {
    /// Overwrites what is typed.
    pub(crate) fn wipe(&mut self) {
        *self = Self::default();
    }

    /// What is typed in the first field.
    pub(crate) const fn password(&self) -> &SecretText {
        &self.password
    }

    /// What is wrong with the password of a user known by `words`.
    pub(crate) fn problem(&self, words: &[&str]) -> Option<FieldProblem> {
        NewPassword::check(&self.password, words).err()
    }

    /// What is wrong with the second field.
    pub(crate) fn confirm_problem(&self) -> Option<FieldProblem> {
        if self.confirm.is_empty() {
            Some(FieldProblem::Missing)
        } else {
            (self.password != self.confirm).then_some(FieldProblem::PasswordsDiffer)
        }
    }

    /// Draws the first field, named `label`, and the meter below. The meter says while typing why the password would be
    /// refused, and the field once it was left.
    pub(crate) fn password_ui(
        &mut self,
        ui: &mut Ui,
        id: Id,
        label: &str,
        words: &[&str],
        errors: &mut FormErrors,
    ) -> Response {
        ui.vertical(|ui| {
            self.rate(words);
            let error = errors.shown(Field::Password, self.rated_problem());
            let field = SecretField::new(label, &mut self.password)
                .id(id)
                .revealable(true)
                .error(error.as_deref());
            let response = field.show(ui);
            errors.note(Field::Password, &response);
            if response.changed() {
                self.rating = None;
                self.rate(words);
            }
            if error.is_none() {
                self.meter_ui(ui);
            }
            response
        })
        .inner
    }

    /// Draws the second field, named `label`.
    pub(crate) fn confirm_ui(&mut self, ui: &mut Ui, id: Id, label: &str, errors: &mut FormErrors) -> Response {
        let error = errors.shown(Field::ConfirmPassword, self.confirm_problem());
        let field = SecretField::new(label, &mut self.confirm)
            .id(id)
            .error(error.as_deref());
        let response = field.show(ui);
        errors.note(Field::ConfirmPassword, &response);
        response
    }

    /// Rates the password for a user known by `words`, unless that is done.
    fn rate(&mut self, words: &[&str]) {
        let is_rated = self.rating.as_ref().is_some_and(|rating| rating.words == words);
        if self.password.is_empty() {
            self.rating = None;
        } else if !is_rated {
            self.rating = Some(Rating {
                words: words.iter().map(|word| (*word).to_owned()).collect(),
                strength: Strength::rate(&self.password, words),
            });
        }
    }

    fn rated_problem(&self) -> Option<FieldProblem> {
        match self.rating.as_ref().map(|rating| &rating.strength.reason) {
            None => Some(FieldProblem::Missing),
            Some(StrengthReason::Refused(problem)) => Some(problem.clone()),
            Some(_) => None,
        }
    }

    fn meter_ui(&self, ui: &mut Ui) {
        match self.rating.as_ref().map(|rating| &rating.strength) {
            Some(strength) => {
                let text = problems::strength(strength);
                strength_meter(ui, strength.fraction, &text, strength_tone(strength.grade));
            }
            None => {
                strength_meter(ui, 0.0, common::password_help(), StatusTone::Off);
            }
        }
    }
}
