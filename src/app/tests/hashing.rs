//! Passwords that are compared or hashed beside other work.

use std::sync::Arc;

use super::{ANA, Console, EVA, PASSWORD, administrator, secret};
use crate::app::lanes::DirectoryLanes;
use crate::command::{ChangePassword, ChosenPassword, CreateUser, EditorCommand, SessionCommand, UpdateUser};
use crate::domain::query::UserQuery;
use crate::domain::user::User;
use crate::state::Phase;
use crate::worker::lane::Wake;

const NEW_PASSWORD: &str = "eleven copper lanterns sway";

impl Console {
    /// Ana's own details with another first name, with or without a password.
    fn update_me(&mut self, password: Option<&str>) {
        let me = self.state().me.clone().unwrap();
        let mut draft = me.draft();
        draft.first_name = "Anna".to_owned();
        self.ask(EditorCommand::Update(UpdateUser {
            id: me.id,
            revision: me.revision,
            draft,
            password: password.map(secret),
        }));
    }

    fn create(&mut self, user_name: &str) {
        self.ask(EditorCommand::OpenCreate);
        self.ask(EditorCommand::Create(CreateUser {
            draft: administrator(user_name),
            password: ChosenPassword::Typed(secret(NEW_PASSWORD)),
        }));
    }

    fn is_saving(&self) -> bool {
        let editor = self.state().modals.editor();
        editor.is_some_and(|editor| editor.saving.is_pending())
    }

    fn me_now(&self) -> &User {
        self.state().me.as_ref().unwrap()
    }

    /// Whether the directory has a user of this name.
    fn has_user(&self, user_name: &str) -> bool {
        let mut found = false;
        self.as_eva(|service, _| {
            let list = service.read_users(&UserQuery::default(), None).unwrap();
            found = list.rows.iter().any(|row| row.user.user_name.as_str() == user_name);
        });
        found
    }
}

#[test]
fn a_token_is_generated_while_a_password_is_hashed() {
    let mut console = Console::signed_in();
    console.hash_held.set(true);
    console.ask(SessionCommand::ChangePassword(ChangePassword {
        current: Some(secret(PASSWORD)),
        new: secret(NEW_PASSWORD),
    }));
    console.edit_me();
    console.generate("build-host-7");
    assert!(console.token().is_some());
    assert!(console.state().signing_in.is_pending());
    console.hash_held.set(false);
    console.turn();
    assert!(!console.state().signing_in.is_pending());
}

#[test]
fn a_change_without_a_password_does_not_wait_for_a_hash() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.hash_held.set(true);
    console.update_me(None);
    assert_eq!(console.me_now().first_name.as_str(), "Anna");
}

#[test]
fn a_change_with_a_password_waits_for_its_hash_and_is_saved_after_it() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.hash_held.set(true);
    console.update_me(Some(NEW_PASSWORD));
    assert!(console.is_saving());
    console.hash_held.set(false);
    console.turn();
    assert_eq!(console.me_now().first_name.as_str(), "Anna");
    console.ask(SessionCommand::Lock);
    console.unlock();
    assert_eq!(console.state().phase, Phase::Locked, "the old password");
}

#[test]
fn a_user_whose_hash_is_made_under_another_session_is_not_created() {
    let mut console = Console::signed_in();
    console.hash_held.set(true);
    console.create("bo.holm");
    console.ask(SessionCommand::SignOut);
    console.hash_held.set(false);
    console.sign_in(EVA);
    assert!(!console.has_user("bo.holm"));
    assert_eq!(console.me_now().user_name.as_str(), EVA);
}

#[test]
fn a_user_is_created_where_the_program_ends_right_after() {
    let mut console = Console::signed_in();
    let wake: Wake = Arc::new(|| ());
    let threads = DirectoryLanes::start(console.directory_worker(), &wake).unwrap();
    console.app.lanes.as_mut().unwrap().directory = threads;
    console.app.open();
    console.turn_until(|state| state.phase == Phase::SignIn);
    console.app.handle(SessionCommand::SignIn(crate::command::SignIn {
        user_name: ANA.to_owned(),
        password: secret(PASSWORD),
    }));
    console.turn_until(|state| state.phase == Phase::SignedIn);
    console.create("bo.holm");
    console.app.lanes.take().unwrap().finish();
    assert!(console.has_user("bo.holm"));
}
