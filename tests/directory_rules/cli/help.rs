//! Help, the manual page, and command lines that make no sense.

use std::fs;

use super::{Account, run};

#[test]
fn help_names_exactly_what_there_is() {
    let account = Account::new();
    let help = account.run(&["--help"], b"");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    let commands: Vec<&str> = help
        .out
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        commands,
        [
            "init",
            "users",
            "token",
            "reset-password",
            "serve",
            "backup",
            "restore",
            "salvage",
            "check",
            "audit",
            "demo"
        ]
    );
    for known in ["--database", "AVO_ADMIN_DATABASE", "--demo", "--version", "--help"] {
        assert!(help.out.contains(known), "{known}");
    }
    for command in commands {
        assert_eq!(account.run(&[command, "--help"], b"").code, 0, "{command}");
    }
    let version = account.run(&["--version"], b"");
    assert_eq!(version.out, format!("avo-admin {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_manual_page_knows_every_command_and_option() {
    let account = Account::new();
    let page = include_str!("../../../docs/avo-admin.1").replace("\\-", "-");
    for words in [
        &[][..],
        &["init"],
        &["users", "list"],
        &["token", "verify"],
        &["reset-password"],
        &["backup"],
        &["restore"],
        &["salvage"],
        &["check"],
        &["audit", "verify"],
        &["audit", "head"],
        &["restore"],
        &["serve"],
        &["demo"],
    ] {
        assert!(page.contains(&words.join(" ")), "{words:?}");
        let help = account.run(&[words, &["--help"]].concat(), b"");
        assert_eq!(help.code, 0, "{words:?}");
        for word in help.out.split_whitespace().filter(|word| word.starts_with("--")) {
            let option: String = word.chars().take_while(|c| *c == '-' || c.is_alphanumeric()).collect();
            assert!(page.contains(&option), "{words:?} {option}");
        }
    }
}

#[test]
fn a_usage_error_has_an_exit_code_of_its_own() {
    let account = Account::new();
    for words in [
        &["frobnicate"][..],
        &["users", "export"],
        &["audit", "export"],
        &["users", "list", "--format", "xml"],
        &["users", "list", "--limit", "0"],
        &["reset-password"],
        &["restore"],
        &["restore", "--accept-older"],
        &["restore", "--accept-older", "--set-log-aside"],
        &["demo"],
        &["demo", "--users", "0"],
        &["init"],
        &["--demo", "--database", "x.db"],
        &["--demo", "users", "list"],
    ] {
        let run = account.run(words, b"");
        assert_eq!(run.code, 2, "{words:?}: {}", run.err);
        assert!(
            run.out.is_empty() && run.err.starts_with("error: "),
            "{words:?}: {}",
            run.err
        );
    }
    let mut command = account.command(&["--demo"]);
    command.env("AVO_ADMIN_DATABASE", "x.db");
    assert_eq!(run(command, b"").code, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_says_what_to_do() {
    let account = Account::new();
    account.run(&[], b"").is_refused_with(1, "no display");
    account.run(&["--demo"], b"").is_refused_with(1, "no display");
    assert_eq!(
        fs::read_dir(account.home.path()).unwrap().count(),
        0,
        "nothing was created"
    );
}
