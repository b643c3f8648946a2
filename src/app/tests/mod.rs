//! What comes late, twice or never. [`Console`] is the program without its window, whose workers can be held.

mod backups;
mod clipboard;
mod hashing;
mod late;
mod live;
mod opening;
mod order;
mod tasks;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use tempfile::TempDir;

use super::core::{App, Parts};
use super::lanes::{DirectoryLanes, Lanes};
use crate::command::{
    ClientsCommand, Command, DialogCommand, EditorCommand, GenerateToken, SessionCommand, SignIn, Unlock,
};
use crate::crypto::HashPolicy;
use crate::domain::expiry::Terms;
use crate::domain::role::PrimaryRole;
use crate::domain::secret::SecretText;
use crate::domain::time::Timestamp;
use crate::domain::token::TokenSecret;
use crate::domain::user::{UserDraft, UserId};
use crate::platform::clipboard::Clipboard;
use crate::platform::clock::ManualClock;
use crate::platform::fake_clipboard::FakeClipboard;
use crate::service::{Reads as _, Service, Session};
use crate::state::{AppState, ClipboardState, DirectoryInfo, FreshToken, Phase};
use crate::words::Language;
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::DirectoryWorker;
use crate::worker::files::FilesWorker;
use crate::worker::lane::{Lane, Wake};

const ANA: &str = "ana.garcia";
const EVA: &str = "eva.muller";
const PASSWORD: &str = "nine violet tractors hum at dusk";

/// The program without its window; each lane can be held.
struct Console {
    app: App,
    ctx: egui::Context,
    clock: ManualClock,
    desk: FakeClipboard,
    directory_held: Rc<Cell<bool>>,
    hash_held: Rc<Cell<bool>>,
    check_held: Rc<Cell<bool>>,
    clipboard_held: Rc<Cell<bool>>,
    files_held: Rc<Cell<bool>>,
    folder: TempDir,
}

fn secret(text: &str) -> SecretText {
    SecretText::from(text)
}

fn administrator(user_name: &str) -> UserDraft {
    UserDraft {
        user_name: user_name.to_owned(),
        email: format!("{user_name}@example.com"),
        first_name: "First".to_owned(),
        last_name: "Last".to_owned(),
        primary_role: PrimaryRole::QualityManager,
        is_admin: true,
    }
}

/// Two administrators who have both chosen their own passwords.
fn make_directory(folder: &TempDir, clock: &ManualClock) {
    let (path, policy) = (folder.path().join("directory.db"), HashPolicy::cheap_for_tests_only());
    let clock = Arc::new(clock.clone());
    let mut service = Service::create(&path, policy, clock, &administrator(ANA), &secret(PASSWORD)).unwrap();
    let ana = service.sign_in(ANA, &secret(PASSWORD)).unwrap().session;
    let first = secret("seven green lanterns over water");
    service.create_user(&ana, &administrator(EVA), &first).unwrap();
    let mut eva = service.sign_in(EVA, &first).unwrap().session;
    service.change_password(&mut eva, None, &secret(PASSWORD)).unwrap();
}

/// Lanes whose writing thread ends at once by a panic.
fn lost(worker: DirectoryWorker) -> DirectoryLanes<App> {
    let wake: Wake = Arc::new(|| ());
    let lanes = DirectoryLanes::start(worker, &wake).unwrap();
    lanes
        .write
        .send(Box::new(|_| std::panic::resume_unwind(Box::new(()))))
        .unwrap();
    lanes
}

impl Console {
    fn new() -> Self {
        Self::with(|worker| Box::new(worker), None)
    }

