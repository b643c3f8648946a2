//! Automatic backups beside everything else that the console does.

use std::path::PathBuf;
use std::sync::Arc;

use super::Console;
use crate::app::lanes::DirectoryLanes;
use crate::command::ViewCommand;
use crate::state::{Phase, TaskKind};
use crate::worker::directory::BackupDue;
use crate::worker::lane::Hears as _;

const DAY_SECS: i64 = 24 * 60 * 60;

impl Console {
    fn that_backs_up() -> Self {
        let mut console = Self::new();
        let worker = console.directory_worker().with_automatic_backups(Arc::new(|_| None));
        let held = [&console.directory_held, &console.hash_held, &console.check_held];
        let lanes = DirectoryLanes::inline(worker, held[0], held[1], held[2]);
        console.app.lanes.as_mut().unwrap().directory = lanes;
        console.app.open();
        console
    }

    fn backups(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path().join("backups"));
        entries
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect()
    }
}

#[test]
fn the_backup_that_is_due_is_made_without_a_word_also_where_nobody_is_signed_in() {
    let mut console = Console::that_backs_up();
    console.turn();
    assert_eq!(console.state().phase, Phase::SignIn);
    assert_eq!(console.backups().len(), 1);
    console.sign_in(super::ANA);
    assert_eq!(console.backups().len(), 1);
    console.clock.advance_secs(DAY_SECS);
    console.turn();
    assert_eq!(console.backups().len(), 2);
    assert!(console.state().tasks.is_empty() && console.state().toasts.is_empty());
}

#[test]
fn a_backup_is_a_task_while_it_is_made() {
    let mut console = Console::that_backs_up();
    console.check_held.set(true);
    console.sign_in(super::ANA);
    console.app.hear(BackupDue);
    console.turn();
    let tasks = &console.state().tasks;
    let task = tasks.iter().find(|task| task.what == TaskKind::AutomaticBackUp);
    let id = task.expect("a task").id;
    console.ask(ViewCommand::CancelTask(id));
    assert!(!console.state().tasks.iter().any(|task| task.id == id));
}

#[test]
fn settings_show_the_backup_that_was_just_made() {
    let mut console = Console::that_backs_up();
    console.check_held.set(true);
    console.sign_in(super::ANA);
    let record = console.state().backup_record.value().unwrap();
    assert_eq!(record.succeeded, None);
    console.check_held.set(false);
    console.turn();
    let record = console.state().backup_record.value().unwrap();
    assert!(record.succeeded.is_some(), "{record:?}");
}

#[test]
fn a_console_without_automatic_backups_makes_none() {
    let mut console = Console::signed_in();
    console.clock.advance_secs(DAY_SECS);
    console.turn();
    assert!(console.backups().is_empty());
}
