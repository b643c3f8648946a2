//! Before and between the work.

use avo_admin::command::{ChangePassword, Command, CreateFirstAdministrator, SessionCommand, SignIn};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldErrors, FieldProblem};
use avo_admin::domain::secret::SecretText;
use avo_admin::state::{DemoAccount, Phase, RetryWait, Route};
use egui::Key;

use super::*;
use crate::dialog_world::{pending, refused};
use crate::screens_fixture::{at_work, now, state};

const GOOD: &str = "quiet lantern over the marsh";

#[test]
fn a_directory_that_cannot_be_opened_names_cause_and_next_step() {
    let failure = Failure::Storage(StorageFailure::Foreign("/tmp/list.db".into()));
    let mut story = story(state(Phase::OpenFailed(failure)));
    assert!(says(&story, "The file /tmp/list.db is not an Avo Admin directory"));
    assert!(says(&story, "Check the path given with --database"));
    press(&mut story, "Try again");
    press(&mut story, "Quit");
    assert_eq!(sent_kinds(&mut story), ["Session::RetryOpen", "View::AskToQuit"]);
}

#[test]
fn a_foreign_log_can_be_set_aside_where_it_is_named() {
    let failure = Failure::Storage(StorageFailure::ForeignLog("/tmp/a.db-wal".into()));
    let mut story = story(state(Phase::OpenFailed(failure)));
    assert!(says(&story, "The log /tmp/a.db-wal does not belong to this directory"));
    assert!(!has(&story, "Use this copy"));
    press(&mut story, "Set the log aside");
    assert_eq!(sent_kinds(&mut story), ["Session::SetLogAside"]);
}

