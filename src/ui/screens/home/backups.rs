//! That no automatic backup has succeeded for two days, and why.

use egui::Ui;

use super::GAP;
use crate::command::{Commands, ViewCommand};
use crate::domain::backup_schedule::OverdueBackup;
use crate::state::{AppState, Route};
use crate::ui::format::Times;
use crate::ui::strings::screens::{home as words, shell};
use crate::ui::widgets::{Button, StatusTone, banner_ui};
use crate::words::backup_problems::backup_problem;

/// Draws the banner with the space below it.
pub(super) fn backups_ui(ui: &mut Ui, state: &AppState, overdue: OverdueBackup, commands: &mut Commands) {
    let title = match overdue.last_at {
        Some(at) => words::backup_overdue(&Times::of(ui, state).minute(at)),
        None => words::backup_never().to_owned(),
    };
    let text = overdue.problem.map_or_else(words::backup_overdue_text, backup_problem);
    let is_wanted = banner_ui(ui, StatusTone::Waiting, &title, text, |ui| {
        let button = Button::new(shell::settings()).accessible_name(words::backup_settings());
        button.small().show(ui).clicked()
    });
    if is_wanted {
        commands.send(ViewCommand::Go(Route::Settings));
    }
    ui.add_space(GAP);
}
