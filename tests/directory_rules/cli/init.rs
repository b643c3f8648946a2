//! `init`: a new directory and its administrator.

use std::fs;

use super::{Account, PASSWORD, init_words, mode, users};
use serde_json::Value;

#[test]
fn init_creates_a_private_directory_with_its_administrator() {
    let account = Account::new();
    let file = account.home.path().join("deep/er/directory.db");
    let run = account.init(&file, PASSWORD);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out.contains("directory.db") && run.out.contains("ada.admin"),
        "{}",
        run.out
    );
    #[cfg(unix)]
    {
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(file.parent().unwrap()), 0o700);
    }
    fs::copy(&file, account.file()).unwrap();
    let users = users(&account, &[]);
    assert_eq!(users.len(), 1);
    assert_eq!(users[0]["user_name"], "ada.admin");
    assert_eq!(users[0]["primary_role"], "Quality Manager");
    assert_eq!(users[0]["secondary_role"], "Admin");
    assert_eq!(users[0]["last_name"], "Årsta");
    assert_eq!(users[0]["last_sign_in"], Value::Null);
    assert!(!account.sign_in(PASSWORD).1.user.must_change_password);
}

#[test]
fn init_takes_the_password_from_a_file_too() {
    let account = Account::new();
    let secret = account.home.path().join("secret");
    fs::write(&secret, format!("{PASSWORD}\r\n")).unwrap();
    let mut words = init_words(&["--password-file", "secret"]);
    let run = account.on_file(&words, b"");
    assert_eq!(run.code, 0, "{}", run.err);
    fs::remove_file(account.file()).unwrap();
    words.pop();
    words.push("not-there");
    account.on_file(&words, b"").is_refused_with(1, "not-there");
    assert!(!account.file().exists());
}

#[test]
fn init_refuses_what_breaks_a_rule_and_creates_nothing() {
    let account = Account::new();
    account
        .init(&account.file(), "too short")
        .is_refused_with(3, "at least 15 characters");
    account.init(&account.file(), "").is_refused_with(3, "Password");
    account
        .init(&account.file(), "ada.admin-1234567")
        .is_refused_with(3, "Don't base the password on");
    let mut words = init_words(&[]);
    words[4] = "not an address";
    account
        .on_file(&words, PASSWORD.as_bytes())
        .is_refused_with(2, "Email Id");
    assert!(!account.file().exists());
}
