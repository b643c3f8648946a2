//! While the directory is being opened, or replaced.

use egui::{Rect, Ui, vec2};

use super::{COLUMN, brand_head_ui};
use crate::ui::parts::{centered_column_ui, muted_ui};
use crate::ui::strings::restore;
use crate::ui::strings::screens::opening as words;
use crate::ui::widgets::progress_line;

/// Draws the wait for the directory.
pub(crate) fn opening_ui(ui: &mut Ui) {
    waiting_ui(ui, "opening", &[words::opening()]);
}

/// Draws the wait for a restore.
pub(crate) fn restoring_ui(ui: &mut Ui) {
    waiting_ui(ui, "restoring", &[restore::restoring(), restore::restoring_text()]);
}

fn waiting_ui(ui: &mut Ui, id: &str, lines: &[&str]) {
    let bar = Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), 2.0));
    let secs = ui.input(|input| input.time);
    #[expect(clippy::cast_possible_truncation, reason = "seconds since the window opened")]
    progress_line(ui, bar, Some(secs as f32));
    centered_column_ui(ui, id, COLUMN, |ui| {
        brand_head_ui(ui);
        for line in lines {
            muted_ui(ui, line);
        }
    });
}
