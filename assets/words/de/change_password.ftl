# Words of changing one's own password.

title = Passwort ändern
current = Aktuelles Passwort
new = Neues Passwort
submit = Passwort ändern
busy = Passwort wird geändert
must_heading = Wählen Sie Ihr eigenes Passwort
must_text = Eine andere Person hat dieses Passwort festgelegt. Wählen Sie eines, das nur Sie kennen.
