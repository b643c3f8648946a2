# Words of why an automatic backup failed, or would fail with a setting. Each stands beside its field too.
no_room = Too little space on the disk of the backup folder. Free some space or choose another folder
no_room_beside = Too little space on the disk of the directory, where the copy is made. Free some space
no_folder = The folder can't be found or created. Check the path, and that the disk is connected
not_a_folder = The path is a link or a file. Choose a folder
folder_open_to_others = Other accounts can write to the folder. Choose one that only this account can change
permission = This account can't write to the folder. Check its permissions or choose another folder
full = The disk became full. Free some space or choose another folder
damaged = The directory is damaged. Run avo-admin check
busy = The directory was busy. The backup is repeated within an hour
recipient = This is not an age public key. Copy the whole line that starts with age1
other = The backup couldn't be written. The log names the cause
folder_not_absolute = Enter the whole path of the folder
