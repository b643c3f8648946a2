//! What is shown before and between the work: opening, first start, sign in, a forced change of password, locked.

pub mod first_start;
pub mod locked;
pub mod must_change;
pub mod opening;
pub mod sign_in;

use egui::{Id, Ui, accesskit};

use super::parts::{announce_ui, faint_ui};
use crate::domain::failure::{Failure, wait_in_words};
use crate::state::AppState;
use crate::ui::strings::{common, screens::sign_in as words};
use crate::ui::widgets::brand_ui;

/// The width of the column of sign in and its like, in points.
const COLUMN: f32 = 360.0;

fn brand_head_ui(ui: &mut Ui) {
    let response = brand_ui(ui, common::app_name(), 30.0, 18.0);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::Heading);
        node.set_label(common::app_name());
    });
    ui.add_space(22.0);
}

/// Draws which file it is about, with the whole path when the pointer rests on it.
fn directory_ui(ui: &mut Ui, state: &AppState) {
    faint_ui(ui, &state.directory.file_name()).on_hover_text(state.directory.path.display().to_string());
}

/// Gives the focus to `id` until it has it: a widget can take it only once it has been drawn.
fn focus_first(ui: &Ui, id: Id, wants_focus: &mut bool) {
    if *wants_focus {
        ui.memory_mut(|memory| memory.request_focus(id));
        if ui.memory(|memory| memory.has_focus(id)) {
            *wants_focus = false;
        }
        ui.ctx().request_repaint();
    }
}

/// The words below a password that was refused, with the seconds still to wait.
pub(crate) fn refusal_text(state: &AppState, failure: Option<&Failure>) -> Option<String> {
    let cause = failure.map(Failure::cause);
    let next = match (state.retry_in_secs(), failure) {
        (Some(secs), _) => Some(common::try_again_in(&wait_in_words(secs))),
        (None, Some(Failure::SignInRefused { wait_secs: Some(_) })) => Some(words::try_now().to_owned()),
        (None, Some(failure)) => Some(failure.next_step()),
        (None, None) => None,
    };
    match (cause, next) {
        (Some(cause), Some(next)) => Some(format!("{cause}. {next}")),
        (cause, next) => cause.or(next),
    }
}

/// Announces a refusal once for each cause, not for each second of its countdown.
pub(crate) fn announce_refusal_ui(ui: &mut Ui, failure: Option<&Failure>, shown: Option<&str>) {
    if failure.is_some()
        && let Some(text) = shown
    {
        announce_ui(ui, text);
    }
}
