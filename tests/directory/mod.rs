//! A throw-away directory with a hand-set clock, for the tests of service and store.
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod damaging;
#[path = "../tampering/mod.rs"]
mod tampering;

pub(crate) use tampering::tamper;

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use avo_admin::domain::client::{Client, ClientAction, ClientId};
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::query::{UserDetails, UserQuery};
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName, Introduction};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock, Timestamp};
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::{UserDraft, UserId};
use avo_admin::platform::clock::SystemClock;
use avo_admin::service::{Admission, HashPolicy, Reads as _, Service, Session};

pub(crate) const START_MS: i64 = 1_795_000_000_000;
pub(crate) const ANA: &str = "ana.garcia";
pub(crate) const ANA_PASSWORD: &str = "nine violet tractors hum";
pub(crate) const OTHER_PASSWORD: &str = "eleven copper lanterns sway";

/// A clock that stands still until it is moved.
pub(crate) struct HandClock {
    shown_ms: AtomicI64,
    uptime_ms: AtomicI64,
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(self.shown_ms.load(Ordering::SeqCst))
    }

    fn uptime_ms(&self) -> Option<i64> {
        Some(self.uptime_ms.load(Ordering::SeqCst))
    }
}

impl HandClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            shown_ms: AtomicI64::new(START_MS),
            uptime_ms: AtomicI64::new(0),
        })
    }

    /// Sets it to the present, for what a program of its own will judge by the computer's clock.
    fn set_to_present(&self) {
        self.shown_ms.store(SystemClock.now().unix_ms(), Ordering::SeqCst);
    }

    pub(crate) fn pass_secs(&self, secs: i64) {
        self.uptime_ms.fetch_add(secs * 1000, Ordering::SeqCst);
        self.move_secs(secs);
    }

    /// Somebody moves it by that many seconds.
    pub(crate) fn move_secs(&self, secs: i64) {
        self.shown_ms.fetch_add(secs * 1000, Ordering::SeqCst);
    }
}

/// A directory on disk whose only user is the administrator Ana.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) clock: Arc<HandClock>,
}

impl Place {
    /// Nothing there yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let clock = HandClock::new();
        Self { folder, path, clock }
    }

    pub(crate) fn with_ana() -> Self {
        Self::empty().and_ana()
    }

    /// The same at the present time, for a directory that a program of its own works on: tokens of the fixed time would
    /// have expired some day.
    pub(crate) fn with_ana_at_present() -> Self {
        let place = Self::empty();
        place.clock.set_to_present();
        place.and_ana()
    }

    fn and_ana(self) -> Self {
        let password = SecretText::from(ANA_PASSWORD);
        drop(
            Service::create(
                &self.path,
                HashPolicy::cheap_for_tests_only(),
                self.clock.clone(),
                &draft(ANA),
                &password,
            )
            .unwrap(),
        );
        self
    }

    pub(crate) fn open(&self) -> Service {
        Service::open(&self.path, HashPolicy::cheap_for_tests_only(), self.clock.clone()).unwrap()
    }

    /// Opened, with Ana signed in.
    pub(crate) fn open_as_ana(&self) -> (Service, Session) {
        let mut service = self.open();
        let session = sign_in(&mut service, ANA, ANA_PASSWORD);
        (service, session)
    }

    /// The engine itself, beside the program, to look and to do harm.
    pub(crate) fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).unwrap()
    }

    /// Changes rows as another program would.
    pub(crate) fn tamper(&self, sql: &str) {
        tamper(&self.raw(), sql);
    }

    /// Everything in every table but the audit trail, as text.
    pub(crate) fn contents_without_audit(&self) -> String {
        let raw = self.raw();
        let mut contents = String::new();
        for table in [
            "directory",
            "users",
            "clients",
            "tokens",
            "former_credentials",
            "registration_service",
            "sign_in_attempts",
            "automatic_backups",
        ] {
            let mut statement = raw.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    write!(contents, "{:?}|", row.get_ref(column).unwrap()).unwrap();
                }
                contents.push('\n');
            }
        }
        contents
    }

    pub(crate) fn audit_rows(&self) -> i64 {
        self.raw()
            .query_row("SELECT count(*) FROM audit", [], |row| row.get(0))
            .unwrap()
    }

    /// The action and the detail of the newest line of the trail.
    pub(crate) fn last_audit(&self) -> (String, Option<String>) {
        self.raw()
            .query_row("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap()
    }
}

pub(crate) fn draft(user_name: &str) -> UserDraft {
    UserDraft {
        user_name: user_name.to_owned(),
        email: format!("{user_name}@example.com"),
        first_name: "First".to_owned(),
        last_name: "Last".to_owned(),
        primary_role: PrimaryRole::QualityEngineer,
        is_admin: false,
    }
}

pub(crate) fn manager(user_name: &str, is_admin: bool) -> UserDraft {
    UserDraft {
        primary_role: PrimaryRole::QualityManager,
        is_admin,
        ..draft(user_name)
    }
}

