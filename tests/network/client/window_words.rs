//! What the client's window says in each of its phases, in other languages: in the pseudo-language all of it is from the
//! catalogue, and in English and German all of it has room.

use std::collections::BTreeSet;

use avo_admin::domain::check_words::CheckWords;
use avo_admin::domain::token::TokenSecret;
use avo_admin::protocol::ProblemKind;
use avo_admin::ui::strings::client as words;
use avo_admin::words::{Language, speak};
use egui::accesskit::Role;

use super::fake_server::{FakeServer, Gate, Says};
use super::machine::{Machine, token};
use super::window_driver::WindowDriver;
use crate::spoken::{cut_words, fault_of, spoken};

/// Addresses that are refused, each for a reason of its own.
const TYPED: [&str; 5] = [
    "console example",
    "http://192.0.2.7",
    "ftp://192.0.2.7",
    "https://ana@192.0.2.7",
    "https://192.0.2.7/path",
];

/// A walk through the phases of a window, and what was found wrong so far.
struct Walk {
    language: Language,
    machine: Machine,
    server: FakeServer,
    token: TokenSecret,
    found: BTreeSet<String>,
}

impl Walk {
    fn start(language: Language, server: FakeServer) -> Self {
        speak(language);
        Self {
            language,
            machine: Machine::new(),
            server,
            token: token(),
            found: BTreeSet::new(),
        }
    }

    /// What the walk itself typed, and what is its machine's and its server's own.
    fn data(&self) -> Vec<String> {
        let mut data = vec![self.server.url(), self.machine.path().display().to_string()];
        if self.server.address().is_tls() {
            data.push(self.server.fingerprint().to_string());
        }
        data.push(CheckWords::of(&self.token).to_string());
        let known = [
            "avo-client",
            "credential.json",
            "build-7",
            "bo.lindqvist",
            "http://localhost:1",
        ];
        data.extend(known.iter().chain(&TYPED).map(|text| (*text).to_owned()));
        data
    }

    fn look(&mut self, window: &WindowDriver, phase: &str) {
        let data = self.data();
        if self.language == Language::Pseudo {
            for text in spoken(window.harness.root()) {
                let fault = fault_of(&text, &data);
                self.found
                    .extend(fault.map(|fault| format!("{phase}: {fault}: {text:?}")));
            }
        } else {
            let cut = cut_words(&window.harness.output().shapes, &data);
            self.found
                .extend(cut.iter().map(|text| format!("{phase}: cut: {text:?}")));
        }
    }

    /// Submits a token and looks at what the server's answer is made of.
    fn submit(&mut self, window: &mut WindowDriver, says: Says, phase: &str) {
        self.server.says([says]);
        window.fill(Role::PasswordInput, words::token(), self.token.expose());
        window.press_and_wait(words::submit());
        self.look(window, phase);
    }

    fn fill_in(&self, window: &mut WindowDriver) {
        window.fill(Role::TextInput, words::server(), &self.server.url());
        if self.server.address().is_tls() {
            let fingerprint = self.server.fingerprint().to_string();
            window.fill(Role::TextInput, words::fingerprint(), &fingerprint);
        }
    }

