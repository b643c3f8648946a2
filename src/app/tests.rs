//! What comes late, twice or never: answers, refusals, the clipboard and the clock.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use tempfile::TempDir;

use super::core::{App, Lanes, Parts};
use crate::command::Command;
use crate::crypto::HashPolicy;
use crate::domain::failure::Failure;
use crate::domain::role::PrimaryRole;
use crate::domain::secret::SecretText;
use crate::domain::time::{Clock as _, Timestamp};
use crate::domain::user::{UserDraft, UserId};
use crate::platform::clipboard::{Clipboard, ClipboardError};
use crate::platform::clock::ManualClock;
use crate::platform::fake_clipboard::FakeClipboard;
use crate::service::{Service, Session};
use crate::state::{AppState, ClipboardState, DirectoryInfo, EditorMode, FreshToken, Phase, Submission};
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::{self, DirectoryWorker};
use crate::worker::files::FilesWorker;
use crate::worker::lane::{Handler, Lane};

const ANA: &str = "ana.garcia";
const EVA: &str = "eva.muller";
const PASSWORD: &str = "nine violet tractors hum at dusk";
const OTHER_PASSWORD: &str = "eleven quiet herons by the lake";

type DirectoryLane = Lane<directory::Job, directory::Report>;

/// The program without its window; each lane can be held.
struct Console {
    app: App,
    ctx: egui::Context,
    clock: ManualClock,
    desk: FakeClipboard,
    directory_held: Rc<Cell<bool>>,
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

impl Console {
    fn new() -> Self {
        Self::with(|worker| Box::new(worker), None)
    }

    fn with(clipboard: impl FnOnce(FakeClipboard) -> Box<dyn Clipboard>, directory: Option<DirectoryLane>) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000));
        make_directory(&folder, &clock);
        let path = folder.path().join("directory.db");
        let desk = FakeClipboard::new();
        let [directory_held, clipboard_held, files_held] = [(); 3].map(|()| Rc::new(Cell::new(false)));
        let worker = DirectoryWorker::new(
            path.clone(),
            HashPolicy::cheap_for_tests_only(),
            Arc::new(clock.clone()),
        );
        let files = FilesWorker::new(folder.path().to_owned(), Some(folder.path().join("new/view.json")));
        let lanes = Lanes {
            directory: directory.unwrap_or_else(|| Lane::inline(worker, Rc::clone(&directory_held))),
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
            [directory_held, clipboard_held, files_held],
        )
    }

    fn over(
        lanes: Lanes,
        path: std::path::PathBuf,
        folder: TempDir,
        clock: ManualClock,
        desk: FakeClipboard,
        [directory_held, clipboard_held, files_held]: [Rc<Cell<bool>>; 3],
    ) -> Self {
        let app = App::new(Parts {
            directory: DirectoryInfo { path, is_demo: false },
            demo_users: None,
            clock: Arc::new(clock.clone()),
            lanes,
            view_file: String::new(),
            time_zone: jiff::tz::TimeZone::UTC,
        });
        Self {
            app,
            ctx: egui::Context::default(),
            clock,
            desk,
            directory_held,
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

    fn signed_in() -> Self {
        let mut console = Self::new();
        console.sign_in(ANA);
        console
    }

    fn state(&self) -> &AppState {
        self.app.state()
    }

    /// Takes in whatever there is, and what comes of that.
    fn turn(&mut self) {
        for _ in 0..3 {
            self.app.logic(&self.ctx);
        }
    }

    /// Does it and takes in what comes of it.
    fn ask(&mut self, command: Command) {
        self.app.handle(command);
        self.turn();
    }

    fn turn_until(&mut self, what: impl Fn(&AppState) -> bool) {
        while !what(self.state()) {
            std::thread::yield_now();
            self.turn();
        }
    }

    fn sign_in(&mut self, user_name: &str) {
        self.turn();
        self.ask(Command::SignIn {
            user_name: user_name.to_owned(),
            password: secret(PASSWORD),
        });
        assert_eq!(self.state().phase, Phase::SignedIn);
    }

    fn me(&self) -> UserId {
        self.state().me.as_ref().unwrap().id
    }

    /// Opens the dialog of the person who is signed in.
    fn edit_me(&mut self) {
        let id = self.me();
        self.ask(Command::OpenEditUser(id));
    }

    fn generate(&mut self, client_name: &str) {
        let command = Command::GenerateToken {
            user: self.me(),
            client_name: client_name.to_owned(),
        };
        self.ask(command);
    }

    fn unlock(&mut self) {
        self.ask(Command::Unlock {
            password: secret(PASSWORD),
        });
    }

    fn token(&self) -> Option<&FreshToken> {
        self.state().editor.as_ref()?.token.as_ref()
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

#[test]
fn a_token_that_comes_after_the_lock_is_wiped_like_the_others() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.ask(Command::Lock);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.desk.put_count(), 0);
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.token().is_none());
    let told = console
        .state()
        .toasts
        .iter()
        .any(|toast| toast.text.contains("build-host-7"));
    assert!(told, "nobody says that the token is gone");
}

