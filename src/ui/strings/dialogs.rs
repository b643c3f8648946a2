//! Words of the small dialogs.

/// Changing one's own password.
pub mod change_password {
    /// The title of the dialog, and the entry of the menu.
    pub fn title() -> &'static str {
        "Change Password"
    }
    /// The present password.
    pub fn current() -> &'static str {
        "Current Password"
    }
    /// The new password.
    pub fn new() -> &'static str {
        "New Password"
    }
    /// The button.
    pub fn submit() -> &'static str {
        "Change password"
    }
    /// The button while it is under way.
    pub fn busy() -> &'static str {
        "Changing the password"
    }
    /// The heading when it must be changed.
    pub fn must_heading() -> &'static str {
        "Choose your own password"
    }
    /// Why it must be changed.
    pub fn must_text() -> &'static str {
        "Somebody else set the password you signed in with. Choose one that only you know before you go on."
    }
}

/// Giving one's password again.
pub mod confirm_password {
    /// The title.
    pub fn title() -> &'static str {
        "Confirm with your password"
    }
    /// Why.
    pub fn text() -> &'static str {
        "Changing a role needs your password again. It is then not asked for ten minutes."
    }
    /// The button.
    pub fn submit() -> &'static str {
        "Confirm"
    }
}

/// Questions about one user.
pub mod user_question {
    use crate::ui::format::{counted, number};

    /// The title of the question before a user is deleted.
    pub fn delete_title(user_name: &str) -> String {
        format!("Delete {user_name}?")
    }

    /// What goes with the user.
    pub fn delete_text(full_name: &str, clients: u64) -> String {
        let what = match clients {
            0 => "The account has no clients.".to_owned(),
            1 => "The account's 1 client goes too; its token and credential are void at once.".to_owned(),
            many => format!(
                "The account's {} clients go too; their tokens and credentials are void at once.",
                number(many)
            ),
        };
        format!("{full_name} can no longer sign in. {what} This cannot be undone.")
    }

    /// The title of the question before a user is disabled.
    pub fn disable_title(user_name: &str) -> String {
        format!("Disable {user_name}?")
    }

    /// What stops working.
    pub fn disable_text(full_name: &str, registered: u64) -> String {
        let clients = counted(registered, "registered client stops", "registered clients stop");
        format!("{full_name} can no longer sign in, and {clients} working until the user is enabled again.")
    }

    /// The title when somebody would do it to the own account.
    pub fn own_title() -> &'static str {
        "This is your own account"
    }
}

/// Closing the window.
pub mod quit {
    /// The title.
    pub fn title() -> &'static str {
        "Quit Avo Admin?"
    }
    /// The verb when our token is still on the clipboard.
    pub fn clear_and_quit() -> &'static str {
        "Clear and quit"
    }
    /// Nothing is lost.
    pub fn plain_text() -> &'static str {
        "Nothing is lost."
    }

    /// Our token is still on the clipboard.
    pub fn clipboard_text(client_name: &str) -> String {
        format!("The token for {client_name} is still on the clipboard. It is taken off before the window closes.")
    }

    /// Our token may still be on the clipboard.
    pub fn clear_failed_text(why: &str) -> String {
        format!(
            "A token may still be on the clipboard, which could not be cleared: {why}. Copy something else over it."
        )
    }
}

/// The list of keys.
pub mod keyboard {
    /// The title.
    pub fn title() -> &'static str {
        "Keyboard"
    }
    /// Groups, and in each the keys and what they do.
    pub const GROUPS: [(&str, &[(&str, &str)]); 3] = [
        (
            "Everywhere",
            &[
                ("F1", "This list"),
                ("Ctrl 1", "Home"),
                ("Ctrl 2", "User Management"),
                ("Ctrl 3", "Settings"),
                ("Ctrl F", "Search users"),
                ("Ctrl N", "Create a user"),
                ("Ctrl I", "Identify a token"),
                ("Ctrl L", "Lock"),
                ("F5", "Read again"),
                ("Tab", "Next field or button"),
                ("Shift Tab", "The one before"),
                ("Esc", "Close the topmost dialog or menu"),
            ],
        ),
        (
            "User Management",
            &[
                ("Up, Down", "Choose a user"),
                ("Page Up, Page Down", "Choose a page further"),
                ("Home, End", "Choose the first or the last"),
                ("Enter", "Edit the user"),
                ("Shift F10", "Menu of the user"),
                ("Delete", "Delete the user"),
            ],
        ),
        (
            "Edit User",
            &[
                ("Ctrl Tab", "Switch tabs"),
                ("Enter", "Update, or Generate"),
                ("Ctrl S", "Update"),
            ],
        ),
    ];
}
