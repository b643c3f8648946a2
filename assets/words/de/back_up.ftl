# Words of backups: the section in Settings and the dialog Back Up.

title = Sicherungen
text = Eine Sicherung enthält das gesamte Verzeichnis, wie es in einem Moment ist
open = Sichern…
dialog = Sichern
dialog_text = Schreibt eine Kopie des Verzeichnisses und prüft sie. Alle können währenddessen weiterarbeiten.
file = Datei
file_help = Vollständiger Pfad einer neuen Datei. Eine vorhandene Datei wird nie ersetzt
encryption = Verschlüsselung
none = Keine
passphrase = Passphrase
public_key = Öffentlicher age-Schlüssel
public_key_help = Beginnt mit age1, wie age-keygen ihn ausgibt. Nur sein geheimer Schlüssel kann die Sicherung wiederherstellen
none_text = Wer die Datei lesen kann, kann alle Benutzer und Clients lesen. Bewahren Sie sie dort auf, wo nur Sie das können
passphrase_text = Ohne diese Passphrase kann die Sicherung nicht wiederhergestellt werden
confirm = Passphrase bestätigen
submit = Sichern
busy = Sicherung läuft
busy_percent = Sicherung läuft: { $percent } %
busy_text = Sie können diesen Dialog schließen und weiterarbeiten. Die Sicherung läuft im Hintergrund weiter.
background = Im Hintergrund ausführen
cancelled = Die Sicherung wurde abgebrochen. Es wurde keine Datei geschrieben
made = Sicherung abgeschlossen
made_text = Die Sicherung ist { $path }
made_plain = Sie ist nicht verschlüsselt. Bewahren Sie sie dort auf, wo nur Sie sie lesen können
made_message = Gesichert in { $path }
not_made = Die Sicherung wurde nicht erstellt. { $why }