#[test]
fn an_older_copy_is_accepted_with_an_administrators_password() {
    let failure = Failure::Storage(StorageFailure::OlderCopy("/tmp/a.db".into()));
    let mut story = story(state(Phase::OpenFailed(failure)));
    assert!(says(&story, "The directory /tmp/a.db is an older copy"));
    assert!(
        is_focused(&story, "Try again"),
        "accepting is not what Enter does at first"
    );
    press(&mut story, "Use this copy");
    assert!(is_focused(&story, "User Name"), "it is missing");
    assert!(sent(&mut story).is_empty());
    type_into(&mut story, "User Name", "ana.garcia");
    type_into(&mut story, "Password", GOOD);
    press(&mut story, "Use this copy");
    let sent = sent(&mut story);
    let [Command::Session(SessionCommand::AcceptCopy(accepted))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(
        (accepted.user_name.as_str(), accepted.password.expose()),
        ("ana.garcia", GOOD)
    );
}

#[test]
fn a_fault_that_only_a_restart_cures_offers_to_quit_and_not_to_try_again() {
    let mut story = story(state(Phase::OpenFailed(Failure::WorkerEnded)));
    assert!(says(&story, "Something went wrong"));
    assert!(says(&story, "Restart Avo Admin"));
    assert!(!has(&story, "Try again"));
    assert!(is_focused(&story, "Quit"), "the next step is at hand");
    press(&mut story, "Quit");
    assert_eq!(sent_kinds(&mut story), ["View::AskToQuit"]);
}

#[test]
fn the_first_start_names_the_path_and_creates_the_administrator() {
    let mut story = story(state(Phase::FirstStart));
    assert!(has(&story, "Create the first administrator"));
    assert!(says(&story, "/home/ana/.local/share/avo-admin/directory.db"));
    assert!(is_focused(&story, "User Name"), "one can type at once");
    for (field, text) in [
        ("User Name", "ana.garcia"),
        ("Email Id", "ana@example.com"),
        ("First Name", "Ana"),
        ("Last Name", "García"),
        ("Password", GOOD),
        ("Confirm Password", GOOD),
    ] {
        type_into(&mut story, field, text);
    }
    press(&mut story, "Create administrator");
    let sent = sent(&mut story);
    let [Command::Session(SessionCommand::CreateFirstAdministrator(CreateFirstAdministrator { draft, password }))] =
        sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    assert_eq!(draft.user_name, "ana.garcia");
    assert_eq!(draft.last_name, "García");
    assert!(draft.is_admin);
    assert_eq!(password.expose(), GOOD);
}

#[test]
fn errors_of_the_first_start_stand_beside_their_field_once_it_is_left() {
    let mut story = story(state(Phase::FirstStart));
    type_into(&mut story, "Email Id", "ana@example");
    assert!(!says(&story, "Enter a full address"), "not while it is being typed");
    type_into(&mut story, "First Name", "Ana");
    assert!(says(&story, "Enter a full address"));
    press(&mut story, "Create administrator");
    assert!(sent(&mut story).is_empty());
    assert!(is_focused(&story, "User Name"), "the first error has the focus");
}

#[test]
fn sign_in_works_with_the_keyboard_alone() {
    let mut story = story(state(Phase::SignIn));
    assert!(is_focused(&story, "User Name"));
    story.get_by_label("User Name").type_text("ana.garcia");
    story.run_steps(2);
    story.key_press(Key::Enter);
    story.run_steps(3);
    assert!(is_focused(&story, "Password"));
    story.get_by_label("Password").type_text(GOOD);
    story.run_steps(2);
    story.key_press(Key::Enter);
    let sent = sent(&mut story);
    let [Command::Session(SessionCommand::SignIn(SignIn { user_name, password }))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!((user_name.as_str(), password.expose()), ("ana.garcia", GOOD));
}

#[test]
fn a_refused_sign_in_keeps_the_name_clears_the_password_and_counts_down() {
    let mut story = story(state(Phase::SignIn));
    type_into(&mut story, "User Name", "ana.garcia");
    type_into(&mut story, "Password", "wrong wrong wrong");
    press(&mut story, "Sign in");
    assert_eq!(sent_kinds(&mut story), ["Session::SignIn"]);
    let window = story.state_mut();
    window.state.signing_in = refused(Failure::SignInRefused { wait_secs: Some(30) });
    window.state.retry = Some(RetryWait {
        user_name: "ana.garcia".to_owned(),
        until: now().plus_secs(30),
    });
    story.run_steps(4);
    assert!(says(
        &story,
        "Incorrect user name or password. You can try again in 30 s"
    ));
    assert!(is_focused(&story, "Password"));
    assert!(says(&story, "ana.garcia"), "the name is kept");
    assert!(!says(&story, "•"), "the password is gone");
    let button = story.get_by_role_and_label(Role::Button, "Sign in");
    assert!(button.accesskit_node().is_disabled());
    type_into(&mut story, "User Name", "2");
    assert!(!says(&story, "try again"), "another name need not wait");
    let button = story.get_by_role_and_label(Role::Button, "Sign in");
    assert!(!button.accesskit_node().is_disabled());
    story.get_by_label("User Name").focus();
    story.key_press(egui::Key::Backspace);
    story.run_steps(3);
    story.state_mut().state.now = now().plus_secs(30);
    story.run_steps(4);
    assert!(says(&story, "You can try again now"));
    assert!(
        !story
            .get_by_role_and_label(Role::Button, "Sign in")
            .accesskit_node()
            .is_disabled()
    );
}

#[test]
fn a_demonstration_offers_its_account() {
    let mut demo = state(Phase::SignIn);
    demo.demo = Some(DemoAccount {
        user_name: "ana.garcia".into(),
        password: SecretText::from("hidden from the window"),
    });
    let mut story = story(demo);
    assert!(says(&story, "ana.garcia"));
    assert!(!says(&story, "hidden from the window"));
    press(&mut story, "Use it");
    assert_eq!(sent_kinds(&mut story), ["Session::UseDemoAccount"]);
}

#[test]
fn a_password_that_another_set_is_changed_first() {
    let mut must_change = at_work(Route::Home);
    must_change.phase = Phase::PasswordMustChange;
    let mut story = story(must_change);
    assert!(!has(&story, "Current Password"), "it was given a moment ago");
    assert!(is_focused(&story, "New Password"));
    type_into(&mut story, "New Password", GOOD);
    type_into(&mut story, "Confirm Password", "something else entirely");
    press(&mut story, "Change password");
    assert!(sent(&mut story).is_empty());
    assert!(says(&story, "Passwords don't match"));
    story.state_mut().view.wipe_secrets();
    type_into(&mut story, "New Password", GOOD);
    type_into(&mut story, "Confirm Password", GOOD);
    press(&mut story, "Change password");
    let sent = sent(&mut story);
    let [Command::Session(SessionCommand::ChangePassword(ChangePassword { current: None, new }))] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    assert_eq!(new.expose(), GOOD);
}

#[test]
fn what_the_directory_refuses_stands_beside_its_field() {
    let mut first = state(Phase::FirstStart);
    first.signing_in = pending();
    let mut story = story(first);
    let errors = FieldErrors::one(Field::UserName, FieldProblem::UserNameTaken);
    story.state_mut().state.signing_in = refused(Failure::Invalid(errors));
    story.run_steps(4);
    assert!(says(&story, "This User Name is taken"));
}

#[test]
fn the_locked_console_shows_nothing_of_the_directory_and_unlocks() {
    let mut locked = at_work(Route::UserManagement);
    locked.phase = Phase::Locked;
    let mut story = story(locked);
    assert!(!says(&story, "bo.lindqvist"));
    assert!(says(&story, "Ana García"));
    assert!(is_focused(&story, "Password"));
    type_into(&mut story, "Password", GOOD);
    press(&mut story, "Unlock");
    press(&mut story, "Sign out");
    assert_eq!(sent_kinds(&mut story), ["Session::Unlock", "Session::AskToSignOut"]);
}
