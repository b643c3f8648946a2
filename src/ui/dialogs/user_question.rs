//! Questions before something is done to a user that others would feel: delete, disable with clients at work, and replace
//! the password.

use egui::Ui;

use super::Layer;
use crate::command::{Command, Commands, DeleteUser, OneTimePasswordCommand, SetUserDisabled, UsersCommand};
use crate::domain::access::Denied;
use crate::domain::failure::Failure;
use crate::state::{AppState, UserQuestion};
use crate::ui::strings::{common, dialogs::user_question as words, one_time_password};
use crate::ui::widgets::{Button, Choice, ConfirmDialog, Dialog, DialogPart, right_aligned_ui};
use crate::words::Explain as _;

/// Draws `question`.
pub(super) fn user_question_ui(
    ui: &Ui,
    state: &AppState,
    question: &UserQuestion,
    layer: Layer,
    commands: &mut Commands,
) {
    let choice = match question {
        UserQuestion::OwnAccount => return own_account_ui(ui, layer, commands),
        UserQuestion::Delete(row) => {
            let title = words::delete_title(row.user.user_name.as_str());
            let text = words::delete_text(&row.user.full_name(), row.clients.total());
            ask(ui, "delete-user", [&title, &text, common::delete()], layer)
        }
        UserQuestion::Disable(row) => {
            let title = words::disable_title(row.user.user_name.as_str());
            let text = words::disable_text(&row.user.full_name(), row.clients.registered);
            ask(ui, "disable-user", [&title, &text, common::disable()], layer)
        }
        UserQuestion::OneTimePassword(user) => {
            let title = one_time_password::question_title(user.user_name.as_str());
            let text = one_time_password::question(user, state.now);
            ask(
                ui,
                "one-time-password-question",
                [&title, &text, one_time_password::title()],
                layer,
            )
        }
    };
    if choice == Some(Choice::Confirm)
        && let Some(command) = confirmed(question)
    {
        commands.send(command);
    }
    if choice.is_some() {
        layer.close(commands);
    }
}

/// What is done after a yes to `question`; nothing to the one that only tells.
fn confirmed(question: &UserQuestion) -> Option<Command> {
    match question {
        UserQuestion::OwnAccount => None,
        UserQuestion::Disable(row) => Some(
            UsersCommand::SetDisabled(SetUserDisabled {
                id: row.user.id,
                revision: row.user.revision,
                is_disabled: true,
            })
            .into(),
        ),
        UserQuestion::Delete(row) => Some(
            UsersCommand::Delete(DeleteUser {
                id: row.user.id,
                revision: row.user.revision,
            })
            .into(),
        ),
        UserQuestion::OneTimePassword(user) => Some(OneTimePasswordCommand::Make(user.clone()).into()),
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
