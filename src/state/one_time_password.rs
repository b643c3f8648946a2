//! The open dialog One-time password.
//!
//! The password can be reached only through [`FreshPassword::usable`]: one that no longer works can be neither shown nor
//! copied.

use super::Submission;
use crate::domain::one_time_password::{OneTimeSecret, PasswordMark, PasswordStanding};
use crate::domain::time::Timestamp;
use crate::domain::token_standing::UserReading;
use crate::domain::user::User;

/// The hand-over of a one-time password: whose it is, whether it has been made, and what was done with it.
#[derive(Debug, Clone)]
pub struct PasswordHandOver {
    /// Its user.
    pub user: User,
    /// The making of it.
    pub making: Submission,
    /// The password, once it has been made.
    pub password: BoxedPassword,
}

/// What the box `One-time password` is about.
#[derive(Debug, Clone, Default)]
pub enum BoxedPassword {
    /// It has not been made.
    #[default]
    None,
    /// It was not spent when its user was last read.
    Fresh(FreshPassword),
    /// What became of it; the password itself is gone.
    Spent(PasswordStanding),
}

impl PasswordHandOver {
    /// The password for `user` as it is being made.
    pub const fn making(user: User, making: Submission) -> Self {
        Self {
            user,
            making,
            password: BoxedPassword::None,
        }
    }

    /// The password that is held.
    pub const fn fresh(&self) -> Option<&FreshPassword> {
        match &self.password {
            BoxedPassword::Fresh(password) => Some(password),
            BoxedPassword::None | BoxedPassword::Spent(_) => None,
        }
    }

    /// The same, to note what was done with it.
    pub const fn fresh_mut(&mut self) -> Option<&mut FreshPassword> {
        match &mut self.password {
            BoxedPassword::Fresh(password) => Some(password),
            BoxedPassword::None | BoxedPassword::Spent(_) => None,
        }
    }

    /// Takes in a reading of its user. A password that never works again is let go.
    pub fn settle(&mut self, reading: UserReading<'_>, now: Timestamp) {
        let Some(password) = self.fresh_mut() else { return };
        let standing = PasswordStanding::of(&password.mark, reading, now);
        if standing.is_spent() {
            self.password = BoxedPassword::Spent(standing);
        } else if standing != PasswordStanding::Unread {
            password.standing = standing;
        }
    }

    /// Whether closing the dialog now would lose the password: neither copied nor seen, and not spent.
    pub fn is_untaken(&self) -> bool {
        self.fresh()
            .is_some_and(|password| !password.is_copied && !password.is_seen)
    }
}

/// A one-time password that was just made.
#[derive(Debug, Clone)]
pub struct FreshPassword {
    secret: OneTimeSecret,
    /// What identifies it.
    pub mark: PasswordMark,
    /// Its standing as its user was read last.
    pub standing: PasswordStanding,
    /// Whether it reached the clipboard.
    pub is_copied: bool,
    /// Whether it was revealed.
    pub is_seen: bool,
}

impl FreshPassword {
    /// The password that was made for `user`; none where the user already has one of another kind.
    pub fn new(secret: OneTimeSecret, user: &User) -> Option<Self> {
        Some(Self {
            secret,
            mark: PasswordMark {
                user: user.id,
                expires_at: user.password_expires_at?,
            },
            standing: if user.is_disabled {
                PasswordStanding::Suspended
            } else {
                PasswordStanding::Live
            },
            is_copied: false,
            is_seen: false,
        })
    }

    /// The password in the clear, unless it has stopped working.
    pub fn usable(&self) -> Option<&OneTimeSecret> {
        (!self.standing.is_spent()).then_some(&self.secret)
    }
}
