//! The secrets that this console hands over by the clipboard: which there are, and how each stands.

use crate::domain::one_time_password::{PasswordMark, PasswordStanding};
use crate::domain::token_standing::{TokenMark, TokenStanding};
use crate::domain::user::UserId;

/// What kind of secret it is; the words differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecretKind {
    /// A token of a client.
    #[default]
    Token,
    /// A one-time password of a user.
    OneTimePassword,
}

impl SecretKind {
    /// The code that messages choose their words by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::OneTimePassword => "password",
        }
    }
}

/// A secret as messages call it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecretName {
    /// What it is.
    pub kind: SecretKind,
    /// Whose it is: the name of the token's client, or the User Name.
    pub of: String,
}

/// A secret of ours that was copied, without the secret, and its standing at that time. It is cleared as soon as its
/// standing gets worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// A token.
    Token {
        /// Which.
        mark: TokenMark,
        /// Its standing when it was copied.
        standing: TokenStanding,
        /// The name of its client.
        client_name: String,
    },
    /// A one-time password.
    Password {
        /// Which.
        mark: PasswordMark,
        /// Its standing when it was copied.
        standing: PasswordStanding,
        /// The User Name of its user.
        user_name: String,
    },
}

impl Carried {
    /// What messages call it.
    pub fn name(&self) -> SecretName {
        let (kind, of) = match self {
            Self::Token { client_name, .. } => (SecretKind::Token, client_name),
            Self::Password { user_name, .. } => (SecretKind::OneTimePassword, user_name),
        };
        SecretName { kind, of: of.clone() }
    }

    /// Its user.
    pub const fn user(&self) -> UserId {
        match self {
            Self::Token { mark, .. } => mark.user,
            Self::Password { mark, .. } => mark.user,
        }
    }

    /// Whether it is the token of `of`.
    pub fn is_token(&self, of: &TokenMark) -> bool {
        matches!(self, Self::Token { mark, .. } if mark == of)
    }

    /// Whether it is the one-time password of `of`.
    pub fn is_password(&self, of: &PasswordMark) -> bool {
        matches!(self, Self::Password { mark, .. } if mark == of)
    }
}
