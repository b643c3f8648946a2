//! The question before a person signs out with unsaved details, or with a secret that would be lost.

use egui::Ui;

use super::Layer;
use crate::command::{Commands, SessionCommand};
use crate::state::{AppState, SecretKind};
use crate::ui::strings::common;
use crate::ui::widgets::{Choice, ConfirmDialog};

/// Draws the question; it closes once there is nothing left to lose.
pub(super) fn sign_out_ui(ui: &Ui, state: &AppState, has_unsaved: bool, layer: Layer, commands: &mut Commands) {
    if !has_unsaved {
        layer.close(commands);
        return;
    }
    match discard_question_ui(ui, "sign-out", state, layer) {
        Some(Choice::Confirm) => commands.send(SessionCommand::SignOut),
        Some(Choice::Cancel) => layer.close(commands),
        None => {}
    }
}

/// Draws what is asked before all that is unsaved is thrown away; `id` tells the question from others.
pub(super) fn discard_question_ui(ui: &Ui, id: &str, state: &AppState, layer: Layer) -> Option<Choice> {
    let text = match state.untaken_secret() {
        Some(SecretKind::Token) => common::token_untaken_text(),
        Some(SecretKind::OneTimePassword) => common::password_untaken_text(),
        None => common::unsaved_text(),
    };
    ConfirmDialog::new(id, common::unsaved_title(), text, common::discard_changes())
        .cancel(common::keep_editing())
        .dangerous()
        .covered(!layer.is_top)
        .show(ui.ctx())
}
