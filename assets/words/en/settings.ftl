# Words of Settings.

# The line under the heading.
subtitle = For your account on this computer. Changes take effect immediately
# A setting.
appearance = Appearance
# What it means.
appearance_text = System uses your desktop's theme, or Light if it can't be detected
# A choice.
system = System
# A choice.
light = Light
# A choice.
dark = Dark
# A setting.
clipboard = Seconds until the clipboard is cleared
# What it means.
clipboard_text = Copied tokens are removed from the clipboard after this time (10 to 120 seconds)
# A setting.
lock = Minutes until the lock
# What it means.
lock_text = Lock after this many minutes without activity (2 to 15)
# A group.
look = Display
# A group.
safety = Security
fewer = Fewer: { $name }
more = More: { $name }
out_of_bounds = Enter a number from { $least } to { $most }
