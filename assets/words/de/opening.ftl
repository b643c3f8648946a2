# Words of opening the directory.

opening = Verzeichnis wird geöffnet
failed = Das Verzeichnis kann nicht geöffnet werden
