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
    /// Head of the keys that work everywhere.
    pub fn everywhere() -> &'static str {
        "Everywhere"
    }
    /// Head of the keys of User Management, and the key that goes there.
    pub fn user_management() -> &'static str {
        "User Management"
    }
    /// Head of the keys of Edit User.
    pub fn edit_user() -> &'static str {
        "Edit User"
    }
    /// F1.
    pub fn this_list() -> &'static str {
        "This list"
    }
    /// Goes to Home.
    pub fn home() -> &'static str {
        "Home"
    }
    /// Goes to Settings.
    pub fn settings() -> &'static str {
        "Settings"
    }
    /// Goes to the search box.
    pub fn search() -> &'static str {
        "Search users"
    }
    /// Opens Create User.
    pub fn create_user() -> &'static str {
        "Create a user"
    }
    /// Opens Identify a token.
    pub fn identify_token() -> &'static str {
        "Identify a token"
    }
    /// Locks.
    pub fn lock() -> &'static str {
        "Lock"
    }
    /// Refreshes what is shown.
    pub fn refresh() -> &'static str {
        "Read again"
    }
    /// Draws everything larger.
    pub fn zoom_in() -> &'static str {
        "Zoom in"
    }
    /// Draws everything smaller.
    pub fn zoom_out() -> &'static str {
        "Zoom out"
    }
    /// Draws everything in its usual size.
    pub fn zoom_reset() -> &'static str {
        "Reset zoom"
    }
    /// Moves on.
    pub fn next_field() -> &'static str {
        "Next field or button"
    }
    /// Moves back.
    pub fn previous_field() -> &'static str {
        "The one before"
    }
    /// Closes what lies on top.
    pub fn close() -> &'static str {
        "Close the topmost dialog or menu"
    }
    /// One row up or down.
    pub fn move_row() -> &'static str {
        "Choose a user"
    }
    /// One page up or down.
    pub fn move_page() -> &'static str {
        "Choose a page further"
    }
    /// The first or last row.
    pub fn move_to_end() -> &'static str {
        "Choose the first or the last"
    }
    /// Opens Edit User.
    pub fn edit_chosen() -> &'static str {
        "Edit the user"
    }
    /// Opens the row's menu.
    pub fn user_menu() -> &'static str {
        "Menu of the user"
    }
    /// Asks before deleting.
    pub fn delete_user() -> &'static str {
        "Delete the user"
    }
    /// Turns to the other tab.
    pub fn other_tab() -> &'static str {
        "Switch tabs"
    }
    /// Submits the tab.
    pub fn enter_form() -> &'static str {
        "Update, or Generate"
    }
    /// Submits the details.
    pub fn save() -> &'static str {
        "Update"
    }
}
