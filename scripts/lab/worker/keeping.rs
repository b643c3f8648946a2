//! Backups and restores in the laboratory: the work that is killed, and the judgement of what is left.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use avo_admin::domain::audit::AuditAction;
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::registration::ClientAsks;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::token::TokenHash;
use avo_admin::service::{HashPolicy, Reads as _, Restoration, Service, Session, UnknownSecrets};

use super::clock::clock;
use super::model::Model;
use super::shown::{Shown, of_worker, read_all};
use super::steps::{Worker, is_admitted, sign_in};
use super::{ADMINISTRATOR, Outcome, PASSWORD, open, prepare};

/// The name under which the steps of a history are done.
const NAME: &str = "w0";

/// Opens a directory, verifies file and trail, and prints how much is in it.
pub(crate) fn look(path: &Path) -> Outcome<ExitCode> {
    let mut service = open_and_verify(path)?;
    let list = service.read_users(&UserQuery::default(), None)?;
    let (users, clients) = (list.rows.len(), list.total_clients);
    let entries = service.read_audit()?.len();
    writeln!(io::stdout(), "{users} users, {clients} clients, {entries} entries")?;
    Ok(ExitCode::SUCCESS)
}

fn open_and_verify(path: &Path) -> Outcome<Service> {
    let mut service = open(path)?;
    service.check_quickly()?;
    service.verify_all(&[])?.map_err(|broken| format!("{broken:?}"))?;
    Ok(service)
}

pub(crate) fn back_up(path: &Path, backup: &Path) -> Outcome<ExitCode> {
    let mut service = open(path)?;
    let session = sign_in(&mut service)?;
    write_backup(&service, &session, backup)?;
    Ok(ExitCode::SUCCESS)
}

fn write_backup(service: &Service, session: &Session, backup: &Path) -> Result<PathBuf, Failure> {
    let mut reader = service.reader()?;
    reader.back_up(session, backup, None, &mut |_| ControlFlow::Continue(()))
}

/// Steps, a backup, more steps. The hashes of all tokens and credentials go into a file.
pub(crate) fn make_history(folder: &Path, seed: u64, before: u64, after: u64) -> Outcome<ExitCode> {
    let path = folder.join("directory.db");
    prepare(&path)?;
    let (mut worker, mut model) = (Worker::open(&path)?, Model::new(NAME, seed));
    let mut take = |worker: &mut Worker, steps: u64| {
        (0..steps).try_for_each(|_| {
            let step = model.choose();
            worker.take(&model, step)?;
            model.apply(step);
            Ok::<_, Failure>(())
        })
    };
    take(&mut worker, before)?;
    write_backup(&worker.service, &worker.session, &folder.join("backup.db"))?;
    take(&mut worker, after)?;
    let mut lines = String::new();
    for token in &worker.ever.0 {
        writeln!(lines, "token {}", hex(&token.0))?;
    }
    for credential in &worker.ever.1 {
        writeln!(lines, "credential {}", hex(&credential.0))?;
    }
    fs::write(folder.join("secrets"), lines)?;
    Ok(ExitCode::SUCCESS)
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Outcome<[u8; 32]> {
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2).ok_or("a hash is cut off")?, 16)?;
    }
    Ok(bytes)
}

pub(crate) fn restore(folder: &Path) -> Outcome<ExitCode> {
    let (path, backup) = (folder.join("directory.db"), folder.join("backup.db"));
    let policy = HashPolicy::cheap_for_tests_only();
    let restoration = Restoration::prepare(&path, &backup, None, policy, clock())?;
    restoration.run(ADMINISTRATOR, &SecretText::from(PASSWORD), UnknownSecrets::Void)?;
    Ok(ExitCode::SUCCESS)
}

/// What is at the directory's path after a restore that was killed: "old", with all steps, or "new", with the old file
/// kept and nothing in it that works and did not work in that. Exits with 1 where it is neither.
pub(crate) fn judge(folder: &Path, seed: u64, steps: u64) -> Outcome<ExitCode> {
    let whole = Shown::of(&Model::after(NAME, seed, steps));
    let mut service = open_and_verify(&folder.join("directory.db"))?;
    let session = sign_in(&mut service)?;
    let trail = service.read_audit()?;
    let is_new = trail.iter().any(|entry| entry.action == AuditAction::DirectoryRestored);
    if !is_new {
        let is_whole = of_worker(&read_all(&mut service, &session)?, NAME) == whole;
        return told(is_whole, "old", "the old directory is not what it was");
    }
    let mut old = open_and_verify(&kept_file(folder)?)?;
    let old_session = sign_in(&mut old)?;
    if of_worker(&read_all(&mut old, &old_session)?, NAME) != whole {
        return told(false, "", "the kept file is not what the directory was");
    }
    let secrets = fs::read_to_string(folder.join("secrets"))?;
    for line in secrets.lines() {
        if works(&mut service, &session, line)? && !works(&mut old, &old_session, line)? {
            return told(false, "", &format!("this works again: {line}"));
        }
    }
    told(true, "new", "")
}

fn told(is_right: bool, right: &str, wrong: &str) -> Outcome<ExitCode> {
    writeln!(io::stdout(), "{}", if is_right { right } else { wrong })?;
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn kept_file(folder: &Path) -> Outcome<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        let time = name.rsplit_once(".before-restore-").map(|(_, time)| time);
        if time.is_some_and(|time| time.bytes().all(|byte| byte.is_ascii_digit())) {
            return Ok(path);
        }
    }
    Err("the old file is gone".into())
}

fn works(service: &mut Service, session: &Session, line: &str) -> Outcome<bool> {
    Ok(match line.split_once(' ').ok_or("not a secret")? {
        ("token", hash) => {
            let report = service.identify_token_again(session, TokenHash(from_hex(hash)?))?;
            report.verdict.is_ok()
        }
        (_, hash) => is_admitted(
            service,
            ClientAsks::Connect {
                credential: CredentialHash(from_hex(hash)?),
                introduction: None,
            },
        )?,
    })
}
