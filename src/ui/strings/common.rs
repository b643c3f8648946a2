//! Words that more than one screen or dialog uses.

/// The program's name.
pub const APP_NAME: &str = "Avo Admin";
/// Tries what failed once more.
pub const TRY_AGAIN: &str = "Try again";
/// Leaves without doing it.
pub const CANCEL: &str = "Cancel";
/// Closes a list or a message.
pub const CLOSE: &str = "Close";
/// Closes the window.
pub const QUIT: &str = "Quit";
/// Throws away what was typed.
pub const DISCARD_CHANGES: &str = "Discard changes";
/// Goes on with what was typed.
pub const KEEP_EDITING: &str = "Keep editing";
/// Takes our text off the clipboard.
pub const CLEAR_NOW: &str = "Clear now";
/// The field for a password, and for the new one.
pub const PASSWORD: &str = "Password";
/// The field for the same password once more.
pub const CONFIRM_PASSWORD: &str = "Confirm Password";
/// Asks to sign out.
pub const SIGN_OUT: &str = "Sign out";
/// Opens a user.
pub const EDIT: &str = "Edit";
/// Removes for good.
pub const DELETE: &str = "Delete";
/// Takes the right to sign in away.
pub const DISABLE: &str = "Disable";
/// Gives the right to sign in back.
pub const ENABLE: &str = "Enable";
/// Lifts a wait after wrong passwords, or opens the locked console.
pub const UNLOCK: &str = "Unlock";
/// Opens the dialog Create User.
pub const CREATE: &str = "Create";
/// The badge of an administrator.
pub const ADMIN: &str = "Admin";
/// The badge of a disabled user.
pub const DISABLED: &str = "Disabled";
/// The badge of a user who waits after wrong passwords.
pub const LOCKED: &str = "Locked";
/// A moment that never was.
pub const NEVER: &str = "never";
/// The title of unsaved details.
pub const UNSAVED_TITLE: &str = "Discard your changes?";
/// What is lost with unsaved details.
pub const UNSAVED_TEXT: &str = "Changes to a user have not been saved. They are lost if you go on.";
/// What is lost with a token that nobody took.
pub const TOKEN_UNTAKEN_TEXT: &str =
    "A fresh token has neither been copied nor downloaded. It is shown only now and is lost if you go on.";
/// The meter's words before anything is typed.
pub const PASSWORD_HELP: &str = "15 to 128 characters, for example four or five words";

/// `edit bo.lindqvist` as a name for assistive technology.
pub fn edit_user(user_name: &str) -> String {
    format!("{EDIT} {user_name}")
}

/// The entry that deletes a user.
pub fn delete_user(user_name: &str) -> String {
    format!("{DELETE} {user_name}")
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
    format!("{file_name} - {APP_NAME}")
}