#[test]
fn a_changed_password_does_not_open_a_locked_console() {
    let mut console = Console::signed_in();
    console.directory_held.set(true);
    console.ask(Command::ChangePassword {
        current: Some(secret(PASSWORD)),
        new: secret(OTHER_PASSWORD),
    });
    console.ask(Command::Lock);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.state().phase, Phase::Locked);
}

#[test]
fn whoever_signs_out_while_unlocking_stays_signed_out() {
    let mut console = Console::signed_in();
    console.ask(Command::Lock);
    console.directory_held.set(true);
    console.unlock();
    console.ask(Command::SignOut);
    console.directory_held.set(false);
    console.turn();
    assert_eq!(console.state().phase, Phase::SignIn);
    assert!(console.state().me.is_none());
    assert_eq!(console.state().signing_in, Submission::Idle);
}

#[test]
fn what_was_under_way_at_the_sign_out_reaches_nobody() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.ask(Command::Refresh);
    console.ask(Command::SignOut);
    console.directory_held.set(false);
    console.turn();
    assert!(console.state().me.is_none() && console.state().editor.is_none());
    assert!(console.state().toasts.is_empty(), "{:?}", console.state().toasts);
    assert_eq!(console.desk.put_count(), 0);
    console.sign_in(EVA);
    assert!(
        console.state().users.value().is_some(),
        "the table is read for the next person"
    );
}

#[test]
fn a_lock_drops_the_change_that_waits_for_the_password() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.clock.advance_secs(11 * 60);
    console.app.last_activity = console.clock.now();
    let mut draft = administrator(ANA);
    draft.is_admin = false;
    let me = console.state().me.clone().unwrap();
    console.directory_held.set(true);
    console.ask(Command::UpdateUser {
        id: me.id,
        revision: me.revision,
        draft,
        password: None,
    });
    console.ask(Command::Lock);
    console.directory_held.set(false);
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert_eq!(console.state().password_prompt, None);
}

#[test]
fn a_token_never_stands_in_the_dialog_of_somebody_else() {
    let mut console = Console::signed_in();
    console.edit_me();
    let other = UserId(console.me().0 + 1);
    console.directory_held.set(true);
    console.generate("build-host-7");
    console.ask(Command::CloseEditor);
    console.ask(Command::OpenEditUser(other));
    console.directory_held.set(false);
    console.turn();
    let editor = console.state().editor.as_ref().unwrap();
    assert_eq!(editor.mode, EditorMode::Edit(other));
    assert_eq!(editor.details.value().unwrap().user.user_name.as_str(), EVA);
    assert!(console.token().is_none());
    assert!(console.holds_token(), "the clipboard still has it");
}

#[test]
fn whoever_was_demoted_while_locked_finds_no_dialog() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.ask(Command::Lock);
    console.demote_ana();
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.state().editor.is_none());
}

#[test]
fn a_kept_draft_is_shown_only_to_the_same_person_with_the_same_rights() {
    for who in [ANA, EVA] {
        let mut console = Console::signed_in();
        console.edit_me();
        console.clock.advance_secs(8 * 3600);
        console.app.last_activity = console.clock.now();
        console.ask(Command::Refresh);
        assert_eq!(console.state().phase, Phase::SignIn);
        console.sign_in(who);
        assert_eq!(console.state().editor.is_some(), who == ANA);
    }
    let mut console = Console::signed_in();
    console.edit_me();
    console.clock.advance_secs(8 * 3600);
    console.app.last_activity = console.clock.now();
    console.demote_ana();
    console.ask(Command::Refresh);
    console.sign_in(ANA);
    assert!(console.state().editor.is_none());
}

