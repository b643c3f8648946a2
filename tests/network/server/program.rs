//! The program itself, serving in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use avo_admin::domain::registration::Fingerprint;
use rustix::process::{Pid, Signal, kill_process};

use super::wire::{Wire, tls_config};
use crate::waiting::wait_for;

/// `avo-admin serve`, which is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) fingerprint: Option<Fingerprint>,
}

impl Program {
    /// Starts it on any free port and reads its address.
    pub(crate) fn start(database: &Path, options: &[&str]) -> Self {
        Self::start_in("exec \"$0\" \"$@\"", database, options)
    }

    /// Starts it from a line for the shell, which may set a mask or a limit first.
    pub(crate) fn start_in(shell: &str, database: &Path, options: &[&str]) -> Self {
        let mut child = Command::new("sh")
            .args([
                "-c",
                shell,
                env!("CARGO_BIN_EXE_avo-admin"),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--database",
            ])
            .arg(database)
            .args(options)
            .env("RUST_LOG", "trace")
            .env("XDG_STATE_HOME", database.with_extension("state"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(log_of(database)).unwrap())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let log = || std::fs::read_to_string(log_of(database)).unwrap();
        let first = lines.next().unwrap_or_else(|| panic!("{}", log()));
        let url = first.strip_prefix("listening on ").unwrap();
        let (scheme, address) = url.split_once("://").unwrap();
        let fingerprint = (scheme == "https").then(|| {
            let line = lines.next().unwrap();
            Fingerprint::parse(line.strip_prefix("certificate fingerprint (SHA-256) ").unwrap()).unwrap()
        });
        Self {
            child,
            address: address.parse().unwrap(),
            fingerprint,
        }
    }

    pub(crate) fn wire(&self) -> Wire {
        match self.fingerprint {
            None => Wire::plain(self.address),
            Some(fingerprint) => Wire::tls_with(self.address, &tls_config(fingerprint)),
        }
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub(crate) fn wait(&mut self) -> ExitStatus {
        wait_for("the end of the service", || self.child.try_wait().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log_of(database: &Path) -> std::path::PathBuf {
    database.with_extension("log")
}

/// Everything the program said on standard error, at the most talkative setting.
pub(crate) fn log(database: &Path) -> String {
    let mut text = String::new();
    std::fs::File::open(log_of(database))
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}
