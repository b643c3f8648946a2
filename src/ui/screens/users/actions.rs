//! What can be done to the user of a row, and the menu that offers it.

use egui::{Id, Pos2, RectAlign, Ui};

use crate::command::{Command, Commands};
use crate::domain::query::UserRow;
use crate::domain::user::UserId;
use crate::state::AppState;
use crate::ui::dialogs::Dialogs;
use crate::ui::dialogs::delete_user::UserQuestion;
use crate::ui::icons::Icon;
use crate::ui::screens::menu::{Menu, MenuEntry, MenuOutcome};
use crate::ui::strings::common;
use crate::ui::strings::screens::users as words;

/// Something that can be done to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowAction {
    Edit,
    Disable,
    Enable,
    Unlock,
    Delete,
}

/// The menu of a row, while it is open.
#[derive(Default)]
pub(super) struct RowMenu {
    open: Option<(UserId, Menu)>,
}

impl RowMenu {
    /// Opens the menu of `user` at `pos`.
    pub(super) fn open(&mut self, user: Option<UserId>, pos: Pos2, return_to: Id) {
        let menu = Menu::new(Id::unique("row_menu"), pos, RectAlign::BOTTOM_START, return_to);
        self.open = user.map(|user| (user, menu));
    }

    /// Draws the menu while it is open.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &AppState,
        rows: &[UserRow],
        dialogs: &mut Dialogs,
        commands: &mut Commands,
    ) {
        let Some((user, menu)) = &mut self.open else { return };
        let row = rows.iter().find(|row| row.user.id == *user);
        let Some(row) = row.filter(|_| ui.is_enabled()) else {
            self.open = None;
            return;
        };
        let actions = actions_for(row, state);
        let entries: Vec<MenuEntry> = actions.iter().map(|action| entry(*action, row)).collect();
        let outcome = menu.show(ui.ctx(), words::MENU, &entries);
        if outcome != MenuOutcome::Open {
            self.open = None;
        }
        if let MenuOutcome::Chosen(index) = outcome
            && let Some(action) = actions.get(index)
        {
            act(*action, row, state, dialogs, commands);
        }
    }
}

/// What is offered; nobody disables or deletes the own account.
fn actions_for(row: &UserRow, state: &AppState) -> Vec<RowAction> {
    let is_self = is_self(row, state);
    let mut actions = vec![RowAction::Edit];
    if row.user.is_locked(state.now) {
        actions.push(RowAction::Unlock);
    }
    if row.user.is_disabled {
        actions.push(RowAction::Enable);
    } else if !is_self {
        actions.push(RowAction::Disable);
    }
    if !is_self {
        actions.push(RowAction::Delete);
    }
    actions
}

fn is_self(row: &UserRow, state: &AppState) -> bool {
    state.me.as_ref().is_some_and(|me| me.id == row.user.id)
}

fn entry(action: RowAction, row: &UserRow) -> MenuEntry {
    match action {
        RowAction::Edit => MenuEntry::new(common::EDIT, Icon::Pen).keys("Enter"),
        RowAction::Disable => MenuEntry::new(common::DISABLE, Icon::Ban),
        RowAction::Enable => MenuEntry::new(common::ENABLE, Icon::Check),
        RowAction::Unlock => MenuEntry::new(common::UNLOCK, Icon::Key),
        RowAction::Delete => {
            let label = common::delete_user(row.user.user_name.as_str());
            MenuEntry::new(label, Icon::Trash).danger()
        }
    }
}

fn act(action: RowAction, row: &UserRow, state: &AppState, dialogs: &mut Dialogs, commands: &mut Commands) {
    let (id, revision) = (row.user.id, row.user.revision);
    match action {
        RowAction::Edit => commands.send(Command::OpenEditUser(id)),
        RowAction::Unlock => commands.send(Command::UnlockUser(id)),
        RowAction::Enable => commands.send(Command::SetUserDisabled {
            id,
            revision,
            is_disabled: false,
        }),
        RowAction::Disable if row.clients.registered > 0 => {
            dialogs.ask_about_user(UserQuestion::Disable(Box::new(row.clone())));
        }
        RowAction::Disable => commands.send(Command::SetUserDisabled {
            id,
            revision,
            is_disabled: true,
        }),
        RowAction::Delete => ask_to_delete(row, state, dialogs),
    }
}

/// Asks before a user is deleted.
pub(super) fn ask_to_delete(row: &UserRow, state: &AppState, dialogs: &mut Dialogs) {
    dialogs.ask_about_user(if is_self(row, state) {
        UserQuestion::OwnAccount
    } else {
        UserQuestion::Delete(Box::new(row.clone()))
    });
}