struct Stuck(std::sync::mpsc::Receiver<()>);

impl Handler<directory::Job, directory::Report> for Stuck {
    fn handle(&mut self, _: directory::Job) -> directory::Report {
        let _ = self.0.recv();
        directory::Report::Quiet
    }
}

#[test]
fn a_queue_that_takes_no_more_leaves_nothing_pending() {
    let mut console = Console::signed_in();
    console.edit_me();
    let (release, stuck) = std::sync::mpsc::channel();
    let full = Lane::start("directory", Stuck(stuck), Arc::new(|| ())).unwrap();
    while full.send(directory::Job::Me).is_ok() {}
    let working = std::mem::replace(&mut console.app.lanes.as_mut().unwrap().directory, full);
    // The thread may have taken one out since.
    let _ = console.app.try_ask(directory::Job::Me);
    console.generate("build-host-7");
    assert!(matches!(
        console.state().editor.as_ref().unwrap().acting,
        Submission::Failed(_)
    ));
    console.ask(Command::CreateUser {
        draft: administrator("dev.patel"),
        password: secret(OTHER_PASSWORD),
    });
    assert!(matches!(
        console.state().editor.as_ref().unwrap().saving,
        Submission::Failed(_)
    ));
    console.ask(Command::Refresh);
    assert!(console.state().users.failure().is_some() && console.state().home.failure().is_some());
    console.ask(Command::OpenEditUser(UserId(1)));
    assert!(console.state().editor.as_ref().unwrap().details.failure().is_some());
    console.ask(Command::Lock);
    console.unlock();
    assert!(matches!(console.state().signing_in, Submission::Failed(_)));

    // And once there is room again, everything can be asked again.
    let full = std::mem::replace(&mut console.app.lanes.as_mut().unwrap().directory, working);
    drop(release);
    full.finish();
    console.unlock();
    assert_eq!(console.state().phase, Phase::SignedIn);
    assert!(console.state().users.failure().is_none() && console.state().users.pending_since().is_none());
}

#[test]
fn a_worker_that_is_gone_is_told_instead_of_waited_for() {
    struct Gone;
    impl Handler<directory::Job, directory::Report> for Gone {
        fn handle(&mut self, _: directory::Job) -> directory::Report {
            std::panic::resume_unwind(Box::new(()))
        }
    }
    let lane = Lane::start("directory", Gone, Arc::new(|| ())).unwrap();
    let mut console = Console::with(|worker| Box::new(worker), Some(lane));
    console.turn_until(|state| matches!(state.phase, Phase::OpenFailed(_)));
    console.ask(Command::RetryOpen);
    let Phase::OpenFailed(Failure::Machine(what)) = &console.state().phase else {
        panic!("{:?}", console.state().phase);
    };
    assert!(what.contains("start the program again"), "{what}");
}

#[test]
fn copying_clearing_and_copying_at_once_ends_with_a_token_that_will_be_cleared() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.clipboard_held.set(true);
    for command in [Command::CopyToken, Command::ClearClipboard, Command::CopyToken] {
        console.ask(command);
    }
    console.clipboard_held.set(false);
    console.turn();
    assert!(console.desk.text().is_some());
    assert!(console.holds_token(), "{:?}", console.state().clipboard);
    console.clock.advance_secs(31);
    console.turn();
    assert_eq!(console.desk.text(), None);
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
}

/// Refuses every other text.
struct EveryOther(FakeClipboard, usize);

impl Clipboard for EveryOther {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.1 += 1;
        if self.1 % 2 == 0 {
            return Err(ClipboardError::Busy);
        }
        self.0.put_secret(text)
    }

    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        self.0.holds(digest)
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        self.0.clear()
    }
}

