//! A desk to tell stories at: one console of an office, driven by name and role.

use std::cell::Cell;
use std::rc::Rc;

use avo_admin::app::core::{App, Parts};
use avo_admin::app::lanes::{DirectoryLanes, Lanes};
use avo_admin::crypto::HashPolicy;
use avo_admin::platform::clock::ManualClock;
use avo_admin::platform::fake_clipboard::FakeClipboard;
use avo_admin::state::{AppState, DirectoryInfo};
use avo_admin::ui;
use avo_admin::worker::clipboard::ClipboardWorker;
use avo_admin::worker::directory::DirectoryWorker;
use avo_admin::worker::files::FilesWorker;
use avo_admin::worker::lane::Lane;
use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

use super::office::Office;
use crate::spoken::spoken;

/// One console: the program, its clipboard, and a hand on its directory worker.
pub(crate) struct Desk {
    pub(crate) harness: Harness<'static, App>,
    pub(crate) clipboard: FakeClipboard,
    pub(crate) is_directory_held: Rc<Cell<bool>>,
    /// While it is true, checks, backups and what else takes its time do not begin.
    pub(crate) is_background_held: Rc<Cell<bool>>,
    clock: ManualClock,
}

impl Desk {
    pub(super) fn open(office: &Office, is_background_held: bool) -> Self {
        let clipboard = FakeClipboard::new();
        let is_directory_held = Rc::new(Cell::new(false));
        let is_background_held = Rc::new(Cell::new(is_background_held));
        let never_held = Rc::new(Cell::new(false));
        let directory_worker =
            DirectoryWorker::new(office.database(), HashPolicy::cheap_for_tests_only(), office.clock());
        let files_worker = FilesWorker::new(office.downloads(), Some(office.view_file()));
        let lanes = Lanes {
            directory: DirectoryLanes::inline(directory_worker, &is_directory_held, &never_held, &is_background_held),
            clipboard: Lane::inline(
                ClipboardWorker::new(Box::new(clipboard.clone())),
                Rc::clone(&never_held),
            ),
            files: Lane::inline(files_worker, never_held),
        };
        let app = App::new(Parts {
            directory: DirectoryInfo {
                location: office.database().into(),
                is_demo: false,
            },
            demo_users: None,
            clock: office.clock(),
            lanes,
            view_file: std::fs::read_to_string(office.view_file()).unwrap_or_default(),
            documents_folder: office.path().to_owned(),
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
            is_background_held,
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
