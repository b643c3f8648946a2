//! Words of the screens and of the small dialogs.

use crate::ui::format::counted;

/// Opening the directory.
pub mod opening {
    /// While the file is being opened.
    pub const OPENING: &str = "Opening the directory";
    /// The heading when it cannot be opened.
    pub const FAILED: &str = "The directory cannot be opened";
}

/// First start.
pub mod first_start {
    /// The heading.
    pub const HEADING: &str = "Create the first administrator";
    /// The button.
    pub const SUBMIT: &str = "Create administrator";
    /// While the directory is being made.
    pub const BUSY: &str = "Creating the directory";

    /// Where the directory will be.
    pub fn explanation(path: &str) -> String {
        format!("A new directory will be created at {path} together with its first administrator.")
    }
}

/// Sign in and Locked.
pub mod sign_in {
    /// The button.
    pub const SUBMIT: &str = "Sign in";
    /// The button while the password is being checked.
    pub const BUSY: &str = "Checking the password";
    /// The field for who it is.
    pub const USER_NAME: &str = "User Name";
    /// Takes the account of the demonstration.
    pub const USE_IT: &str = "Use it";
    /// The title of the offered account.
    pub const DEMO_TITLE: &str = "Demonstration";
    /// What may be done again once the wait is over.
    pub const TRY_NOW: &str = "You can try again now";
    /// What a locked console says.
    pub const LOCKED: &str = "The console is locked";

    /// Which account a demonstration offers.
    pub fn demo_account(user_name: &str) -> String {
        format!("Made-up users, gone when the window closes. Your account is {user_name}")
    }

    /// The window's name for the person who is locked out.
    pub fn locked_for(full_name: &str) -> String {
        format!("Locked for {full_name}")
    }
}

/// Changing one's own password.
pub mod change_password {
    /// The title of the dialog, and the entry of the menu.
    pub const TITLE: &str = "Change Password";
    /// The present password.
    pub const CURRENT: &str = "Current Password";
    /// The new password.
    pub const NEW: &str = "New Password";
    /// The button.
    pub const SUBMIT: &str = "Change password";
    /// The button while it is under way.
    pub const BUSY: &str = "Changing the password";
    /// The heading when it must be changed.
    pub const MUST_HEADING: &str = "Choose your own password";
    /// Why it must be changed.
    pub const MUST_TEXT: &str =
        "Somebody else set the password you signed in with. Choose one that only you know before you go on.";
}

/// Giving one's password again.
pub mod confirm_password {
    /// The title.
    pub const TITLE: &str = "Confirm with your password";
    /// Why.
    pub const TEXT: &str = "Changing a role needs your password again. It is then not asked for ten minutes.";
    /// The button.
    pub const SUBMIT: &str = "Confirm";
}

/// The frame around the screens.
pub mod shell {
    /// The navigation pane.
    pub const NAVIGATION: &str = "Navigation";
    /// A screen.
    pub const HOME: &str = "Home";
    /// The group of an administrator's screens.
    pub const ADMIN: &str = "Admin";
    /// A screen.
    pub const USER_MANAGEMENT: &str = "User Management";
    /// A screen.
    pub const SETTINGS: &str = "Settings";
    /// The signed-in user, and the menu that opens there.
    pub const PROFILE: &str = "Profile";
    /// An entry of that menu.
    pub const LOCK: &str = "Lock";
    /// The key of that entry.
    pub const LOCK_KEYS: &str = "Ctrl L";
    /// The button and the dialog of messages.
    pub const MESSAGES: &str = "Messages";
    /// The list is empty.
    pub const NO_MESSAGES: &str = "No messages yet";
    /// What the list is for.
    pub const NO_MESSAGES_TEXT: &str = "What the console tells you is kept here until you sign out";
    /// Our token could not be taken away.
    pub const CLEAR_FAILED: &str = "The clipboard could not be cleared";
    /// Our token could not be put there.
    pub const COPY_FAILED: &str = "The token could not be copied";
    /// Only administrators see the screen.
    pub const NOT_ADMINISTRATOR: &str = "Only administrators see this";
    /// What happened and what to do.
    pub const NOT_ADMINISTRATOR_TEXT: &str = "Your rights have changed. Ask an administrator if you need them again";
    /// Leads to Home.
    pub const GO_HOME: &str = "Go to Home";
}

