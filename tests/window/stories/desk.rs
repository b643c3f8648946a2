//! A desk to tell stories at: the program on a directory of its own, driven by name and role.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use avo_admin::app::core::{App, Parts};
use avo_admin::app::lanes::{DirectoryLanes, Lanes};
use avo_admin::crypto::HashPolicy;
use avo_admin::domain::client::{ClientAction, ClientId};
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::query::{UserDetails, UserQuery};
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock, Timestamp};
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::{UserDraft, UserId};
use avo_admin::platform::clipboard::digest_of;
use avo_admin::platform::clock::ManualClock;
use avo_admin::platform::fake_clipboard::FakeClipboard;
use avo_admin::service::{Reads as _, Service, Session};
use avo_admin::state::{AppState, DirectoryInfo};
use avo_admin::ui;
use avo_admin::words::Language;
use avo_admin::worker::clipboard::ClipboardWorker;
use avo_admin::worker::directory::DirectoryWorker;
use avo_admin::worker::files::FilesWorker;
use avo_admin::worker::lane::Lane;
use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder, Node};
use tempfile::TempDir;

use crate::spoken::spoken;

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
            &office.database(),
            HashPolicy::cheap_for_tests_only(),
            office.clock(),
            &ana,
            &SecretText::from(ADMIN_PASSWORD),
        )
        .unwrap();
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
        Service::open(&self.database(), HashPolicy::cheap_for_tests_only(), self.clock()).unwrap()
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
        admit(&mut self.service(), ClientAsks::Connect { credential });
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

/// One console: the program, its clipboard, and a hand on its directory worker.
pub(crate) struct Desk {
    pub(crate) harness: Harness<'static, App>,
    pub(crate) clipboard: FakeClipboard,
    pub(crate) is_directory_held: Rc<Cell<bool>>,
    clock: ManualClock,
}

impl Desk {
    fn open(office: &Office, is_check_held: bool) -> Self {
        let clipboard = FakeClipboard::new();
        let is_directory_held = Rc::new(Cell::new(false));
        let is_check_held = Rc::new(Cell::new(is_check_held));
        let never_held = Rc::new(Cell::new(false));
        let directory_worker =
            DirectoryWorker::new(office.database(), HashPolicy::cheap_for_tests_only(), office.clock());
        let files_worker = FilesWorker::new(office.downloads(), Some(office.view_file()));
        let lanes = Lanes {
            directory: DirectoryLanes::inline(directory_worker, &is_directory_held, &never_held, &is_check_held),
            clipboard: Lane::inline(
                ClipboardWorker::new(Box::new(clipboard.clone())),
                Rc::clone(&never_held),
            ),
            files: Lane::inline(files_worker, never_held),
        };
        let app = App::new(Parts {
            directory: DirectoryInfo {
                path: office.database(),
                is_demo: false,
            },
            demo_users: None,
            clock: office.clock(),
            lanes,
            view_file: std::fs::read_to_string(office.view_file()).unwrap_or_default(),
            time_zone: jiff::tz::TimeZone::UTC,
            system_language: office.system_language,
        });
        let mut harness = (office.renderer)(Harness::builder())
            .with_size([1366.0, 860.0])
            .with_max_steps(60)
            .allow_missing_glyphs()
            .with_context_setup(ui::install)
            .build_ui_state(
                |ui, app: &mut App| {
                    let ctx = ui.ctx().clone();
                    app.logic(&ctx);
                    app.ui(ui);
                },
                app,
            );
        harness.run();
        Self {
            harness,
            clipboard,
            is_directory_held,
            clock: office.clock.clone(),
        }
    }

    pub(crate) fn state(&self) -> &AppState {
        self.harness.state().state()
    }

    pub(crate) fn run(&mut self) {
        self.harness.run();
    }

    /// Lets time pass and the window notice.
    pub(crate) fn wait_secs(&mut self, secs: i64) {
        self.clock.advance_secs(secs);
        self.run();
    }

    /// The last node of this role and name: with two dialogs, the one on top.
    pub(crate) fn find<'a>(&'a self, role: Role, name: &'a str) -> Option<Node<'a>> {
        self.harness.query_all_by_role_and_label(role, name).last()
    }

