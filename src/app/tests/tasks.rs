//! Long work in the background, and what does not wait for it.

use super::Console;
use crate::command::{SessionCommand, UsersCommand, ViewCommand};
use crate::domain::query::UserQuery;
use crate::state::{Phase, TaskKind};
use crate::worker::ticket::Ticket;

fn search(text: &str) -> UsersCommand {
    UsersCommand::Query(UserQuery {
        search: text.to_owned(),
        ..UserQuery::default()
    })
}

impl Console {
    /// A user is signed in while the check after the start has not begun.
    fn checking() -> Self {
        let mut console = Self::new();
        console.check_held.set(true);
        console.sign_in(super::ANA);
        console
    }
}

#[test]
fn sign_in_and_the_first_list_do_not_wait_for_the_check() {
    let console = Console::checking();
    let state = console.state();
    assert_eq!(state.phase, Phase::SignedIn);
    assert!(state.users.value().is_some() && state.home.value().is_some());
    let [task] = &state.tasks[..] else {
        panic!("{:?}", state.tasks);
    };
    assert_eq!(task.what, TaskKind::CheckDirectory);
    assert!(!task.is_shown(state.now));
    assert!(task.is_shown(state.now.plus_secs(1)));
}

#[test]
fn a_check_that_has_ended_is_no_task() {
    let mut console = Console::checking();
    console.check_held.set(false);
    console.turn();
    assert!(console.state().tasks.is_empty());
}

#[test]
fn a_cancelled_check_leaves_the_tasks_without_a_message() {
    let mut console = Console::checking();
    let id = console.state().tasks[0].id;
    console.ask(ViewCommand::CancelTask(id));
    assert!(console.state().tasks.is_empty());
    console.check_held.set(false);
    console.turn();
    assert!(console.state().toasts.is_empty(), "{:?}", console.state().toasts);
}

#[test]
fn progress_of_a_task_is_taken_over() {
    let mut console = Console::signed_in();
    let ticket = Ticket::default();
    console.app.track(TaskKind::CheckDirectory, ticket.clone());
    assert!(ticket.note_progress(30, 120).is_continue());
    console.turn();
    assert_eq!(console.state().tasks[0].percent(), Some(25));
    drop(ticket.guard());
    console.turn();
    assert!(console.state().tasks.is_empty());
}

#[test]
fn a_newer_search_stops_the_older_one() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(search("ana"));
    let older = console.app.users_flight.ticket().unwrap();
    console.ask(search("eva"));
    assert!(older.is_cancelled());
    console.directory_held.set(false);
    console.turn();
    let list = console.state().users.value().unwrap();
    let names: Vec<_> = list.rows.iter().map(|row| row.user.user_name.as_str()).collect();
    assert_eq!(names, [super::EVA]);
    assert!(console.state().users.pending_since().is_none());
}

#[test]
fn a_lock_stops_the_reading_that_is_under_way() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(search("eva"));
    let reading = console.app.users_flight.ticket().unwrap();
    console.ask(SessionCommand::Lock);
    assert!(reading.is_cancelled());
}

#[test]
fn a_list_is_read_while_a_password_is_hashed() {
    let mut console = Console::signed_in();
    // The writer is at work on something else for as long as this is held.
    let worker = console.directory_worker();
    let lanes = console.app.lanes.as_mut().unwrap();
    let held = std::rc::Rc::new(std::cell::Cell::new(true));
    lanes.directory.write = crate::worker::lane::Lane::inline(worker, held);
    console.ask(search("eva"));
    let list = console.state().users.value().unwrap();
    assert_eq!(list.rows.len(), 1);
}
