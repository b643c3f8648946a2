//! That the clock was moved, until an administrator confirms the time.

use egui::Ui;

use super::GAP;
use crate::command::{ClockCommand, Commands, ConfirmClock};
use crate::domain::clock_move::ClockMove;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::strings::screens::home as words;
use crate::ui::widgets::{Button, StatusTone, banner_ui};

/// Draws the banner with the space below it.
pub(super) fn clock_ui(ui: &mut Ui, state: &AppState, moved: ClockMove, commands: &mut Commands) {
    let times = Times::of(ui, state);
    let (from, to) = (times.minute(moved.from), times.minute(moved.to));
    let (cause, text) = if moved.is_ahead() {
        (words::clock_ahead(&from, &to), words::clock_ahead_text())
    } else {
        (words::clock_back(&from, &to), words::clock_back_text())
    };
    let is_confirmed = banner_ui(ui, StatusTone::Waiting, &cause, text, |ui| {
        Button::new(words::confirm_clock()).small().show(ui).clicked()
    });
    if is_confirmed {
        commands.send(ClockCommand::Confirm(ConfirmClock));
    }
    ui.add_space(GAP);
}
