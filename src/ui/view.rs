//! The root of everything drawn: which screen is shown, and what of it outlives a frame.

use std::mem::Discriminant;

use egui::{Ui, UiBuilder};
use jiff::tz::TimeZone;

use super::actions::{self, Action, Scene, WindowAction};
use super::dialogs::Dialogs;
use super::format;
use super::parts::forms::change_password::ChangePasswordForm;
use super::parts::tones::toast_tone;
use super::screens::auth::first_start::FirstStartScreen;
use super::screens::auth::locked::LockedScreen;
use super::screens::auth::must_change::must_change_ui;
use super::screens::auth::open_failed::OpenFailedScreen;
use super::screens::auth::opening::{opening_ui, restoring_ui};
use super::screens::auth::sign_in::SignInScreen;
use super::shell::Shell;
use super::strings::{common, messages};
use super::theme::Tokens;
use super::widgets::secret_field::toggle_focused;
use super::widgets::{FocusRequest, ToastView, disable_behind_dialog, focus, toasts_ui};
use crate::command::{Commands, ViewCommand};
use crate::domain::settings::Settings;
use crate::state::{AppState, Phase, Toast, ToastId};

/// What the window keeps between frames: typed text, open menus, scrolling. Everything else is in [`AppState`].
pub struct View {
    time_zone: TimeZone,
    phase: Option<Discriminant<Phase>>,
    first: FocusRequest,
    /// What had the focus when the console was locked.
    before_lock: Option<egui::Id>,
    /// A person has just come back to work, and the focus is to be given to what had it before the lock.
    gives_back: bool,
    open_failed: OpenFailedScreen,
    first_start: FirstStartScreen,
    sign_in: SignInScreen,
    must_change: ChangePasswordForm,
    locked: LockedScreen,
    shell: Shell,
    dialogs: Dialogs,
}

impl View {
    /// A view that shows times in the system's time zone.
    pub fn new() -> Self {
        Self::with_time_zone(TimeZone::system())
    }

    /// A view that shows times in `time_zone`, for tests and pictures.
    pub fn with_time_zone(time_zone: TimeZone) -> Self {
        Self {
            time_zone,
            phase: None,
            first: FocusRequest::default(),
            before_lock: None,
            gives_back: false,
            open_failed: OpenFailedScreen::default(),
            first_start: FirstStartScreen::default(),
            sign_in: SignInScreen::default(),
            must_change: ChangePasswordForm::new(false),
            locked: LockedScreen::default(),
            shell: Shell::default(),
            dialogs: Dialogs::default(),
        }
    }

    /// Whether closing now would lose typed details, or a token that was neither copied nor downloaded.
    pub fn has_unsaved(&self, state: &AppState) -> bool {
        self.dialogs.has_unsaved(state)
    }

    /// Whether details are typed in the dialog for a user that are not saved.
    pub fn has_draft(&self, state: &AppState) -> bool {
        self.dialogs.has_draft(state)
    }

    /// Overwrites every typed password. Called when the console is locked and when a user signs out.
    pub fn wipe_secrets(&mut self) {
        let Self {
            time_zone: _,
            phase: _,
            first: _,
            before_lock: _,
            gives_back: _,
            open_failed,
            first_start,
            sign_in,
            must_change,
            locked,
            shell: _,
            dialogs,
        } = self;
        open_failed.wipe();
        first_start.wipe();
        sign_in.wipe();
        must_change.wipe();
        locked.wipe();
        dialogs.wipe_secrets();
    }

    /// Draws the whole window over `state`; what is asked for goes into `commands`.
    pub fn root_ui(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        format::set_time_zone(ui.ctx(), &self.time_zone);
        name_window(ui, state);
        self.note_phase(ui, state);
        take_keys(ui, state, commands);
        let window = ui.ctx().content_rect();
        let mut root = ui.new_child(UiBuilder::new().id_salt("root").max_rect(window));
        root.set_clip_rect(window);
        root.painter().rect_filled(window, 0.0, Tokens::of(&root).bg);
        self.phase_ui(&mut root, state, commands);
        self.give_focus_back(ui);
        if state.phase != Phase::Locked {
            self.show_toasts(&root, state, commands);
        }
    }

