//! Home of a person who is not an administrator: their own account only.

use egui::Ui;

use super::{GAP, ROW_MARGIN};
use crate::command::{Commands, DialogCommand, EditorCommand, SessionCommand};
use crate::domain::field::Field;
use crate::domain::user::User;
use crate::state::{AppState, Modal};
use crate::ui::format::Times;
use crate::ui::parts::fact::FactRow;
use crate::ui::parts::{card_ui, muted_ui};
use crate::ui::strings::{common, dialogs::change_password, editor, screens::home as words};
use crate::ui::widgets::{Button, cut_text_ui, cut_text_with_tooltip_ui};
use crate::words::Label as _;
use crate::words::labels;

const LABEL_WIDTH: f32 = 120.0;

pub(super) fn account_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    let Some(me) = &state.me else { return };
    ui.set_max_width(560.0);
    muted_ui(ui, words::account_text());
    ui.add_space(GAP);
    card_ui(ui, words::account(), ROW_MARGIN, |ui| {
        for (label, value, exact) in lines(me, &Times::of(ui, state)) {
            fact_ui(ui, label, &value, exact.as_deref());
        }
    });
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if Button::new(editor::token_management()).show(ui).clicked() {
            commands.send(EditorCommand::OpenTokenManagement);
        }
        if Button::new(change_password::title()).show(ui).clicked() {
            commands.send(DialogCommand::Open(Modal::ChangePassword));
        }
        if Button::new(common::sign_out()).show(ui).clicked() {
            commands.send(SessionCommand::AskToSignOut);
        }
    });
}

fn lines(me: &User, times: &Times) -> [(&'static str, String, Option<String>); 6] {
    let signed_in = me.last_sign_in_at;
    [
        (Field::UserName.label(), me.user_name.to_string(), None),
        (Field::FirstName.label(), me.first_name.to_string(), None),
        (Field::LastName.label(), me.last_name.to_string(), None),
        (Field::Email.label(), me.email.to_string(), None),
        (words::role(), labels::roles(me.roles), None),
        (
            words::last_sign_in(),
            signed_in.map_or_else(|| common::never().to_owned(), |at| times.relative(at)),
            signed_in.map(|at| times.exact(at)),
        ),
    ]
}

fn fact_ui(ui: &mut Ui, label: &str, value: &str, exact: Option<&str>) {
    let row = FactRow::new(32.0, LABEL_WIDTH).indent(f32::from(ROW_MARGIN));
    row.show(ui, label, |ui| {
        match exact {
            Some(exact) => cut_text_with_tooltip_ui(ui, value, exact),
            None => cut_text_ui(ui, value),
        };
    });
}
