//! The worker of the laboratory: changes a directory step by step until something stops it, and says afterwards
//! whether the directory holds what was acknowledged. The scripts beside it kill it, fail its system calls, fill its
//! disk and cut its power.
//!
//! ```text
//! lab-worker prepare FILE              creates the directory
//! lab-worker work FILE NAME SEED STEPS prints "done N" after each step, or why it stopped
//! lab-worker verify FILE               reads lines "NAME SEED DONE" and compares each with the directory
//! ```
//!
//! Exit codes of `work`: 0 all steps done, 3 the directory refused a step and said why. Of `verify`: 0 everything that
//! was acknowledged is there and nothing else but the step that was under way, 1 otherwise.

mod model;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, Write as _};
use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use avo_admin::domain::client::{Client, ClientState};
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::{User, UserDraft, UserId};
use avo_admin::platform::clock::SystemClock;
use avo_admin::service::{HashPolicy, Reads as _, Service, Session};

use model::{Model, ModelUser, Step};

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
        _ => Err("usage: lab-worker prepare FILE | work FILE NAME SEED STEPS | verify FILE".into()),
    }
}

fn open(path: &Path) -> Result<Service, Failure> {
    Service::open(path, HashPolicy::cheap_for_tests_only(), Arc::new(SystemClock))
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
        Arc::new(SystemClock),
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

/// A signed-in administrator with the secrets of the clients.
struct Worker {
    service: Service,
    session: Session,
    tokens: BTreeMap<usize, TokenSecret>,
    credentials: BTreeMap<usize, CredentialHash>,
}

impl Worker {
    fn open(path: &Path) -> Result<Self, Failure> {
        let mut service = open(path)?;
        let session = service.sign_in(ADMINISTRATOR, &SecretText::from(PASSWORD))?.session;
        Ok(Self {
            service,
            session,
            tokens: BTreeMap::new(),
            credentials: BTreeMap::new(),
        })
    }

    fn take(&mut self, model: &Model, step: Step) -> Result<(), Failure> {
        match step {
            Step::Create => {
                let draft = draft(&model.user_name(model.next_user()), "First");
                let password = SecretText::from(PASSWORD);
                self.service.create_user(&self.session, &draft, &password)?;
            }
            Step::Rename { user, .. } => {
                let mut after = model.clone();
                after.apply(step);
                let found = self.user(model, user)?;
                let first_name = after
                    .user(user)
                    .map_or_else(String::new, |user| user.first_name.clone());
                let draft = UserDraft {
                    first_name,
                    ..found.draft()
                };
                let (id, revision) = (found.id, found.revision);
                self.service.update_user(&self.session, id, revision, &draft, None)?;
            }
            Step::Switch { user } => {
                let found = self.user(model, user)?;
                let (id, revision) = (found.id, found.revision);
                let is_disabled = !found.is_disabled;
                self.service
                    .set_user_disabled(&self.session, id, revision, is_disabled)?;
            }
            Step::Provision { user } => {
                let (user, client) = (self.user(model, user)?.id, model.next_client());
                let name = model.client_name(client);
                let made = self
                    .service
                    .generate_token(&self.session, user, &name, Terms::default())?;
                self.tokens.insert(client, made.token);
            }
            Step::Register { client } => self.register(client)?,
            Step::Connect { client } => {
                let credential = *self.credentials.get(&client).ok_or(Failure::Defect)?;
                self.admit(ClientAsks::Connect {
                    credential,
                    introduction: None,
                })?;
            }
            Step::Act { client, action } => {
                let found = self.client(model, client)?;
                let (id, revision) = (found.id, found.revision);
                let acted = self
                    .service
                    .act_on_client(&self.session, id, revision, action, Terms::default())?;
                if let Some(token) = acted.token {
                    self.tokens.insert(client, token);
                }
            }
        }
        Ok(())
    }

    fn register(&mut self, client: usize) -> Result<(), Failure> {
        let token = self.tokens.get(&client).ok_or(Failure::Defect)?;
        // A hash of nothing that exists; unique as the token is.
        let mut credential = token.hash().0;
        credential.reverse();
        let credential = CredentialHash(credential);
        let asks = ClientAsks::Register {
            token: token.hash(),
            host: HostName::parse("lab-host").ok_or(Failure::Defect)?,
            version: ClientVersion::parse("1.0").ok_or(Failure::Defect)?,
            credential,
        };
        self.admit(asks)?;
        self.credentials.insert(client, credential);
        Ok(())
    }

    fn admit(&mut self, asks: ClientAsks) -> Result<(), Failure> {
        let request = ClientRequest {
            asks,
            address: IpAddr::from([192, 0, 2, 7]),
        };
        let answers = self.service.admit(&[request], |_| true)?;
        let is_admitted = answers.iter().all(Result::is_ok);
        is_admitted.then_some(()).ok_or(Failure::Defect)
    }

    fn user(&mut self, model: &Model, user: usize) -> Result<User, Failure> {
        find_user(&mut self.service, &model.user_name(user))
    }

    fn client(&mut self, model: &Model, client: usize) -> Result<Client, Failure> {
        let owner = model.client(client).map(|client| client.user).ok_or(Failure::Defect)?;
        let owner = self.user(model, owner)?.id;
        let name = model.client_name(client);
        let details = self.service.user_details(&self.session, owner)?;
        let mut clients = details.clients.into_iter();
        clients
            .find(|client| client.name.as_str() == name)
            .ok_or(Failure::Defect)
    }
}

fn find_user(service: &mut Service, name: &str) -> Result<User, Failure> {
    let query = UserQuery {
        search: name.to_owned(),
        ..UserQuery::default()
    };
    let list = service.read_users(&query, None)?;
    let mut users = list.rows.into_iter().map(|row| row.user);
    users
        .find(|user| user.user_name.as_str() == name)
        .ok_or(Failure::UserGone)
}

/// What the directory shows of one worker's users and clients.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    users: BTreeMap<String, ModelUser>,
    clients: BTreeMap<String, (String, ClientState)>,
}

impl Shown {
    fn of(model: &Model) -> Self {
        Self {
            users: model.users(),
            clients: model.clients(),
        }
    }
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

fn read_all(service: &mut Service, session: &Session) -> Result<Shown, Failure> {
    let list = service.read_users(&UserQuery::default(), None)?;
    let mut shown = Shown {
        users: BTreeMap::new(),
        clients: BTreeMap::new(),
    };
    let named: Vec<(UserId, String)> = list
        .rows
        .iter()
        .map(|row| (row.user.id, row.user.user_name.to_string()))
        .collect();
    for row in list.rows {
        let user = ModelUser {
            first_name: row.user.first_name.to_string(),
            is_disabled: row.user.is_disabled,
        };
        shown.users.insert(row.user.user_name.to_string(), user);
    }
    for (id, name) in named {
        for client in service.user_details(session, id)?.clients {
            let of = (name.clone(), client.state);
            shown.clients.insert(client.name.to_string(), of);
        }
    }
    Ok(shown)
}

fn of_worker(shown: &Shown, name: &str) -> Shown {
    let prefix = format!("{name}-");
    let is_own = |text: &str| text.starts_with(&prefix);
    Shown {
        users: shown
            .users
            .iter()
            .filter(|(user, _)| is_own(user))
            .map(|(user, shown)| (user.clone(), shown.clone()))
            .collect(),
        clients: shown
            .clients
            .iter()
            .filter(|(client, _)| is_own(client))
            .map(|(client, shown)| (client.clone(), shown.clone()))
            .collect(),
    }
}
