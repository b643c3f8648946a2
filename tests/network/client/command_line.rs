//! The command line, by real processes.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use avo_admin::domain::check_words::CheckWords;
use avo_admin::protocol::ProblemKind;

use super::fake_server::{FakeServer, Says, cause_of, next_step_of};
use super::machine::{Machine, token};

/// What a process did.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Machine {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_avo-client"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.path())
            .env("TZ", "UTC")
            .env("AVO_CLIENT_CREDENTIAL", self.file())
            .current_dir(self.path());
        command
    }

    fn run(&self, words: &[&str], input: &str) -> Run {
        run(self.command(words), input)
    }

    fn register_by_hand(&self, server: &FakeServer, token: &str, more: &[&str]) -> Run {
        let url = server.url();
        let words = [&["--register", "--host", &url, "--token", "-"], more].concat();
        self.run(&words, token)
    }
}

fn run(mut command: Command, input: &str) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its command line reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_proxy_that_is_not_used_is_named_as_the_cause() {
    let machine = Machine::new();
    let words = ["--register", "--host", "https://0.0.0.0:1", "--token", "-"];
    let run_with = |variables: &[(&str, &str)]| {
        let mut command = machine.command(&words);
        command.envs(variables.iter().copied());
        run(command, token().expose())
    };
    let proxy = ("HTTPS_PROXY", "http://proxy.example:3128");
    let with_proxy = run_with(&[proxy]);
    assert_eq!(with_proxy.code, 1);
    assert!(
        with_proxy
            .err
            .contains("https://0.0.0.0:1. Nothing was sent.\nnext step: HTTPS_PROXY is set"),
        "{}",
        with_proxy.err
    );
    for variables in [&[][..], &[proxy, ("NO_PROXY", "0.0.0.0")]] {
        assert!(!run_with(variables).err.contains("PROXY"), "{variables:?}");
    }
}

#[test]
fn a_token_from_standard_input_or_a_file_registers_and_the_client_connects() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let fingerprint = server.fingerprint().to_string();
    let pinned = ["--fingerprint", &fingerprint];
    let token = token();
    let piped = machine.register_by_hand(&server, &format!("\n  {}\r\n", token.expose()), &pinned);
    assert_eq!((piped.code, piped.err.as_str()), (0, ""));
    assert_eq!(
        piped.out,
        format!(
            "Registered as build-7 for bo.lindqvist.\n\
             Check words: {}. The console shows the same words beside the token.\n\
             The credential is kept in {}.\n",
            CheckWords::of(&token),
            machine.file().display()
        )
    );
    fs::write(
        machine.path().join("avo-token-build-7.txt"),
        format!("{}\n", token.expose()),
    )
    .unwrap();
    let (url, file) = (server.url(), "avo-token-build-7.txt");
    let from_file = machine.run(
        &["--register", "--host", &url, "--token", file, pinned[0], pinned[1]],
        "",
    );
    assert_eq!((from_file.code, from_file.err.as_str()), (0, ""));
    assert_eq!(server.heard()[1].bearer, token.expose());

    let connected = machine.run(&["--connect"], "");
    assert_eq!(
        (connected.code, connected.out.as_str(), connected.err.as_str()),
        (0, "Connected as build-7 for bo.lindqvist.\n", "")
    );
}

#[test]
fn a_certificate_that_the_computer_trusts_needs_no_fingerprint() {
    let (machine, server) = (Machine::new(), FakeServer::with_tls());
    let trusted = machine.path().join("company.pem");
    fs::write(&trusted, server.certificate_pem()).unwrap();
    let words = ["--register", "--host", &server.url(), "--token", "-"];
    let mut command = machine.command(&words);
    command.env("SSL_CERT_FILE", &trusted);
    let trusting = run(command, token().expose());
    assert_eq!((trusting.code, trusting.err.as_str()), (0, ""));

    let other_name = server.url().replace("localhost", "127.0.0.1");
    let mut command = machine.command(&["--register", "--host", &other_name, "--token", "-"]);
    command.env("SSL_CERT_FILE", &trusted);
    let refused = run(command, token().expose());
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("is for another name"), "{}", refused.err);

    let strange = machine.register_by_hand(&server, token().expose(), &[]);
    assert_eq!(strange.code, 3);
    assert!(
        strange.err.contains(&server.fingerprint().to_string()),
        "{}",
        strange.err
    );
    assert_eq!(strange.err.lines().count(), 2, "{}", strange.err);
    assert_eq!(server.heard().len(), 1);
}

