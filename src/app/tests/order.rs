//! Answers that belong to another session, or are older than what is shown.

use super::{Console, EVA, PASSWORD, secret};
use crate::app::core::App;
use crate::app::request::{Request, Survives};
use crate::command::{EditorCommand, SessionCommand, ViewCommand};
use crate::domain::failure::Failure;
use crate::domain::query::UserDetails;
use crate::domain::user::UserId;
use crate::service::Reads as _;
use crate::state::{ClientMessage, Message, Phase};
use crate::worker::directory::{DirectoryWorker, ReadWorker, Version};

/// Leaves its name in the list of messages.
#[derive(Debug)]
struct Marked<const SURVIVES: u8>;

impl<const SURVIVES: u8> Request for Marked<SURVIVES> {
    type Worker = DirectoryWorker;
    type Answer = ();
    const SURVIVES: Survives = match SURVIVES {
        0 => Survives::Nothing,
        1 => Survives::Lock,
        _ => Survives::SignOut,
    };

    fn work(&self, _: &mut DirectoryWorker) {}

    fn take(self, app: &mut App, (): (), _: Version) {
        app.toast_info(ClientMessage::Deleted(Some(SURVIVES.to_string())));
    }
}

impl Console {
    fn ask_all(&mut self) {
        self.app.ask(Marked::<0>);
        self.app.ask(Marked::<1>);
        self.app.ask(Marked::<2>);
    }

    /// Which of them have left their name.
    fn taken(&self) -> Vec<&str> {
        let names = self.state().toasts.iter().filter_map(|toast| match &toast.message {
            Message::Client(ClientMessage::Deleted(name)) => name.as_deref(),
            _ => None,
        });
        names.collect()
    }
}

#[test]
fn the_figures_of_home_do_not_wait_for_the_list_of_users() {
    let mut console = Console::signed_in();
    console.app.refresh_figures();
    let first = console.app.lanes.as_ref().unwrap().directory.read.try_recv().unwrap();
    first(&mut console.app);
    assert!(console.state().home.pending_since().is_none());
    assert!(console.state().users.pending_since().is_some());
}

#[test]
fn an_answer_counts_after_a_lock_or_a_sign_out_only_where_its_request_says_so() {
    for (leave, expected) in [
        (None, &["0", "1", "2"][..]),
        (Some(SessionCommand::Lock), &["1", "2"]),
        (Some(SessionCommand::SignOut), &["2"]),
    ] {
        let mut console = Console::signed_in();
        console.directory_held.set(true);
        console.ask_all();
        if let Some(leave) = leave {
            console.ask(leave);
        }
        console.directory_held.set(false);
        console.turn();
        assert_eq!(console.taken(), expected);
    }
}

#[test]
fn an_answer_from_before_the_lock_is_dropped_also_after_the_unlock() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.app.ask(Marked::<0>);
    let late = console.app.lanes.as_ref().unwrap();
    let delivery = {
        console.directory_held.set(false);
        late.directory.write.try_recv().unwrap()
    };
    console.ask(SessionCommand::Lock);
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    delivery(&mut console.app);
    assert!(console.taken().is_empty());
}

#[test]
fn an_answer_of_another_session_is_dropped_though_a_user_is_signed_in() {
    let mut console = Console::signed_in();
    console.app.ask(Marked::<1>);
    let delivery = console.app.lanes.as_ref().unwrap().directory.write.try_recv().unwrap();
    console.ask(SessionCommand::SignOut);
    console.sign_in(EVA);
    delivery(&mut console.app);
    assert!(console.taken().is_empty());
}

/// Reads a user like the dialog does.
#[derive(Debug)]
struct Reading(UserId);

impl Request for Reading {
    type Worker = ReadWorker;
    type Answer = Result<UserDetails, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(|reader, session| reader.user_details(session, self.0))
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.take_details(self.0, answer, at);
    }
}

#[test]
fn an_older_reading_that_arrives_after_a_newer_write_is_dropped() {
    let mut console = Console::signed_in();
    console.edit_me();
    let me = console.me();
    console.app.ask(Reading(me));
    let older = console.app.lanes.as_ref().unwrap().directory.read.try_recv().unwrap();
    console.generate("build-host-7");
    assert!(console.holds_token());
    older(&mut console.app);
    console.clipboard_turn();
    // The older answer knows no such client, and would have taken the token for one that is void.
    assert!(console.holds_token());
    let details = console.state().modals.editor().unwrap().details.value().unwrap();
    assert_eq!(details.clients.len(), 1);
}

#[test]
fn an_older_name_of_the_signed_in_user_does_not_come_back() {
    let mut console = Console::signed_in();
    let before = console.state().me.clone().unwrap();
    console.ask(EditorCommand::OpenEdit(before.id));
    console.ask(EditorCommand::Update(crate::command::UpdateUser {
        id: before.id,
        revision: before.revision,
        draft: crate::domain::user::UserDraft {
            first_name: "Anna".to_owned(),
            ..before.draft()
        },
        password: None,
    }));
    assert_eq!(console.state().me.as_ref().unwrap().first_name.as_str(), "Anna");
    console.app.take_me(Ok(before), Version::default());
    assert_eq!(console.state().me.as_ref().unwrap().first_name.as_str(), "Anna");
}

#[test]
fn a_dropped_question_is_asked_again_after_the_unlock() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(ViewCommand::Refresh);
    console.ask(SessionCommand::Lock);
    console.directory_held.set(false);
    console.turn();
    console.ask(SessionCommand::Unlock(crate::command::Unlock {
        password: secret(PASSWORD),
    }));
    let state = console.state();
    assert!(state.users.pending_since().is_none() && state.home.pending_since().is_none());
    assert!(state.users.value().is_some() && state.registration_service.value().is_some());
}

#[test]
fn figures_that_are_asked_for_twice_at_once_come_to_rest() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(ViewCommand::Refresh);
    console.ask(ViewCommand::Refresh);
    console.directory_held.set(false);
    console.turn();
    let state = console.state();
    assert!(state.users.pending_since().is_none() && state.home.pending_since().is_none());
}

#[test]
fn reading_continues_after_a_change_of_ones_own_password() {
    let mut console = Console::signed_in();
    console.ask(SessionCommand::ChangePassword(crate::command::ChangePassword {
        current: Some(secret(PASSWORD)),
        new: secret("eleven quiet herons by the lake"),
    }));
    console.ask(ViewCommand::Refresh);
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.state().users.failure().is_none() && console.state().users.value().is_some());
}
