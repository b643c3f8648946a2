# Words of opening the directory.

# While the file is being opened.
opening = Opening the directory
# The heading when it cannot be opened.
failed = The directory cannot be opened
# The button that renames a log which does not belong to the directory.
set_log_aside = Set the log aside
# The button by which an administrator accepts an older copy, or another directory, in the directory's place.
use_copy = Use this copy
