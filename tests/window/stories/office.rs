//! An office to tell stories in: a directory of its own, shared by the consoles and clients that work on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use avo_admin::app::core::App;
use avo_admin::crypto::HashPolicy;
use avo_admin::domain::client::{ClientAction, ClientId};
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::query::{UserDetails, UserQuery};
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName, Introduction};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock, Timestamp};
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::{UserDraft, UserId};
use avo_admin::platform::clipboard::digest_of;
use avo_admin::platform::clock::ManualClock;
use avo_admin::service::{Reads as _, Service, Session};
use avo_admin::words::Language;
use egui_kittest::HarnessBuilder;
use tempfile::TempDir;

use super::desk::Desk;

/// Monday, 23 November 2026, 09:00 UTC.
pub(crate) const START: Timestamp = Timestamp::from_unix_ms(1_795_424_400_000);
pub(crate) const ADMIN: &str = "ana.garcia";
pub(crate) const ADMIN_PASSWORD: &str = "nine violet tractors hum at dusk";
pub(crate) const USER_PASSWORD: &str = "seven green lanterns over water";

/// A directory's folder, shared by the consoles that work on it.
pub(crate) struct Office {
    folder: TempDir,
    pub(crate) clock: ManualClock,
    /// The language of the desktop.
    pub(crate) system_language: Language,
    /// Stories need no renderer; pictures set one.
    pub(crate) renderer: fn(HarnessBuilder<App>) -> HarnessBuilder<App>,
}

