//! The heart of the window, without a window: state, view and workers, and the two entry points of every frame.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::command::{Command, Commands};
use crate::domain::query::UserQuery;
use crate::domain::registration::Arrival;
use crate::domain::settings::{Appearance, LanguageChoice};
use crate::domain::time::{Clock, Timestamp};
use crate::domain::user::User;
use crate::state::{AppState, DirectoryInfo, Modal, Phase};
use crate::ui::View;
use crate::ui::strings::common;
use crate::ui::theme;
use crate::words::{self, Language};
use crate::worker::directory::SessionNumber;

use super::checks::Checks;
use super::errands::Errands;
use super::flight::Flight;
use super::lanes::Lanes;
use super::last_copy::LastCopy;
use super::tickets::Tickets;
use super::versions::Versions;
use super::view_file::ViewFile;

/// What a window is made of.
pub struct Parts {
    /// The file that is opened.
    pub directory: DirectoryInfo,
    /// Made-up users to fill a throw-away directory with.
    pub demo_users: Option<u32>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The workers.
    pub lanes: Lanes<App>,
    /// The view state as a file has it; empty where there is none.
    pub view_file: String,
    /// Where backups are proposed to be written.
    pub documents_folder: PathBuf,
    /// The time zone of displayed times.
    pub time_zone: TimeZone,
    /// The language of the desktop, spoken where Settings choose none.
    pub system_language: Language,
}

/// The program behind the window.
pub struct App {
    pub(super) state: AppState,
    pub(super) view: View,
    pub(super) lanes: Option<Lanes<App>>,
    pub(super) view_file: ViewFile,
    /// The session of the person who is signed in.
    pub(super) session: Option<SessionNumber>,
    /// How often the console was locked.
    pub(super) locks: u64,
    pub(super) versions: Versions,
    pub(super) users_flight: Flight<UserQuery>,
    pub(super) home_flight: Flight<()>,
    /// The change that is made once the password has been given again.
    pub(super) needs_password: Option<Command>,
    /// What was shown before the directory was closed for a restore.
    pub(super) before_restore: Phase,
    /// The person whose dialog is kept while nobody is signed in, so that no other user sees the draft.
    pub(super) editor_owner: Option<User>,
    pub(super) checks: Checks,
    pub(super) errands: Errands,
    pub(super) last_copy: LastCopy,
    /// Those of the tasks that are shown.
    pub(super) tickets: Tickets,
    pub(super) next_toast: u64,
    pub(super) next_question: u64,
    pub(super) next_submission: u64,
    /// Clients that registered while the console was locked; reported afterwards.
    pub(super) untold_arrivals: Vec<Arrival>,
    /// The moment the figures were read again for.
    pub(super) expiry_followed: Option<Timestamp>,
    pub(super) last_activity: Timestamp,
    pub(super) is_quitting: bool,
    pub(super) time_zone: TimeZone,
    pub(super) documents_folder: PathBuf,
    system_language: Language,
    commands: Commands,
    clock: Arc<dyn Clock>,
    pub(super) demo_users: Option<u32>,
    shown: ToldWindow,
}

/// What the native window was last set to, so that only changes are sent.
#[derive(Default)]
struct ToldWindow {
    title: String,
    appearance: Option<Appearance>,
}

impl App {
    /// A window that starts by opening its directory.
    pub fn new(parts: Parts) -> Self {
        let now = parts.clock.now();
        let view_file = ViewFile::read(&parts.view_file);
        let mut state = AppState::new(now, parts.directory, view_file.settings());
        state.users_view = view_file.users_view(&state.directory);
        let mut app = Self {
            state,
            view: View::with_time_zone(parts.time_zone.clone()),
            time_zone: parts.time_zone,
            documents_folder: parts.documents_folder,
            lanes: Some(parts.lanes),
            view_file,
            session: None,
            locks: 0,
            versions: Versions::default(),
            users_flight: Flight::default(),
            home_flight: Flight::default(),
            needs_password: None,
            before_restore: Phase::default(),
            editor_owner: None,
            checks: Checks::default(),
            errands: Errands::default(),
            last_copy: LastCopy::default(),
            tickets: Tickets::default(),
            next_toast: 0,
            next_question: 0,
            next_submission: 0,
            untold_arrivals: Vec::new(),
            expiry_followed: None,
            last_activity: now,
            is_quitting: false,
            system_language: parts.system_language,
            commands: Commands::default(),
            clock: parts.clock,
            demo_users: parts.demo_users,
            shown: ToldWindow::default(),
        };
        app.speak();
        app.open();
        app
    }

