//! The table of actions, in the order of the list of keys.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, EditorAction, Entry, Scene, ShellAction, WidgetAction, WindowAction, command, plain};
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
            Self::Shell(ShellAction::ShowKeys) => words::this_list(),
            Self::Shell(ShellAction::GoHome) => words::home(),
            Self::Shell(ShellAction::GoUsers) => words::user_management(),
            Self::Shell(ShellAction::GoSettings) => words::settings(),
            Self::Shell(ShellAction::Search) => words::search(),
            Self::Shell(ShellAction::CreateUser) => words::create_user(),
            Self::Shell(ShellAction::IdentifyToken) => words::identify_token(),
            Self::Shell(ShellAction::Lock) => words::lock(),
            Self::Shell(ShellAction::Refresh) => words::refresh(),
            Self::Window(WindowAction::ZoomIn) => words::zoom_in(),
            Self::Window(WindowAction::ZoomOut) => words::zoom_out(),
            Self::Window(WindowAction::ZoomReset) => words::zoom_reset(),
            Self::Window(WindowAction::ShowSecret) => words::show_secret(),
            Self::Widget(WidgetAction::NextField) => words::next_field(),
            Self::Widget(WidgetAction::PreviousField) => words::previous_field(),
            Self::Widget(WidgetAction::Close) => words::close(),
            Self::Widget(WidgetAction::MoveRow) => words::move_row(),
            Self::Widget(WidgetAction::MovePage) => words::move_page(),
            Self::Widget(WidgetAction::MoveToEnd) => words::move_to_end(),
            Self::Widget(WidgetAction::EditUser) => words::edit_chosen(),
            Self::Widget(WidgetAction::OpenClients) => words::open_clients(),
            Self::Widget(WidgetAction::UserMenu) => words::user_menu(),
            Self::Widget(WidgetAction::DeleteUser) => words::delete_user(),
            Self::Editor(EditorAction::OtherTab) => words::other_tab(),
            Self::Widget(WidgetAction::EnterForm) => words::enter_form(),
            Self::Editor(EditorAction::Save) => words::save(),
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
const fn shell(action: ShellAction, keys: &'static [KeyboardShortcut]) -> Entry {
    entry(Action::Shell(action), keys)
}

const fn entry(action: Action, keys: &'static [KeyboardShortcut]) -> Entry {
    Entry {
        action,
        keys,
        aliases: &[],
        scenes: SCREENS,
        needs_administrator: false,
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

const fn window(
    action: WindowAction,
    keys: &'static [KeyboardShortcut],
    aliases: &'static [KeyboardShortcut],
) -> Entry {
    Entry {
        aliases,
        scenes: ANYWHERE,
        ..entry(Action::Window(action), keys)
    }
}

const fn widget(
    action: WidgetAction,
    keys: &'static [KeyboardShortcut],
    scenes: &'static [Scene],
    group: Group,
) -> Entry {
    Entry {
        scenes,
        group,
        ..entry(Action::Widget(action), keys)
    }
}

const fn in_table(action: WidgetAction, keys: &'static [KeyboardShortcut]) -> Entry {
    administrators(widget(action, keys, &[Scene::UsersTable], Group::UserManagement))
}

const fn in_editor(
    action: EditorAction,
    keys: &'static [KeyboardShortcut],
    aliases: &'static [KeyboardShortcut],
) -> Entry {
    Entry {
        aliases,
        scenes: &[Scene::Editor],
        group: Group::EditUser,
        ..entry(Action::Editor(action), keys)
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
    shell(ShellAction::ShowKeys, &[plain(Key::F1)]),
    shell(ShellAction::GoHome, &[command(Key::Num1)]),
    administrators(shell(ShellAction::GoUsers, &[command(Key::Num2)])),
    shell(ShellAction::GoSettings, &[command(Key::Num3)]),
    administrators(shell(ShellAction::Search, &[command(Key::F)])),
    administrators(shell(ShellAction::CreateUser, &[command(Key::N)])),
    administrators(shell(ShellAction::IdentifyToken, &[command(Key::I)])),
    Entry {
        scenes: SIGNED_IN,
        ..shell(ShellAction::Lock, &[command(Key::L)])
    },
    shell(ShellAction::Refresh, &[plain(Key::F5)]),
    // On many keyboards plus is Shift and the key of the equals sign.
    window(WindowAction::ZoomIn, &[command(Key::Plus)], &[command(Key::Equals)]),
    window(WindowAction::ZoomOut, &[command(Key::Minus)], &[]),
    window(WindowAction::ZoomReset, &[command(Key::Num0)], &[]),
    window(WindowAction::ShowSecret, &[command(Key::E)], &[]),
    widget(WidgetAction::NextField, &[plain(Key::Tab)], ANYWHERE, Group::Everywhere),
    widget(
        WidgetAction::PreviousField,
        &[shift(Key::Tab)],
        ANYWHERE,
        Group::Everywhere,
    ),
    widget(WidgetAction::Close, &[plain(Key::Escape)], ANYWHERE, Group::Everywhere),
    in_table(WidgetAction::MoveRow, &[plain(Key::ArrowUp), plain(Key::ArrowDown)]),
    in_table(WidgetAction::MovePage, &[plain(Key::PageUp), plain(Key::PageDown)]),
    in_table(WidgetAction::MoveToEnd, &[plain(Key::Home), plain(Key::End)]),
    in_table(WidgetAction::EditUser, &[plain(Key::Enter)]),
    in_table(WidgetAction::OpenClients, &[command(Key::Enter)]),
    in_table(WidgetAction::UserMenu, &[shift(Key::F10)]),
    in_table(WidgetAction::DeleteUser, &[plain(Key::Delete)]),
    // Control on macOS too: there Command and Tab change the program.
    in_editor(
        EditorAction::OtherTab,
        &[ctrl(Key::Tab)],
        &[ctrl(Key::PageUp), ctrl(Key::PageDown)],
    ),
    widget(
        WidgetAction::EnterForm,
        &[plain(Key::Enter)],
        &[Scene::Editor],
        Group::EditUser,
    ),
    in_editor(EditorAction::Save, &[command(Key::S)], &[]),
];
