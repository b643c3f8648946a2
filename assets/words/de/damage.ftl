# Words of a damaged directory: the screen, and the export of what can be read.

being_checked = Das Verzeichnis wird auf Schäden geprüft und geschlossen, wenn es welche hat
title = Das Verzeichnis ist beschädigt
kept = Die Datei bleibt, wie sie ist, und es wird nichts mehr in sie geschrieben.
looking = Eine gute Sicherung wird gesucht
newest = Neueste gute Sicherung
newest_encrypted = Neueste Sicherung, verschlüsselt
backup_text = Geschrieben { $when }: { $file }
newer_encrypted = Eine neuere Sicherung ist verschlüsselt und kann ohne Passphrase oder Schlüssel nicht geprüft werden: { $file }
none = In { $folder } und neben dem Verzeichnis wurde keine gute Sicherung gefunden
restore_this = Diese Sicherung wiederherstellen…
restore_other = Andere Sicherung…
export = Lesbares exportieren…
dialog = Lesbares exportieren
dialog_text = Schreibt die Benutzer, Clients und Protokolleinträge, die noch lesbar sind, in eine neue Datei, ein JSON-Objekt je Zeile. Passwörter, Token und Anmeldedaten werden weggelassen. Die Datei lässt sich nicht wieder in ein Verzeichnis umwandeln.
file = Datei
file_help = Vollständiger Pfad einer neuen Datei. Nur Sie können sie lesen
submit = Exportieren
busy = Lesbares wird gelesen
done = Export abgeschlossen
done_text = Die Datei ist { $path }
users = Benutzer: { $count } gelesen
clients = Clients: { $count } gelesen
audit_entries = Protokolleinträge: { $count } gelesen
unreadable = { $read }, { $count } unlesbar
lost = { $read }, höchstens { $count } verloren
lost_open = { $read }, am Ende eine unbekannte Zahl verloren
