//! The command line as scripts and people meet it: real processes, their exit codes, what they print and what they
//! leave on the disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use avo_admin::crypto::HashPolicy;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName};
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::token::TokenSecret;
use avo_admin::platform::clock::SystemClock;
use avo_admin::service::{Reads as _, Service, SignedIn};
use serde_json::{Value, json};
use tempfile::TempDir;

const PASSWORD: &str = "nine violet tractors hum at dusk";
const WELL_FORMED_BUT_UNKNOWN: &str = "avo_00000000000000000000000000000000000000000000VvKZG";

/// A machine account with a home of its own.
struct Account {
    home: TempDir,
}

/// What a process did.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Account {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self { home }
    }

    /// One with a directory and its administrator.
    fn with_directory() -> Self {
        let account = Self::new();
        let run = account.init(&account.file(), PASSWORD);
        assert_eq!(run.code, 0, "{}", run.err);
        account
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("directory.db")
    }

    /// The directory as the window would have it, with its administrator signed in.
    fn sign_in(&self, password: &str) -> (Service, SignedIn) {
        let mut service = Service::open(&self.file(), HashPolicy::production(), Arc::new(SystemClock)).unwrap();
        let signed_in = service.sign_in("ada.admin", &SecretText::from(password)).unwrap();
        (service, signed_in)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_avo-admin"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.home.path())
            .env("TZ", "UTC")
            .current_dir(self.home.path());
        command
    }

    fn run(&self, words: &[&str], input: &[u8]) -> Run {
        run(self.command(words), input)
    }

    /// Runs on the directory [`Account::file`].
    fn on_file(&self, words: &[&str], input: &[u8]) -> Run {
        let file = self.file();
        self.run(&[&["--database", file.to_str().unwrap()], words].concat(), input)
    }

    fn init(&self, file: &Path, password: &str) -> Run {
        let words = init_words(&["--database", file.to_str().unwrap()]);
        self.run(&words, format!("{password}\n").as_bytes())
    }
}

fn init_words<'a>(more: &[&'a str]) -> Vec<&'a str> {
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

fn run(mut command: Command, input: &[u8]) -> Run {
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
    fn is_refused_with(&self, code: i32, cause: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(cause), "{}", self.err);
        assert!(self.err.contains("next step: "), "{}", self.err);
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o7777
}

