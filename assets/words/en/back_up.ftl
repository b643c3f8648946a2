# Words of backups: the section in Settings and the dialog Back Up.

# A group of Settings.
title = Backups
# What the group is about.
text = A backup holds everything in the directory as it is at one moment
# The button that opens the dialog.
open = Back Up…
# The title of the dialog.
dialog = Back Up
# What the dialog does.
dialog_text = Writes a copy of the directory and verifies it. Everyone can keep working meanwhile.
# The field for the path.
file = File
# What belongs there.
file_help = Full path of a new file. An existing file is never replaced
# No path was typed.
# A choice.
encryption = Encryption
# A choice: not encrypted.
none = None
# A choice, and the field for it.
passphrase = Passphrase
# A choice: encrypted to an age public key.
public_key = Age public key
# What belongs into the field of the public key.
public_key_help = Starts with age1, as age-keygen prints it. Only its secret key can restore the backup
# What an unencrypted backup means.
none_text = Whoever can read the file can read all users and clients. Keep it where only you can
# What a passphrase means.
passphrase_text = Without this passphrase the backup can't be restored
# The same passphrase once more.
confirm = Confirm Passphrase
# The button.
submit = Back Up
# While it is under way.
busy = Backing up
# While it is under way, with how much of it is done, in whole per cent.
busy_percent = Backing up: { $percent }%
# What may be done while it is under way.
busy_text = You can close this dialog and keep working. The backup continues in the background.
# Closes the dialog while the backup goes on.
background = Run in background
# It was stopped.
cancelled = The backup was cancelled. No file was written
# It was made.
made = Backup completed
# Where it is.
made_text = The backup is { $path }
# What to do with an unencrypted one.
made_plain = It is not encrypted. Keep it where only you can read it
# A message about one whose dialog was closed.
made_message = Backed up to { $path }
not_made = The backup was not made. { $why }
