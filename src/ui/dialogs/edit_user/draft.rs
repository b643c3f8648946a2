//! What is typed on the tab User Details: the draft, where it started from, and what is wrong with it.
//!
//! Not its job: drawing ([`super::details_tab`]) and conflicts ([`super::conflict`]).

use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::password::{NewPassword, Strength};
use crate::domain::role::Roles;
use crate::domain::secret::SecretText;
use crate::domain::user::{User, UserDraft};
use crate::ui::parts::forms::FormErrors;

/// The fields in the order of the form; the first wrong one gets the focus.
const FORM_ORDER: [Field; 7] = [
    Field::UserName,
    Field::Email,
    Field::PrimaryRole,
    Field::FirstName,
    Field::LastName,
    Field::Password,
    Field::ConfirmPassword,
];

/// What is typed, and what is known about it.
#[derive(Default)]
pub(super) struct DetailsForm {
    /// The user the draft started from; none while a new user is typed in or the user is not here yet.
    pub(super) base: Option<User>,
    /// What is typed.
    pub(super) draft: UserDraft,
    /// The new password, empty to keep the present one.
    pub(super) password: SecretText,
    /// The new password once more.
    pub(super) confirm: SecretText,
    /// Lowering the role took Admin away; said until the role changes again.
    pub(super) is_admin_dropped: bool,
    /// Something was typed or chosen: from then on the draft is the person's, also where it equals what is stored.
    pub(super) is_touched: bool,
    /// The user is to be created with a one-time password, so that none has to be typed.
    is_without_password: bool,
    errors: FormErrors,
    checked_password: Option<CheckedPassword>,
}

/// What is known about the typed password; kept so that it is not worked out in every frame.
struct CheckedPassword {
    strength: Strength,
    problem: Option<FieldProblem>,
}

impl DetailsForm {
    /// Starts from `user`, and returns whether it does: not once something was typed or chosen, and not from an older one.
    pub(super) fn adopt(&mut self, user: &User) -> bool {
        let is_newer = self.base.as_ref().is_none_or(|base| base.revision < user.revision);
        if self.is_touched || !is_newer {
            return false;
        }
        self.rebase(user, user.draft());
        true
    }

    /// Continues with `draft` as a change of `base`, after a conflict.
    pub(super) fn rebase(&mut self, base: &User, draft: UserDraft) {
        self.base = Some(base.clone());
        self.draft = draft;
        self.checked_password = None;
    }

    /// How many things are typed that are not saved.
    pub(super) fn change_count(&self) -> usize {
        let base = self.base.as_ref().map_or_else(UserDraft::default, User::draft);
        let fields = [
            self.base.is_none() && base.user_name != self.draft.user_name,
            base.email.trim() != self.draft.email.trim(),
            base.first_name.trim() != self.draft.first_name.trim(),
            base.last_name.trim() != self.draft.last_name.trim(),
            base.primary_role != self.draft.primary_role,
            base.is_admin != self.draft.is_admin,
            !self.password.is_empty() || !self.confirm.is_empty(),
        ];
        fields.into_iter().filter(|is_changed| *is_changed).count()
    }

    /// Overwrites the typed passwords.
    pub(super) fn wipe(&mut self) {
        self.password.clear();
        self.confirm.clear();
        self.checked_password = None;
        self.errors.forget_passwords();
    }

    /// Notes that `field` is being typed in: what the directory said about it no longer holds.
    pub(super) fn typed(&mut self, field: Field) {
        self.is_touched = true;
        self.is_without_password &= !matches!(field, Field::Password | Field::ConfirmPassword);
        self.errors.typed(field);
        // The user's own words decide about the password too.
        self.checked_password = None;
    }

    /// Notes that `field` was left, so that its error may be shown.
    pub(super) fn leave(&mut self, field: Field) {
        self.errors.leave(field);
    }

    /// Takes in what the directory refused.
    pub(super) fn refuse(&mut self, errors: &FieldErrors) {
        self.errors.refuse(errors);
    }

    /// Notes that everything is to be checked, and that what was refused before is tried again.
    pub(super) fn submit(&mut self) {
        self.is_without_password = false;
        self.errors.submit();
    }

    /// The same where a one-time password takes the place of what is typed as a password, which is wiped.
    pub(super) fn submit_without_password(&mut self) {
        self.wipe();
        self.is_without_password = true;
        self.errors.submit();
    }

    /// The chosen role changed: Admin is cleared with Quality Manager.
    pub(super) fn role_chosen(&mut self) {
        self.is_touched = true;
        self.is_admin_dropped = false;
        if self.draft.is_admin && Roles::new(self.draft.primary_role, true).is_none() {
            self.draft.is_admin = false;
            self.is_admin_dropped = true;
        }
    }

    /// The error to show beside `field`: from the directory, or its own once it was left.
    pub(super) fn shown_error(&mut self, field: Field) -> Option<String> {
        let own = self.problem(field);
        self.errors.shown(field, own)
    }

    /// The first field of the form that is wrong.
    pub(super) fn first_wrong(&mut self) -> Option<Field> {
        FORM_ORDER
            .into_iter()
            .find(|field| self.errors.is_refused(*field) || self.problem(*field).is_some())
    }

    /// How strong the typed password is; none while nothing is typed.
    pub(super) fn strength(&mut self) -> Option<Strength> {
        (!self.password.is_empty()).then(|| self.checked_password().strength.clone())
    }

    fn problem(&mut self, field: Field) -> Option<FieldProblem> {
        match field {
            Field::Password if self.password.is_empty() => self.needs_password().then_some(FieldProblem::Missing),
            Field::Password => self.checked_password().problem.clone(),
            Field::ConfirmPassword => self.confirm_problem(),
            _ => self.draft.problem(field),
        }
    }

    /// Whether the user has no password unless one is typed.
    const fn needs_password(&self) -> bool {
        self.base.is_none() && !self.is_without_password
    }

    fn confirm_problem(&self) -> Option<FieldProblem> {
        let needs_password = self.needs_password() || !self.password.is_empty();
        if self.confirm.is_empty() && needs_password {
            return Some(FieldProblem::Missing);
        }
        (self.confirm != self.password).then_some(FieldProblem::PasswordsDiffer)
    }

    fn checked_password(&mut self) -> &CheckedPassword {
        let Self {
            draft,
            password,
            checked_password,
            ..
        } = self;
        checked_password.get_or_insert_with(|| {
            let words = [
                draft.user_name.as_str(),
                draft.email.as_str(),
                draft.first_name.as_str(),
                draft.last_name.as_str(),
            ];
            CheckedPassword {
                strength: Strength::rate(password, &words),
                problem: NewPassword::check(password, &words).err(),
            }
        })
    }
}
