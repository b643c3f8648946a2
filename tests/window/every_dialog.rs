//! Each dialog and question there is. One that is added to the program doesn't compile here before it has a place.

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::one_time_password::OneTimeSecret;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::{User, UserId};
use avo_admin::state::{
    BoxedPassword, BoxedToken, EditorMode, EditorQuestion, FreshPassword, Identification, Leaving, Modal,
    PasswordHandOver, Phase, Remote, Submission, UserQuestion,
};

use crate::dialog_world::{bo, editor, fresh_token};
use crate::screens_fixture::{now, rows};

/// All of them, the lowest first. The first holds a token that would be lost, without which some of the others make no
/// sense.
pub(crate) fn every_dialog() -> Vec<Modal> {
    std::iter::successors(Some(edit_user()), after).collect()
}

/// The one that comes after `modal`.
fn after(modal: &Modal) -> Option<Modal> {
    Some(match modal {
        Modal::Editor(_) => Modal::EditorQuestion(EditorQuestion::LoseToken(Leaving::Close)),
        Modal::EditorQuestion(_) => Modal::PasswordPrompt(Submission::default()),
        Modal::PasswordPrompt(_) => Modal::Identification(Identification::Asking),
        Modal::Identification(_) => Modal::ChangePassword,
        Modal::ChangePassword => Modal::AboutUser(UserQuestion::Delete(Box::new(rows().remove(1)))),
        Modal::AboutUser(_) => one_time_password(),
        Modal::OneTimePassword(_) => Modal::LosePassword,
        Modal::LosePassword => Modal::BackUp(Box::default()),
        Modal::BackUp(_) => Modal::Restore(Box::default()),
        Modal::Restore(_) => Modal::Salvage(Box::default()),
        Modal::Salvage(_) => Modal::Keyboard,
        Modal::Keyboard => Modal::Messages,
        Modal::Messages => Modal::SignOut,
        Modal::SignOut => Modal::Quit,
        Modal::Quit => return None,
    })
}

/// The name that people read, of those that [`every_dialog`] has.
pub(crate) const fn name_of(modal: &Modal) -> &'static str {
    match modal {
        Modal::Editor(_) => "Edit User",
        Modal::EditorQuestion(_) => "Close without the token for build-host-7?",
        Modal::PasswordPrompt(_) => "Confirm with your password",
        Modal::Identification(_) => "Identify a token",
        Modal::ChangePassword => "Change Password",
        Modal::AboutUser(_) => "Delete bo.lindqvist?",
        Modal::OneTimePassword(_) => "One-time password",
        Modal::LosePassword => "Close without the password for bo.lindqvist?",
        Modal::BackUp(_) => "Back Up",
        Modal::Restore(_) => "Restore",
        Modal::Salvage(_) => "Export What Can Be Read",
        Modal::Keyboard => "Keyboard",
        Modal::Messages => "Messages",
        // Both ask the same.
        Modal::SignOut | Modal::Quit => "Discard your changes?",
    }
}

/// The phases in which dialogs can be seen over each other; each of them in one of these at least.
pub(crate) fn phases() -> [Phase; 2] {
    [Phase::SignedIn, damaged()]
}

/// The directory can't be opened because it is damaged.
pub(crate) fn damaged() -> Phase {
    let failure = StorageFailure::Damaged("a page".to_owned());
    Phase::OpenFailed(Failure::Storage(failure))
}

pub(crate) fn edit_user() -> Modal {
    let mut editor = editor(EditorMode::Edit(UserId(7)), Remote::Ready(bo()));
    editor.token = BoxedToken::Fresh(fresh_token(false));
    Modal::Editor(Box::new(editor))
}

pub(crate) fn one_time_password() -> Modal {
    let user = bo().user;
    let user = User {
        password_expires_at: Some(now().plus_secs(60)),
        ..user
    };
    let secret = OneTimeSecret::new(SecretText::from("k7mfq-2wxyz-9abcd-3efgh-4jkmn"));
    let mut hand_over = PasswordHandOver::making(user.clone(), Submission::default());
    hand_over.password = BoxedPassword::Fresh(FreshPassword::new(secret, &user).unwrap());
    Modal::OneTimePassword(Box::new(hand_over))
}
