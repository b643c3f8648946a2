//! Users: what is typed about them ([`UserDraft`]), what has been checked ([`ValidUser`]) and what is kept ([`User`]).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::characters::{is_control_or_bidi, is_visible, most_marks};
pub use super::email::EmailAddress;
use super::field::{Field, FieldError, FieldErrors, FieldProblem};
use super::role::{PrimaryRole, Roles};
use super::time::Timestamp;

/// The number the directory gives a user; never used again after a delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UserId(pub i64);

/// How often a row has been changed. A change carries the revision it started from; another one is a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub i64);

impl Revision {
    /// The revision of what was just created.
    pub const FIRST: Self = Self(1);
}

/// A User Name: 3 to 64 of ASCII letters, digits, `.`, `_`, `-`, `@`; unique without regard to case; never changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserName(String);

impl UserName {
    /// Checks `text`, which is trimmed first.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
        if !text.chars().all(is_allowed) {
            return Err(FieldProblem::UserNameCharacters);
        }
        if !(3..=64).contains(&text.len()) {
            return Err(FieldProblem::UserNameLength);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The most combining marks that follow each other in a name. Vietnamese needs two and pointed Hebrew four; more only
/// paint over the lines above and below.
const MOST_MARKS: usize = 5;

/// A first or last name: 1 to 100 characters of any script, trimmed, with something to see and without control
/// characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Checks `text`, which is trimmed first.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let name = Self::stored(text.trim())?;
        if !name.0.chars().any(is_visible) {
            return Err(FieldProblem::NameInvisible);
        }
        if most_marks(&name.0) > MOST_MARKS {
            return Err(FieldProblem::NameMarks);
        }
        Ok(name)
    }

    /// A name that a directory holds. Earlier versions accepted more, and a stricter rule must not make a directory
    /// unreadable.
    pub fn stored(text: &str) -> Result<Self, FieldProblem> {
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if text.chars().count() > 100 {
            return Err(FieldProblem::NameLength);
        }
        if text.chars().any(is_control_or_bidi) {
            return Err(FieldProblem::NameCharacters);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where a user's identity is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Configuration {
    /// A password kept in this directory.
    #[default]
    Default,
}

/// A person in the directory, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The directory's number for the user.
    pub id: UserId,
    /// The name the user signs in with.
    pub user_name: UserName,
    /// Where the identity is checked.
    pub configuration: Configuration,
    /// The e-mail address.
    pub email: EmailAddress,
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// Primary and secondary role.
    pub roles: Roles,
    /// A disabled user can neither sign in nor use a token.
    pub is_disabled: bool,
    /// The password was set by another person and must be changed at the next sign-in.
    pub must_change_password: bool,
    /// When a one-time password that the user still has stops working.
    pub password_expires_at: Option<Timestamp>,
    /// When the user was created.
    pub created_at: Timestamp,
    /// When the user's details were last changed.
    pub changed_at: Timestamp,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Timestamp>,
    /// Sign-in is refused until then, after too many wrong passwords.
    pub locked_until: Option<Timestamp>,
    /// How often the details have been changed.
    pub revision: Revision,
}

impl User {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Whether both are the same account. A backup may give a number to another user than the directory that it replaces
    /// did; a User Name never changes.
    pub fn is_same_account(&self, other: &Self) -> bool {
        self.id == other.id && self.user_name == other.user_name
    }

    /// Whether nothing of the user was changed since it was created.
    pub fn is_unchanged(&self) -> bool {
        self.revision == Revision::FIRST
    }

    /// Whether sign-in is refused at `now` because of wrong passwords.
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }

    /// The editable details as a draft.
    pub fn draft(&self) -> UserDraft {
        UserDraft {
            user_name: self.user_name.to_string(),
            email: self.email.to_string(),
            first_name: self.first_name.to_string(),
            last_name: self.last_name.to_string(),
            primary_role: self.roles.primary(),
            is_admin: self.roles.is_administrator(),
        }
    }
}

/// What has been typed about a user so far; may be wrong in every field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDraft {
    /// User Name, as typed. Ignored when an existing user is changed.
    pub user_name: String,
    /// Email Id, as typed.
    pub email: String,
    /// First Name, as typed.
    pub first_name: String,
    /// Last Name, as typed.
    pub last_name: String,
    /// The chosen Primary Role.
    pub primary_role: PrimaryRole,
    /// Whether the secondary role `Admin` is checked.
    pub is_admin: bool,
}

impl Default for UserDraft {
    fn default() -> Self {
        Self {
            user_name: String::new(),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            primary_role: PrimaryRole::QualityEngineer,
            is_admin: false,
        }
    }
}

impl UserDraft {
    /// Checks every field and returns all problems at once, in the order of the form.
    pub fn validate(&self) -> Result<ValidUser, FieldErrors> {
        let mut errors = FieldErrors::default();
        let user_name = errors.take(Field::UserName, UserName::parse(&self.user_name));
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        let first_name = errors.take(Field::FirstName, PersonName::parse(&self.first_name));
        let last_name = errors.take(Field::LastName, PersonName::parse(&self.last_name));
        let roles = errors.take(
            Field::PrimaryRole,
            Roles::new(self.primary_role, self.is_admin).ok_or(FieldProblem::AdminNeedsManager),
        );
        match (user_name, email, first_name, last_name, roles) {
            (Some(user_name), Some(email), Some(first_name), Some(last_name), Some(roles)) => Ok(ValidUser {
                user_name,
                email,
                first_name,
                last_name,
                roles,
            }),
            _ => Err(errors),
        }
    }

    /// The problem of one field, or `None` where it is fine.
    pub fn problem(&self, field: Field) -> Option<FieldProblem> {
        self.validate()
            .err()?
            .get(field)
            .map(|error: &FieldError| error.problem.clone())
    }
}

/// A draft that passed every check which needs no directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidUser {
    /// User Name.
    pub user_name: UserName,
    /// Email Id.
    pub email: EmailAddress,
    /// First Name.
    pub first_name: PersonName,
    /// Last Name.
    pub last_name: PersonName,
    /// Primary and secondary role.
    pub roles: Roles,
}

#[cfg(test)]
pub(super) mod tests;