impl Office {
    /// No directory yet.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            clock: ManualClock::at(START),
            system_language: Language::English,
            renderer: |builder| builder,
        }
    }

    /// A directory with the administrator Ana and the engineers Bo and Chen.
    pub(crate) fn with_users() -> Self {
        let office = Self::with_administrator();
        office.add_user("bo.lindqvist", "Bo", "Lindqvist");
        office.add_user("chen.wei", "Wei", "Chen");
        office
    }

    /// A directory with the administrator Ana only.
    pub(crate) fn with_administrator() -> Self {
        let office = Self::empty();
        let ana = draft(ADMIN, "Ana", "García", PrimaryRole::QualityManager, true);
        Service::create(
            office.database(),
            HashPolicy::cheap_for_tests_only(),
            office.clock(),
            &ana,
            &SecretText::from(ADMIN_PASSWORD),
        )
        .unwrap();
        office
    }

    /// A directory of made-up users with clients in every status, whose administrator is Ana.
    pub(crate) fn with_made_up_users(users: u32) -> Self {
        let office = Self::empty();
        let policy = HashPolicy::cheap_for_tests_only();
        Service::fill_with_demo(office.database(), policy, office.clock(), users).unwrap();
        let mut service = office.service();
        let made = service.reset_password(ADMIN, "root").unwrap();
        let mut session = service.sign_in(ADMIN, &made).unwrap().session;
        let password = SecretText::from(ADMIN_PASSWORD);
        service.change_password(&mut session, None, &password).unwrap();
        office
    }

    pub(crate) fn add_user(&self, user_name: &str, first: &str, last: &str) -> UserDetails {
        self.add_user_as(user_name, first, last, PrimaryRole::QualityEngineer)
    }

    pub(crate) fn add_user_as(&self, user_name: &str, first: &str, last: &str, role: PrimaryRole) -> UserDetails {
        let draft = draft(user_name, first, last, role, false);
        self.as_admin(|service, session| {
            service
                .create_user(session, &draft, &SecretText::from(USER_PASSWORD))
                .unwrap()
        })
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clock.clone())
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("directory.db")
    }

    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("Downloads")
    }

    pub(crate) fn view_file(&self) -> PathBuf {
        self.folder.path().join("view.json")
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Another program's way to the same directory.
    pub(crate) fn service(&self) -> Service {
        Service::open(self.database(), HashPolicy::cheap_for_tests_only(), self.clock()).unwrap()
    }

    /// Does something as Ana, in another console.
    pub(crate) fn as_admin<T>(&self, work: impl FnOnce(&mut Service, &Session) -> T) -> T {
        let mut service = self.service();
        let signed_in = service.sign_in(ADMIN, &SecretText::from(ADMIN_PASSWORD)).unwrap();
        work(&mut service, &signed_in.session)
    }

    pub(crate) fn details(&self, user_name: &str) -> UserDetails {
        let query = UserQuery {
            search: user_name.to_owned(),
            ..UserQuery::default()
        };
        self.as_admin(|service, session| {
            let list = service.list_users(session, &query).unwrap();
            let id = list
                .rows
                .iter()
                .find(|row| row.user.user_name.as_str() == user_name)
                .unwrap()
                .user
                .id;
            service.user_details(session, id).unwrap()
        })
    }

    pub(crate) fn user_id(&self, user_name: &str) -> UserId {
        self.details(user_name).user.id
    }

    /// Makes a client of a user and lets it register from a host, as the client's program would.
    pub(crate) fn registered_client(&self, user_name: &str, client_name: &str, host: &str) -> ClientId {
        let user = self.user_id(user_name);
        self.as_admin(|service, session| {
            let made = service
                .generate_token(session, user, client_name, Terms::default())
                .unwrap();
            admit(service, register(&made.token, client_name, host));
            made.client
        })
    }

    /// Lets a client register with the token that was pasted into it.
    pub(crate) fn arrive(&self, token: &str, host: &str) {
        let token = TokenSecret::parse(token).unwrap();
        let asks = register(&token, token.expose(), host);
        admit(&mut self.service(), asks);
    }

    /// Lets a client connect that [`Self::registered_client`] has made.
    pub(crate) fn connect(&self, client_name: &str) {
        let credential = CredentialHash(digest_of(client_name));
        let asks = ClientAsks::Connect {
            credential,
            introduction: None,
        };
        admit(&mut self.service(), asks);
    }

    /// The same, and the client names the host it runs on.
    pub(crate) fn connect_from(&self, client_name: &str, host: &str) {
        let asks = ClientAsks::Connect {
            credential: CredentialHash(digest_of(client_name)),
            introduction: Some(Introduction {
                host: HostName::parse(host).unwrap(),
                version: ClientVersion::parse("1.2.3").unwrap(),
            }),
        };
        admit(&mut self.service(), asks);
    }

    pub(crate) fn act(&self, user_name: &str, client_name: &str, action: ClientAction) {
        let details = self.details(user_name);
        let client = details
            .clients
            .iter()
            .find(|client| client.name.as_str() == client_name)
            .unwrap();
        self.as_admin(|service, session| {
            service
                .act_on_client(session, client.id, client.revision, action, Terms::default())
                .unwrap();
        });
    }

    /// Opens a console on the directory.
    pub(crate) fn console(&self) -> Desk {
        Desk::open(self, false)
    }

    /// Opens a console whose check of the directory does not come to its end.
    pub(crate) fn console_that_checks(&self) -> Desk {
        Desk::open(self, true)
    }

    /// Opens a console and signs Ana in.
    pub(crate) fn signed_in(&self) -> Desk {
        let mut desk = self.console();
        desk.sign_in(ADMIN, ADMIN_PASSWORD);
        desk
    }
}

fn register(token: &TokenSecret, credential: &str, host: &str) -> ClientAsks {
    ClientAsks::Register {
        token: token.hash(),
        host: HostName::parse(host).unwrap(),
        version: ClientVersion::parse("1.2.3").unwrap(),
        credential: CredentialHash(digest_of(credential)),
    }
}

/// Lets a client in as the registration service does, in a program of its own.
fn admit(service: &mut Service, asks: ClientAsks) {
    let request = ClientRequest {
        asks,
        address: [192, 0, 2, 7].into(),
    };
    service.admit(&[request], |_| true).unwrap().remove(0).unwrap();
}

pub(crate) fn draft(user_name: &str, first: &str, last: &str, primary_role: PrimaryRole, is_admin: bool) -> UserDraft {
    UserDraft {
        user_name: user_name.to_owned(),
        email: format!("{user_name}@example.com"),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        primary_role,
        is_admin,
    }
}
