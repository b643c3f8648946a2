//! A password that another person set is changed before anything else.

use egui::Ui;

use super::{COLUMN, brand_head_ui, directory_ui};
use crate::command::{Commands, SessionCommand};
use crate::state::AppState;
use crate::ui::parts::forms::change_password::ChangePasswordForm;
use crate::ui::parts::{centered_column_ui, heading_ui, muted_ui};
use crate::ui::strings::{common, dialogs::change_password as words};
use crate::ui::theme::TEXT_DIALOG_TITLE;
use crate::ui::widgets::{Button, FocusRequest};

/// Draws the screen over `form`.
pub(crate) fn must_change_ui(
    ui: &mut Ui,
    state: &AppState,
    form: &mut ChangePasswordForm,
    first: &mut FocusRequest,
    commands: &mut Commands,
) {
    centered_column_ui(ui, "must-change", COLUMN, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        brand_head_ui(ui);
        heading_ui(ui, words::must_heading(), TEXT_DIALOG_TITLE);
        ui.add_space(4.0);
        muted_ui(ui, words::must_text());
        ui.add_space(20.0);
        let is_entered = form.fields_ui(ui, state);
        first.give_by_id(&(), ui, form.first_field());
        ui.add_space(22.0);
        if ChangePasswordForm::submit_ui(ui, state, true) || is_entered {
            form.submit(ui, state, commands);
        }
        ui.add_space(10.0);
        if Button::new(common::sign_out()).full_width().show(ui).clicked() {
            commands.send(SessionCommand::AskToSignOut);
        }
        ui.add_space(18.0);
        directory_ui(ui, state);
    });
}
