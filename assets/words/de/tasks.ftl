# Words about work in the background.

checking_directory = Verzeichnis wird geprüft
checking_directory_percent = Verzeichnis wird geprüft: { $percent } %
