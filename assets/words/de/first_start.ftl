# Words of the first start.

heading = Ersten Administrator erstellen
submit = Administrator erstellen
busy = Verzeichnis wird erstellt
explanation = Unter { $path } wird ein neues Verzeichnis zusammen mit seinem ersten Administrator erstellt.