#[test]
fn a_refusal_is_written_to_standard_error_with_cause_and_next_step() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    server.says([
        Says::Problem(ProblemKind::Void),
        Says::Problem(ProblemKind::Unavailable),
    ]);
    let token = token();
    let check_words = format!(
        "Check words: {}. The console shows the same words beside the token.\n",
        CheckWords::of(&token)
    );
    for (kind, code, told_before) in [(ProblemKind::Void, 3, &*check_words), (ProblemKind::Unavailable, 1, "")] {
        let refused = machine.register_by_hand(&server, token.expose(), &[]);
        assert_eq!((refused.code, refused.out.as_str()), (code, ""));
        assert_eq!(
            refused.err,
            format!(
                "{told_before}error: {}.\nnext step: {}.\n",
                cause_of(kind),
                next_step_of(kind)
            )
        );
    }
    server.says([Says::Problem(ProblemKind::Unknown)]);
    let connecting = machine.run(&["--connect"], "");
    assert_eq!(connecting.code, 3);
    assert!(connecting.err.contains("did not arrive at"), "{}", connecting.err);
    let again = machine.run(&["--connect"], "");
    assert_eq!(again.code, 1);
    assert!(
        again
            .err
            .contains("next step: Register first with a token from the administrator"),
        "{}",
        again.err
    );
    assert_eq!(server.heard().len(), 3);
}

#[test]
fn a_mistyped_token_is_refused_before_the_server_is_asked() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let swapped = token.expose().chars().rev().collect::<String>();
    for typed in ["", "\n", &token.expose()[..52], &swapped, &"x".repeat(100_000)] {
        let refused = machine.register_by_hand(&server, typed, &[]);
        assert_eq!(refused.code, 3);
        assert_eq!(
            refused.err,
            "error: Incomplete or mistyped token.\n\
             next step: Copy the whole token again.\n"
        );
    }
    assert!(server.heard().is_empty());
    assert!(!machine.file().exists());
}

#[test]
fn a_token_on_the_command_line_is_refused_and_not_repeated() {
    let (machine, server, token) = (Machine::new(), FakeServer::plain(), token());
    let token = token.expose();
    let (url, joined, in_url) = (
        server.url(),
        format!("--token={token}"),
        format!("https://{token}@localhost"),
    );
    for words in [
        &["--register", "--host", &url, "--token", token][..],
        &["--register", "--host", &url, "--token", &token[..30]],
        &["--register", "--host", &url, &joined],
        &["--register", "--host", &in_url, "--token", "-"],
        &["--register", "--host", &url, "--token", "-", "--fingerprint", token],
        &[token],
    ] {
        let refused = machine.run(words, "");
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert!(!refused.err.contains(&token[4..12]), "{}", refused.err);
        assert!(
            refused.err.contains("next step: Ask the administrator for a new token"),
            "{}",
            refused.err
        );
    }
    assert!(server.heard().is_empty());
}

#[test]
fn wrong_usage_names_the_next_step() {
    let machine = Machine::new();
    let register = |host: &str, more: &[&str]| {
        let words = [&["--register", "--host", host, "--token", "-"], more].concat();
        machine.run(&words, token().expose())
    };
    for (run, told) in [
        (
            register("http://console.example.com", &[]),
            "next step: Enter an address that begins with https://",
        ),
        (
            register("https://ana:secret@localhost", &[]),
            "must not contain a name or password",
        ),
        (
            register("localhost", &["--fingerprint", "00:11"]),
            "64 hexadecimal digits",
        ),
        (
            register("http://localhost:1", &["--fingerprint", &"00".repeat(32)]),
            "has no certificate",
        ),
        (
            machine.run(&["--register", "--host", "localhost"], ""),
            "--token <FILE>",
        ),
    ] {
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains(told), "{}", run.err);
        assert!(!run.err.contains("secret"), "{}", run.err);
    }
}

