//! The small dialogs, and the shell behind them.

use avo_admin::command::{ChangePassword, Command, SessionCommand};
use avo_admin::domain::clipboard_failure::ClipboardFailure;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::token_standing::TokenStanding;
use avo_admin::state::{
    AppState, Carried, ClipboardState, Modal, Restoring, Route, Submission, SubmissionId, Task, TaskId, TaskKind,
};
use egui::Key;

use super::*;
use crate::dialog_world::{refused, token_for};
use crate::screens_fixture::{at_work, now};

fn holding() -> ClipboardState {
    ClipboardState::Holding {
        carried: Carried::Token {
            mark: held_token(),
            standing: TokenStanding::Live,
            client_name: "build-host-7".to_owned(),
        },
        since: now(),
        clears_at: now().plus_secs(24),
    }
}

#[test]
fn the_whole_shell_is_disabled_behind_a_dialog() {
    let mut work = at_work(Route::UserManagement);
    work.modals.open(Modal::ChangePassword);
    let mut story = story(work);
    for (role, name) in [
        (Role::Link, "Home"),
        (Role::Button, "Profile"),
        (Role::Button, "Create"),
        (Role::ComboBox, "Role"),
        (Role::Button, "Edit bo.lindqvist"),
        (Role::Button, "Messages"),
    ] {
        let node = story.get_by_role_and_label(role, name);
        assert!(node.accesskit_node().is_disabled(), "{name}");
        node.click_accesskit();
    }
    assert!(sent(&mut story).is_empty());
}

#[test]
fn ones_own_password_is_changed_with_the_current_one() {
    let mut work = at_work(Route::Home);
    work.modals.open(Modal::ChangePassword);
    let mut story = story(work);
    assert!(story.query_by_role_and_label(Role::Dialog, "Change Password").is_some());
    assert!(is_focused(&story, "Current Password"));
    type_into(&mut story, "Current Password", "the one from before");
    type_into(&mut story, "New Password", "quiet lantern over the marsh");
    type_into(&mut story, "Confirm Password", "quiet lantern over the marsh");
    press(&mut story, "Change password");
    let changed = sent(&mut story);
    let [
        Command::Session(SessionCommand::ChangePassword(ChangePassword {
            current: Some(current),
            new,
        })),
    ] = changed.as_slice()
    else {
        panic!("{changed:?}");
    };
    assert_eq!(current.expose(), "the one from before");
    assert_eq!(new.expose(), "quiet lantern over the marsh");
    story.key_press(Key::Escape);
    assert!(sent(&mut story).is_empty());
    assert!(story.query_by_role(Role::Dialog).is_none());
}

#[test]
fn the_new_password_must_differ_from_the_present_one() {
    let mut work = at_work(Route::Home);
    work.modals.open(Modal::ChangePassword);
    let mut story = story(work);
    for field in ["Current Password", "New Password", "Confirm Password"] {
        type_into(&mut story, field, "quiet lantern over the marsh");
    }
    press(&mut story, "Change password");
    assert!(sent(&mut story).is_empty());
    assert!(says(&story, "The new password must differ"));
}

#[test]
fn a_change_of_role_asks_for_the_password_and_a_wrong_one_is_cleared() {
    let mut work = at_work(Route::UserManagement);
    work.modals.open(Modal::PasswordPrompt(Submission::default()));
    let mut story = story(work);
    assert!(
        story
            .query_by_role_and_label(Role::Dialog, "Confirm with your password")
            .is_some()
    );
    assert!(is_focused(&story, "Password"));
    story.get_by_label("Password").type_text("wrong");
    story.run_steps(2);
    story.key_press(Key::Enter);
    assert_eq!(sent_kinds(&mut story), ["Session::ConfirmPassword"]);
    let refused = refused(Failure::SignInRefused { wait_secs: None });
    *story.state_mut().state.modals.password_prompt_mut().unwrap() = refused;
    story.run_steps(4);
    assert!(says(&story, "Incorrect user name or password"));
    assert!(!says(&story, "•"));
    assert!(is_focused(&story, "Password"));
    press(&mut story, "Cancel");
    assert!(sent(&mut story).is_empty());
    assert!(story.query_by_role(Role::Dialog).is_none());
}

#[test]
fn f1_lists_the_keyboard_and_escape_closes_it() {
    let mut story = story(at_work(Route::Home));
    story.key_press(Key::F1);
    story.run_steps(5);
    assert!(story.query_by_role_and_label(Role::Dialog, "Keyboard").is_some());
    assert!(has(&story, "Ctrl+F"));
    story.key_press(Key::Escape);
    story.run_steps(4);
    assert!(!has(&story, "Ctrl+F"));
}

fn quitting(clipboard: ClipboardState) -> AppState {
    let mut work = at_work(Route::Home);
    work.modals.open(Modal::Quit);
    work.clipboard = clipboard;
    work
}

#[test]
fn quitting_with_our_token_on_the_clipboard_asks_first() {
    let mut story = story(quitting(holding()));
    assert!(says(&story, "The token for build-host-7 is still on the clipboard"));
    press(&mut story, "Cancel");
    assert!(sent(&mut story).is_empty());
    assert!(story.query_by_role(Role::Dialog).is_none());
    story.state_mut().state.modals.open(Modal::Quit);
    story.run_steps(4);
    press(&mut story, "Clear and quit");
    assert_eq!(sent_kinds(&mut story), ["View::Quit"]);
}

#[test]
fn quitting_says_so_where_the_clipboard_could_not_be_cleared() {
    let mut story = story(quitting(ClipboardState::ClearFailed {
        secret: token_for("build-host-7"),
        why: ClipboardFailure::NotResponding,
    }));
    assert!(says(
        &story,
        "The token for build-host-7 may still be on the clipboard. The clipboard isn't responding"
    ));
    press(&mut story, "Quit");
    assert_eq!(sent_kinds(&mut story), ["View::Quit"]);
}

#[test]
fn the_list_of_keys_shows_all_of_itself_where_there_is_room() {
    let mut story = story(at_work(Route::Home));
    story.key_press(Key::F1);
    story.run();
    assert!(
        story.query_by_role(Role::ScrollBar).is_none(),
        "there is room, and yet it must be scrolled"
    );
}

#[test]
fn the_verification_of_a_backup_shows_how_much_of_it_is_done() {
    let mut work = at_work(Route::Settings);
    let task = TaskId(7);
    work.tasks.push(Task {
        id: task,
        what: TaskKind::CheckBackup,
        since: now(),
        done: 400,
        of: 1_000,
        can_cancel: true,
    });
    work.modals.open(Modal::Restore(Box::new(Restoring {
        checking: Submission::sent(SubmissionId(1), now()),
        task: Some(task),
        ..Restoring::default()
    })));
    let mut story = story(work);
    let bar = story.get_by_role_and_label(Role::ProgressIndicator, "Verifying the backup: 40%");
    assert_eq!(bar.accesskit_node().numeric_value(), Some(f64::from(0.4_f32)));
    press(&mut story, "Cancel");
    assert_eq!(sent_kinds(&mut story), ["Backup::ChooseAgain"]);
}
