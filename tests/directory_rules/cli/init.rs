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
fn a_password_from_an_editor_with_a_byte_order_mark_is_the_one_that_is_typed() {
    let account = Account::new();
    let run = account.init(&account.file(), &format!("\u{feff}{PASSWORD}\r"));
    assert_eq!(run.code, 0, "{}", run.err);
    account.sign_in(PASSWORD);
}

#[test]
fn init_refuses_a_password_that_cannot_be_typed_and_says_why() {
    let account = Account::new();
    for (untypable, reason) in [
        ("\0", "control character U+0000"),
        ("\u{1b}", "control character U+001B"),
        ("\t", "Remove the tab"),
        ("\nsecond line", "single line"),
        ("\u{feff}", "byte order mark"),
    ] {
        let password = format!("{PASSWORD}{untypable}");
        account.init(&account.file(), &password).is_refused_with(3, reason);
    }
    let utf_16: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    account.on_file(&init_words(&[]), &utf_16).is_refused_with(3, "UTF-16");
    assert!(!account.file().exists());
}

#[cfg(unix)]
#[test]
fn init_refuses_a_password_file_that_others_can_write_and_warns_of_one_they_can_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let account = Account::new();
    let secret = account.home.path().join("secret");
    fs::write(&secret, PASSWORD).unwrap();
    let words = init_words(&["--password-file", "secret"]);
    for mode in [0o620, 0o602, 0o666] {
        fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
        let run = account.on_file(&words, b"");
        run.is_refused_with(3, "Other accounts can write to the password file secret");
        assert!(!account.file().exists());
    }
    for (mode, warning) in [(0o444, "warning: Other accounts can read"), (0o400, "")] {
        fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
        let run = account.on_file(&words, b"");
        assert_eq!((run.code, run.err.is_empty()), (0, warning.is_empty()), "{}", run.err);
        assert!(run.err.starts_with(warning), "{}", run.err);
        fs::remove_file(account.file()).unwrap();
    }
}

#[test]
fn init_reads_the_password_from_standard_input_and_from_a_pipe() {
    let account = Account::new();
    let pipes: &[&str] = if cfg!(unix) { &["-", "/dev/stdin"] } else { &["-"] };
    for pipe in pipes {
        let run = account.on_file(&init_words(&["--password-file", pipe]), PASSWORD.as_bytes());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{pipe}");
        fs::remove_file(account.file()).unwrap();
    }
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
