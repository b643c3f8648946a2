//! `reset-password`, and passwords in general.

use std::fs;

use super::{Account, PASSWORD, contains, init_words, run};

#[test]
fn a_password_is_reset_once_and_only_for_an_existing_user() {
    let account = Account::with_directory();
    let first = account.on_file(&["reset-password", "ADA.admin"], b"");
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.out.lines().count(), 1);
    let password = first.out.trim_end();
    assert!(password.chars().count() >= 15);
    assert!(
        first.err.contains("shown once") && !first.err.contains(password),
        "{}",
        first.err
    );
    let second = account.on_file(&["reset-password", "ada.admin"], b"");
    assert_ne!(first.out, second.out);
    let (_, signed_in) = account.sign_in(second.out.trim_end());
    assert!(signed_in.user.must_change_password);
    assert!(!contains(&fs::read(account.file()).unwrap(), password.as_bytes()));
    account
        .on_file(&["reset-password", "nobody"], b"")
        .is_refused_with(1, "There is no user nobody");
}

#[test]
fn a_password_is_never_echoed_logged_or_left_on_the_disk() {
    let account = Account::new();
    let file = account.file();
    for (password, code) in [(PASSWORD, 0), ("marzipan 9", 3)] {
        let mut command = account.command(&init_words(&["--database", file.to_str().unwrap()]));
        command.env("RUST_LOG", "trace");
        let run = run(command, password.as_bytes());
        assert_eq!(run.code, code, "{}", run.err);
        assert!(
            !format!("{}{}", run.out, run.err).contains(password),
            "{}{}",
            run.out,
            run.err
        );
        for entry in fs::read_dir(account.home.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            assert!(!contains(&bytes, password.as_bytes()), "{}", path.display());
        }
        fs::remove_file(&file).unwrap_or_default();
    }
}
