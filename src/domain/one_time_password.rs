//! A password that the directory makes for a user: it works for a day, and the user must change it at the first sign-in.
//!
//! [`PasswordStanding::of`] is the one rule whether it still works, as far as its user was read. Not its job: whether a
//! sign-in is accepted, which the directory decides.

use super::secret::SecretText;
use super::time::Timestamp;
use super::token_standing::UserReading;
use super::user::UserId;

/// How long a one-time password works, in seconds.
pub const ONE_TIME_PASSWORD_SECS: i64 = 24 * 60 * 60;

/// A one-time password that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeSecret(SecretText);

impl OneTimeSecret {
    /// The password with this text.
    pub const fn new(text: SecretText) -> Self {
        Self(text)
    }

    /// The password in the clear, for the clipboard and the display.
    pub const fn text(&self) -> &SecretText {
        &self.0
    }
}

/// Identifies a one-time password without being a secret: of two of the same user, the later one ends later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordMark {
    /// Its user.
    pub user: UserId,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// Whether a one-time password works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordStanding {
    /// Not known, because the user has not been read.
    Unread,
    /// Its user can sign in with it.
    Live,
    /// It is refused while its user is disabled.
    Suspended,
    /// The user has another one-time password.
    Replaced,
    /// The user has a password of another kind: the user has changed it, or an administrator has.
    Changed,
    /// Its user was deleted.
    UserDeleted,
    /// Its time is over.
    Expired,
}

impl PasswordStanding {
    /// The standing at `now` of the password that `mark` names.
    pub fn of(mark: &PasswordMark, reading: UserReading<'_>, now: Timestamp) -> Self {
        let is_expired = mark.expires_at <= now;
        match reading {
            UserReading::UserGone => Self::UserDeleted,
            UserReading::Known {
                password_expires_at: None,
                ..
            } => Self::Changed,
            UserReading::Known {
                password_expires_at: Some(at),
                ..
            } if at != mark.expires_at => Self::Replaced,
            _ if is_expired => Self::Expired,
            UserReading::NotYet => Self::Unread,
            UserReading::Known { is_user_disabled, .. } if is_user_disabled => Self::Suspended,
            UserReading::Known { .. } => Self::Live,
        }
    }

    /// Whether it never works again, so that nothing is lost with it.
    pub const fn is_spent(self) -> bool {
        match self {
            Self::Replaced | Self::Changed | Self::UserDeleted | Self::Expired => true,
            Self::Unread | Self::Live | Self::Suspended => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000);

    fn standing(ends: Timestamp, reading: UserReading<'_>) -> PasswordStanding {
        let mark = PasswordMark {
            user: UserId(7),
            expires_at: ends,
        };
        PasswordStanding::of(&mark, reading, NOW)
    }

    fn known(password_expires_at: Option<Timestamp>, is_user_disabled: bool) -> UserReading<'static> {
        UserReading::Known {
            is_user_disabled,
            password_expires_at,
            clients: &[],
        }
    }

    #[test]
    fn the_standing_of_a_one_time_password_is_the_table() {
        use PasswordStanding::{Changed, Expired, Live, Replaced, Suspended, Unread, UserDeleted};
        let later = NOW.plus_ms(1);
        for (reading, at_last_moment, when_over) in [
            (UserReading::NotYet, Unread, Expired),
            (UserReading::UserGone, UserDeleted, UserDeleted),
            (known(None, false), Changed, Changed),
            (known(None, true), Changed, Changed),
            (known(Some(later.plus_ms(5)), false), Replaced, Replaced),
        ] {
            assert_eq!(standing(later, reading), at_last_moment, "{reading:?}");
            assert_eq!(standing(NOW, reading), when_over, "{reading:?}, its time over");
        }
        for (is_disabled, expected) in [(false, Live), (true, Suspended)] {
            assert_eq!(standing(later, known(Some(later), is_disabled)), expected);
            assert_eq!(standing(NOW, known(Some(NOW), is_disabled)), Expired);
        }
    }

    #[test]
    fn only_a_password_that_never_works_again_is_spent() {
        use PasswordStanding::{Changed, Expired, Live, Replaced, Suspended, Unread, UserDeleted};
        assert!(
            [Replaced, Changed, UserDeleted, Expired]
                .into_iter()
                .all(PasswordStanding::is_spent)
        );
        assert!(![Unread, Live, Suspended].into_iter().any(PasswordStanding::is_spent));
    }

    #[test]
    fn a_one_time_password_works_for_a_day() {
        assert_eq!(ONE_TIME_PASSWORD_SECS, 86_400);
    }

    #[test]
    fn debug_shows_nothing() {
        let password = OneTimeSecret::new(SecretText::from("k7mfq-2wxyz"));
        assert!(!format!("{password:?}").contains("k7mfq"));
        assert_eq!(password.text().expose(), "k7mfq-2wxyz");
    }
}
