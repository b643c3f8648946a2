//! `check` and `audit`: what is intact says so, and what was changed outside the program is named with exit code 4.

use std::fs;

use avo_admin::crypto::HashPolicy;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::Service;

use super::{Account, PASSWORD};
use crate::directory::{HandClock, manager, tamper};

fn tampered(account: &Account, sql: &str) {
    tamper(&rusqlite::Connection::open(account.file()).unwrap(), sql);
}

#[test]
fn a_directory_that_is_intact_is_said_to_be() {
    let account = Account::with_directory();
    for words in [&["check"][..], &["audit", "verify"]] {
        let run = account.on_file(words, b"");
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(
            run.out.contains("intact") && run.out.contains("1 entry,"),
            "{}",
            run.out
        );
    }
}

#[test]
fn an_entry_and_a_role_that_were_changed_are_named() {
    let account = Account::with_directory();
    drop(account.sign_in(PASSWORD));
    tampered(&account, "UPDATE users SET email = 'eve@example.com'");
    assert_eq!(account.on_file(&["audit", "verify"], b"").code, 0);
    account
        .on_file(&["check"], b"")
        .is_refused_with(4, "The record of user ada.admin (role, status or password) was changed");
    tampered(&account, "UPDATE audit SET action = 'signed_out' WHERE id = 2");
    for words in [&["check"][..], &["audit", "verify"]] {
        account
            .on_file(words, b"")
            .is_refused_with(4, "Entry 2 of the audit trail, of ");
    }
}

#[test]
fn a_head_that_an_administrator_kept_finds_a_cut_tail() {
    let account = Account::with_directory();
    let before = fs::read(account.file()).unwrap();
    drop(account.sign_in(PASSWORD));
    let head = account.on_file(&["audit", "head"], b"");
    assert_eq!((head.code, head.out.lines().count()), (0, 1), "{}", head.err);
    let head = head.out.trim();
    let intact = account.on_file(&["check", "--head", head], b"");
    assert_eq!(intact.code, 0, "{}", intact.err);
    assert!(intact.out.contains("compared with 1 kept head\n"), "{}", intact.out);
    fs::write(account.file(), before).unwrap();
    // With it, the older copy is refused before its trail is read.
    fs::remove_file(format!("{}.generation", account.file().display())).unwrap();
    assert_eq!(account.on_file(&["check"], b"").code, 0);
    for words in [&["check", "--head", head][..], &["audit", "verify", "--head", head]] {
        account
            .on_file(words, b"")
            .is_refused_with(4, "The audit trail is shorter than before");
    }
    account
        .on_file(&["check", "--head", &head[..head.len() / 2]], b"")
        .is_refused_with(2, "--head");
    let other = Account::with_directory();
    other
        .on_file(&["check", "--head", head], b"")
        .is_refused_with(3, "another directory");
}

/// What the service and the console keep in the account's state folder is compared without being asked for.
#[test]
fn heads_that_this_account_kept_are_compared() {
    let account = Account::with_directory();
    let before = fs::read(account.file()).unwrap();
    let (mut service, signed_in) = account.sign_in(PASSWORD);
    service.sign_out(signed_in.session);
    let line = format!("{}\n", service.anchor().unwrap());
    drop(service);
    let folder = account.home.path().join(".local/state/avo-admin/heads");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("some.heads"), line).unwrap();
    assert_eq!(account.on_file(&["check"], b"").code, 0);
    fs::write(account.file(), before).unwrap();
    // With it, the older copy is refused before its trail is read.
    fs::remove_file(format!("{}.generation", account.file().display())).unwrap();
    account
        .on_file(&["check"], b"")
        .is_refused_with(4, "The audit trail is shorter than before");
}

#[test]
fn old_entries_are_moved_to_a_file_and_verified_there() {
    let account = Account::new();
    let clock = HandClock::new();
    // Of 2024, so that they are old on any computer.
    clock.move_secs(-2 * 365 * 86_400);
    let (policy, password) = (HashPolicy::production(), SecretText::from(PASSWORD));
    drop(Service::create(account.file(), policy, clock, &manager("ada.admin", true), &password).unwrap());
    let file = account.home.path().join("trail.jsonl");
    let shown = file.display().to_string();
    let seal = |before: &str| {
        let words = ["audit", "seal", &shown, "--before", before, "--user", "ada.admin"];
        account.on_file(&words, format!("{PASSWORD}\n").as_bytes())
    };
    let nothing = seal("2001-02-03");
    assert_eq!(
        (nothing.code, nothing.out.as_str()),
        (0, "There are no entries of before that day.\n"),
        "{}",
        nothing.err
    );
    seal("2999-01-01").is_refused_with(3, "Entries of the last 90 days stay in the directory");
    let wrong = seal("soon");
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("it is not a day such as 2026-01-31"),
        "{}",
        wrong.err
    );
    let done = seal("2025-06-01");
    let said = format!("Moved entries 1 to 1 of the audit trail to {shown}.\n");
    assert_eq!((done.code, done.out), (0, said), "{}", done.err);
    let verify = || account.on_file(&["audit", "verify", "--sealed", &shown], b"");
    let intact = verify();
    assert_eq!(intact.code, 0, "{}", intact.err);
    assert!(
        intact.out.contains("; entries up to 1 were moved to files"),
        "{}",
        intact.out
    );
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("ada.admin", "eve.admin")).unwrap();
    verify().is_refused_with(4, &format!("Line 2 of {shown} was changed, moved or inserted"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_can_write_to_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;

    let account = Account::with_directory();
    let check = || account.on_file(&["check"], b"");
    assert_eq!(check().err, "");
    let folder = account.file().parent().unwrap().to_path_buf();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o770)).unwrap();
    let reported = check();
    assert_eq!(reported.code, 0, "{}", reported.err);
    assert!(
        reported.err.contains("Other accounts can write to the folder"),
        "{}",
        reported.err
    );
}