    fn with(
        clipboard: impl FnOnce(FakeClipboard) -> Box<dyn Clipboard>,
        directory: Option<DirectoryLanes<App>>,
    ) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000));
        make_directory(&folder, &clock);
        let path = folder.path().join("directory.db");
        let desk = FakeClipboard::new();
        let [directory_held, hash_held, check_held, clipboard_held, files_held] =
            [(); 5].map(|()| Rc::new(Cell::new(false)));
        let worker = DirectoryWorker::new(
            path.clone(),
            HashPolicy::cheap_for_tests_only(),
            Arc::new(clock.clone()),
        );
        let files = FilesWorker::new(folder.path().to_owned(), Some(folder.path().join("new/view.json")));
        let lanes = Lanes {
            directory: directory
                .unwrap_or_else(|| DirectoryLanes::inline(worker, &directory_held, &hash_held, &check_held)),
            clipboard: Lane::inline(
                ClipboardWorker::new(clipboard(desk.clone())),
                Rc::clone(&clipboard_held),
            ),
            files: Lane::inline(files, Rc::clone(&files_held)),
        };
        Self::over(
            lanes,
            path,
            folder,
            clock,
            desk,
            [directory_held, hash_held, check_held, clipboard_held, files_held],
        )
    }

    fn over(
        lanes: Lanes<App>,
        path: std::path::PathBuf,
        folder: TempDir,
        clock: ManualClock,
        desk: FakeClipboard,
        [directory_held, hash_held, check_held, clipboard_held, files_held]: [Rc<Cell<bool>>; 5],
    ) -> Self {
        let app = App::new(Parts {
            directory: DirectoryInfo {
                location: path.into(),
                is_demo: false,
            },
            demo_users: None,
            clock: Arc::new(clock.clone()),
            lanes,
            view_file: String::new(),
            documents_folder: folder.path().to_owned(),
            time_zone: jiff::tz::TimeZone::UTC,
            system_language: Language::English,
        });
        Self {
            app,
            ctx: egui::Context::default(),
            clock,
            desk,
            directory_held,
            hash_held,
            check_held,
            clipboard_held,
            files_held,
            folder,
        }
    }

    /// The same with a clipboard on a thread of its own, as in the real window.
    fn with_clipboard_thread() -> Self {
        let mut console = Self::new();
        let worker = ClipboardWorker::new(Box::new(console.desk.clone()));
        let lane = Lane::start("clipboard", worker, Arc::new(|| ())).unwrap();
        console.app.lanes.as_mut().unwrap().clipboard = lane;
        console
    }

    /// A directory whose thread ends at once by a panic.
    fn with_lost_directory() -> Self {
        let folder = TempDir::new().unwrap();
        let worker = DirectoryWorker::new(
            folder.path().join("directory.db"),
            HashPolicy::cheap_for_tests_only(),
            Arc::new(ManualClock::at(Timestamp::from_unix_ms(0))),
        );
        Self::with(|worker| Box::new(worker), Some(lost(worker)))
    }

    fn signed_in() -> Self {
        let mut console = Self::new();
        console.sign_in(ANA);
        console
    }

    /// Another worker for the same directory.
    fn directory_worker(&self) -> DirectoryWorker {
        let path = self.folder.path().join("directory.db");
        let clock = Arc::new(self.clock.clone());
        DirectoryWorker::new(path, HashPolicy::cheap_for_tests_only(), clock)
    }

    fn state(&self) -> &AppState {
        self.app.state()
    }

    /// Draws a frame with these events.
    fn draw(&mut self, events: Vec<egui::Event>) {
        let input = egui::RawInput {
            events,
            ..egui::RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| self.app.ui(ui));
        output.textures_delta.clear();
    }

    /// Takes in whatever there is, and what comes of that.
    fn turn(&mut self) {
        for _ in 0..3 {
            self.app.logic(&self.ctx);
        }
    }

    /// Lets the clipboard answer.
    fn clipboard_turn(&mut self) {
        while let Some(delivery) = self.app.lanes.as_ref().unwrap().clipboard.try_recv() {
            delivery(&mut self.app);
        }
    }

    /// Does it and takes in what comes of it.
    fn ask(&mut self, command: impl Into<Command>) {
        self.app.handle(command);
        self.turn();
    }

    /// Closes the dialog on top, as its Escape does.
    fn close_dialog(&mut self) {
        let (id, _) = self.state().top_modal().expect("a dialog is open");
        self.ask(DialogCommand::Close(id));
    }

    fn turn_until(&mut self, what: impl Fn(&AppState) -> bool) {
        while !what(self.state()) {
            std::thread::yield_now();
            self.turn();
        }
    }

    fn sign_in(&mut self, user_name: &str) {
        self.turn();
        self.ask(SessionCommand::SignIn(SignIn {
            user_name: user_name.to_owned(),
            password: secret(PASSWORD),
        }));
        assert_eq!(self.state().phase, Phase::SignedIn);
    }

    fn me(&self) -> UserId {
        self.state().me.as_ref().unwrap().id
    }

    /// Opens the dialog of the person who is signed in.
    fn edit_me(&mut self) {
        let id = self.me();
        self.ask(EditorCommand::OpenEdit(id));
    }

    fn generate(&mut self, client_name: &str) {
        let command = Command::Clients(ClientsCommand::Generate(GenerateToken {
            user: self.me(),
            client_name: client_name.to_owned(),
            terms: Terms::default(),
        }));
        self.ask(command);
    }

    fn unlock(&mut self) {
        self.ask(SessionCommand::Unlock(Unlock {
            password: secret(PASSWORD),
        }));
    }

    fn token(&self) -> Option<&FreshToken> {
        self.state().modals.editor()?.token.fresh()
    }

    /// The text of the token in the box.
    fn secret(&self) -> TokenSecret {
        let editor = self.state().modals.editor().unwrap();
        editor.usable_token(self.state().now).unwrap().secret().clone()
    }

    fn holds_token(&self) -> bool {
        matches!(self.state().clipboard, ClipboardState::Holding { .. })
    }

    /// Does something as Eva, in another console.
    fn as_eva(&self, work: impl FnOnce(&mut Service, &Session)) {
        let path = self.folder.path().join("directory.db");
        let clock = Arc::new(self.clock.clone());
        let mut service = Service::open(&path, HashPolicy::cheap_for_tests_only(), clock).unwrap();
        let eva = service.sign_in(EVA, &secret(PASSWORD)).unwrap().session;
        work(&mut service, &eva);
    }

    fn demote_ana(&self) {
        let id = self.me();
        self.as_eva(|service, eva| {
            let ana = service.user_details(eva, id).unwrap().user;
            let draft = UserDraft {
                is_admin: false,
                ..ana.draft()
            };
            service.update_user(eva, id, ana.revision, &draft, None).unwrap();
        });
    }
}
