//! Words that more than one screen or dialog uses.

/// The program's name.
pub fn app_name() -> &'static str {
    "Avo Admin"
}
/// Tries what failed once more.
pub fn try_again() -> &'static str {
    "Try again"
}
/// Leaves without doing it.
pub fn cancel() -> &'static str {
    "Cancel"
}
/// Closes a list or a message.
pub fn close() -> &'static str {
    "Close"
}
/// Closes the window.
pub fn quit() -> &'static str {
    "Quit"
}
/// Throws away what was typed.
pub fn discard_changes() -> &'static str {
    "Discard changes"
}
/// Goes on with what was typed.
pub fn keep_editing() -> &'static str {
    "Keep editing"
}
/// Takes our text off the clipboard.
pub fn clear_now() -> &'static str {
    "Clear now"
}
/// The field for a password, and for the new one.
pub fn password() -> &'static str {
    "Password"
}
/// The field for the same password once more.
pub fn confirm_password() -> &'static str {
    "Confirm Password"
}
/// Asks to sign out.
pub fn sign_out() -> &'static str {
    "Sign out"
}
/// Opens a user.
pub fn edit() -> &'static str {
    "Edit"
}
/// Removes for good.
pub fn delete() -> &'static str {
    "Delete"
}
/// Takes the right to sign in away.
pub fn disable() -> &'static str {
    "Disable"
}
/// Gives the right to sign in back.
pub fn enable() -> &'static str {
    "Enable"
}
/// Lifts a wait after wrong passwords, or opens the locked console.
pub fn unlock() -> &'static str {
    "Unlock"
}
/// Opens the dialog Create User.
pub fn create() -> &'static str {
    "Create"
}
/// The badge of an administrator.
pub fn admin() -> &'static str {
    "Admin"
}
/// The badge of a disabled user.
pub fn disabled() -> &'static str {
    "Disabled"
}
/// The badge of a user who waits after wrong passwords.
pub fn locked() -> &'static str {
    "Locked"
}
/// A moment that never was.
pub fn never() -> &'static str {
    "never"
}
/// The title of unsaved details.
pub fn unsaved_title() -> &'static str {
    "Discard your changes?"
}
/// What is lost with unsaved details.
pub fn unsaved_text() -> &'static str {
    "Changes to a user have not been saved. They are lost if you go on."
}
/// What is lost with a token that nobody took.
pub fn token_untaken_text() -> &'static str {
    "A fresh token has neither been copied nor downloaded. It is shown only now and is lost if you go on."
}
/// The meter's words before anything is typed.
pub fn password_help() -> &'static str {
    "15 to 128 characters, for example four or five words"
}

/// `edit bo.lindqvist` as a name for assistive technology.
pub fn edit_user(user_name: &str) -> String {
    format!("{} {user_name}", edit())
}

/// The entry that deletes a user.
pub fn delete_user(user_name: &str) -> String {
    format!("{} {user_name}", delete())
}

/// How long our text stays on the clipboard.
pub fn clipboard_countdown(secs: i64) -> String {
    format!("Token on the clipboard, cleared in {secs} s")
}

/// A password is not taken yet.
pub fn try_again_in(wait: &str) -> String {
    format!("You can try again in {wait}")
}

/// The title of the window that works on the directory `file_name`.
pub fn window_title(file_name: &str) -> String {
    format!("{file_name} - {}", app_name())
}
