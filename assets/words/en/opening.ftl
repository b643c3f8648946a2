# Words of opening the directory.

# While the file is being opened.
opening = Opening the directory
# The heading when it cannot be opened.
failed = The directory cannot be opened
