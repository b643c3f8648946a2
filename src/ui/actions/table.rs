//! The table of actions, in the order of the list of keys.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, Entry, Handler, Scene, command, plain};
use crate::ui::strings::dialogs::keyboard as words;

/// Heads of the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Everywhere,
    UserManagement,
    EditUser,
}

impl Group {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 3] = [Self::Everywhere, Self::UserManagement, Self::EditUser];

    /// The head.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Everywhere => words::everywhere(),
            Self::UserManagement => words::user_management(),
            Self::EditUser => words::edit_user(),
        }
    }
}

impl Action {
    /// What the list of keys says it does.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::ShowKeys => words::this_list(),
            Self::GoHome => words::home(),
            Self::GoUsers => words::user_management(),
            Self::GoSettings => words::settings(),
            Self::Search => words::search(),
            Self::CreateUser => words::create_user(),
            Self::IdentifyToken => words::identify_token(),
            Self::Lock => words::lock(),
            Self::Refresh => words::refresh(),
            Self::ZoomIn => words::zoom_in(),
            Self::ZoomOut => words::zoom_out(),
            Self::ZoomReset => words::zoom_reset(),
            Self::NextField => words::next_field(),
            Self::PreviousField => words::previous_field(),
            Self::Close => words::close(),
            Self::MoveRow => words::move_row(),
            Self::MovePage => words::move_page(),
            Self::MoveToEnd => words::move_to_end(),
            Self::EditUser => words::edit_chosen(),
            Self::UserMenu => words::user_menu(),
            Self::DeleteUser => words::delete_user(),
            Self::OtherTab => words::other_tab(),
            Self::EnterForm => words::enter_form(),
            Self::Save => words::save(),
        }
    }
}

const ANYWHERE: &[Scene] = &[
    Scene::SignedOut,
    Scene::Screen,
    Scene::UsersTable,
    Scene::Editor,
    Scene::Dialog,
];
const SIGNED_IN: &[Scene] = &[Scene::Screen, Scene::UsersTable, Scene::Editor, Scene::Dialog];
const SCREENS: &[Scene] = &[Scene::Screen, Scene::UsersTable];

/// An action of the shell, with one shortcut.
const fn shell(action: Action, keys: &'static [KeyboardShortcut]) -> Entry {
    Entry {
        action,
        keys,
        aliases: &[],
        scenes: SCREENS,
        needs_administrator: false,
        handler: Handler::Shell,
        group: Group::Everywhere,
    }
}

/// The same for administrators alone.
const fn administrators(entry: Entry) -> Entry {
    Entry {
        needs_administrator: true,
        ..entry
    }
}

const fn window(action: Action, keys: &'static [KeyboardShortcut], aliases: &'static [KeyboardShortcut]) -> Entry {
    Entry {
        aliases,
        scenes: ANYWHERE,
        handler: Handler::Window,
        ..shell(action, keys)
    }
}

const fn widget(action: Action, keys: &'static [KeyboardShortcut], scenes: &'static [Scene], group: Group) -> Entry {
    Entry {
        scenes,
        group,
        handler: Handler::Widget,
        ..shell(action, keys)
    }
}

const fn in_table(action: Action, keys: &'static [KeyboardShortcut]) -> Entry {
    administrators(widget(action, keys, &[Scene::UsersTable], Group::UserManagement))
}

const fn in_editor(action: Action, keys: &'static [KeyboardShortcut], aliases: &'static [KeyboardShortcut]) -> Entry {
    Entry {
        aliases,
        handler: Handler::Editor,
        ..widget(action, keys, &[Scene::Editor], Group::EditUser)
    }
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::CTRL, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// Every action that has keys.
pub(crate) const ACTIONS: &[Entry] = &[
    shell(Action::ShowKeys, &[plain(Key::F1)]),
    shell(Action::GoHome, &[command(Key::Num1)]),
    administrators(shell(Action::GoUsers, &[command(Key::Num2)])),
    shell(Action::GoSettings, &[command(Key::Num3)]),
    administrators(shell(Action::Search, &[command(Key::F)])),
    administrators(shell(Action::CreateUser, &[command(Key::N)])),
    administrators(shell(Action::IdentifyToken, &[command(Key::I)])),
    Entry {
        scenes: SIGNED_IN,
        ..shell(Action::Lock, &[command(Key::L)])
    },
    shell(Action::Refresh, &[plain(Key::F5)]),
    // On many keyboards plus is Shift and the key of the equals sign.
    window(Action::ZoomIn, &[command(Key::Plus)], &[command(Key::Equals)]),
    window(Action::ZoomOut, &[command(Key::Minus)], &[]),
    window(Action::ZoomReset, &[command(Key::Num0)], &[]),
    widget(Action::NextField, &[plain(Key::Tab)], ANYWHERE, Group::Everywhere),
    widget(Action::PreviousField, &[shift(Key::Tab)], ANYWHERE, Group::Everywhere),
    widget(Action::Close, &[plain(Key::Escape)], ANYWHERE, Group::Everywhere),
    in_table(Action::MoveRow, &[plain(Key::ArrowUp), plain(Key::ArrowDown)]),
    in_table(Action::MovePage, &[plain(Key::PageUp), plain(Key::PageDown)]),
    in_table(Action::MoveToEnd, &[plain(Key::Home), plain(Key::End)]),
    in_table(Action::EditUser, &[plain(Key::Enter)]),
    in_table(Action::UserMenu, &[shift(Key::F10)]),
    in_table(Action::DeleteUser, &[plain(Key::Delete)]),
    // Control on macOS too: there Command and Tab change the program.
    in_editor(
        Action::OtherTab,
        &[ctrl(Key::Tab)],
        &[ctrl(Key::PageUp), ctrl(Key::PageDown)],
    ),
    widget(
        Action::EnterForm,
        &[plain(Key::Enter)],
        &[Scene::Editor],
        Group::EditUser,
    ),
    in_editor(Action::Save, &[command(Key::S)], &[]),
];
