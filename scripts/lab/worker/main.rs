//! The worker of the laboratory: changes a directory step by step until something stops it, and says afterwards
//! whether the directory holds what was acknowledged. The scripts beside it kill it, fail its system calls, fill its
//! disk and cut its power.
//!
//! ```text
//! lab-worker prepare FILE              creates the directory
//! lab-worker work FILE NAME SEED STEPS prints "done N" after each step, or why it stopped
//! lab-worker verify FILE               reads lines "NAME SEED DONE" and compares each with the directory
//! lab-worker look FILE                 opens and verifies a directory, and prints how much is in it
//! lab-worker backup FILE BACKUP
//! lab-worker history FOLDER SEED BEFORE AFTER
//!                                      makes FOLDER/directory.db with steps before and after FOLDER/backup.db
//! lab-worker restore FOLDER            puts FOLDER/backup.db in the place of FOLDER/directory.db
//! lab-worker judge FOLDER SEED BEFORE AFTER
//!                                      says whether the old directory is there or the restored one, each whole
//! ```
//!
//! Exit codes of `work`: 0 all steps done, 3 the directory refused a step and said why. Of `verify` and `judge`: 0
//! everything that was acknowledged is there and nothing else but the step that was under way, 1 otherwise.

mod clock;
mod keeping;
mod model;
mod shown;
mod steps;

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{HashPolicy, Service};

use model::Model;
use shown::{Shown, of_worker, read_all};
use steps::Worker;

const ADMINISTRATOR: &str = "lab.admin";
/// Protects made-up users in throw-away directories.
const PASSWORD: &str = "nine violet tractors hum";
/// How often a step is tried again that another program kept waiting for too long.
const TRIES: u32 = 20;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(error) => {
            // Where this can't be written, the exit code says enough.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(words: &[&str]) -> Outcome<ExitCode> {
    match words {
        ["prepare", file] => prepare(Path::new(file)),
        ["work", file, name, seed, steps] => work(Path::new(file), name, seed.parse()?, steps.parse()?),
        ["verify", file] => verify(Path::new(file)),
        ["look", file] => keeping::look(Path::new(file)),
        ["backup", file, backup] => keeping::back_up(Path::new(file), Path::new(backup)),
        ["history", folder, seed, before, after] => {
            keeping::make_history(Path::new(folder), seed.parse()?, before.parse()?, after.parse()?)
        }
        ["restore", folder] => keeping::restore(Path::new(folder)),
        ["judge", folder, seed, before, after] => {
            let steps: [u64; 2] = [before.parse()?, after.parse()?];
            keeping::judge(Path::new(folder), seed.parse()?, steps.iter().sum())
        }
        _ => Err("usage: see the head of scripts/lab/worker/main.rs".into()),
    }
}

fn open(path: &Path) -> Result<Service, Failure> {
    Service::open(path, HashPolicy::cheap_for_tests_only(), clock::clock())
}

fn draft(user_name: &str, first_name: &str) -> UserDraft {
    UserDraft {
        user_name: user_name.to_owned(),
        email: format!("{user_name}@example.com"),
        first_name: first_name.to_owned(),
        last_name: "Last".to_owned(),
        primary_role: PrimaryRole::QualityEngineer,
        is_admin: false,
    }
}

fn prepare(path: &Path) -> Outcome<ExitCode> {
    let policy = HashPolicy::cheap_for_tests_only();
    let administrator = draft(ADMINISTRATOR, "First");
    Service::create(
        path,
        policy,
        clock::clock(),
        &administrator,
        &SecretText::from(PASSWORD),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn work(path: &Path, name: &str, seed: u64, steps: u64) -> Outcome<ExitCode> {
    let mut out = io::stdout();
    let mut worker = match persist(|| Worker::open(path)) {
        Ok(worker) => worker,
        Err(failure) => return stopped(&failure),
    };
    let mut model = Model::new(name, seed);
    for done in 1..=steps {
        let step = model.choose();
        if let Err(failure) = persist(|| worker.take(&model, step)) {
            return stopped(&failure);
        }
        model.apply(step);
        // One system call, so that what was acknowledged can be told from what was not.
        out.write_all(format!("done {done}\n").as_bytes())?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Tries again what another program kept waiting for too long; nothing of it has happened.
fn persist<T>(mut work: impl FnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    for _ in 1..TRIES {
        match work() {
            Err(Failure::Storage(StorageFailure::Busy)) => {}
            other => return other,
        }
    }
    work()
}

fn stopped(failure: &Failure) -> Outcome<ExitCode> {
    writeln!(io::stdout(), "stopped {failure}")?;
    Ok(ExitCode::from(3))
}

fn verify(path: &Path) -> Outcome<ExitCode> {
    let mut service = open(path)?;
    service.check_quickly()?;
    let session = service.sign_in(ADMINISTRATOR, &SecretText::from(PASSWORD))?.session;
    let shown = read_all(&mut service, &session)?;
    let mut is_right = true;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let [name, seed, done] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("not NAME SEED DONE: {line}").into());
        };
        let (seed, done): (u64, u64) = (seed.parse()?, done.parse()?);
        let found = of_worker(&shown, name);
        let [acknowledged, under_way] = [done, done + 1].map(|steps| Shown::of(&Model::after(name, seed, steps)));
        if found != acknowledged && found != under_way {
            is_right = false;
            let mut out = io::stdout();
            writeln!(
                out,
                "{name}: after {done} steps there is {found:#?}\nand not {acknowledged:#?}"
            )?;
        }
    }
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
