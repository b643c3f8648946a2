# Words of a damaged directory: the screen, and the export of what can be read.

# What a request met, and below it, while it is not known yet whether the directory is damaged.
partly_unreadable = Part of the directory can't be read
being_checked = The directory is being checked for damage, and is closed if there is any
# The heading of the screen.
title = The directory is damaged
# What was done about it.
kept = The file is kept as it is, and nothing more is written to it.
# While backups are looked at.
looking = Looking for a good backup
# What was found.
newest = Newest good backup
newest_encrypted = Newest backup, encrypted
backup_text = Written { $when }: { $file }
# An encrypted backup that is newer than the good one.
newer_encrypted = A newer backup is encrypted, so it can't be checked without its passphrase or key: { $file }
# Nothing was found.
none = No good backup was found in { $folder } or beside the directory
# Buttons.
restore_this = Restore This Backup…
restore_other = Other Backup…
export = Export What Can Be Read…
# The title of the dialog.
dialog = Export What Can Be Read
# What it does.
dialog_text = Writes the users, clients and audit entries that can still be read to a new file, one JSON object a line. Passwords, tokens and credentials are left out. It can't be turned into a directory again.
file = File
file_help = Full path of a new file. Only you will be able to read it
submit = Export
busy = Reading what can be read
done = Export completed
done_text = The file is { $path }
users = Users: { $count } read
clients = Clients: { $count } read
audit_entries = Audit entries: { $count } read
unreadable = { $read }, { $count } unreadable
lost = { $read }, at most { $count } lost
lost_open = { $read }, an unknown number lost at the end
