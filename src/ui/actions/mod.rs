//! What can be done by keys: each action once, with its words, its shortcut and when it is possible.
//!
//! The shell, menus, hints and the list of keys follow from this table, and tests hold the documents to it. Not its job:
//! doing it, and how a key moves within a widget; such keys stand here as a description only.

mod table;

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::state::{AppState, Modal, Phase, Route};
use crate::words::lists::list;
pub(crate) use table::{ACTIONS, Group};

/// Something that a key does, by who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Window(WindowAction),
    Shell(ShellAction),
    Editor(EditorAction),
    Widget(WidgetAction),
}

/// What the window does, whatever it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WindowAction {
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ShowSecret,
}

/// What the shell around the screens does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShellAction {
    ShowKeys,
    GoHome,
    GoUsers,
    GoSettings,
    Search,
    CreateUser,
    IdentifyToken,
    Lock,
    Refresh,
}

/// What the dialog for a user does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EditorAction {
    OtherTab,
    Save,
}

/// What the widget does that has the focus; the table describes it only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WidgetAction {
    NextField,
    PreviousField,
    Close,
    MoveRow,
    MovePage,
    MoveToEnd,
    EditUser,
    OpenClients,
    UserMenu,
    DeleteUser,
    EnterForm,
}

impl From<WindowAction> for Action {
    fn from(action: WindowAction) -> Self {
        Self::Window(action)
    }
}

impl From<ShellAction> for Action {
    fn from(action: ShellAction) -> Self {
        Self::Shell(action)
    }
}

impl From<EditorAction> for Action {
    fn from(action: EditorAction) -> Self {
        Self::Editor(action)
    }
}

impl From<WidgetAction> for Action {
    fn from(action: WidgetAction) -> Self {
        Self::Widget(action)
    }
}

/// What lies on top in the window, which decides about what is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    /// No user is at work: sign-in, locked and similar.
    SignedOut,
    /// A screen.
    Screen,
    /// The screen with the table of users.
    UsersTable,
    /// Create User or Edit User.
    Editor,
    /// Another dialog.
    Dialog,
}

impl Scene {
    /// The scene of `state`.
    pub(crate) fn of(state: &AppState) -> Self {
        if state.phase != Phase::SignedIn {
            return Self::SignedOut;
        }
        match state.top_modal() {
            Some((_, Modal::Editor(editor))) if !editor.is_own() => Self::Editor,
            Some(_) => Self::Dialog,
            None if state.route == Route::UserManagement => Self::UsersTable,
            None => Self::Screen,
        }
    }
}

/// An action with its keys and its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) action: Action,
    /// The keys that are shown.
    pub(crate) keys: &'static [KeyboardShortcut],
    /// Keys that do the same and are not shown, as other programs or keyboards have it.
    pub(crate) aliases: &'static [KeyboardShortcut],
    /// Where it is possible.
    pub(crate) scenes: &'static [Scene],
    /// Administrators alone can do it.
    pub(crate) needs_administrator: bool,
    /// Under which head the list of keys has it.
    pub(crate) group: Group,
}

impl Entry {
    /// All keys, also those that are not shown.
    fn all_keys(&self) -> impl Iterator<Item = KeyboardShortcut> {
        self.keys.iter().chain(self.aliases).copied()
    }

    fn is_possible(&self, scene: Scene, is_administrator: bool) -> bool {
        self.scenes.contains(&scene) && (is_administrator || !self.needs_administrator)
    }
}

/// The actions that `own` picks out, whose keys were pressed and that are possible; asking takes the keys.
pub(crate) fn pressed<A>(ctx: &Context, scene: Scene, is_administrator: bool, own: fn(Action) -> Option<A>) -> Vec<A> {
    let is_pressed = |entry: &Entry| {
        let mut keys = entry.all_keys();
        ctx.input_mut(|input| keys.any(|key| input.consume_shortcut(&key)))
    };
    let possible = ACTIONS
        .iter()
        .filter(|entry| entry.is_possible(scene, is_administrator));
    possible
        .filter_map(|entry| own(entry.action).filter(|_| is_pressed(entry)))
        .collect()
}

/// The keys of `action` as this system writes them, such as "Ctrl+F"; empty where it has none.
pub(crate) fn hint(ctx: &Context, action: impl Into<Action>) -> String {
    let action = action.into();
    let entry = ACTIONS.iter().find(|entry| entry.action == action);
    entry.map_or_else(String::new, |entry| keys_text(entry, |key| ctx.format_shortcut(&key)))
}

/// The shown keys of `entry`, each written by `format`.
pub(crate) fn keys_text(entry: &Entry, format: impl Fn(KeyboardShortcut) -> String) -> String {
    list(entry.keys.iter().map(|key| {
        format(*key)
            .replace("PageUp", "Page Up")
            .replace("PageDown", "Page Down")
    }))
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

#[cfg(test)]
mod tests;