/// Home.
pub mod home {
    /// The group of users.
    pub const USERS: &str = "Users";
    /// The group of clients.
    pub const CLIENTS: &str = "Clients";
    /// The group of what somebody should look at.
    pub const ATTENTION: &str = "Needs attention";
    /// Nothing should be looked at.
    pub const CALM: &str = "Nothing needs attention";
    /// Why not.
    pub const CALM_TEXT: &str = "No token waits or has expired, and no user is locked or disabled";
    /// A line.
    pub const ALL_USERS: &str = "All users";
    /// A line.
    pub const ADMINISTRATORS: &str = "Administrators";
    /// A line.
    pub const DISABLED: &str = "Disabled users";
    /// A line.
    pub const LOCKED: &str = "Locked users";
    /// While the figures are being read.
    pub const LOADING: &str = "Reading the directory";
    /// The group of one's own account.
    pub const ACCOUNT: &str = "Your account";
    /// What a person who is not an administrator should know.
    pub const ACCOUNT_TEXT: &str =
        "The users of the directory are looked after by its administrators. Ask one of them to change your details.";
    /// A line.
    pub const LAST_SIGN_IN: &str = "Last sign-in";
    /// A line.
    pub const ROLE: &str = "Primary Role";

    /// The line under the heading.
    pub fn greeting(first_name: &str) -> String {
        format!("Signed in as {first_name}")
    }

    /// Tokens that ran out.
    pub fn expired(count: u64) -> String {
        format!("{} expired before being used", super::counted(count, "token", "tokens"))
    }

    /// Clients that have not registered yet.
    pub fn provisioned(count: u64) -> String {
        let verb = if count == 1 { "is" } else { "are" };
        format!(
            "{} {verb} ready to register",
            super::counted(count, "client", "clients")
        )
    }

    /// Clients that were reregistered and have not come back.
    pub fn waiting(count: u64) -> String {
        let verb = if count == 1 { "waits" } else { "wait" };
        format!("{} {verb} after Reregister", super::counted(count, "client", "clients"))
    }

    /// Users who wait after wrong passwords.
    pub fn locked(count: u64) -> String {
        let verb = if count == 1 { "is" } else { "are" };
        format!(
            "{} {verb} locked after wrong passwords",
            super::counted(count, "user", "users")
        )
    }

    /// Users who cannot sign in.
    pub fn disabled(count: u64) -> String {
        let verb = if count == 1 { "is" } else { "are" };
        format!("{} {verb} disabled", super::counted(count, "user", "users"))
    }
}

/// Settings.
pub mod settings {
    /// The line under the heading.
    pub const SUBTITLE: &str = "For your account on this machine. Changes take effect at once";
    /// A setting.
    pub const APPEARANCE: &str = "Appearance";
    /// What it means.
    pub const APPEARANCE_TEXT: &str = "System follows the desktop, and is light where it does not tell";
    /// A choice.
    pub const SYSTEM: &str = "System";
    /// A choice.
    pub const LIGHT: &str = "Light";
    /// A choice.
    pub const DARK: &str = "Dark";
    /// A setting.
    pub const CLIPBOARD: &str = "Seconds until the clipboard is cleared";
    /// What it means.
    pub const CLIPBOARD_TEXT: &str = "A copied token is taken off after this time, 10 to 120 seconds";
    /// A setting.
    pub const LOCK: &str = "Minutes until the lock";
    /// What it means.
    pub const LOCK_TEXT: &str = "Without a key or a click the console locks itself, 2 to 15 minutes";
    /// A group.
    pub const LOOK: &str = "Look";
    /// A group.
    pub const SAFETY: &str = "Safety";

    /// A number that is out of bounds.
    pub fn out_of_bounds(least: u32, most: u32) -> String {
        format!("Enter a number from {least} to {most}")
    }
}

/// User Management.
pub mod users {
    use crate::domain::client::ClientStatus;
    use crate::domain::query::ClientCounts;
    use crate::ui::format::{counted, number};

