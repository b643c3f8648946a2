//! `backup`, as scripts run it.

use std::fs;

use super::{Account, PASSWORD, contains};

/// `words` with a passphrase file named `passphrase`, as the administrator.
fn backup(account: &Account, words: &[&str]) -> super::Run {
    let words = [&["backup", "--user", "ada.admin"], words].concat();
    account.on_file(&words, format!("{PASSWORD}\n").as_bytes())
}

#[test]
fn backup_writes_a_directory_that_can_be_listed() {
    let account = Account::with_directory();
    let run = backup(&account, &["copy.db"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("Backed up ") && run.out.contains("/copy.db."),
        "{}",
        run.out
    );
    assert!(run.err.contains("not encrypted"), "{}", run.err);
    let copy = account.home.path().join("copy.db");
    #[cfg(unix)]
    assert_eq!(super::mode(&copy), 0o600);
    let list = account.run(&["users", "list", "--database", "copy.db"], b"");
    assert!(list.out.contains("ada.admin"), "{}{}", list.out, list.err);
    backup(&account, &["copy.db"]).is_refused_with(3, "copy.db");
}

#[test]
fn backup_is_for_administrators_with_the_right_password() {
    let account = Account::with_directory();
    let wrong = account.on_file(&["backup", "copy.db", "--user", "ada.admin"], b"wrong\n");
    wrong.is_refused_with(3, "Incorrect user name or password");
    let without = account.on_file(&["backup", "copy.db"], b"");
    assert_eq!(without.code, 2, "{}", without.err);
    assert!(!account.home.path().join("copy.db").exists());
}

#[test]
fn backup_encrypts_with_a_passphrase_or_to_a_key() {
    let account = Account::with_directory();
    fs::write(account.home.path().join("passphrase"), "seven copper lanterns sway\n").unwrap();
    let words = ["copy.age", "--encrypt", "--passphrase-file", "passphrase"];
    let run = backup(&account, &words);
    assert_eq!((run.code, run.err.contains("not encrypted")), (0, false), "{}", run.err);
    let bytes = fs::read(account.home.path().join("copy.age")).unwrap();
    assert!(contains(&bytes, b"-> scrypt ") && !contains(&bytes, b"ada.admin"));

    let recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    let run = backup(&account, &["key.age", "--recipient", recipient]);
    assert_eq!(run.code, 0, "{}", run.err);
    let bytes = fs::read(account.home.path().join("key.age")).unwrap();
    assert!(contains(&bytes, b"-> X25519 ") && !contains(&bytes, b"ada.admin"));

    backup(&account, &["x", "--recipient", "age1none"]).is_refused_with(2, "not an age public key");
    backup(&account, &["x", "--encrypt"]).is_refused_with(2, "--passphrase-file");
    fs::write(account.home.path().join("passphrase"), "short").unwrap();
    let short = backup(&account, &["x", "--encrypt", "--passphrase-file", "passphrase"]);
    short.is_refused_with(3, "15");
    assert!(!account.home.path().join("x").exists());
}
