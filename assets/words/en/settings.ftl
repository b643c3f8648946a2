# Words of Settings.

# The line under the heading.
subtitle = Display and security apply to your account on this computer, immediately
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
language = Language
# What it means.
language_text = System uses your desktop's language, or English if it isn't available
# A choice: the name of the language in itself, the same in every language.
english = English
# A choice: the name of the language in itself, the same in every language.
german = Deutsch
# A setting.
clipboard = Seconds until the clipboard is cleared
# What it means.
clipboard_text = Copied tokens and one-time passwords are removed from the clipboard after this time (10 to 120 seconds)
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
