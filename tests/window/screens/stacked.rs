//! Dialogs over dialogs: only the one that was opened last can be used, and Escape closes it alone.

use avo_admin::domain::user::UserId;
use avo_admin::state::{AppState, EditorMode, Identification, Remote, Route, Submission};
use egui::Key;

use super::*;
use crate::dialog_world::{bo, editor};
use crate::screens_fixture::at_work;

type Change = fn(&mut AppState);
/// Opens a dialog; then its name, and what its Escape asks for.
type Opening = (Change, &'static str, &'static str);

const PROMPT: Opening = (
    |state| state.password_prompt = Some(Submission::Idle),
    "Confirm with your password",
    "Session::CancelPasswordPrompt",
);
const QUIT: Opening = (|state| state.is_quit_asked = true, "Quit Avo Admin?", "View::StayOpen");
const EDITOR: Opening = (
    |state| state.editor = Some(editor(EditorMode::Edit(UserId(7)), Remote::Ready(bo()))),
    "Edit User",
    "Editor::Close",
);
const IDENTIFY: Opening = (
    |state| state.identification = Some(Identification::Asking),
    "Identify a token",
    "Identify::Close",
);
const CHANGE_PASSWORD: Opening = (
    |state| state.is_changing_password = true,
    "Change Password",
    "Session::CloseChangePassword",
);

/// Every pair that can come about: the dialog below, and the one that opens over it.
const PAIRS: [(Opening, Opening); 6] = [
    (EDITOR, PROMPT),
    (EDITOR, QUIT),
    (IDENTIFY, QUIT),
    (CHANGE_PASSWORD, QUIT),
    (PROMPT, QUIT),
    // An answer that needs the password comes while the question is open.
    (QUIT, PROMPT),
];

/// What of a dialog can be used.
fn usable(story: &Story, dialog: &str) -> Vec<String> {
    let node = story.get_by_role_and_label(Role::Dialog, dialog);
    let controls = [
        Role::Button,
        Role::Tab,
        Role::TextInput,
        Role::PasswordInput,
        Role::ComboBox,
    ];
    node.children_recursive()
        .map(|child| child.accesskit_node())
        .filter(|node| controls.contains(&node.role()) && !node.is_disabled())
        .map(|node| node.label().unwrap_or_default())
        .collect()
}

/// Escape twice in one frame, as from a keyboard that repeats it.
fn escape_twice(story: &mut Story) {
    let escape = egui::Event::Key {
        key: Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    story.input_mut().events.extend([escape.clone(), escape]);
    story.step();
}

#[test]
fn only_the_dialog_that_was_opened_last_can_be_used() {
    for ((open_lower, lower, _), (open_upper, upper, closes)) in PAIRS {
        let mut state = at_work(Route::UserManagement);
        open_lower(&mut state);
        let mut story = story(state);
        assert!(!usable(&story, lower).is_empty(), "{lower}");
        open_upper(&mut story.state_mut().state);
        story.step();
        assert_eq!(
            usable(&story, lower),
            [""; 0],
            "{lower} below {upper}, in its first frame"
        );
        story.run_steps(4);
        assert_eq!(usable(&story, lower), [""; 0], "{lower} below {upper}");
        assert!(!usable(&story, upper).is_empty(), "{upper} over {lower}");
        escape_twice(&mut story);
        assert_eq!(sent_kinds(&mut story), [closes], "{upper} over {lower}");
    }
}

#[test]
fn the_dialog_below_can_be_used_again_once_the_upper_one_is_closed() {
    for ((open_lower, lower, closes), (open_upper, upper, _)) in PAIRS {
        let mut state = at_work(Route::UserManagement);
        open_lower(&mut state);
        let mut story = story(state.clone());
        open_upper(&mut story.state_mut().state);
        story.run_steps(4);
        story.state_mut().state = state;
        story.run_steps(4);
        assert!(!usable(&story, lower).is_empty(), "{lower} after {upper}");
        escape_twice(&mut story);
        assert_eq!(sent_kinds(&mut story), [closes], "{lower} after {upper}");
    }
}
