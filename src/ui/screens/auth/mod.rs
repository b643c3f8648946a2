//! What is shown before and between the work: opening, first start, sign in, a forced change of password, locked.

mod damaged;
pub(crate) mod first_start;
pub(crate) mod locked;
pub(crate) mod must_change;
pub(crate) mod open_failed;
pub(crate) mod opening;
mod restored;
pub(crate) mod sign_in;

use egui::{Ui, accesskit};

use crate::state::AppState;
use crate::ui::parts::faint_with_tooltip_ui;
use crate::ui::strings::common;
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
    faint_with_tooltip_ui(
        ui,
        &state.directory.location.short_name(),
        &state.directory.location.to_string(),
    );
}
