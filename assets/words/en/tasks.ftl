# Words about work in the background.

checking_directory = Checking the directory
# How much of it is done, in whole per cent.
checking_directory_percent = Checking the directory: { $percent }%
