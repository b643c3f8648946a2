//! What can be done to the user of a row, and the menu that offers it.

use egui::{Pos2, Ui};

use crate::command::{
    ClipboardCommand, Commands, CopyText, DialogCommand, EditorCommand, SetUserDisabled, UnlockUser, UsersCommand,
};
use crate::domain::query::UserRow;
use crate::domain::user::UserId;
use crate::state::{AppState, CopiedText, Modal, UserQuestion};
use crate::ui::actions::{WidgetAction, hint};
use crate::ui::icons::Icon;
use crate::ui::strings::users as words;
use crate::ui::strings::{common, copying, one_time_password};
use crate::ui::widgets::{menu_item, menu_line_ui, menu_ui};

/// Something that can be done to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowAction {
    Edit,
    CopyUserName,
    CopyEmail,
    Disable,
    Enable,
    Unlock,
    OneTimePassword,
    Delete,
}

/// The menu of a row, while it is open.
#[derive(Default)]
pub(super) struct RowMenu {
    user: Option<UserId>,
    open_at: Option<Pos2>,
}

impl RowMenu {
    /// Opens the menu of `user` at `pos`.
    pub(super) const fn open(&mut self, user: UserId, pos: Pos2) {
        self.user = Some(user);
        self.open_at = Some(pos);
    }

    /// Draws the menu while it is open.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, rows: &[UserRow], commands: &mut Commands) {
        if self.open_at.is_none() {
            return;
        }
        let row = rows.iter().find(|row| Some(row.user.id) == self.user);
        let Some(row) = row.filter(|_| ui.is_enabled()) else {
            self.open_at = None;
            return;
        };
        let mut pressed = None;
        menu_ui(ui.ctx(), "user_row", words::menu(), &mut self.open_at, |ui| {
            for action in actions_for(row, state) {
                if entry_ui(ui, action, row) {
                    pressed = Some(action);
                }
            }
        });
        if let Some(action) = pressed {
            act(action, row, state, commands);
        }
    }
}

/// The actions that are offered; users can't disable or delete their own account, and change its password elsewhere.
fn actions_for(row: &UserRow, state: &AppState) -> Vec<RowAction> {
    let is_self = is_self(row, state);
    let mut actions = vec![RowAction::Edit, RowAction::CopyUserName, RowAction::CopyEmail];
    if row.user.is_locked(state.now) {
        actions.push(RowAction::Unlock);
    }
    if row.user.is_disabled {
        actions.push(RowAction::Enable);
    } else if !is_self {
        actions.push(RowAction::Disable);
    }
    if !is_self {
        actions.extend([RowAction::OneTimePassword, RowAction::Delete]);
    }
    actions
}

fn is_self(row: &UserRow, state: &AppState) -> bool {
    state.me.as_ref().is_some_and(|me| me.id == row.user.id)
}

fn entry_ui(ui: &mut Ui, action: RowAction, row: &UserRow) -> bool {
    let response = match action {
        RowAction::Edit => menu_item(
            ui,
            Icon::Pen,
            common::edit(),
            &hint(ui.ctx(), WidgetAction::EditUser),
            false,
        ),
        RowAction::CopyUserName => menu_item(ui, Icon::Copy, copying::copy_user_name(), "", false),
        RowAction::CopyEmail => menu_item(ui, Icon::Copy, copying::copy_email(), "", false),
        RowAction::Disable => menu_item(ui, Icon::Ban, common::disable(), "", false),
        RowAction::Enable => menu_item(ui, Icon::Check, common::enable(), "", false),
        RowAction::Unlock => menu_item(ui, Icon::Key, common::unlock(), "", false),
        RowAction::OneTimePassword => menu_item(ui, Icon::Key, one_time_password::title(), "", false),
        RowAction::Delete => {
            menu_line_ui(ui);
            let label = common::delete_user(row.user.user_name.as_str());
            menu_item(ui, Icon::Trash, &label, &hint(ui.ctx(), WidgetAction::DeleteUser), true)
        }
    };
    response.clicked()
}

fn act(action: RowAction, row: &UserRow, state: &AppState, commands: &mut Commands) {
    let (id, revision) = (row.user.id, row.user.revision);
    match action {
        RowAction::Edit => commands.send(edit(row)),
        RowAction::CopyUserName => commands.send(copy(CopiedText::UserName, row.user.user_name.as_str())),
        RowAction::CopyEmail => commands.send(copy(CopiedText::Email, row.user.email.as_str())),
        RowAction::Unlock => commands.send(UsersCommand::Unlock(UnlockUser(id))),
        RowAction::Enable => commands.send(UsersCommand::SetDisabled(SetUserDisabled {
            id,
            revision,
            is_disabled: false,
        })),
        RowAction::Disable if row.clients.registered > 0 => {
            let question = UserQuestion::Disable(Box::new(row.clone()));
            commands.send(DialogCommand::Open(Modal::AboutUser(question)));
        }
        RowAction::Disable => commands.send(UsersCommand::SetDisabled(SetUserDisabled {
            id,
            revision,
            is_disabled: true,
        })),
        RowAction::OneTimePassword => {
            let question = UserQuestion::OneTimePassword(Box::new(row.user.clone()));
            commands.send(DialogCommand::Open(Modal::AboutUser(question)));
        }
        RowAction::Delete => ask_to_delete(row, state, commands),
    }
}

fn copy(what: CopiedText, text: &str) -> ClipboardCommand {
    ClipboardCommand::CopyText(CopyText {
        what,
        text: text.to_owned(),
    })
}

/// Opens a user, on the client that the search found it by.
pub(super) fn edit(row: &UserRow) -> EditorCommand {
    match &row.found_by {
        Some(client) => EditorCommand::OpenClient(row.user.id, client.id),
        None => EditorCommand::OpenEdit(row.user.id),
    }
}

/// Opens a user with the clients in front, on the client that the search found it by.
pub(super) fn edit_clients(row: &UserRow) -> EditorCommand {
    match &row.found_by {
        Some(client) => EditorCommand::OpenClient(row.user.id, client.id),
        None => EditorCommand::OpenClientsOf(row.user.id),
    }
}

/// Asks before a user is deleted.
pub(super) fn ask_to_delete(row: &UserRow, state: &AppState, commands: &mut Commands) {
    let question = if is_self(row, state) {
        UserQuestion::OwnAccount
    } else {
        UserQuestion::Delete(Box::new(row.clone()))
    };
    commands.send(DialogCommand::Open(Modal::AboutUser(question)));
}
