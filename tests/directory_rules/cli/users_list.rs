//! `demo` and `users list`.

use std::fs;
use std::process::Stdio;

use super::{Account, contains, mode, users};
use crate::directory::tamper;
use serde_json::{Value, json};

#[test]
fn demo_makes_the_users_and_prints_the_administrators_password() {
    let account = Account::new();
    let run = account.on_file(&["demo", "--users", "40"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    let name = lines[0].strip_prefix("User Name: ").unwrap();
    let password = lines[1].strip_prefix("Password: ").unwrap();
    assert!(password.chars().count() >= 15);
    #[cfg(unix)]
    assert_eq!(mode(&account.file()), 0o600);
    let users = users(&account, &[]);
    assert_eq!(users.len(), 40);
    let administrator = users.iter().find(|user| user["user_name"] == name).unwrap();
    assert_eq!(administrator["secondary_role"], "Admin");
    let bytes = fs::read(account.file()).unwrap();
    assert!(!contains(&bytes, password.as_bytes()), "the password is in the file");
}

#[test]
fn users_are_listed_searched_and_limited_in_every_format() {
    let account = Account::new();
    assert_eq!(account.on_file(&["demo", "--users", "30"], b"").code, 0);
    let all = users(&account, &[]);
    assert_eq!(users(&account, &["--limit", "7"]).len(), 7);
    let wanted = all[11]["user_name"].as_str().unwrap();
    let found = users(&account, &["--search", &wanted.to_uppercase()]);
    assert!(found.iter().any(|user| user["user_name"] == wanted));
    assert!(found.len() < all.len());
    for user in &all {
        let keys: Vec<&String> = user.as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 11, "{keys:?}");
        let total: u64 = ["registered", "waiting", "provisioned", "expired", "deregistered"]
            .into_iter()
            .map(|status| user["clients"][status].as_u64().unwrap())
            .sum();
        assert_eq!(user["clients"]["total"], json!(total));
    }

    let csv = account.on_file(&["users", "list", "--format", "csv"], b"");
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    let names: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert_eq!(names.len(), all.len());
    assert!(names.contains(&wanted.to_owned()));

    let table = account.on_file(&["users", "list", "--limit", "5"], b"");
    assert_eq!(table.out.lines().count(), 6, "{}", table.out);
    assert!(table.out.starts_with("User Name"));

    let none = account.on_file(&["users", "list", "--search", "nobody-is-called-this"], b"");
    assert_eq!(none.code, 0);
    assert!(none.err.contains("No users match"), "{}", none.err);
    assert_eq!(
        users(&account, &["--search", "nobody-is-called-this"]),
        Vec::<Value>::new()
    );
}

#[test]
fn a_damaged_row_is_named_behind_the_rows_that_can_be_read_and_ends_with_its_own_code() {
    let account = Account::new();
    assert_eq!(account.on_file(&["demo", "--users", "30"], b"").code, 0);
    let raw = rusqlite::Connection::open(account.file()).unwrap();
    let name: String = raw
        .query_row("SELECT user_name FROM users WHERE id = 17", [], |row| row.get(0))
        .unwrap();
    tamper(&raw, "UPDATE users SET first_name = 'B' || char(10) WHERE id = 17");
    drop(raw);
    let run = account.on_file(&["users", "list", "--format", "json"], b"");
    assert_eq!(run.code, 4, "{}", run.err);
    let users: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    assert_eq!(users.len(), 29);
    let told = format!("error: 1 user can't be shown: Row 17 ({name}) of the table users is damaged.\nnext step: ");
    assert!(run.err.starts_with(&told), "{}", run.err);
}

#[test]
fn a_reader_that_stops_early_is_not_an_error() {
    let account = Account::new();
    // The list must not fit into the pipe's buffer, or the closed pipe would go unnoticed.
    assert_eq!(account.on_file(&["demo", "--users", "400"], b"").code, 0);
    let file = account.file();
    let mut command = account.command(&[
        "users",
        "list",
        "--database",
        file.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
