//! `check` and `audit`: what is intact says so, and what was changed outside the program is named with exit code 4.

use std::fs;

use super::{Account, PASSWORD};
use crate::directory::tamper;

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