/// A directory's users as JSON.
fn users(account: &Account, words: &[&str]) -> Vec<Value> {
    let run = account.on_file(&[&["users", "list", "--format", "json"], words].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

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
    assert_eq!(commands, ["init", "users", "token", "reset-password", "serve", "demo"]);
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
    let page = include_str!("../../docs/avo-admin.1").replace("\\-", "-");
    for words in [
        &[][..],
        &["init"],
        &["users", "list"],
        &["token", "verify"],
        &["reset-password"],
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
fn a_wrong_command_line_is_told_apart() {
    let account = Account::new();
    for words in [
        &["frobnicate"][..],
        &["users", "export"],
        &["check"],
        &["users", "list", "--format", "xml"],
        &["users", "list", "--limit", "0"],
        &["reset-password"],
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

#[test]
fn an_existing_file_is_never_taken_over() {
    let account = Account::with_directory();
    let before = fs::read(account.file()).unwrap();
    account
        .init(&account.file(), PASSWORD)
        .is_refused_with(3, "A file already exists");
    account
        .on_file(&["demo", "--users", "3"], b"")
        .is_refused_with(3, "A file already exists");
    assert_eq!(fs::read(account.file()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_directory_is_refused_and_left_as_it_is() {
    let account = Account::new();
    account
        .on_file(&["users", "list"], b"")
        .is_refused_with(1, "There is no directory at");
    assert!(!account.file().exists());
    for content in [
        &b""[..],
        b"a shopping list, long enough not to be taken for an empty header of anything at all",
    ] {
        fs::write(account.file(), content).unwrap();
        for words in [
            &["users", "list"][..],
            &["token", "verify"],
            &["reset-password", "ada.admin"],
        ] {
            let run = account.on_file(words, b"");
            assert_eq!(run.code, 3, "{words:?}: {}", run.err);
            assert!(run.err.contains("next step: ") && run.out.is_empty(), "{}", run.err);
        }
        assert_eq!(fs::read(account.file()).unwrap(), content);
    }
}

#[test]
fn the_directory_is_found_by_argument_variable_and_default() {
    let account = Account::new();
    let mut init = account.command(&init_words(&[]));
    init.env("XDG_DATA_HOME", account.home.path().join("data"));
    assert_eq!(run(init, PASSWORD.as_bytes()).code, 0);
    let folder = account.home.path().join("data/avo-admin");
    if cfg!(target_os = "linux") {
        assert!(folder.join("directory.db").is_file());
        #[cfg(unix)]
        assert_eq!(mode(&folder), 0o700);
        let mut list = account.command(&["users", "list"]);
        list.env("AVO_ADMIN_DATABASE", folder.join("directory.db"));
        let list = run(list, b"");
        assert!(list.out.contains("ada.admin"), "{}", list.err);
        let mut list = account.command(&["users", "list", "--database", "elsewhere.db"]);
        list.env("AVO_ADMIN_DATABASE", folder.join("directory.db"));
        run(list, b"").is_refused_with(1, "elsewhere.db");
    }
}

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
fn a_reader_who_stops_early_is_no_error() {
    let account = Account::new();
    // The list must not fit into the pipe's buffer, or nobody would notice that the reader has gone.
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

#[test]
fn a_token_is_verified_with_one_json_object_and_never_repeated() {
    let account = Account::with_directory();
    for (token, cause) in [
        (&b"not a token"[..], "malformed"),
        (b"", "malformed"),
        (b"\xff\xfe", "malformed"),
        (WELL_FORMED_BUT_UNKNOWN.as_bytes(), "unknown"),
        (format!("\r\n  {WELL_FORMED_BUT_UNKNOWN} \n").as_bytes(), "unknown"),
    ] {
        let run = account.on_file(&["token", "verify"], token);
        assert_eq!(run.code, 3, "{}", run.err);
        let verdict: Value = serde_json::from_str(&run.out).unwrap();
        let expected = json!({"status": null, "client": null, "user_name": null, "cause": cause});
        assert_eq!(verdict, expected);
        assert!(run.err.contains("next step: "), "{}", run.err);
        assert!(
            !format!("{}{}", run.out, run.err).contains("avo_"),
            "{}{}",
            run.out,
            run.err
        );
    }
}

#[test]
fn token_verify_follows_the_life_of_a_client() {
    let account = Account::with_directory();
    let (mut service, signed_in) = account.sign_in(PASSWORD);
    let session = &signed_in.session;
    let verify = |token: &TokenSecret| {
        let run = account.on_file(&["token", "verify"], format!(" {}\n", token.expose()).as_bytes());
        assert!(!run.out.contains(token.expose()) && !run.err.contains(token.expose()));
        let mut verdict = serde_json::from_str::<Value>(&run.out).unwrap();
        let expires_at = verdict.as_object_mut().unwrap().remove("expires_at");
        assert!(expires_at.is_some_and(|at| at.as_str().is_some_and(|at| at.ends_with('Z'))));
        (run.code, verdict)
    };
    let accepted = |status| {
        let verdict = json!({"status": status, "client": "build host 7", "user_name": "ada.admin"});
        (0, verdict)
    };
    let refused = |status, cause| {
        let verdict = json!({"status": status, "client": "build host 7", "user_name": "ada.admin", "cause": cause});
        (3, verdict)
    };

    let made = service
        .generate_token(session, signed_in.user.id, "build host 7", Terms::default())
        .unwrap();
    let (client, first) = (made.client, made.token);
    assert_eq!(verify(&first), accepted("provisioned"));
    assert_eq!(verify(&first), accepted("provisioned"), "looking does not use it up");

    let act = |service: &mut Service, action| {
        let details = service.user_details(session, signed_in.user.id).unwrap();
        let revision = details.clients.iter().find(|one| one.id == client).unwrap().revision;
        service
            .act_on_client(session, client, revision, action, Terms::default())
            .unwrap()
            .token
    };
    let second = act(&mut service, ClientAction::Reprovision).unwrap();
    assert_eq!(verify(&first), refused("provisioned", "void"));
    assert_eq!(verify(&second), accepted("provisioned"));
    act(&mut service, ClientAction::Deregister);
    assert_eq!(verify(&second), refused("deregistered", "void"));
    let third = act(&mut service, ClientAction::Reregister).unwrap();
    assert_eq!(verify(&third), accepted("registered"));
    let request = ClientRequest {
        asks: ClientAsks::Register {
            token: third.hash(),
            host: HostName::parse("bh-7").unwrap(),
            version: ClientVersion::parse("1.2.3").unwrap(),
            credential: CredentialHash([7; 32]),
        },
        address: [192, 0, 2, 7].into(),
    };
    service.admit(&[request], |_| true).unwrap().remove(0).unwrap();
    assert_eq!(verify(&third), refused("registered", "used"));
}

#[test]
fn a_password_is_reset_once_and_only_for_somebody_who_exists() {
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

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(unix)]
#[test]
fn serve_refuses_a_certificate_or_key_that_is_the_directory_itself() {
    let account = Account::with_directory();
    let other = account.home.path().join("other.pem");
    fs::write(&other, "a certificate").unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let own = format!("{}{suffix}", account.file().display());
        for (certificate, key) in [(own.as_str(), other.to_str().unwrap()), (other.to_str().unwrap(), &own)] {
            let listen = ["serve", "--listen", "127.0.0.1:0"];
            let words = [&listen[..], &["--tls-cert", certificate, "--tls-key", key]].concat();
            let run = account.on_file(&words, b"");
            let wanted =
                format!("error: {own} is one of the directory's own files.\nnext step: Choose another file.\n");
            assert_eq!((run.code, run.err), (3, wanted));
        }
    }
}
