# Words of why a token is refused, for administrators.
malformed = Das Token ist unvollständig oder falsch geschrieben
unknown = Dieses Verzeichnis kennt das Token nicht
used = Das Token wurde verwendet: Sein Client ist registriert
replaced = Das Token ist ungültig: Sein Client hat ein neueres
deregistered = Das Token ist ungültig: Sein Client wurde deregistriert
expired = Das Token ist abgelaufen
disabled = Der Benutzer dieses Clients ist deaktiviert
# What to do next, by the client as it is now.
end_if_found = Wenn es am falschen Ort gefunden wurde, stellen Sie seinen Client neu bereit oder deregistrieren Sie ihn
copy_again = Kopieren Sie das ganze Token noch einmal
check_directory = Prüfen Sie, ob es in diesem Verzeichnis erstellt wurde, oder erstellen Sie ein neues
enable_user = Aktivieren Sie zuerst den Benutzer
reprovision = Stellen Sie den Client neu bereit, um ein neues zu erhalten
reprovision_if_needed = Stellen Sie den Client neu bereit, wenn er sich erneut registrieren muss
use_newest = Verwenden Sie das neueste Token des Clients, oder stellen Sie den Client neu bereit
reregister = Registrieren Sie den Client neu, um ein neues zu erhalten
new_client = Der Client wurde gelöscht. Generieren Sie ein Token für einen neuen
