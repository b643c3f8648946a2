//! Words of the screens, but for User Management.

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
    pub const CALM_TEXT: &str = "Nothing waits, expires soon or has expired, and no user is locked or disabled";
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

    /// Tokens that ran out before they were used, and clients whose credential did.
    pub fn expired(count: u64) -> String {
        let verb = if count == 1 { "has" } else { "have" };
        format!(
            "{} {verb} expired",
            super::counted(count, "token or client", "tokens or clients")
        )
    }

    /// Those that are about to.
    pub fn expires_soon(count: u64) -> String {
        let verb = if count == 1 { "expires" } else { "expire" };
        format!(
            "{} {verb} within a day",
            super::counted(count, "token or client", "tokens or clients")
        )
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

    /// The button that steps down.
    pub fn fewer(name: &str) -> String {
        format!("Fewer: {name}")
    }

    /// The button that steps up.
    pub fn more(name: &str) -> String {
        format!("More: {name}")
    }

    /// A number that is out of bounds.
    pub fn out_of_bounds(least: u32, most: u32) -> String {
        format!("Enter a number from {least} to {most}")
    }
}
