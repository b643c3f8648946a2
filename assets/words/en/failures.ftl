# Words of what was not done: the cause and the next step.
both = { $cause }. { $next_step }
seconds = { $count } s
minutes = { $count } min
hours = { $count } h
sign_in_refused = Incorrect user name or password
sign_in_wait = You can try again in { $wait }
sign_in_again = Check both and try again
session_ended = Your session has ended
session_ended_next = Sign in again. What you entered is kept
password_needed = This requires your password
password_needed_next = Enter it to continue
account_disabled = Your account is disabled
ask_administrator = Ask an administrator
password_must_change = You must change your password first
password_must_change_next = Change it and continue
not_administrator = Only administrators can do this
own_account = You can't disable or delete your own account
own_account_next = Ask another administrator to do it
own_password = You can't make a one-time password for your own account
own_password_next = Use Change Password in the Profile menu
invalid_next = Correct the marked fields
user_conflict = Another administrator changed this user
user_conflict_by = { $name } changed this user
user_conflict_next = Compare both and choose what to keep
client_conflict = Another administrator changed this client
client_conflict_by = { $name } changed this client
client_registered = This client has registered in the meantime
client_conflict_next = The table now shows the current status. Choose again
user_gone = This user is no longer in the directory
user_gone_next = Close the dialog. The table has been refreshed
action_not_allowed = The client's status no longer allows this
last_administrator = This is the last administrator who can sign in
last_administrator_next = Make another user an administrator first
file_failed = { $why ->
    [not-found] { $path } or its folder does not exist
    [wrong-kind] { $path } is not a file or folder that can be used
    [invalid-name] The system does not allow the name { $path }
    [read-only] { $path } is on a disk that is read-only
    [in-use] Another program is using { $path }
    [timed-out] The disk with { $path } is not responding
    [code] The system could not read or write { $path } (system error { $code })
   *[other] The system could not read or write { $path }
}
file_failed_next = Check the path and the disk, and try again
no_randomness = The system gave no random numbers
no_randomness_next = Restart the computer
not_hashed = There is not enough memory to protect the password
not_hashed_next = Close other programs and try again
queue_full = The directory is busy
queue_full_next = Try again in a moment. Nothing was changed
defect = Something went wrong
restart = Restart Avo Admin. For details, start it with RUST_LOG=debug and read the log
missing = There is no directory at { $path }
missing_next = Check the path, or create a directory with avo-admin init
moved = The directory { $path } was moved, deleted or replaced while it was open
moved_next = Put the file back, or close this window and open the directory again. Nothing was changed
log_gone = The file { $path }, which belongs to the open directory, was deleted or replaced
log_gone_next = Close every window and the service on this directory normally, not by force, and open it again. The last change may be lost
linked = The directory { $path } has more than one name (hard link), which would damage it
linked_next = Delete the other names, or copy the file while it is closed and open the copy
other_path = Another program has the directory { $path } open under another path, which would damage it
other_path_next = Close that program, or open the directory under the same path. In a container, mount the folder instead of the file
side_file = { $path } belongs to the directory but is not an ordinary file
side_file_next = Move it away and try again
foreign_log = The log { $path } does not belong to this directory. Using it would damage the directory or undo a restored copy
foreign_log_next = Set the log aside (it is renamed, not deleted); on the command line with avo-admin restore --set-log-aside. If it belongs here, put the file that ends in .generation back beside it
older_copy = The directory { $path } is an older copy. Tokens that were used and rights that were withdrawn since would work again
other_directory = The directory { $path } is not the one that was open here before
misplaced_next = Put the current file back, or accept this one as an administrator (on the command line: avo-admin restore --accept-older)
exists = A file already exists at { $path }
exists_next = Choose another path, or open that directory
empty = The file { $path } is empty, so it is not a directory
foreign = The file { $path } is not an Avo Admin directory
not_a_file = { $path } is a link or not an ordinary file
directory_file = { $path } is one of the directory's own files
directory_file_next = Choose another file
check_path_next = Check the path given with --database. The file was not changed
newer = A newer Avo Admin made this directory (version { $found }, this program supports { $known })
newer_next = Install the newer version. The file was not changed
damaged = The directory is damaged
damaged_next = Keep the file as it is. Restore a backup (avo-admin restore FILE), or export what can be read (avo-admin salvage FILE)
unreadable_value = A value in the directory can't be read
unreadable_value_next = Restore a backup (avo-admin restore FILE), or have the value corrected
full = The disk is full
full_next = Free some space and try again. Nothing was changed
busy = Another program is keeping the directory busy
busy_next = Try again in a moment. Nothing was changed
permission = This account has no permission to read or write { $path }
permission_next = Give this account read and write permission, or choose another path
network_share = { $path } is on a network share, where two writers can damage a directory
network_share_next = Choose a path on a disk of this computer
engine = The directory can't be used (SQLite error { $code })
engine_next = Try again. If it persists, start with RUST_LOG=debug and read the log
backup_encrypted = The backup is encrypted
backup_encrypted_next = Enter its passphrase, or name the file with its key
backup_wrong_key = Incorrect passphrase or key for this backup
backup_wrong_key_next = Use the passphrase or key that the backup was made with
backup_damaged = The backup is damaged
not_a_backup = This file is not a backup of an Avo Admin directory
another_backup_next = Choose another backup
no_key_in_file = The file contains no age key
no_key_in_file_next = Name the file with the line that starts with AGE-SECRET-KEY-1, as age-keygen wrote it
key_file_open = Other accounts can write to the file with the key
key_file_open_next = Take that permission from them (chmod 600) and try again
nothing_readable = Nothing can be read of { $path }
open_elsewhere = Another window or program has the directory open
open_elsewhere_next = Close it and try again. Nothing was changed
open_in_service = The registration service has the directory open
open_in_service_next = Stop the service and try again. Nothing was changed
interrupted = Reading was stopped
interrupted_next = Refresh to read again