pub(crate) fn sign_in(service: &mut Service, user_name: &str, password: &str) -> Session {
    service
        .sign_in(user_name, &SecretText::from(password))
        .unwrap_or_else(|failure| panic!("{user_name}: {failure}"))
        .session
}

pub(crate) fn create(service: &mut Service, session: &Session, draft: &UserDraft) -> UserDetails {
    service
        .create_user(session, draft, &SecretText::from(OTHER_PASSWORD))
        .unwrap_or_else(|failure| panic!("{}: {failure}", draft.user_name))
}

/// Creates a user who has already changed the password that was set, and signs in.
pub(crate) fn create_and_sign_in(service: &mut Service, session: &Session, draft: &UserDraft) -> (UserId, Session) {
    let id = create(service, session, draft).user.id;
    let mut theirs = sign_in(service, &draft.user_name, OTHER_PASSWORD);
    let own = SecretText::from(own_password(&draft.user_name).as_str());
    service.change_password(&mut theirs, None, &own).unwrap();
    (id, theirs)
}

/// The password that [`create_and_sign_in`] leaves.
pub(crate) fn own_password(user_name: &str) -> String {
    format!("seven mild rivers under {user_name}")
}

pub(crate) fn user_id(service: &mut Service, user_name: &str) -> UserId {
    let query = UserQuery {
        search: user_name.to_owned(),
        ..UserQuery::default()
    };
    let list = service.read_users(&query, None).unwrap();
    let row = list.rows.iter().find(|row| row.user.user_name.as_str() == user_name);
    row.unwrap_or_else(|| panic!("no {user_name}")).user.id
}

/// A new client of `user` and its token.
pub(crate) fn provision(service: &mut Service, session: &Session, user: UserId, name: &str) -> (ClientId, TokenSecret) {
    let made = service.generate_token(session, user, name, Terms::default()).unwrap();
    (made.client, made.token)
}

pub(crate) fn client(service: &mut Service, session: &Session, user: UserId, id: ClientId) -> Client {
    let details = service.user_details(session, user).unwrap();
    details.clients.into_iter().find(|client| client.id == id).unwrap()
}

/// Acts on the client as it is now.
pub(crate) fn act(
    service: &mut Service,
    session: &Session,
    user: UserId,
    id: ClientId,
    action: ClientAction,
) -> Option<TokenSecret> {
    let revision = client(service, session, user, id).revision;
    let terms = Terms::default();
    service
        .act_on_client(session, id, revision, action, terms)
        .unwrap()
        .token
}

/// What a client sends to register with `token`, naming itself `host`.
pub(crate) fn registering(token: &TokenSecret, host: &str, credential: [u8; 32]) -> ClientRequest {
    request(ClientAsks::Register {
        token: token.hash(),
        host: HostName::parse(host).unwrap(),
        version: ClientVersion::parse("1.2.3").unwrap(),
        credential: CredentialHash(credential),
    })
}

/// What a client sends to connect that says nothing of itself.
pub(crate) fn connecting(credential: [u8; 32]) -> ClientRequest {
    request(ClientAsks::Connect {
        credential: CredentialHash(credential),
        introduction: None,
    })
}

/// What a client of a version sends to connect, naming itself `host`.
pub(crate) fn connecting_from(host: &str, version: &str, credential: [u8; 32]) -> ClientRequest {
    request(ClientAsks::Connect {
        credential: CredentialHash(credential),
        introduction: Some(Introduction {
            host: HostName::parse(host).unwrap(),
            version: ClientVersion::parse(version).unwrap(),
        }),
    })
}

fn request(asks: ClientAsks) -> ClientRequest {
    ClientRequest {
        asks,
        address: IpAddr::from([192, 0, 2, 7]),
    }
}

/// The answer to one request.
pub(crate) fn admit(service: &mut Service, request: ClientRequest) -> Admission {
    service.admit(&[request], |_| true).unwrap().remove(0)
}

/// Registers a client that must be let in.
pub(crate) fn register(service: &mut Service, token: &TokenSecret, host: &str, credential: [u8; 32]) {
    admit(service, registering(token, host, credential)).unwrap();
}

pub(crate) fn secret(text: &str) -> SecretText {
    SecretText::from(text)
}

pub(crate) fn refusal(service: &mut Service, user_name: &str, password: &str) -> Failure {
    service.sign_in(user_name, &secret(password)).unwrap_err()
}

pub(crate) fn problem(failure: &Failure, field: Field) -> Option<FieldProblem> {
    match failure {
        Failure::Invalid(errors) => errors.get(field).map(|error| error.problem.clone()),
        _ => None,
    }
}

/// The name of a client.
pub(crate) const NAME: &str = "build-host-7";

/// An open directory at which Ana is signed in, with one other user.
pub(crate) struct World {
    pub(crate) place: Place,
    pub(crate) service: Service,
    pub(crate) ana: Session,
    pub(crate) user: UserId,
}

pub(crate) fn world() -> World {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    World {
        place,
        service,
        ana,
        user,
    }
}

/// The first column of all rows.
pub(crate) fn column<T: rusqlite::types::FromSql>(raw: &rusqlite::Connection, sql: &str) -> Vec<T> {
    let mut statement = raw.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}