    #[track_caller]
    fn end(self) {
        speak(Language::English);
        let found: Vec<_> = self.found.into_iter().collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[track_caller]
fn in_every_language(server: fn() -> FakeServer, walk: impl Fn(&mut Walk)) {
    for language in [Language::Pseudo, Language::English, Language::German] {
        let mut walked = Walk::start(language, server());
        walk(&mut walked);
        walked.end();
    }
}

#[test]
fn the_form_and_its_mistakes_speak_from_the_catalogue_alone() {
    in_every_language(FakeServer::plain, |walk| {
        let mut window = WindowDriver::open(&walk.machine);
        walk.look(&window, "not registered");
        window.press(words::submit());
        window.harness.run();
        walk.look(&window, "nothing typed");
        for server in TYPED {
            window.fill(Role::TextInput, words::server(), server);
            window.fill(Role::PasswordInput, words::token(), "avo_123");
            window.fill(Role::TextInput, words::fingerprint(), "12:34");
            window.press(words::submit());
            window.harness.run();
            walk.look(&window, "mistakes in the form");
        }
        window.fill(Role::TextInput, words::server(), "http://localhost:1");
        window.fill(Role::PasswordInput, words::token(), walk.token.expose());
        window.fill(Role::TextInput, words::fingerprint(), &"00".repeat(32));
        window.press(words::submit());
        window.harness.run();
        walk.look(&window, "a fingerprint without TLS");
        window.close();
    });
}

#[test]
fn a_registration_and_a_connection_speak_from_the_catalogue_alone() {
    in_every_language(FakeServer::with_tls, |walk| {
        let mut window = WindowDriver::open(&walk.machine);
        walk.fill_in(&mut window);
        walk.submit(&mut window, Says::AdmittedUntil("2026-12-23T09:00:00Z"), "registered");
        walk.server.says([Says::AdmittedUntil("2026-12-23T09:00:00Z")]);
        window.press_and_wait(words::connect());
        walk.look(&window, "connected");
        walk.machine.clock.advance_secs(40 * 86_400);
        window.come_back();
        walk.look(&window, "expired");
        walk.server.says([Says::Problem(ProblemKind::Void)]);
        window.press_and_wait(words::connect());
        walk.look(&window, "no longer accepted");
        window.close();
    });
}

#[test]
fn a_request_that_is_not_answered_yet_speaks_from_the_catalogue_alone() {
    in_every_language(FakeServer::plain, |walk| {
        let mut window = WindowDriver::open(&walk.machine);
        walk.fill_in(&mut window);
        window.fill(Role::PasswordInput, words::token(), walk.token.expose());
        let (gate, opener) = Gate::new();
        walk.server.says([Says::NothingYet(gate)]);
        window.press(words::submit());
        window.harness.run_steps(20);
        walk.look(&window, "asking");
        drop(opener);
        window.wait_for_answer();
        walk.look(&window, "no answer");
        walk.look(&WindowDriver::open(&walk.machine), "not answered, at the next start");
        window.close();
    });
}

#[test]
fn refusals_and_answers_of_other_programs_speak_from_the_catalogue_alone() {
    in_every_language(FakeServer::plain, |walk| {
        let mut window = WindowDriver::open(&walk.machine);
        walk.fill_in(&mut window);
        for kind in ProblemKind::ALL {
            // In English, the server's own words are shown.
            if walk.language == Language::Pseudo {
                walk.submit(&mut window, Says::Problem(kind), kind.code());
            }
        }
        for (phase, answer) in [
            ("not HTTP", &b"SSH-2.0-OpenSSH_9.2\r\n\r\n"[..]),
            ("another service", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"),
            (
                "a redirect",
                b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
            ),
        ] {
            walk.submit(&mut window, Says::Bytes(answer.to_vec()), phase);
        }
        window.fill(Role::TextInput, words::server(), "http://localhost:1");
        walk.submit(&mut window, Says::Nothing, "nothing listens");
        window.close();
    });
}

#[test]
fn a_certificate_that_is_not_trusted_speaks_from_the_catalogue_alone() {
    in_every_language(FakeServer::with_tls, |walk| {
        let mut window = WindowDriver::open(&walk.machine);
        window.fill(Role::TextInput, words::server(), &walk.server.url());
        window.fill(Role::TextInput, words::fingerprint(), &"00".repeat(32));
        walk.submit(&mut window, Says::Nothing, "another fingerprint");
        window.fill(Role::TextInput, words::fingerprint(), "");
        walk.submit(&mut window, Says::Nothing, "an unknown issuer");
        window.fill(Role::TextInput, words::fingerprint(), &"00".repeat(32));
        walk.look(&window, "a fingerprint that differs");
        let presented = walk.server.fingerprint().to_string();
        window.fill(Role::TextInput, words::fingerprint(), &presented);
        walk.look(&window, "a fingerprint that matches");
        window.close();
    });
}

#[test]
fn a_credential_file_that_cannot_be_used_speaks_from_the_catalogue_alone() {
    in_every_language(FakeServer::plain, |walk| {
        std::fs::create_dir_all(walk.machine.file().parent().unwrap()).unwrap();
        std::fs::write(walk.machine.file(), "a shopping list").unwrap();
        let mut window = WindowDriver::open(&walk.machine);
        walk.look(&window, "a file that other accounts can read, or a damaged one");
        walk.fill_in(&mut window);
        walk.submit(&mut window, Says::Admitted, "a damaged file");
        std::fs::remove_file(walk.machine.file()).unwrap();
        std::fs::create_dir(walk.machine.file()).unwrap();
        walk.submit(&mut window, Says::Admitted, "a folder in place of the file");
        window.close();
    });
}
