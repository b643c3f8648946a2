//! What forms have in common: when an error is shown, when an answer has come, and a new password typed twice.

pub(crate) mod change_password;
pub(crate) mod full_path;
pub(crate) mod new_password;

use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::words::problems;

/// Which fields of a form show their mistakes: those that were left, and all of them once the form was submitted.
#[derive(Debug)]
pub(crate) struct ShownMistakes<F> {
    left: Vec<F>,
    is_submitted: bool,
}

impl<F> Default for ShownMistakes<F> {
    fn default() -> Self {
        Self {
            left: Vec::new(),
            is_submitted: false,
        }
    }
}

impl<F: PartialEq> ShownMistakes<F> {
    /// The mistakes in `field` are shown from now on.
    pub(crate) fn leave(&mut self, field: F) {
        if !self.left.contains(&field) {
            self.left.push(field);
        }
    }

    /// The mistakes in all fields are shown from now on.
    pub(crate) const fn submit(&mut self) {
        self.is_submitted = true;
    }

    /// Whether a mistake in `field` is shown.
    pub(crate) fn is_shown(&self, field: &F) -> bool {
        self.is_submitted || self.left.contains(field)
    }

    /// Whether a mistake in `field` is shown, where an empty field is one only once the form was submitted.
    pub(crate) fn is_shown_unless_empty(&self, field: &F, is_empty: bool) -> bool {
        self.is_submitted || !is_empty && self.left.contains(field)
    }
}

/// Which errors of a form are shown: its own by [`ShownMistakes`], and those an answer brought.
#[derive(Debug, Default)]
pub(crate) struct FormErrors {
    own: ShownMistakes<Field>,
    refused: FieldErrors,
}

impl FormErrors {
    /// Takes in what happened to `field`.
    pub(crate) fn note(&mut self, field: Field, response: &egui::Response) {
        if response.changed() {
            self.typed(field);
        }
        if response.lost_focus() {
            self.leave(field);
        }
    }

    /// What an answer said about `field` no longer holds.
    pub(crate) fn typed(&mut self, field: Field) {
        self.refused.forget(field);
        if field == Field::Password {
            self.refused.forget(Field::ConfirmPassword);
        }
    }

    /// Shows the error of `field` from now on.
    pub(crate) fn leave(&mut self, field: Field) {
        self.own.leave(field);
    }

    /// Shows the errors of all fields from now on; what an answer said is tried again.
    pub(crate) fn submit(&mut self) {
        self.own.submit();
        self.refused = FieldErrors::default();
    }

    /// Takes in what an answer refused.
    pub(crate) fn refuse(&mut self, errors: &FieldErrors) {
        self.refused = errors.clone();
    }

    /// Whether an answer refused `field`.
    pub(crate) fn is_refused(&self, field: Field) -> bool {
        self.refused.get(field).is_some()
    }

    /// Forgets that the passwords were left, because they are empty again.
    pub(crate) fn forget_passwords(&mut self) {
        self.own
            .left
            .retain(|field| !matches!(field, Field::Password | Field::ConfirmPassword));
    }

    /// The words beside `field`: what an answer brought, else its own problem once that may be shown.
    pub(crate) fn shown(&self, field: Field, own: Option<FieldProblem>) -> Option<String> {
        let refused = self.refused.get(field).map(|error| error.problem.clone());
        let problem = refused.or_else(|| own.filter(|_| self.own.is_shown(&field)));
        problem.map(|problem| problems::problem(&problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(fields: &[Field]) -> FormErrors {
        let mut refusal = FieldErrors::default();
        for field in fields {
            refusal.push(*field, FieldProblem::PasswordsDiffer);
        }
        let mut errors = FormErrors::default();
        errors.refuse(&refusal);
        errors
    }

    #[test]
    fn a_refusal_of_both_passwords_is_forgotten_when_the_first_is_typed() {
        let mut errors = refused(&[Field::Password, Field::ConfirmPassword, Field::Email]);
        errors.typed(Field::Password);
        let shown = [Field::Password, Field::ConfirmPassword, Field::Email].map(|field| errors.shown(field, None));
        assert_eq!(shown.map(|words| words.is_some()), [false, false, true]);
    }

    #[test]
    fn a_field_shows_its_own_error_once_it_was_left_or_the_form_submitted() {
        let mut errors = FormErrors::default();
        let own = || Some(FieldProblem::Missing);
        assert_eq!(errors.shown(Field::Email, own()), None);
        errors.leave(Field::Email);
        assert!(errors.shown(Field::Email, own()).is_some());
        assert_eq!(errors.shown(Field::FirstName, own()), None);
        errors.submit();
        assert!(errors.shown(Field::FirstName, own()).is_some());
    }
}
