//! Main file, log and mark belong together: another log is never recovered, and an older copy is never opened without an
//! administrator. What a killed program leaves opens without a word.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use avo_admin::domain::access::Denied;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::{HashPolicy, Service, set_log_aside};

use crate::at_rest::{open, snapshot, storage};
use crate::cli::{Account, PASSWORD};
use crate::directory::{ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, column, create, draft, secret};

const FILES: [&str; 3] = ["", "-wal", ".generation"];

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// What the folder of an open directory would be after its programs were killed now.
fn killed(open: &Place) -> Place {
    let place = Place::empty();
    for suffix in FILES {
        fs::copy(beside(&open.path, suffix), beside(&place.path, suffix)).unwrap();
    }
    place
}

/// A directory with Ana alone, and what is left of it after a second user was created and the program was killed.
fn older_and_killed() -> (Vec<u8>, Place) {
    let place = Place::with_ana();
    let older = fs::read(&place.path).unwrap();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    (older, killed(&place))
}

fn users(place: &Place) -> Vec<String> {
    let list = place.open().read_users(&UserQuery::default(), None).unwrap();
    list.rows.iter().map(|row| row.user.user_name.to_string()).collect()
}

fn command(path: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_avo-admin"))
        .arg("--database")
        .arg(path)
        .args(words)
        .output()
        .unwrap()
}

fn accept(place: &Place, user_name: &str, password: &str) -> Result<bool, Failure> {
    let (policy, clock) = (HashPolicy::cheap_for_tests_only(), place.clock.clone() as _);
    Service::accept_older_copy(&place.path, policy, &clock, user_name, &secret(password))
}

#[test]
fn what_a_killed_program_leaves_opens_with_all_that_was_acknowledged() {
    let (_, place) = older_and_killed();
    assert_eq!(users(&place), [ANA, "bo.lindqvist"]);
}

#[test]
fn a_log_beside_an_older_copy_is_refused_by_every_command_and_set_aside_on_demand() {
    let (older, place) = older_and_killed();
    fs::write(&place.path, older).unwrap();
    let log = beside(&place.path, "-wal");
    let before = snapshot(place.folder.path());
    for words in [
        &["users", "list"][..],
        &["serve", "--listen", "127.0.0.1:0", "--insecure-loopback"],
    ] {
        let output = command(&place.path, words);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{text}");
        let named = format!("The log {} does not belong", log.display());
        assert!(text.contains(&named) && text.contains("--set-log-aside"), "{text}");
    }
    assert_eq!(snapshot(place.folder.path()), before, "nothing was written");
    assert_eq!(
        accept(&place, ANA, ANA_PASSWORD).unwrap_err(),
        storage_failure(StorageFailure::ForeignLog(told(&log)))
    );

    let log_bytes = fs::read(&log).unwrap();
    assert!(command(&place.path, &["restore", "--set-log-aside"]).status.success());
    assert!(!log.exists());
    let kept = snapshot(place.folder.path())
        .into_iter()
        .find(|(path, _)| told(path).contains("-wal.set-aside-"));
    assert_eq!(kept.expect("the log under another name").1, log_bytes);

    let output = command(&place.path, &["users", "list"]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{text}");
    assert!(
        text.contains("is an older copy") && text.contains("--accept-older"),
        "{text}"
    );
}

fn told(path: &Path) -> String {
    path.display().to_string()
}

fn storage_failure(failure: StorageFailure) -> Failure {
    Failure::Storage(failure)
}

#[test]
fn an_older_copy_is_opened_only_after_an_administrator_accepted_it() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    drop(service);
    let older = fs::read(&place.path).unwrap();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("cy.okafor"));
    drop(service);
    fs::write(&place.path, older).unwrap();
    let refused = || {
        assert_eq!(
            storage(open(&place, &place.path)),
            StorageFailure::OlderCopy(told(&place.path))
        );
    };
    refused();
    let failure = accept(&place, ANA, "not her password at all").unwrap_err();
    assert_eq!(failure, Failure::SignInRefused { wait_secs: None });
    refused();
    let failure = accept(&place, "bo.lindqvist", OTHER_PASSWORD).unwrap_err();
    assert_eq!(failure, Failure::Denied(Denied::NotAdministrator));
    refused();
    assert_eq!(accept(&place, ANA, ANA_PASSWORD), Ok(true));
    assert_eq!(place.last_audit().0, "older_copy_accepted");
    assert_eq!(users(&place), [ANA, "bo.lindqvist"]);
    assert_eq!(
        accept(&place, ANA, ANA_PASSWORD),
        Ok(false),
        "there is nothing to accept"
    );
}