#[test]
fn a_token_that_could_not_be_copied_leaves_no_earlier_one_to_be_pasted() {
    let mut console = Console::with(|desk| Box::new(EveryOther(desk, 0)), None);
    console.sign_in(ANA);
    console.edit_me();
    console.generate("first");
    assert!(console.holds_token());
    console.generate("second");
    console.turn();
    assert_eq!(
        console.desk.text(),
        None,
        "the first token would be pasted for the second"
    );
    assert!(matches!(console.state().clipboard, ClipboardState::CopyFailed(_)));
    assert!(!console.token().unwrap().is_copied);
    // Two at once, of which the first is refused.
    console.clipboard_held.set(true);
    console.ask(Command::CopyToken);
    console.ask(Command::CopyToken);
    console.ask(Command::CopyToken);
    console.clipboard_held.set(false);
    console.turn();
    assert!(console.desk.text().is_some() && console.holds_token());
}

#[test]
fn a_copy_that_fails_while_the_earlier_token_cannot_be_cleared_is_told_before_quitting() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("first");
    console.desk.fail_with(ClipboardError::Busy);
    console.ask(Command::CopyToken);
    console.turn();
    assert!(matches!(console.state().clipboard, ClipboardState::ClearFailed(_)));
    assert!(console.app.is_token_out());
    console.desk.work_again();
    console.ask(Command::ClearClipboard);
    console.turn();
    assert_eq!(
        (console.desk.text(), &console.state().clipboard),
        (None, &ClipboardState::Empty)
    );
}

#[test]
fn a_clock_set_back_leaves_no_secret_longer() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.clock.advance_secs(-5 * 3600);
    console.turn();
    console.clock.advance_secs(31);
    console.turn();
    assert_eq!(console.desk.text(), None, "the countdown went on by the old clock");
    console.clock.advance_secs(10 * 60);
    console.turn();
    assert_eq!(console.state().phase, Phase::Locked);
}

#[test]
fn a_file_of_the_token_before_says_nothing_about_this_one() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("first");
    console.files_held.set(true);
    console.ask(Command::DownloadToken);
    console.generate("second");
    console.files_held.set(false);
    console.turn();
    assert!(console.folder.path().join("avo-token-first.txt").is_file());
    assert_eq!(console.token().unwrap().downloaded_to, None);
    console.ask(Command::DownloadToken);
    assert!(console.token().unwrap().downloaded_to.is_some());
}

#[test]
fn the_view_state_is_kept_where_no_folder_was() {
    let mut console = Console::signed_in();
    let settings = console.state().settings.with_lock_minutes(3);
    console.ask(Command::ChangeSettings(settings));
    let text = std::fs::read_to_string(console.folder.path().join("new/view.json")).unwrap();
    assert!(text.contains("\"lock_minutes\": 3"), "{text}");
}

#[test]
fn a_hanging_clipboard_is_told_and_holds_no_frame_up() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.desk.hang();
    console.generate("build-host-7");
    console.desk.wait_for_a_hanging_call();
    console.turn();
    assert_eq!(console.state().clipboard, ClipboardState::Copying);
    console.clock.advance_secs(2);
    console.turn();
    assert!(matches!(console.state().clipboard, ClipboardState::CopyFailed(_)));
    console.desk.release();
    // The late answer counts: the token is there now and will be cleared.
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    assert!(console.token().unwrap().is_copied);
}

#[test]
fn the_end_waits_for_the_last_clear_and_not_for_an_earlier_one() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.generate("build-host-7");
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    console.desk.hang();
    console.ask(Command::ClearClipboard);
    console.desk.wait_for_a_hanging_call();
    console.ask(Command::CopyToken);
    let desk = console.desk.clone();
    desk.release();
    drop(console);
    assert_eq!((desk.text(), desk.put_count()), (None, 2));
}

#[test]
fn the_end_does_not_wait_for_a_clipboard_that_hangs() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.generate("build-host-7");
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    let desk = console.desk.clone();
    desk.hang();
    drop(console);
    assert!(desk.text().is_some(), "it never answered, and yet this line is reached");
    desk.release();
}

#[test]
fn a_panic_leaves_no_token_on_the_clipboard() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let desk = console.desk.clone();
    assert!(desk.text().is_some());
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _console = console;
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(ended.is_err());
    assert_eq!(desk.text(), None);
}
