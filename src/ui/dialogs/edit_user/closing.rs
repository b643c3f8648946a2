//! The dialog over a directory that was closed and opened again: what is typed is compared with the user that is there now,
//! as after a change by another person. Revisions tell nothing then, because another copy of the directory counts its own.

use super::EditUserDialog;
use super::conflict::Cause;
use crate::state::{Editor, EditorMode, Remote};

impl EditUserDialog {
    /// Whether what is typed is not compared yet, so that it can neither be used nor saved. Where the user is gone, there is
    /// nothing to compare it with.
    pub(super) fn awaits_comparison(&self, editor: &Editor) -> bool {
        editor.mode != EditorMode::Create && self.closings_taken != editor.closings && !editor.is_user_gone()
    }

    /// Compares it, once the user was read.
    pub(super) fn compare_after_closing(&mut self, editor: &Editor) {
        let Remote::Ready(details) = &editor.details else {
            return;
        };
        if self.closings_taken == editor.closings {
            return;
        }
        self.closings_taken = editor.closings;
        self.conflict = None;
        if !self.form.is_touched {
            self.form.rebase(&details.user, details.user.draft());
            return;
        }
        let conflict = self.merge(&details.user, Cause::Closing);
        if let Some(conflict) = conflict.filter(|conflict| !conflict.is_empty()) {
            self.show_conflict(conflict);
        }
    }
}