#[test]
fn accepting_on_the_command_line_needs_an_administrators_password() {
    let account = Account::with_directory();
    let older = fs::read(account.file()).unwrap();
    let listing = account.on_file(&["users", "list"], b"");
    assert_eq!(listing.code, 0, "{}", listing.err);
    fs::write(account.file(), older).unwrap();
    assert_eq!(
        account.on_file(&["restore", "--accept-older"], b"").code,
        2,
        "without a name"
    );
    let words = ["restore", "--accept-older", "--user", "ada.admin"];
    let run = account.on_file(&words, b"another long password\n");
    assert_eq!(run.code, 3, "{}", run.err);
    let run = account.on_file(&words, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("The directory was accepted."), "{}", run.out);
    assert_eq!(account.on_file(&["users", "list"], b"").code, 0);
    let run = account.on_file(&["restore", "--set-log-aside"], b"");
    assert!(
        run.out.starts_with("There is no log that does not belong"),
        "{}",
        run.out
    );
}

#[test]
fn another_directory_in_the_place_of_one_is_refused() {
    let (place, other) = (Place::with_ana(), Place::with_ana());
    fs::copy(&other.path, &place.path).unwrap();
    assert_eq!(
        storage(open(&place, &place.path)),
        StorageFailure::OtherDirectory(told(&place.path))
    );
    assert_eq!(accept(&place, ANA, ANA_PASSWORD), Ok(true));
    place.open();
}

#[test]
fn the_log_of_another_directory_or_generation_is_refused_and_one_without_a_mark_too() {
    let (_, mut left) = older_and_killed();
    let (_, other) = older_and_killed();
    let log = beside(&left.path, "-wal");
    let own = fs::read(&log).unwrap();
    fs::copy(beside(&other.path, "-wal"), &log).unwrap();
    let foreign = StorageFailure::ForeignLog(told(&log));
    assert_eq!(storage(open(&left, &left.path)), foreign);
    fs::write(&log, &own).unwrap();
    fs::remove_file(beside(&left.path, ".generation")).unwrap();
    assert_eq!(storage(open(&left, &left.path)), foreign);
    // The whole folder was put back as it was when closed, and the log of the killed program stayed.
    let closed = Place::with_ana();
    for suffix in ["", ".generation"] {
        fs::copy(beside(&closed.path, suffix), beside(&left.path, suffix)).unwrap();
    }
    assert_eq!(storage(open(&left, &left.path)), foreign);
    left.clock = closed.clock.clone();
    assert!(set_log_aside(&left.path, &*left.clock).unwrap().is_some());
    assert_eq!(users(&left), [ANA]);
}

/// A connection that never restarted the log begins an emptied one with a salt of its own.
#[test]
fn a_log_that_two_programs_emptied_and_began_anew_is_known_after_a_kill() {
    let place = Place::with_ana();
    let (mut first, ana) = place.open_as_ana();
    let (mut second, second_ana) = place.open_as_ana();
    for round in 0..6 {
        let user = create(&mut first, &ana, &draft(&format!("gone.{round}"))).user;
        first.delete_user(&ana, user.id, user.revision).unwrap();
        create(&mut second, &second_ana, &draft(&format!("kept.{round}")));
        let kept = users(&killed(&place));
        assert_eq!(kept.len(), 2 + round, "{kept:?}");
        create(&mut first, &ana, &draft(&format!("also.{round}")));
        let user = create(&mut second, &second_ana, &draft("for.a.moment")).user;
        second.delete_user(&second_ana, user.id, user.revision).unwrap();
        killed(&place).open();
        let also = first.read_users(&UserQuery::default(), None).unwrap();
        let also = also
            .rows
            .iter()
            .find(|row| row.user.user_name.as_str() == format!("also.{round}"))
            .unwrap();
        first.delete_user(&ana, also.user.id, also.user.revision).unwrap();
    }
}

