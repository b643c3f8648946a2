//! The line at the bottom: what the screen counts, our secret on the clipboard, the file, and the messages.

use egui::{Align, Layout, RichText, Ui, accesskit};

use crate::command::{ClipboardCommand, Commands, DialogCommand, ViewCommand};
use crate::state::{AppState, ClipboardState, Modal};
use crate::ui::icons::Icon;
use crate::ui::strings::{clipboard as clipboard_words, common, screens::shell as words, tasks as task_words};
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Button, cut_text_ui, cut_text_with_tooltip_ui, icon_button, right_aligned_ui};

/// Draws the line; `count` is what the screen says at its left.
pub(super) fn status_ui(ui: &mut Ui, state: &AppState, count: &str, commands: &mut Commands) {
    let muted = Tokens::of(ui).muted;
    let row = Layout::left_to_right(Align::Center);
    ui.with_layout(row, |ui| {
        ui.set_min_height(ui.available_height());
        if !count.is_empty() {
            ui.label(RichText::new(count).color(muted));
        }
        right_aligned_ui(ui, "status", |ui| {
            if state.modals.editor().is_none() && state.modals.password_hand_over().is_none() {
                clipboard_ui(ui, state, commands);
            }
            tasks_ui(ui, state, commands);
            let file = RichText::new(state.directory.location.short_name()).color(muted);
            cut_text_with_tooltip_ui(ui, file, &state.directory.location.to_string());
            if icon_button(ui, Icon::Bell, words::messages()).clicked() {
                commands.send(DialogCommand::Open(Modal::Messages));
            }
        });
    });
}

/// How far the work in the background is, and a way to stop it.
fn tasks_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    for task in state.tasks.iter().filter(|task| task.is_shown(state.now)) {
        let text = task_words::doing(task.what, task.percent());
        ui.label(RichText::new(text).color(Tokens::of(ui).muted));
        if task.can_cancel && Button::new(common::cancel()).small().show(ui).clicked() {
            commands.send(ViewCommand::CancelTask(task.id));
        }
        ui.add_space(8.0);
    }
}

fn clipboard_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    let t = Tokens::of(ui);
    let (text, color) = match &state.clipboard {
        ClipboardState::Holding { carried, clears_at, .. } => {
            let left_secs = (clears_at.ms_since(state.now).max(0) + 999) / 1000;
            let name = carried.name();
            let text = common::clipboard_countdown(name.kind.code(), &name.of, left_secs);
            (text, t.text)
        }
        ClipboardState::ClearFailed { secret, why } => {
            let words = if why.is_still_there() {
                words::clear_failed
            } else {
                words::clear_unknown
            };
            let why = clipboard_words::cause(secret.kind, *why);
            (words(secret.kind.code(), &secret.of, &why), t.bad)
        }
        ClipboardState::Empty | ClipboardState::Copying | ClipboardState::CopyFailed(_) | ClipboardState::Replaced => {
            return;
        }
    };
    let label = cut_text_ui(ui, RichText::new(text).color(color));
    if color == t.bad {
        ui.ctx()
            .accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Assertive));
    }
    if Button::new(common::clear_now()).small().show(ui).clicked() {
        commands.send(ClipboardCommand::Clear);
    }
    ui.add_space(8.0);
}
