//! A file or a log that does not belong in its place, from the opening to the decision about it.

use std::fs;

use super::*;
use crate::command::AcceptCopy;
use crate::domain::failure::{Failure, StorageFailure};

fn accept(console: &mut Console, password: &str) {
    console.ask(SessionCommand::AcceptCopy(AcceptCopy {
        user_name: ANA.to_owned(),
        password: secret(password),
    }));
}

#[test]
fn an_older_copy_opens_after_an_administrator_accepted_it() {
    let mut console = Console::new();
    let path = console.folder.path().join("directory.db");
    let older = fs::read(&path).unwrap();
    // Raises the generation.
    console.directory_worker().open().unwrap();
    fs::write(&path, older).unwrap();
    console.turn();
    let is_older = |console: &Console| {
        matches!(
            console.state().phase,
            Phase::OpenFailed(Failure::Storage(StorageFailure::OlderCopy(_)))
        )
    };
    assert!(is_older(&console), "{:?}", console.state().phase);
    accept(&mut console, "not her password at all");
    assert!(is_older(&console), "{:?}", console.state().phase);
    assert_eq!(
        console.state().signing_in.failure(),
        Some(&Failure::SignInRefused { wait_secs: None })
    );
    accept(&mut console, PASSWORD);
    assert_eq!(console.state().phase, Phase::SignIn);
    assert_eq!(console.state().signing_in.failure(), None);
    console.sign_in(ANA);
}

#[test]
fn the_directory_opens_after_a_foreign_log_was_set_aside() {
    let mut console = Console::new();
    let log = console.folder.path().join("directory.db-wal");
    // The header of a log with salts of its own, and the beginning of a frame.
    let mut foreign = vec![0_u8; 64];
    foreign[..4].copy_from_slice(&0x377F_0682_u32.to_be_bytes());
    foreign[16..20].copy_from_slice(&[0x5A; 4]);
    fs::write(&log, &foreign).unwrap();
    let mark = console.folder.path().join("directory.db.generation");
    fs::remove_file(mark).unwrap();
    console.turn();
    let named = StorageFailure::ForeignLog(log.display().to_string());
    assert_eq!(console.state().phase, Phase::OpenFailed(Failure::Storage(named)));
    console.ask(SessionCommand::SetLogAside);
    assert_eq!(console.state().phase, Phase::SignIn);
    let kept = fs::read_dir(console.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let kept = kept.filter(|path| path.to_string_lossy().contains("-wal.set-aside-"));
    assert_eq!(kept.map(|path| fs::read(path).unwrap()).collect::<Vec<_>>(), [foreign]);
}
