//! What is wrong with the place of the directory, which only whoever has the computer can mend.

use egui::Ui;

use super::GAP;
use crate::domain::query::PlaceFault;
use crate::ui::strings::screens::home as words;
use crate::ui::widgets::{StatusTone, banner_ui};

/// Draws a banner for each fault, with the space below it.
pub(super) fn place_ui(ui: &mut Ui, faults: &[PlaceFault]) {
    for fault in faults {
        let (title, text) = match fault {
            PlaceFault::FolderOpenToOthers => (words::folder_open(), words::folder_open_text()),
            PlaceFault::SecondName => (words::second_name(), words::second_name_text()),
        };
        banner_ui(ui, StatusTone::Waiting, title, text, |_| ());
        ui.add_space(GAP);
    }
}
