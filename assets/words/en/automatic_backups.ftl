# Words of automatic backups in Settings.
loading = Loading the settings of backups
automatic = Automatic backups
# The check box.
daily = Back up daily
automatic_text = One backup of each of the last 7 days and 4 weeks is kept
folder_help = Leave empty for the folder beside the directory
# Below the field for the public key.
recipient_help = Leave empty for backups that aren't encrypted. Keep the secret key elsewhere: they can't be restored without it
save = Save
discard = Discard
location = Location
last = Last backup
# What pointing at the time of the last backup shows.
made = { $when }: { $file }
none_yet = None yet
last_attempt = Last attempt
# $problem is a whole sentence, with what to do.
failed = Failed { $when }. { $problem }
