//! While the directory is being opened, and when it cannot be.

use egui::{Rect, Ui, vec2};

use super::{COLUMN, brand_head_ui};
use crate::command::{Commands, SessionCommand, ViewCommand};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::ui::parts::{centered_column_ui, faint_ui, heading_ui, muted_ui};
use crate::ui::strings::{common, screens::opening as words};
use crate::ui::widgets::{Button, FocusRequest, progress_line};
use crate::words::Explain as _;

/// Draws the wait for the directory.
pub(crate) fn opening_ui(ui: &mut Ui) {
    let bar = Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), 2.0));
    let secs = ui.input(|input| input.time);
    #[expect(clippy::cast_possible_truncation, reason = "seconds since the window opened")]
    progress_line(ui, bar, Some(secs as f32));
    centered_column_ui(ui, "opening", COLUMN, |ui| {
        brand_head_ui(ui);
        muted_ui(ui, words::opening());
    });
}

/// Draws why the directory cannot be opened, and what to do.
pub(crate) fn open_failed_ui(
    ui: &mut Ui,
    state: &AppState,
    failure: &Failure,
    first: &mut FocusRequest,
    commands: &mut Commands,
) {
    centered_column_ui(ui, "open-failed", 480.0, |ui| {
        brand_head_ui(ui);
        heading_ui(ui, words::failed(), 18.0);
        ui.add_space(8.0);
        ui.label(failure.cause());
        ui.add_space(2.0);
        muted_ui(ui, &failure.next_step());
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            if !failure.needs_restart() {
                let retry = Button::primary(common::try_again()).show(ui);
                first.give(&(), &retry);
                if retry.clicked() {
                    commands.send(SessionCommand::RetryOpen);
                }
            }
            let quit = Button::new(common::quit()).show(ui);
            first.give(&(), &quit);
            if quit.clicked() {
                commands.send(ViewCommand::Quit);
            }
        });
        ui.add_space(18.0);
        faint_ui(ui, &state.directory.path.display().to_string());
    });
}
