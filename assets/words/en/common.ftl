# Words of more than one screen or dialog.

# The program's name.
app_name = Avo Admin
# Tries what failed once more.
try_again = Try again
# Leaves without doing it.
cancel = Cancel
# Closes a list or a message.
close = Close
# Takes a message off the screen.
dismiss = Dismiss
# Closes the window.
quit = Quit
# Throws away what was typed.
discard_changes = Discard changes
# Goes on with what was typed.
keep_editing = Keep editing
# Takes our text off the clipboard.
clear_now = Clear now
# The field for a password, and for the new one.
password = Password
# The field for the same password once more.
confirm_password = Confirm Password
# Asks to sign out.
sign_out = Sign out
# Opens a user.
edit = Edit
# Removes for good.
delete = Delete
# Takes the right to sign in away.
disable = Disable
# Gives the right to sign in back.
enable = Enable
# Lifts a wait after wrong passwords, or opens the locked console.
unlock = Unlock
# Opens the dialog Create User.
create = Create
# The badge of an administrator.
admin = Admin
# The badge of a disabled user.
disabled = Disabled
# The badge of a user who waits after wrong passwords.
locked = Locked
# A moment that never was.
never = never
# The title of unsaved details.
unsaved_title = Discard your changes?
# What is lost with unsaved details.
unsaved_text = You have unsaved changes to a user. They are lost if you continue.
# What is lost with a token that was neither copied nor saved.
token_untaken_text = The new token has not been copied or downloaded. It can't be shown again.
# What is lost with a one-time password that was neither copied nor seen.
password_untaken_text = The new one-time password has not been copied or revealed. It can't be shown again.
# The meter's words before anything is typed.
password_help = 15 to 128 characters, such as four or five words
show_secret = Show { $field }
hide_secret = Hide { $field }
edit_user = Edit { $user_name }
delete_user = Delete { $user_name }
clipboard_countdown = { $kind ->
    [password] The one-time password for { $name } is on the clipboard, cleared in { $secs } s
   *[token] The token for { $name } is on the clipboard, cleared in { $secs } s
}
try_again_in = You can try again in { $wait }
window_title = { $file_name } - Avo Admin
# The choice of a drop-down that has an error, as both are read aloud.
choice_with_error = { $choice }. { $error }
# Beside the field for the path of a file.
new_file_missing = Enter the full path of a new file
path_not_full = Enter a full path, such as { $example }
