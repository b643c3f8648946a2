//! The frame around the screens: navigation, the screen, the status line, and the keys that work everywhere.

mod navigation;
mod profile;
mod status;

use egui::{Context, Rect, Ui, UiBuilder, pos2, vec2};

use crate::command::{Commands, DialogCommand, EditorCommand, SessionCommand, ViewCommand};
use crate::state::{AppState, Identification, Modal, Route};
use crate::ui::actions::{self, Action, Scene, ShellAction};
use crate::ui::icons::Icon;
use crate::ui::screens::home::home_ui;
use crate::ui::screens::settings::SettingsScreen;
use crate::ui::screens::users::UsersScreen;
use crate::ui::strings::screens::shell as words;
use crate::ui::theme::{NAV_WIDTH, NAV_WIDTH_COMPACT, PAGE_MARGIN, Tokens};
use crate::ui::widgets::{Button, FocusRequest, disable_behind_dialog, empty_state_ui};
use profile::ProfileMenu;

/// Below this width of the window, in points, the navigation pane folds to its icons.
const FOLD_BELOW: f32 = 1000.0;
/// The height of the status line, in points.
const FOOT_HEIGHT: f32 = 44.0;

/// What the shell and its screens keep between frames.
#[derive(Default)]
pub(crate) struct Shell {
    is_admin_folded: bool,
    shown_route: Option<Route>,
    nav_focus: FocusRequest<Route>,
    profile: ProfileMenu,
    users: UsersScreen,
    settings: SettingsScreen,
}

impl Shell {
    /// Draws the shell; all of it is disabled while a dialog is open.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        let scene = Scene::of(state);
        let own = |action| match action {
            Action::Shell(action) => Some(action),
            _ => None,
        };
        for action in actions::pressed(ui.ctx(), scene, state.is_administrator(), own) {
            self.act(action, ui.ctx(), state, commands);
        }
        self.note_route(state.route);
        let window = ui.max_rect();
        let mut shell = ui.new_child(UiBuilder::new().id_salt("shell").max_rect(window));
        if state.top_modal().is_some() {
            disable_behind_dialog(&mut shell);
        }
        let is_compact = window.width() < FOLD_BELOW;
        let split = window.left() + if is_compact { NAV_WIDTH_COMPACT } else { NAV_WIDTH };
        let nav = window.with_max_x(split);
        self.navigation_ui(&mut shell, nav, is_compact, state, commands);
        let page = Rect::from_min_max(pos2(split, window.top()), window.max);
        self.page_ui(&mut shell, page, state, commands);
    }

    /// What had the focus on another screen is gone, so the focus goes to where the person is now.
    fn note_route(&mut self, route: Route) {
        if self.shown_route.replace(route) != Some(route) {
            self.nav_focus.ask(route);
        }
    }

    fn page_ui(&mut self, ui: &mut Ui, page: Rect, state: &AppState, commands: &mut Commands) {
        let content = page.with_max_y(page.bottom() - FOOT_HEIGHT);
        let mut child = ui.new_child(UiBuilder::new().id_salt("page").max_rect(content));
        child.shrink_clip_rect(content);
        let mut foot = String::new();
        match state.route {
            Route::Home => home_ui(&mut child, state, commands),
            Route::Settings => self.settings.show(&mut child, state, commands),
            Route::UserManagement if state.is_administrator() => {
                foot = self.users.show(&mut child, state, commands);
            }
            Route::UserManagement => not_administrator_ui(&mut child, commands),
        }
        let line = page.with_min_y(content.bottom()).shrink2(vec2(PAGE_MARGIN, 0.0));
        let mut child = ui.new_child(UiBuilder::new().id_salt("status").max_rect(line));
        status::status_ui(&mut child, state, &foot, commands);
    }

    /// Does what a key asked for.
    fn act(&mut self, action: ShellAction, ctx: &Context, state: &AppState, commands: &mut Commands) {
        match action {
            ShellAction::ShowKeys => commands.send(DialogCommand::Open(Modal::Keyboard)),
            ShellAction::Refresh => commands.send(ViewCommand::Refresh),
            ShellAction::GoHome => commands.send(ViewCommand::Go(Route::Home)),
            ShellAction::GoUsers => commands.send(ViewCommand::Go(Route::UserManagement)),
            ShellAction::GoSettings => commands.send(ViewCommand::Go(Route::Settings)),
            ShellAction::Search => {
                if state.route != Route::UserManagement {
                    commands.send(ViewCommand::Go(Route::UserManagement));
                }
                self.users.focus_search(ctx);
            }
            ShellAction::CreateUser => commands.send(EditorCommand::OpenCreate),
            ShellAction::IdentifyToken => {
                commands.send(DialogCommand::Open(Modal::Identification(Identification::Asking)));
            }
            ShellAction::Lock => commands.send(SessionCommand::Lock),
        }
    }
}

fn not_administrator_ui(ui: &mut Ui, commands: &mut Commands) {
    let text = words::not_administrator_text();
    empty_state_ui(ui, Icon::Lock, words::not_administrator(), text, |ui| {
        if Button::primary(words::go_home()).show(ui).clicked() {
            commands.send(ViewCommand::Go(Route::Home));
        }
    });
}

/// Paints the ground of the navigation pane and the line at its right.
fn paint_pane(ui: &Ui, pane: Rect) {
    let t = Tokens::of(ui);
    ui.painter().rect_filled(pane, 0.0, t.nav);
    ui.painter()
        .rect_filled(pane.with_min_x(pane.right() - 1.0), 0.0, t.line);
}
