# Wörter der automatischen Sicherungen in den Einstellungen.
loading = Die Einstellungen der Sicherungen werden geladen
automatic = Automatische Sicherungen
daily = Täglich sichern
automatic_text = Je eine Sicherung der letzten 7 Tage und 4 Wochen wird aufbewahrt
folder_help = Leer lassen für den Ordner neben dem Verzeichnis
recipient_help = Leer lassen für unverschlüsselte Sicherungen. Verwahren Sie den geheimen Schlüssel woanders: ohne ihn lassen sie sich nicht wiederherstellen
save = Speichern
discard = Verwerfen
location = Ort
last = Letzte Sicherung
made = { $when }: { $file }
none_yet = Noch keine
last_attempt = Letzter Versuch
failed = Fehlgeschlagen { $when }. { $problem }