    #[track_caller]
    pub(crate) fn get<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.find(role, name)
            .unwrap_or_else(|| panic!("no {role:?} named {name:?}; there are:\n{}", self.tree()))
    }

    pub(crate) fn has(&self, role: Role, name: &str) -> bool {
        self.find(role, name).is_some()
    }

    /// Whether any accessible name, value or description holds `text`.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.spoken().iter().any(|spoken| spoken.contains(text))
    }

    #[track_caller]
    pub(crate) fn expect(&self, text: &str) {
        assert!(self.says(text), "nothing says {text:?}; there is:\n{}", self.tree());
    }

    /// Everything assistive technology reads.
    pub(crate) fn spoken(&self) -> Vec<String> {
        spoken(self.harness.root())
    }

    pub(crate) fn tree(&self) -> String {
        let mut lines = Vec::new();
        let mut waiting = vec![(0, self.harness.root())];
        while let Some((depth, node)) = waiting.pop() {
            let access = node.accesskit_node();
            let name = access.label().unwrap_or_default();
            let value = access.value().unwrap_or_default();
            if !name.is_empty() || !value.is_empty() {
                let off = if access.is_disabled() { " (disabled)" } else { "" };
                lines.push(format!(
                    "{}{:?} {name:?} {value:?}{off}",
                    "  ".repeat(depth),
                    access.role()
                ));
            }
            let children: Vec<_> = node.children().collect();
            waiting.extend(children.into_iter().rev().map(|child| (depth + 1, child)));
        }
        lines.join("\n")
    }

    #[track_caller]
    pub(crate) fn press(&mut self, name: &str) {
        self.get(Role::Button, name).click_accesskit();
        self.run();
    }

    #[track_caller]
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        self.get(role, name).click_accesskit();
        self.run();
    }

    /// What the window copies in the next frame as any program does, without the clipboard's thread.
    pub(crate) fn copied(&mut self) -> Vec<String> {
        self.harness.step();
        let commands = self.harness.output().platform_output.commands.iter();
        let texts = commands.filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// Opens the menu of a row.
    #[track_caller]
    pub(crate) fn open_row_menu(&mut self, user_name: &str) {
        self.get(Role::Row, user_name).click_secondary();
        self.run();
    }

    /// Chooses an entry of the open menu.
    #[track_caller]
    pub(crate) fn choose(&mut self, entry: &str) {
        self.click(Role::MenuItem, entry);
    }

    /// Types into a field after emptying it.
    #[track_caller]
    pub(crate) fn fill(&mut self, name: &str, text: &str) {
        self.fill_role(Role::TextInput, name, text);
    }

    /// Types into one of the fields that can be used, by its place, after emptying it.
    #[track_caller]
    pub(crate) fn fill_nth(&mut self, role: Role, index: usize, text: &str) {
        let fields = self.harness.query_all_by_role(role);
        let field = fields.filter(|field| !field.accesskit_node().is_disabled()).nth(index);
        field.unwrap_or_else(|| panic!("no {role:?} {index}")).focus();
        self.run();
        self.keys(Modifiers::COMMAND, Key::A);
        self.type_text(text);
    }

    /// Types into a password field after emptying it.
    #[track_caller]
    pub(crate) fn fill_secret(&mut self, name: &str, text: &str) {
        self.fill_role(Role::PasswordInput, name, text);
    }

    #[track_caller]
    fn fill_role(&mut self, role: Role, name: &str, text: &str) {
        self.get(role, name).focus();
        self.run();
        self.keys(Modifiers::COMMAND, Key::A);
        self.keys(Modifiers::NONE, Key::Backspace);
        if !text.is_empty() {
            self.harness.event(egui::Event::Text(text.to_owned()));
            self.run();
        }
    }

    pub(crate) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    /// Types as if on the keyboard, into whatever has the focus.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Puts text into whatever has the focus, as Ctrl+V does.
    pub(crate) fn paste(&mut self, text: &str) {
        self.harness.event(egui::Event::Paste(text.to_owned()));
        self.run();
    }

    pub(crate) fn sign_in(&mut self, user_name: &str, password: &str) {
        self.fill("User Name", user_name);
        self.fill_secret("Password", password);
        self.press("Sign in");
    }

    /// Opens Admin > User Management.
    pub(crate) fn go_to_users(&mut self) {
        self.click(Role::Link, "User Management");
    }

    /// Opens the dialog of a user, on the table's screen.
    pub(crate) fn edit(&mut self, user_name: &str) {
        if !self.has(Role::Button, &format!("Edit {user_name}")) {
            self.go_to_users();
        }
        self.press(&format!("Edit {user_name}"));
        assert!(self.has(Role::Dialog, "Edit User"), "{}", self.tree());
    }

    /// Opens a user's dialog on the tab with the clients.
    pub(crate) fn provision(&mut self, user_name: &str) {
        self.edit(user_name);
        self.click(Role::Tab, "Avo Assure Client Provision");
    }

    /// Opens Token Management in the Profile menu.
    pub(crate) fn manage_own_tokens(&mut self) {
        self.press("Profile");
        self.choose("Token Management");
        assert!(self.has(Role::Dialog, "Token Management"), "{}", self.tree());
    }

    /// Chooses a value of a drop-down by its keyboard.
    #[track_caller]
    pub(crate) fn select(&mut self, name: &str, value: &str) {
        self.get(Role::ComboBox, name).focus();
        self.run();
        self.type_text(value);
        let chosen = self.get(Role::ComboBox, name).value();
        assert_eq!(chosen.as_deref(), Some(value), "{name}");
    }

    pub(crate) fn generate(&mut self, client_name: &str) {
        self.fill("Avo Assure Client Name", client_name);
        self.press("Generate");
    }

    /// The token on the clipboard.
    #[track_caller]
    pub(crate) fn token(&self) -> String {
        let text = self.clipboard.text().expect("the clipboard is empty");
        assert!(text.starts_with("avo_") && text.len() == 53, "not a token");
        text
    }

    /// The token in the box of the open dialog.
    #[track_caller]
    pub(crate) fn boxed_token(&self) -> String {
        let editor = self.state().modals.editor().expect("no dialog is open");
        let token = editor.usable_token(self.state().now).expect("no token can be used");
        token.secret().expose().to_owned()
    }
}

/// Presses the close button of the title bar.
pub(crate) fn close_window(desk: &mut Desk) {
    let viewports = &mut desk.harness.input_mut().viewports;
    viewports
        .entry(ViewportId::ROOT)
        .or_default()
        .events
        .push(ViewportEvent::Close);
    desk.run();
}