#[test]
fn a_token_file_may_begin_with_a_byte_order_mark_and_end_with_lines() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let file = machine.path().join("token.txt");
    fs::write(&file, format!("\u{FEFF}{}\r\n\r\n", token().expose())).unwrap();
    let words = ["--register", "--host", &server.url(), "--token", file.to_str().unwrap()];
    let output = machine.command(&words).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_token_file_may_hold_the_message_the_token_came_in_and_utf_16_is_named() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let file = machine.path().join("token.txt");
    let words = ["--register", "--host", &server.url(), "--token", file.to_str().unwrap()];
    let (token, utf_16) = (token(), |text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    });
    fs::write(&file, utf_16(token.expose())).unwrap();
    let refused = machine.run(&words, "");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("UTF-16 instead of UTF-8"), "{}", refused.err);
    assert!(refused.err.contains("Save it as UTF-8"), "{}", refused.err);
    let (head, tail) = token.expose().split_at(30);
    fs::write(&file, format!("Hello Bo,\r\nyour token is \"{head}\r\n{tail}\".\r\n")).unwrap();
    let registered = machine.run(&words, "");
    assert_eq!(registered.code, 0, "{}", registered.err);
}

#[test]
fn a_missing_token_file_is_named() {
    let machine = Machine::new();
    let missing = machine.run(&["--register", "--host", "localhost", "--token", "none.txt"], "");
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("The token file none.txt can't be read"),
        "{}",
        missing.err
    );
    assert!(missing.err.contains("next step: Check the path"), "{}", missing.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_registration_succeeds_even_if_standard_output_cannot_be_written() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let file = machine.path().join("token.txt");
    fs::write(&file, token().expose()).unwrap();
    let url = server.url();
    for words in [
        &["--register", "--host", &url, "--token", file.to_str().unwrap()][..],
        &["--connect"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = machine.command(words).stdout(full).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{err}");
        assert!(err.contains(" as build-7 for bo.lindqvist.\n"), "{err}");
        assert!(err.contains("could not be written to standard output"), "{err}");
        assert!(!err.contains("again"), "{err}");
    }
}

#[test]
fn the_token_is_in_no_log_and_no_file() {
    let (machine, server, token) = (Machine::new(), FakeServer::with_tls(), token());
    let fingerprint = server.fingerprint().to_string();
    let url = server.url();
    let register = [
        "--register",
        "--host",
        &url,
        "--token",
        "-",
        "--fingerprint",
        &fingerprint,
    ];
    server.says([Says::Nothing, Says::Problem(ProblemKind::Used)]);
    let mut said = String::new();
    for (words, code) in [(&register[..], 1), (&register, 3), (&register, 0), (&["--connect"], 0)] {
        let mut command = machine.command(words);
        command.env("RUST_LOG", "trace");
        let run = run(command, token.expose());
        assert_eq!(run.code, code, "{}", run.err);
        said.push_str(&run.out);
        said.push_str(&run.err);
    }
    assert!(said.contains("registered"), "the log was on: {said}");
    let credential = machine.kept()["registered"]["credential"].as_str().unwrap().to_owned();
    for secret in [token.expose(), &credential] {
        assert!(!said.contains(&secret[4..14]), "{said}");
    }
    let everything = String::from_utf8_lossy(&machine.everything()).into_owned();
    assert!(
        everything.contains(&credential),
        "what is kept is found, so a token would be"
    );
    assert!(!everything.contains(&token.expose()[4..14]));
}

#[test]
fn without_a_display_the_window_says_what_to_do_instead() {
    let run = Machine::new().run(&[], "");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("avo-client --register"), "{}", run.err);
}

#[test]
fn the_credential_is_in_the_platforms_data_folder_by_default() {
    let (machine, server) = (Machine::new(), FakeServer::plain());
    let mut command = machine.command(&["--register", "--host", &server.url(), "--token", "-"]);
    command.env_remove("AVO_CLIENT_CREDENTIAL");
    let run = run(command, token().expose());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    if cfg!(target_os = "linux") {
        assert!(machine.path().join(".local/share/avo-client/credential.json").is_file());
    }
}
