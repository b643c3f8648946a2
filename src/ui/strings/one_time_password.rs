//! Words of the dialog One-time password, of the question before it, and of the button that asks for it.

use crate::domain::one_time_password::PasswordStanding;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::words::words;

words! {
    "one_time_password":
    title;
    making;
    done;
    for_new_user;
    in_place_of_password;
    whose(full_name: &str, user_name: &str);
    works_until(expires: &str);
    suspended(full_name: &str);
    question_title(user_name: &str);
    question_text(full_name: &str);
    question_text_locked(full_name: &str);
    question_text_disabled(full_name: &str);
    lose_title(user_name: &str);
    lose_text(user_name: &str);
    replaced(full_name: &str);
    changed(full_name: &str);
    user_deleted;
    expired;
    discarded(user_name: &str);
    left_suspended(user_name: &str);
    left_replaced(user_name: &str);
    left_changed(user_name: &str);
    left_user_deleted(user_name: &str);
    left_expired(user_name: &str);
}

/// What the question says that a one-time password for `user` brings with it.
pub fn question(user: &User, now: Timestamp) -> String {
    let text = if user.is_disabled {
        question_text_disabled
    } else if user.is_locked(now) {
        question_text_locked
    } else {
        question_text
    };
    text(&user.full_name())
}

/// What became of a password that no longer works.
pub fn spent(standing: PasswordStanding, full_name: &str) -> String {
    match standing {
        PasswordStanding::Changed | PasswordStanding::Unread | PasswordStanding::Live | PasswordStanding::Suspended => {
            changed(full_name)
        }
        PasswordStanding::Replaced => replaced(full_name),
        PasswordStanding::UserDeleted => user_deleted().to_owned(),
        PasswordStanding::Expired => expired().to_owned(),
    }
}

/// The message about a password that left the clipboard by itself, and why.
pub fn left_clipboard(user_name: &str, standing: PasswordStanding) -> String {
    let text = match standing {
        PasswordStanding::Suspended => left_suspended,
        PasswordStanding::Replaced => left_replaced,
        PasswordStanding::UserDeleted => left_user_deleted,
        PasswordStanding::Expired => left_expired,
        PasswordStanding::Changed | PasswordStanding::Unread | PasswordStanding::Live => left_changed,
    };
    text(user_name)
}