#[test]
fn a_log_that_was_restarted_many_times_is_known_after_a_kill() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let raw = place.raw();
    for round in 0..12 {
        create(&mut service, &ana, &draft(&format!("user.{round}")));
        // Written back, so that the next change restarts the log.
        raw.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
        assert_eq!(users(&killed(&place)).len(), 2 + round);
    }
}

/// A database tool takes no lock and begins a log of its own.
#[test]
fn the_log_of_a_tool_that_has_the_directory_open_is_used() {
    let place = Place::with_ana();
    let raw = place.raw();
    raw.execute_batch("UPDATE directory SET created_at = 7").unwrap();
    let service = place.open();
    let created_at: Vec<i64> = column(&place.raw(), "SELECT created_at FROM directory");
    assert_eq!(created_at, [7]);
    drop((service, raw));
    place.open();
}

#[test]
fn a_directory_of_an_earlier_schema_opens_with_the_log_of_a_killed_program() {
    let place = Place::empty();
    let raw = place.raw();
    raw.execute_batch(include_str!("fixtures/schema_v5.sql")).unwrap();
    raw.pragma_update(None, "journal_mode", "wal").unwrap();
    raw.execute_batch("UPDATE users SET last_name = 'Logged' WHERE user_name = 'bo.lindqvist'")
        .unwrap();
    let left = Place::empty();
    for suffix in ["", "-wal"] {
        fs::copy(beside(&place.path, suffix), beside(&left.path, suffix)).unwrap();
    }
    assert!(fs::metadata(beside(&left.path, "-wal")).unwrap().len() > 0);
    let list = left.open().read_users(&UserQuery::default(), None).unwrap();
    assert_eq!(list.rows[1].user.last_name.as_str(), "Logged");
    // A copy of the time before the upgrade is an older one from now on.
    fs::copy(&place.path, &left.path).unwrap();
    assert_eq!(
        storage(open(&left, &left.path)),
        StorageFailure::OlderCopy(told(&left.path))
    );
}

/// The upgrade that gives the identity is in the log alone for as long as a tool reads what was before it.
#[test]
fn an_upgrade_that_was_killed_before_it_came_into_the_main_file_is_known() {
    let place = Place::empty();
    let tool = place.raw();
    tool.execute_batch(include_str!("fixtures/schema_v5.sql")).unwrap();
    tool.pragma_update(None, "journal_mode", "wal").unwrap();
    tool.execute_batch("BEGIN; SELECT * FROM users").unwrap();
    let service = place.open();
    let left = killed(&place);
    drop(service);
    assert_eq!(users(&left), ["ana.garcia", "bo.lindqvist"]);
}

#[test]
fn a_new_directory_takes_neither_the_log_nor_the_mark_of_a_former_one() {
    let (_, place) = older_and_killed();
    fs::remove_file(&place.path).unwrap();
    let make = || {
        let policy = HashPolicy::cheap_for_tests_only();
        let password = SecretText::from(ANA_PASSWORD);
        Service::create(&place.path, policy, place.clock.clone(), &draft(ANA), &password)
    };
    assert_eq!(
        storage(make()),
        StorageFailure::ForeignLog(told(&beside(&place.path, "-wal")))
    );
    assert!(!place.path.exists());
    fs::remove_file(beside(&place.path, "-wal")).unwrap();
    drop(make().unwrap());
    assert_eq!(users(&place), [ANA]);
}