    /// The table.
    pub const TABLE: &str = "Users";
    /// The search box.
    pub const SEARCH: &str = "Search";
    /// What can be searched for.
    pub const SEARCH_HINT: &str = "Search name, e-mail, client or host";
    /// The key of the search box.
    pub const SEARCH_KEYS: &str = "Ctrl F";
    /// A filter.
    pub const ROLE: &str = "Role";
    /// A filter.
    pub const CLIENT_STATUS: &str = "Client status";
    /// A filter.
    pub const STATE: &str = "State";
    /// The filter lets everything through.
    pub const ALL_ROLES: &str = "All roles";
    /// The filter lets everything through.
    pub const ANY_CLIENT_STATUS: &str = "Any client status";
    /// The filter lets everything through.
    pub const ANY_STATE: &str = "Any state";
    /// A choice of the filter.
    pub const ADMINISTRATORS: &str = "Administrators";
    /// A choice of the filter.
    pub const ACTIVE: &str = "Active";
    /// Nothing was found.
    pub const NO_MATCH: &str = "No user matches";
    /// What to do about it.
    pub const NO_MATCH_TEXT: &str = "Try fewer words or other filters";
    /// The button that does it.
    pub const CLEAR_FILTERS: &str = "Clear the filters";
    /// Nobody is there.
    pub const EMPTY: &str = "No users yet";
    /// What helps.
    pub const EMPTY_TEXT: &str = "Create the first one to hand a token to a client";
    /// While the table is being read.
    pub const LOADING: &str = "Reading the users";
    /// The table could not be read.
    pub const FAILED: &str = "The users could not be read";
    /// A user without clients.
    pub const NO_CLIENTS: &str = "none yet";
    /// The row's menu.
    pub const MENU: &str = "Actions for the user";
    /// The columns in order.
    pub const COLUMNS: [&str; 9] = [
        "User Name",
        "First Name",
        "Last Name",
        "Email Id",
        "Primary Role",
        "Configuration",
        "Clients",
        "Last sign-in",
        "Last changed",
    ];

    /// The line under the heading.
    pub fn totals(users: u64, clients: u64) -> String {
        format!(
            "{}, {}",
            counted(users, "user", "users"),
            counted(clients, "client", "clients")
        )
    }

    /// Which rows can be seen.
    pub fn range(first: u64, last: u64, total: u64) -> String {
        format!("{} to {} of {}", number(first), number(last), number(total))
    }

    /// How many users the filters let through.
    pub fn matches(found: u64, total: u64) -> String {
        let verb = if found == 1 { "matches" } else { "match" };
        format!("{} of {} {verb}", number(found), number(total))
    }

    /// A user's clients in a few words: how many are registered, and how many are in the worst status.
    pub fn clients(counts: &ClientCounts) -> String {
        let of = format!("{} of {}", number(counts.registered), number(counts.total()));
        match counts.worst() {
            None => NO_CLIENTS.to_owned(),
            Some(ClientStatus::Registered) => format!("{of} registered"),
            Some(ClientStatus::Deregistered) => format!("{of}, {} deregistered", number(counts.deregistered)),
            Some(ClientStatus::Provisioned | ClientStatus::Waiting) => {
                format!("{of}, {} waiting", number(counts.provisioned + counts.waiting))
            }
            Some(ClientStatus::Expired) => format!("{of}, {} expired", number(counts.expired)),
        }
    }

    /// Every status with its number, for the tooltip.
    pub fn clients_in_full(counts: &ClientCounts) -> String {
        let present = ClientStatus::ALL.into_iter().filter(|status| counts.of(*status) > 0);
        let lines: Vec<String> = present
            .map(|status| format!("{}: {}", status.label(), number(counts.of(status))))
            .collect();
        lines.join("\n")
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
    pub const OWN_TITLE: &str = "This is your own account";
}

/// Closing the window.
pub mod quit {
    /// The title.
    pub const TITLE: &str = "Quit Avo Admin?";
    /// The verb when our token is still on the clipboard.
    pub const CLEAR_AND_QUIT: &str = "Clear and quit";
    /// Nothing is lost.
    pub const PLAIN_TEXT: &str = "Nothing is lost.";

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
    pub const TITLE: &str = "Keyboard";
    /// Groups, and in each the keys and what they do.
    pub const GROUPS: [(&str, &[(&str, &str)]); 3] = [
        (
            "Everywhere",
            &[
                ("F1", "This list"),
                ("Ctrl L", "Lock"),
                ("Ctrl 1", "Home"),
                ("Ctrl 2", "User Management"),
                ("Ctrl 3", "Settings"),
                ("F5", "Read the screen again"),
                ("Tab", "Next field or button"),
                ("Esc", "Close a dialog or a menu"),
            ],
        ),
        (
            "User Management",
            &[
                ("Ctrl F", "Search"),
                ("Ctrl N", "Create a user"),
                ("Up, Down", "Choose a user"),
                ("Enter", "Edit the user"),
                ("Shift F10", "Menu of the user"),
                ("Delete", "Delete the user"),
            ],
        ),
        (
            "Edit User",
            &[("Left, Right", "Switch tabs"), ("Enter", "Update, or Generate")],
        ),
    ];
}
