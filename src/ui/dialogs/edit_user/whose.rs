//! Whose clients the dialog shows.

use crate::state::{Editor, EditorMode};

/// Whether the clients are shown to the person they work for, who may do less than an administrator.
pub(super) const fn is_own(editor: &Editor) -> bool {
    matches!(editor.mode, EditorMode::OwnTokens(_))
}

/// Whether nothing of the user's clients is accepted, whatever is done to them.
pub(super) fn is_user_disabled(editor: &Editor) -> bool {
    editor.details.value().is_some_and(|details| details.user.is_disabled)
}
