//! The caret of text fields: it blinks during use, and rests otherwise.
//!
//! Each blink draws the window. Over a remote desktop each of these frames is sent, for a window that is not in use.

use egui::{Plugin, Ui};

/// How long the caret blinks after the last input, in seconds.
const BLINKING_SECS: f64 = 10.0;

/// The egui plugin behind this module; [`crate::ui::install`] registers it.
#[derive(Default)]
pub(super) struct RestingCaret {
    last_input_secs: f64,
    /// Whether it is this that stopped the blinking; a caret that never blinks is left alone.
    rests: bool,
}

impl Plugin for RestingCaret {
    fn debug_name(&self) -> &'static str {
        "avo_resting_caret"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (now_secs, has_input) = ui.input(|input| (input.time, !input.events.is_empty()));
        if has_input {
            self.last_input_secs = now_secs;
        }
        let is_due = now_secs - self.last_input_secs >= BLINKING_SECS;
        let blinks = ui.visuals().text_cursor.blink;
        if is_due && blinks || !is_due && self.rests {
            self.rests = is_due;
            // The root has its style already; dialogs and menus get theirs from the context.
            ui.visuals_mut().text_cursor.blink = !is_due;
            ui.ctx()
                .all_styles_mut(|style| style.visuals.text_cursor.blink = !is_due);
        }
    }
}
