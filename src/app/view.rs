//! What the window shows: the screen, the settings, messages, and its end.

use crate::command::ViewCommand;
use crate::domain::failure::Failure;
use crate::domain::settings::Settings;
use crate::native::WindowGeometry;
use crate::state::{Modal, Route};

use crate::worker::directory::Version;
use crate::worker::files::FilesWorker;

use super::core::App;
use super::request::{Request, Survives};

/// Write the view state, in place of the old one.
#[derive(Debug)]
struct SaveView(String);

impl Request for SaveView {
    type Worker = FilesWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, files: &mut FilesWorker) -> Self::Answer {
        files.save_view(&self.0)
    }

    fn take(self, _: &mut App, answer: Self::Answer, _: Version) {
        if let Err(failure) = answer {
            tracing::warn!(%failure, "the view state was not saved");
        }
    }
}

impl App {
    pub(super) fn handle_view(&mut self, command: ViewCommand) {
        match command {
            ViewCommand::Go(route) => self.go(route),
            ViewCommand::Refresh => self.refresh(),
            ViewCommand::ChangeSettings(settings) => self.change_settings(settings),
            ViewCommand::DismissToast(id) => self.dismiss_toast(id),
            ViewCommand::CancelTask(id) => self.cancel_task(id),
            ViewCommand::AskToQuit => self.ask_to_quit(),
            ViewCommand::Quit => self.quit(),
        }
    }

    fn go(&mut self, route: Route) {
        if route == Route::UserManagement && !self.state.is_administrator() {
            return;
        }
        self.state.route = route;
        self.state.users_view.query.also = None;
        self.refresh();
    }

    /// Writes the view state, if it has changed.
    pub(super) fn save_view_file(&mut self) {
        self.view_file.set(&self.state);
        if let Some(text) = self.view_file.take_changed()
            && self.send(SaveView(text)).is_err()
        {
            tracing::warn!("the view state was not saved: the queue is full");
        }
    }

    /// Keeps size and place of the window for the next start.
    pub(super) fn keep_window(&mut self, geometry: WindowGeometry) {
        self.view_file.set_window(geometry);
        self.save_view_file();
    }

    fn change_settings(&mut self, settings: Settings) {
        self.state.settings = settings;
        self.save_view_file();
    }

    pub(super) fn quit(&mut self) {
        self.is_quitting = true;
        self.state.modals.retain(|open| !matches!(open, Modal::Quit));
    }
}
