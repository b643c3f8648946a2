# Words of why a token is refused, for administrators.
malformed = Das Token ist unvollständig oder falsch geschrieben
malformed_next = Kopieren Sie das ganze Token noch einmal
unknown = Dieses Verzeichnis kennt das Token nicht
unknown_next = Prüfen Sie, ob es in diesem Verzeichnis erstellt wurde, oder erstellen Sie ein neues
used = Das Token wurde verwendet: Sein Client ist registriert
used_next = Stellen Sie den Client neu bereit, wenn er sich erneut registrieren muss
replaced = Das Token ist ungültig: Sein Client hat ein neueres
replaced_next = Verwenden Sie das neueste Token des Clients, oder erstellen Sie ein neues
deregistered = Das Token ist ungültig: Sein Client wurde deregistriert
deregistered_next = Registrieren Sie den Client neu, um ein neues zu erhalten
expired = Das Token ist abgelaufen
expired_next = Stellen Sie den Client neu bereit, um ein neues zu erhalten
disabled = Der Benutzer dieses Clients ist deaktiviert
disabled_next = Aktivieren Sie zuerst den Benutzer
