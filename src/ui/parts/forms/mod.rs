//! What forms have in common: when an error is shown, when an answer has come, and a new password typed twice.

pub(crate) mod change_password;
pub(crate) mod new_password;

use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::state::Submission;

/// Which errors of a form are shown: those of fields that were left, and those an answer brought.
#[derive(Debug, Default)]
pub(crate) struct FormErrors {
    left: Vec<Field>,
    refused: FieldErrors,
}

impl FormErrors {
    /// Takes in what happened to `field`.
    pub(crate) fn note(&mut self, field: Field, response: &egui::Response) {
        if response.changed() {
            self.refused.forget(field);
        }
        if response.lost_focus() {
            self.leave(field);
        }
    }

    /// Shows the error of `field` from now on.
    pub(crate) fn leave(&mut self, field: Field) {
        if !self.left.contains(&field) {
            self.left.push(field);
        }
    }

    /// Takes in what the answer marked.
    pub(crate) fn take(&mut self, failure: &Failure) {
        if let Failure::Invalid(errors) = failure {
            self.refused = errors.clone();
        }
    }

    /// The words beside `field`: its own problem once it was left, else what the answer brought.
    pub(crate) fn shown(&self, field: Field, own: Option<FieldProblem>) -> Option<String> {
        let own = own.filter(|_| self.left.contains(&field));
        own.or_else(|| self.refused.get(field).map(|error| error.problem.clone()))
            .map(|problem| problem.to_string())
    }
}

/// Tells once that what was sent off came back refused, also where the answer came within one frame.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    is_awaited: bool,
}

impl Sent {
    /// Something was sent off.
    pub(crate) const fn send(&mut self) {
        self.is_awaited = true;
    }

    /// The refusal, in the one frame in which it came.
    pub(crate) const fn refused<'s>(&mut self, submission: &'s Submission) -> Option<&'s Failure> {
        match submission {
            Submission::Pending => {
                self.is_awaited = true;
                None
            }
            Submission::Failed(failure) if self.is_awaited => {
                self.is_awaited = false;
                Some(failure)
            }
            Submission::Failed(_) | Submission::Idle => None,
        }
    }
}