    /// What the window shows.
    pub const fn state(&self) -> &AppState {
        &self.state
    }

    /// Speaks the chosen language on this thread.
    fn speak(&self) {
        words::speak(match self.state.settings.language() {
            LanguageChoice::System => self.system_language,
            LanguageChoice::English => Language::English,
            LanguageChoice::German => Language::German,
        });
    }

    /// Takes in time, reports and the wish to close. Also called while the window is hidden.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.speak();
        self.follow_clock(self.clock.now());
        self.tick_expiry();
        self.tick_tokens();
        self.take_deliveries();
        self.tick_tasks();
        self.tick_clipboard();
        self.tick_toasts();
        self.tick_lock();
        self.answer_close_request(ctx);
        self.tell_window(ctx);
        ctx.request_repaint_after(self.next_wake());
    }

    /// Draws the window and handles what was asked for in it.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        self.speak();
        let is_active = ui.input(|input| !input.events.is_empty() || input.pointer.is_moving());
        if is_active {
            self.last_activity = self.state.now;
        }
        if self.start_toasts() {
            // Their end is known only now.
            ui.ctx().request_repaint();
        }
        self.view.root_ui(ui, &self.state, &mut self.commands);
        let commands = self.commands.take();
        if !commands.is_empty() {
            ui.ctx().request_repaint();
        }
        for command in commands {
            self.handle(command);
        }
        if self.is_quitting {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// One handler a subject.
    pub(super) fn handle(&mut self, command: impl Into<Command>) {
        match command.into() {
            Command::Session(command) => self.handle_session(command),
            Command::Users(command) => self.handle_users(command),
            Command::Dialog(command) => self.handle_dialog(command),
            Command::Editor(command) => self.handle_editor(command),
            Command::Clients(command) => self.handle_clients(command),
            Command::Identify(command) => self.handle_identify(command),
            Command::OneTimePassword(command) => self.handle_one_time_password(command),
            Command::Backup(command) => self.handle_backup(command),
            Command::Clipboard(command) => self.handle_clipboard(command),
            Command::Clock(command) => self.handle_clock(command),
            Command::BackupSettings(command) => self.change_backup_settings(command),
            Command::View(command) => self.handle_view(command),
        }
    }

    fn answer_close_request(&mut self, ctx: &egui::Context) {
        if self.is_quitting || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.ask_to_quit();
        if !self.is_quitting {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    /// Ends the program, and asks first where something would be lost or left behind.
    pub(super) fn ask_to_quit(&mut self) {
        if self.view.has_unsaved(&self.state) || self.is_secret_out() {
            self.state.modals.open(Modal::Quit);
        } else {
            self.quit();
        }
    }

    /// Sets the title and the colours of the native window, where they are new.
    fn tell_window(&mut self, ctx: &egui::Context) {
        let title = common::window_title(&self.state.directory.location.short_name());
        if self.shown.title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.shown.title = title;
        }
        let appearance = self.state.settings.appearance();
        if self.shown.appearance != Some(appearance) {
            theme::set_appearance(ctx, appearance);
            self.shown.appearance = Some(appearance);
        }
        // egui does nothing where it is the same.
        ctx.set_zoom_factor(self.state.settings.zoom_percent() as f32 / 100.0);
    }
}

/// Nothing of ours stays on the clipboard, however the window ends: this also runs when it ends by a panic.
impl Drop for App {
    fn drop(&mut self) {
        let Some(lanes) = self.lanes.take() else { return };
        self.tickets.cancel_all();
        self.users_flight.stop();
        self.home_flight.stop();
        lanes.finish();
    }
}
