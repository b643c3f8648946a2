//! Dialogs over dialogs: only the one that was opened last can be used, and Escape closes it alone.

use avo_admin::domain::one_time_password::OneTimeSecret;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::User;
use avo_admin::state::{
    BoxedPassword, BoxedToken, EditorMode, EditorQuestion, FreshPassword, Identification, Leaving, Modal, ModalId,
    PasswordHandOver, Remote, Route, Submission, UserQuestion,
};
use egui::Key;

use super::*;
use crate::dialog_world::{bo, editor, fresh_token};
use crate::raw_input;
use crate::screens_fixture::{at_work, now, rows};

/// A dialog and its name.
type Opening = (fn() -> Modal, &'static str);

const ONE_TIME_PASSWORD: &str = "One-time password";

/// Every dialog there is. The first holds a token that would be lost, without which some of the others make no sense.
const ALL: [Opening; 14] = [
    (edit_user, "Edit User"),
    (
        || Modal::EditorQuestion(EditorQuestion::LoseToken(Leaving::Close)),
        "Close without the token for build-host-7?",
    ),
    (
        || Modal::PasswordPrompt(Submission::default()),
        "Confirm with your password",
    ),
    (|| Modal::Identification(Identification::Asking), "Identify a token"),
    (|| Modal::ChangePassword, "Change Password"),
    (
        || Modal::AboutUser(UserQuestion::Delete(Box::new(rows().remove(1)))),
        "Delete bo.lindqvist?",
    ),
    (one_time_password, ONE_TIME_PASSWORD),
    (|| Modal::LosePassword, "Close without the password for bo.lindqvist?"),
    (|| Modal::BackUp(Box::default()), "Back Up"),
    (|| Modal::Restore(Box::default()), "Restore"),
    (|| Modal::Keyboard, "Keyboard"),
    (|| Modal::Messages, "Messages"),
    (|| Modal::SignOut, "Discard your changes?"),
    (|| Modal::Quit, "Discard your changes?"),
];

fn edit_user() -> Modal {
    let mut editor = editor(EditorMode::Edit(UserId(7)), Remote::Ready(bo()));
    editor.token = BoxedToken::Fresh(fresh_token(false));
    Modal::Editor(Box::new(editor))
}

fn one_time_password() -> Modal {
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

/// The dialogs with something in them that can be used.
fn usable(story: &Story) -> Vec<String> {
    let controls = [
        Role::Button,
        Role::Tab,
        Role::TextInput,
        Role::PasswordInput,
        Role::ComboBox,
    ];
    let is_usable = |dialog: &egui_kittest::Node<'_>| {
        dialog.children_recursive().any(|child| {
            let node = child.accesskit_node();
            controls.contains(&node.role()) && !node.is_disabled()
        })
    };
    let dialogs = story.query_all_by_role(Role::Dialog).filter(is_usable);
    dialogs.filter_map(|dialog| dialog.accesskit_node().label()).collect()
}

/// Escape twice in one frame, as from a keyboard that repeats it.
fn escape_twice(story: &mut Story) {
    let escape = raw_input::key(Key::Escape, true);
    story.input_mut().events.extend([escape.clone(), escape]);
    story.run_steps(5);
}

/// Answers the question on top.
fn close_anyway(story: &mut Story) {
    {
        let buttons = story.query_all_by_role_and_label(Role::Button, "Close anyway");
        let mut usable = buttons.filter(|button| !button.accesskit_node().is_disabled());
        usable.next_back().expect("it asks first").click();
    }
    story.run_steps(4);
}

/// What is open, the lowest first.
fn open_ids(story: &Story) -> Vec<ModalId> {
    story.state().state.modals.iter().map(|(id, _)| id).collect()
}

#[test]
fn of_any_two_dialogs_only_the_one_that_was_opened_last_can_be_used() {
    let mut story = story(at_work(Route::UserManagement));
    for lower in ALL {
        for upper in ALL.into_iter().filter(|upper| *upper != lower) {
            let modals = &mut story.state_mut().state.modals;
            modals.retain(|_| false);
            modals.open(ALL[0].0());
            modals.open(one_time_password());
            let lower_id = modals.open(lower.0());
            story.run_steps(4);
            assert_eq!(usable(&story), [lower.1]);
            let upper_id = story.state_mut().state.modals.open(upper.0());
            check_upper(&mut story, (lower, lower_id), (upper, upper_id));
        }
    }
}

fn check_upper(story: &mut Story, (lower, lower_id): (Opening, ModalId), (upper, upper_id): (Opening, ModalId)) {
    let context = format!("{} over {}", upper.1, lower.1);
    // Edit User closes what belongs to it when it opens anew.
    let is_gone = !story.state().state.modals.is_open(lower_id);
    story.step();
    let is_lower_usable = usable(story).iter().any(|name| name == lower.1) && lower.1 != upper.1;
    assert!(is_gone || !is_lower_usable, "{context}, in its first frame");
    story.run_steps(3);
    assert_eq!(usable(story), [upper.1], "{context}");
    if upper == ALL[0] || upper.1 == ONE_TIME_PASSWORD {
        // It asks before the secret is lost.
        return;
    }
    let mut left = open_ids(story);
    left.retain(|id| *id != upper_id);
    escape_twice(story);
    assert_eq!(open_ids(story), left, "{context}");
    assert_eq!(usable(story), [lower.1], "{} after {}", lower.1, upper.1);
}

#[test]
fn all_dialogs_over_each_other_close_one_by_one_from_the_top() {
    let mut state = at_work(Route::UserManagement);
    let ids = ALL.map(|(modal, _)| state.modals.open(modal()));
    let mut story = story(state);
    for (index, (_, name)) in ALL.iter().enumerate().skip(1).rev() {
        assert_eq!(usable(&story), [*name]);
        escape_twice(&mut story);
        if *name == ONE_TIME_PASSWORD {
            close_anyway(&mut story);
        }
        assert_eq!(open_ids(&story), ids[..index], "{name}");
    }
    assert_eq!(usable(&story), ["Edit User"]);
}
