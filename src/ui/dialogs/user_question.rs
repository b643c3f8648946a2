//! Questions before something is done to a user that others would feel: delete, and disable with clients at work.

use egui::Ui;

use super::Layer;
use crate::command::{Commands, DeleteUser, SetUserDisabled, UsersCommand};
use crate::domain::access::Denied;
use crate::domain::failure::Failure;
use crate::state::UserQuestion;
use crate::ui::strings::{common, dialogs::user_question as words};
use crate::ui::widgets::{Button, Choice, ConfirmDialog, Dialog, DialogPart, right_aligned_ui};
use crate::words::Explain as _;

/// Draws `question`.
pub(super) fn user_question_ui(ui: &Ui, question: &UserQuestion, layer: Layer, commands: &mut Commands) {
    let (row, choice) = match question {
        UserQuestion::OwnAccount => return own_account_ui(ui, layer, commands),
        UserQuestion::Delete(row) => {
            let title = words::delete_title(row.user.user_name.as_str());
            let text = words::delete_text(&row.user.full_name(), row.clients.total());
            (row, ask(ui, "delete-user", [&title, &text, common::delete()], layer))
        }
        UserQuestion::Disable(row) => {
            let title = words::disable_title(row.user.user_name.as_str());
            let text = words::disable_text(&row.user.full_name(), row.clients.registered);
            (row, ask(ui, "disable-user", [&title, &text, common::disable()], layer))
        }
    };
    if choice == Some(Choice::Confirm) {
        let (id, revision) = (row.user.id, row.user.revision);
        commands.send(match question {
            UserQuestion::Disable(_) => UsersCommand::SetDisabled(SetUserDisabled {
                id,
                revision,
                is_disabled: true,
            }),
            UserQuestion::Delete(_) | UserQuestion::OwnAccount => UsersCommand::Delete(DeleteUser { id, revision }),
        });
    }
    if choice.is_some() {
        layer.close(commands);
    }
}

fn ask(ui: &Ui, id: &str, [title, text, verb]: [&str; 3], layer: Layer) -> Option<Choice> {
    ConfirmDialog::new(id, title, text, verb)
        .dangerous()
        .covered(!layer.is_top)
        .show(ui.ctx())
}

fn own_account_ui(ui: &Ui, layer: Layer, commands: &mut Commands) {
    let mut is_closed = false;
    let response = Dialog::new("own-account", words::own_title())
        .max_width(440.0)
        .covered(!layer.is_top)
        .without_close()
        .show(ui.ctx(), |ui, part| match part {
            DialogPart::Body => {
                ui.label(Failure::Denied(Denied::OwnAccount).explain());
            }
            DialogPart::Footer => {
                is_closed |= right_aligned_ui(ui, "close", |ui| Button::primary(common::close()).show(ui).clicked());
            }
            DialogPart::Tabs => {}
        });
    if is_closed || response.close_requested {
        layer.close(commands);
    }
}
