//! Words of the screens, but for User Management.

use crate::ui::format::counted;

/// Opening the directory.
pub mod opening {
    /// While the file is being opened.
    pub fn opening() -> &'static str {
        "Opening the directory"
    }
    /// The heading when it cannot be opened.
    pub fn failed() -> &'static str {
        "The directory cannot be opened"
    }
}

/// First start.
pub mod first_start {
    /// The heading.
    pub fn heading() -> &'static str {
        "Create the first administrator"
    }
    /// The button.
    pub fn submit() -> &'static str {
        "Create administrator"
    }
    /// While the directory is being made.
    pub fn busy() -> &'static str {
        "Creating the directory"
    }

    /// Where the directory will be.
    pub fn explanation(path: &str) -> String {
        format!("A new directory will be created at {path} together with its first administrator.")
    }
}

/// Sign in and Locked.
pub mod sign_in {
    /// The button.
    pub fn submit() -> &'static str {
        "Sign in"
    }
    /// The button while the password is being checked.
    pub fn busy() -> &'static str {
        "Checking the password"
    }
    /// The field for who it is.
    pub fn user_name() -> &'static str {
        "User Name"
    }
    /// Takes the account of the demonstration.
    pub fn use_it() -> &'static str {
        "Use it"
    }
    /// The title of the offered account.
    pub fn demo_title() -> &'static str {
        "Demonstration"
    }
    /// What may be done again once the wait is over.
    pub fn try_now() -> &'static str {
        "You can try again now"
    }
    /// What a locked console says.
    pub fn locked() -> &'static str {
        "The console is locked"
    }

    /// Which account a demonstration offers.
    pub fn demo_account(user_name: &str) -> String {
        format!("Made-up users, gone when the window closes. Your account is {user_name}")
    }
}

/// The frame around the screens.
pub mod shell {
    /// The navigation pane.
    pub fn navigation() -> &'static str {
        "Navigation"
    }
    /// A screen.
    pub fn home() -> &'static str {
        "Home"
    }
    /// The group of an administrator's screens.
    pub fn admin() -> &'static str {
        "Admin"
    }
    /// A screen.
    pub fn user_management() -> &'static str {
        "User Management"
    }
    /// A screen.
    pub fn settings() -> &'static str {
        "Settings"
    }
    /// The signed-in user, and the menu that opens there.
    pub fn profile() -> &'static str {
        "Profile"
    }
    /// An entry of that menu.
    pub fn lock() -> &'static str {
        "Lock"
    }
    /// The button and the dialog of messages.
    pub fn messages() -> &'static str {
        "Messages"
    }
    /// The list is empty.
    pub fn no_messages() -> &'static str {
        "No messages yet"
    }
    /// What the list is for.
    pub fn no_messages_text() -> &'static str {
        "What the console tells you is kept here until you sign out"
    }
    /// Our token could not be taken away.
    pub fn clear_failed() -> &'static str {
        "The clipboard could not be cleared"
    }
    /// Only administrators see the screen.
    pub fn not_administrator() -> &'static str {
        "Only administrators see this"
    }
    /// What happened and what to do.
    pub fn not_administrator_text() -> &'static str {
        "Your rights have changed. Ask an administrator if you need them again"
    }
    /// Leads to Home.
    pub fn go_home() -> &'static str {
        "Go to Home"
    }
}

/// Home.
pub mod home {
    /// The group of users.
    pub fn users() -> &'static str {
        "Users"
    }
    /// The group of clients.
    pub fn clients() -> &'static str {
        "Clients"
    }
    /// The group of what somebody should look at.
    pub fn attention() -> &'static str {
        "Needs attention"
    }
    /// Nothing should be looked at.
    pub fn calm() -> &'static str {
        "Nothing needs attention"
    }
    /// Why not.
    pub fn calm_text() -> &'static str {
        "Nothing waits, expires soon or has expired, and no user is locked or disabled"
    }
    /// A line.
    pub fn all_users() -> &'static str {
        "All users"
    }
    /// A line.
    pub fn administrators() -> &'static str {
        "Administrators"
    }
    /// A line.
    pub fn disabled_users() -> &'static str {
        "Disabled users"
    }
    /// A line.
    pub fn locked_users() -> &'static str {
        "Locked users"
    }
    /// While the figures are being read.
    pub fn loading() -> &'static str {
        "Reading the directory"
    }
    /// The group of one's own account.
    pub fn account() -> &'static str {
        "Your account"
    }
    /// What a person who is not an administrator should know.
    pub fn account_text() -> &'static str {
        "The users of the directory are looked after by its administrators. Ask one of them to change your details."
    }
    /// A line.
    pub fn last_sign_in() -> &'static str {
        "Last sign-in"
    }
    /// A line.
    pub fn role() -> &'static str {
        "Primary Role"
    }

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
    pub fn subtitle() -> &'static str {
        "For your account on this machine. Changes take effect at once"
    }
    /// A setting.
    pub fn appearance() -> &'static str {
        "Appearance"
    }
    /// What it means.
    pub fn appearance_text() -> &'static str {
        "System follows the desktop, and is light where it does not tell"
    }
    /// A choice.
    pub fn system() -> &'static str {
        "System"
    }
    /// A choice.
    pub fn light() -> &'static str {
        "Light"
    }
    /// A choice.
    pub fn dark() -> &'static str {
        "Dark"
    }
    /// A setting.
    pub fn clipboard() -> &'static str {
        "Seconds until the clipboard is cleared"
    }
    /// What it means.
    pub fn clipboard_text() -> &'static str {
        "A copied token is taken off after this time, 10 to 120 seconds"
    }
    /// A setting.
    pub fn lock() -> &'static str {
        "Minutes until the lock"
    }
    /// What it means.
    pub fn lock_text() -> &'static str {
        "Without a key or a click the console locks itself, 2 to 15 minutes"
    }
    /// A group.
    pub fn look() -> &'static str {
        "Look"
    }
    /// A group.
    pub fn safety() -> &'static str {
        "Safety"
    }

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