    fn phase_ui(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        let first = &mut self.first;
        let mut behind = ui.new_child(UiBuilder::new().id_salt("phase").max_rect(ui.max_rect()));
        if state.phase != Phase::SignedIn && state.top_modal().is_some() {
            disable_behind_dialog(&mut behind);
        }
        let behind = &mut behind;
        match &state.phase {
            Phase::Opening => opening_ui(behind),
            Phase::Restoring => restoring_ui(behind),
            Phase::OpenFailed(failure) => self.open_failed.show(behind, state, failure, first, commands),
            Phase::FirstStart => self.first_start.show(behind, state, first, commands),
            Phase::SignIn => self.sign_in.show(behind, state, first, commands),
            Phase::PasswordMustChange => must_change_ui(behind, state, &mut self.must_change, first, commands),
            Phase::SignedIn => self.shell.show(behind, state, commands),
            Phase::Locked => self.locked.show(behind, state, first, commands),
        }
        self.dialogs.show(ui, state, commands);
    }

    /// Starts a phase afresh: the first field gets the focus, and no password of the phase before is kept.
    fn note_phase(&mut self, ui: &Ui, state: &AppState) {
        let phase = std::mem::discriminant(&state.phase);
        if self.phase == Some(phase) {
            return;
        }
        match state.phase {
            Phase::Locked => self.before_lock = focus::current(ui.ctx()),
            Phase::SignedIn => self.gives_back = true,
            _ => self.before_lock = None,
        }
        self.phase = Some(phase);
        self.first.ask(());
        self.wipe_secrets();
        if matches!(state.phase, Phase::SignIn | Phase::FirstStart) {
            self.shell = Shell::default();
            self.first_start = FirstStartScreen::default();
        }
    }
}

impl View {
    /// Draws the messages; one that the open dialog tells is left to it.
    fn show_toasts(&self, ui: &Ui, state: &AppState, commands: &mut Commands) {
        let is_shown = |toast: &&Toast| !toast.is_dismissed && toast.expires_at.is_none_or(|at| at > state.now);
        let shown = state.toasts.iter().filter(is_shown);
        let (told, shown): (Vec<_>, Vec<_>) = shown.partition(|toast| self.dialogs.tells(state, &toast.message));
        for toast in told {
            commands.send(ViewCommand::DismissToast(toast.id));
        }
        let view = |toast: &Toast| ToastView {
            id: toast.id.0,
            tone: toast_tone(toast.tone),
            text: messages::text(&toast.message),
        };
        let views: Vec<ToastView> = shown.into_iter().map(view).collect();
        for id in toasts_ui(ui.ctx(), &views) {
            commands.send(ViewCommand::DismissToast(ToastId(id)));
        }
    }

    /// After an unlock the focus is where it was, or in the open dialog where it begins.
    fn give_focus_back(&mut self, ui: &Ui) {
        if !std::mem::take(&mut self.gives_back) {
            return;
        }
        let before = self.before_lock.take();
        if !before.is_some_and(|id| focus::give_if_there(ui.ctx(), id)) {
            self.dialogs.focus_editor();
        }
    }
}

impl Default for View {
    fn default() -> Self {
        Self::new()
    }
}

/// Names the window for assistive technology as its title bar does visually.
fn name_window(ui: &Ui, state: &AppState) {
    let title = common::window_title(&state.directory.location.short_name());
    ui.ctx()
        .accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
}

/// Takes the keys that work whatever is shown.
fn take_keys(ui: &Ui, state: &AppState, commands: &mut Commands) {
    let scene = Scene::of(state);
    let settings = state.settings;
    let own = |action| match action {
        Action::Window(action) => Some(action),
        _ => None,
    };
    for action in actions::pressed(ui.ctx(), scene, state.is_administrator(), own) {
        let percent = match action {
            WindowAction::ZoomIn => settings.zoom_percent() + Settings::ZOOM_STEP,
            WindowAction::ZoomOut => settings.zoom_percent().saturating_sub(Settings::ZOOM_STEP),
            WindowAction::ZoomReset => 100,
            WindowAction::ShowSecret => {
                toggle_focused(ui.ctx());
                continue;
            }
        };
        commands.send(ViewCommand::ChangeSettings(settings.with_zoom_percent(percent)));
    }
}
