//! The command line as scripts and people use it: real processes, their exit codes, what they print and what they
//! leave on the disk.

mod backup;
mod directories;
mod help;
mod init;
mod passwords;
mod restore;
mod tokens;
mod trail;
mod users_list;

use avo_admin::crypto::HashPolicy;
use avo_admin::domain::secret::SecretText;
use avo_admin::platform::clock::SystemClock;
use avo_admin::service::{Service, SignedIn};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "nine violet tractors hum at dusk";

pub(crate) const WELL_FORMED_BUT_UNKNOWN: &str = "avo_00000000000000000000000000000000000000000000VvKZG";

/// A machine account with a home of its own.
pub(crate) struct Account {
    pub(crate) home: TempDir,
}

/// What a process did.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Account {
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self { home }
    }

    /// One with a directory and its administrator.
    pub(crate) fn with_directory() -> Self {
        let account = Self::new();
        let run = account.init(&account.file(), PASSWORD);
        assert_eq!(run.code, 0, "{}", run.err);
        account
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.home.path().join("directory.db")
    }

    /// The directory as the window would have it, with its administrator signed in.
    pub(crate) fn sign_in(&self, password: &str) -> (Service, SignedIn) {
        let mut service = Service::open(self.file(), HashPolicy::production(), Arc::new(SystemClock)).unwrap();
        let signed_in = service.sign_in("ada.admin", &SecretText::from(password)).unwrap();
        (service, signed_in)
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_avo-admin"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.home.path())
            .env("TZ", "UTC")
            .current_dir(self.home.path());
        command
    }

    pub(crate) fn run(&self, words: &[&str], input: &[u8]) -> Run {
        run(self.command(words), input)
    }

    /// Runs on the directory [`Account::file`].
    pub(crate) fn on_file(&self, words: &[&str], input: &[u8]) -> Run {
        let file = self.file();
        self.run(&[&["--database", file.to_str().unwrap()], words].concat(), input)
    }

    pub(crate) fn init(&self, file: &Path, password: &str) -> Run {
        let words = init_words(&["--database", file.to_str().unwrap()]);
        self.run(&words, format!("{password}\n").as_bytes())
    }
}

pub(crate) fn init_words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let words = [
        "init",
        "--user-name",
        "ada.admin",
        "--email",
        "ada@example.com",
        "--first-name",
        "Ada",
        "--last-name",
        "Årsta",
    ];
    [&words[..], more].concat()
}

pub(crate) fn run(mut command: Command, input: &[u8]) -> Run {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A process that refuses early need not read what it is given.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Run {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn is_refused_with(&self, code: i32, cause: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(cause), "{}", self.err);
        assert!(self.err.contains("next step: "), "{}", self.err);
    }
}

#[cfg(unix)]
pub(crate) fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o7777
}

/// A directory's users as JSON.
pub(crate) fn users(account: &Account, words: &[&str]) -> Vec<Value> {
    let run = account.on_file(&[&["users", "list", "--format", "json"], words].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
