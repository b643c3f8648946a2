//! What can be wrong with something typed into a field, as codes with arguments.

use serde::{Deserialize, Serialize};

use super::backup_problem::BackupProblem;

/// A field of a form, by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// User Name.
    UserName,
    /// Email Id.
    Email,
    /// First Name.
    FirstName,
    /// Last Name.
    LastName,
    /// The password one has now.
    CurrentPassword,
    /// Password, or the new password.
    Password,
    /// Confirm Password.
    ConfirmPassword,
    /// Primary Role with the secondary one.
    PrimaryRole,
    /// Avo Assure Client Name.
    ClientName,
    /// The folder for automatic backups.
    BackupFolder,
    /// The public key that automatic backups are encrypted to.
    BackupRecipient,
    /// The public key of a backup.
    PublicKey,
}

/// Why a field cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Nothing was typed.
    Missing,
    /// A character a User Name cannot have.
    UserNameCharacters,
    /// A User Name that is too short or too long.
    UserNameLength,
    /// Another user has this User Name.
    UserNameTaken,
    /// Not a full e-mail address.
    Email,
    /// A character in an e-mail address that can't be seen.
    EmailInvisible(char),
    /// More bytes than an e-mail address may have; carries how many there are.
    EmailLength(usize),
    /// Another user has this Email Id.
    EmailTaken,
    /// A first or last name that is too long.
    NameLength,
    /// A control character in a first or last name.
    NameCharacters,
    /// A first or last name in which nothing can be seen.
    NameInvisible,
    /// More combining marks on one letter than any script needs.
    NameMarks,
    /// `Admin` without Quality Manager.
    AdminNeedsManager,
    /// A character a client name cannot have.
    ClientNameCharacters,
    /// A client name that is too long.
    ClientNameLength,
    /// Some user already has a client of this name.
    ClientNameTaken,
    /// Fewer code points than a password needs; carries how many there are.
    PasswordTooShort(usize),
    /// More code points than a password may have; carries how many there are.
    PasswordTooLong(usize),
    /// A character in a password that no password field takes from the keyboard: a line break, a tab, another control
    /// character or a byte order mark.
    PasswordCharacter(char),
    /// The password is on a list of common ones.
    PasswordCommon,
    /// The password is made of the user's own name or address.
    PasswordDerived,
    /// The password is made of the product's words.
    PasswordOfProduct,
    /// The password is made of a word that many passwords are made of.
    PasswordOfCommonWord,
    /// The password is found in almost no guesses, such as one character repeated.
    PasswordGuessable,
    /// The new password is the present one.
    PasswordUnchanged,
    /// The two passwords differ.
    PasswordsDiffer,
    /// The current password is wrong.
    CurrentPasswordWrong,
    /// A path that does not begin at the root.
    FolderNotAbsolute,
    /// No backup could be made with it.
    Backup(BackupProblem),
    /// Not an age public key.
    NotAPublicKey,
}

/// A problem and the field it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: FieldProblem,
}

/// All problems of a form, in the form's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// One problem.
    pub fn one(field: Field, problem: FieldProblem) -> Self {
        Self(vec![FieldError { field, problem }])
    }

    /// Adds a problem.
    pub fn push(&mut self, field: Field, problem: FieldProblem) {
        self.0.push(FieldError { field, problem });
    }

    /// Keeps the value of `checked`, or notes its problem.
    pub fn take<T>(&mut self, field: Field, checked: Result<T, FieldProblem>) -> Option<T> {
        checked.map_err(|problem| self.push(field, problem)).ok()
    }

    /// The first problem of `field`.
    pub fn get(&self, field: Field) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    /// Forgets the problems of `field`, because it is being typed in again.
    pub fn forget(&mut self, field: Field) {
        self.0.retain(|error| error.field != field);
    }

    /// Whether there is no problem.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// `Ok` where there is no problem.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_all_its_problems_in_order_and_the_first_of_each_field() {
        let mut errors = FieldErrors::default();
        assert!(errors.is_empty());
        assert_eq!(errors.take(Field::UserName, Ok("bo")), Some("bo"));
        assert_eq!(errors.clone().into_result(), Ok(()));
        assert_eq!(errors.take::<()>(Field::Email, Err(FieldProblem::Email)), None);
        errors.push(Field::Password, FieldProblem::PasswordCommon);
        errors.push(Field::Email, FieldProblem::EmailTaken);
        assert!(!errors.is_empty());
        let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, [Field::Email, Field::Password, Field::Email]);
        assert_eq!(
            errors.get(Field::Email).map(|error| &error.problem),
            Some(&FieldProblem::Email)
        );
        assert_eq!(errors.get(Field::UserName), None);
        assert_eq!(errors.clone().into_result(), Err(errors));
    }

    #[test]
    fn a_field_that_is_typed_in_again_has_no_problem_and_the_others_keep_theirs() {
        let mut errors = FieldErrors::one(Field::Email, FieldProblem::Email);
        errors.push(Field::Password, FieldProblem::PasswordCommon);
        errors.forget(Field::Email);
        assert_eq!(errors, FieldErrors::one(Field::Password, FieldProblem::PasswordCommon));
    }
}
