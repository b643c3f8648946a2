//! `restore`, as scripts run it.

use std::fs;

use super::{Account, PASSWORD, users};

fn input() -> Vec<u8> {
    format!("{PASSWORD}\n").into_bytes()
}

#[test]
fn a_backup_is_restored_after_a_preview_and_the_old_file_kept() {
    let account = Account::with_directory();
    fs::write(account.home.path().join("passphrase"), "seven copper lanterns sway\n").unwrap();
    let secret = ["--passphrase-file", "passphrase"];
    let words = [&["backup", "b.age", "--user", "ada.admin", "--encrypt"], &secret[..]].concat();
    let run = account.on_file(&words, &input());
    assert_eq!(run.code, 0, "{}", run.err);

    let dry = account.on_file(&[&["restore", "b.age", "--dry-run"], &secret[..]].concat(), b"");
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.out.contains("The backup is sound"), "{}", dry.out);
    account
        .on_file(&["restore", "b.age", "--dry-run"], b"")
        .is_refused_with(3, "The backup is encrypted");
    fs::write(account.home.path().join("wrong"), "another copper lantern\n").unwrap();
    account
        .on_file(&["restore", "b.age", "--dry-run", "--passphrase-file", "wrong"], b"")
        .is_refused_with(3, "Incorrect passphrase");

    let words = [&["restore", "b.age", "--user", "ada.admin"], &secret[..]].concat();
    account
        .on_file(&words, b"wrong\n")
        .is_refused_with(3, "Incorrect user name or password");
    let run = account.on_file(&words, &input());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains(".before-restore-"), "{}", run.out);
    assert_eq!(users(&account, &[]).len(), 1);
    let without = account.on_file(&["restore", "b.age"], b"");
    assert_eq!(without.code, 2, "{}", without.err);
}

#[test]
fn the_preview_says_what_is_taken_away_as_the_window_does() {
    let account = Account::with_directory();
    let run = account.on_file(&["backup", "b.db", "--user", "ada.admin"], &input());
    assert_eq!(run.code, 0, "{}", run.err);
    let nothing = account.on_file(&["restore", "b.db", "--dry-run"], b"");
    assert!(
        nothing.out.contains("nothing was withdrawn since the backup"),
        "{}",
        nothing.out
    );
    let run = account.on_file(&["reset-password", "ada.admin"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    let changed = account.on_file(&["restore", "b.db", "--dry-run"], b"");
    let named = "these no longer work as in the backup:\n  User ada.admin: needs a one-time password\n";
    assert!(changed.out.contains(named), "{}", changed.out);
    fs::remove_file(account.file()).unwrap();
    let alone = account.on_file(&["restore", "b.db", "--dry-run"], b"");
    assert!(alone.out.contains("There is no readable directory"), "{}", alone.out);
    assert!(alone.out.contains("Credentials: 0"), "{}", alone.out);
    let kept = account.on_file(&["restore", "b.db", "--dry-run", "--keep-secrets"], b"");
    assert!(kept.out.contains("work as in the backup, also those"), "{}", kept.out);
}

#[test]
fn what_can_be_read_of_a_damaged_directory_is_exported_and_check_names_the_way() {
    let account = Account::with_directory();
    let mut bytes = fs::read(account.file()).unwrap();
    bytes[4096 * 3..4096 * 6].fill(0);
    fs::write(account.file(), &bytes).unwrap();
    let check = account.on_file(&["check"], b"");
    assert_eq!(check.code, 4, "{}", check.err);
    assert!(check.err.contains("avo-admin salvage FILE"), "{}", check.err);
    let before = fs::read(account.file()).unwrap();
    let run = account.on_file(&["salvage", "left.jsonl"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("Written to ") && run.out.contains("audit entries: "),
        "{}",
        run.out
    );
    assert!(account.home.path().join("left.jsonl").exists());
    assert!(fs::read(account.file()).unwrap() == before);
    account
        .on_file(&["salvage", "left.jsonl"], b"")
        .is_refused_with(3, "A file already exists");
}
