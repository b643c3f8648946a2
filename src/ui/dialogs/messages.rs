//! The messages of this session, to be read again.

use egui::{Label, Sense, Ui, vec2};

use super::Layer;
use crate::command::Commands;
use crate::state::{AppState, Toast};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::faint_with_tooltip_ui;
use crate::ui::parts::tones::toast_tone;
use crate::ui::strings::{messages, screens::shell as words};
use crate::ui::widgets::{Dialog, DialogPart, empty_state_ui, line_ui};

/// Draws the dialog, newest message first.
pub(super) fn messages_ui(ui: &Ui, state: &AppState, layer: Layer, commands: &mut Commands) {
    let response = Dialog::new("messages", words::messages())
        .max_width(520.0)
        .covered(!layer.is_top)
        .without_footer()
        .show(ui.ctx(), |ui, part| {
            if part != DialogPart::Body {
                return;
            }
            if state.toasts.is_empty() {
                empty_state_ui(ui, Icon::Bell, words::no_messages(), words::no_messages_text(), |_| ());
            }
            let times = Times::of(ui, state);
            for (index, toast) in state.toasts.iter().rev().enumerate() {
                if index > 0 {
                    line_ui(ui);
                }
                message_ui(ui, toast, &times);
            }
        });
    if response.close_requested {
        layer.close(commands);
    }
}

fn message_ui(ui: &mut Ui, toast: &Toast, times: &Times) {
    ui.horizontal_top(|ui| {
        let (shape, _) = ui.allocate_exact_size(vec2(10.0, 20.0), Sense::hover());
        toast_tone(toast.tone).paint_shape(ui, shape.center());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(messages::text(&toast.message)).wrap());
            faint_with_tooltip_ui(ui, &times.relative(toast.at), &times.exact(toast.at));
        });
    });
}
