//! What the window shows: the screen, the settings, messages, and its end.

use crate::command::ViewCommand;
use crate::domain::settings::Settings;
use crate::state::Route;
use crate::ui::strings::registration_service;

use super::core::App;

impl App {
    pub(super) fn handle_view(&mut self, command: ViewCommand) {
        match command {
            ViewCommand::Go(route) => self.go(route),
            ViewCommand::Refresh => self.refresh(),
            ViewCommand::ChangeSettings(settings) => self.change_settings(settings),
            ViewCommand::TellCopied(what) => self.toast_info(registration_service::copied(what)),
            ViewCommand::DismissToast(id) => self.dismiss_toast(id),
            ViewCommand::Quit => self.quit(),
            ViewCommand::StayOpen => self.state.is_quit_asked = false,
        }
    }

    fn go(&mut self, route: Route) {
        if route == Route::UserManagement && !self.state.is_administrator() {
            return;
        }
        self.state.route = route;
        self.refresh();
    }

    fn change_settings(&mut self, settings: Settings) {
        self.state.settings = settings;
        self.save_view_file();
    }

    fn quit(&mut self) {
        self.is_quitting = true;
        self.state.is_quit_asked = false;
    }
}
