# Words of the dialog Restore, and of what a restore has done.

# The button that opens the dialog.
open = Restore…
# A row of Settings.
row = Restore
# What the row is about.
row_text = Puts a backup in the place of the directory. The old file is kept
# The title of the dialog.
dialog = Restore
# What the dialog does.
dialog_text = Choose the backup. It is verified first, and nothing is changed before you confirm.
# The list of backups that were found.
found = Backup
# While they are looked for.
looking = Looking for backups
none_found = No backup was found. Specify where one is
# The entry for a path that is typed.
other = Other file
# A backup in the list: when it was written, and its file.
entry = { $when } · { $file }
entry_encrypted = { $when } · { $file } · encrypted
entry_sound = { $when } · { $file } · verified
entry_unsound = { $when } · { $file } · damaged
# The field for the path.
file = File
# What belongs there.
file_help = Full path of a backup
file_missing = Enter the full path of a backup
# Of an encrypted backup: a choice between both.
encrypted_with = Encrypted with
passphrase = Passphrase
key_file = Age key file
key_file_field = Key File
key_file_help = Full path of the file with the line that starts with AGE-SECRET-KEY-1
passphrase_missing = Enter the passphrase of the backup
key_file_missing = Enter the full path of the file with the key
# The button that verifies it.
check = Check Backup
# While it is verified.
checking = Verifying the backup
# How much of it is done, in whole per cent.
checking_percent = Verifying the backup: { $percent }%
# It was verified.
sound = The backup is sound
newest_entry = Its newest entry was written { $when }
no_entry = It has no audit entries
# The box to tick for that.
keep = Let tokens and credentials work as in the backup
# Who may restore.
who = Confirm as an administrator of the directory
who_backup = Confirm as an administrator of the backup
user_name = User Name
user_name_missing = Enter your User Name
password_missing = Enter your password
# Goes back to the choice.
back = Back
# The button that does it.
submit = Restore
# While the password is compared.
busy = Checking the password
# While the directory is closed.
restoring = Restoring the backup
restoring_text = The directory is closed until the backup is in its place.
# On the sign-in screen afterwards.
restored = The backup was restored
kept = The old file is { $path }. Delete it when you no longer need it
# Who can't sign in with the password of the backup.
need_passwords = These users need a one-time password: { $names }
need_passwords_more = These users need a one-time password: { $names }, and { $count } more
