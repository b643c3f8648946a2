//! What can be wrong with something typed into a field, said so that the person can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

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
}

impl Field {
    /// The product's own label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UserName => "User Name",
            Self::Email => "Email Id",
            Self::FirstName => "First Name",
            Self::LastName => "Last Name",
            Self::CurrentPassword => "Current Password",
            Self::Password => "Password",
            Self::ConfirmPassword => "Confirm Password",
            Self::PrimaryRole => "Primary Role",
            Self::ClientName => "Avo Assure Client Name",
        }
    }
}

/// Why a field cannot be taken as it is. Its `Display` names the problem and the way out in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Nothing was typed.
    Missing,
    /// A character a User Name cannot have.
    UserNameCharacters,
    /// A User Name that is too short or too long.
    UserNameLength,
    /// Somebody else has this User Name.
    UserNameTaken,
    /// Not a full e-mail address.
    Email,
    /// Somebody else has this Email Id.
    EmailTaken,
    /// A first or last name that is too long.
    NameLength,
    /// A control character in a first or last name.
    NameCharacters,
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
    /// The password is on a list of common ones.
    PasswordCommon,
    /// The password is made of the user's own name or address, or of the product's words.
    PasswordDerived,
    /// The password is found in almost no guesses, such as one character repeated.
    PasswordGuessable,
    /// The new password is the present one.
    PasswordUnchanged,
    /// The two passwords differ.
    PasswordsDiffer,
    /// The current password is wrong.
    CurrentPasswordWrong,
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Missing => "Fill this in",
            Self::UserNameCharacters => "Use only letters A to Z, digits and . _ - @",
            Self::UserNameLength => "Use 3 to 64 characters",
            Self::UserNameTaken => "This User Name is taken, choose another",
            Self::Email => "Enter a full address, such as name@example.com",
            Self::EmailTaken => "Another user has this Email Id, enter a different one",
            Self::NameLength => "Use at most 100 characters",
            Self::NameCharacters => "Remove the invisible control characters",
            Self::AdminNeedsManager => "Only a Quality Manager can be Admin",
            Self::ClientNameCharacters => "Use only letters A to Z, digits, spaces and . _ -",
            Self::ClientNameLength => "Use at most 64 characters",
            Self::ClientNameTaken => "A client of this name exists in the directory, choose another name",
            Self::PasswordTooShort(count) => {
                return write!(formatter, "Use at least 15 characters, this has {count}");
            }
            Self::PasswordTooLong(count) => {
                return write!(formatter, "Use at most 128 characters, this has {count}");
            }
            Self::PasswordCommon => "This is a common password and would be guessed first, choose another",
            Self::PasswordDerived => {
                "This is made of the user's own name or address or of product words, choose another"
            }
            Self::PasswordGuessable => "This repeats a simple pattern and would be guessed at once, choose another",
            Self::PasswordUnchanged => "This is the present password, choose a new one",
            Self::PasswordsDiffer => "This differs from Password, type the same in both",
            Self::CurrentPasswordWrong => "This is not your current password",
        };
        formatter.write_str(text)
    }
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

impl fmt::Display for FieldErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{}: {}", error.field.label(), error.problem)?;
        }
        Ok(())
    }
}
