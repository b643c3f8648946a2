# Meldungen über Benutzer, Clients und Tokens, kurz angezeigt und in der Liste aufbewahrt.

user_created = Benutzer erfolgreich erstellt!
user_updated = Benutzer erfolgreich aktualisiert
password_changed = Passwort geändert
administrator_lost = Sie sind kein Administrator mehr. Fragen Sie einen anderen Administrator, wenn das ein Fehler ist
draft_lost = Ihre nicht gespeicherten Änderungen an einem Benutzer wurden verworfen
unnamed_deleted = Der Benutzer wurde gelöscht
unnamed_client_deregistered = Der Client wurde deregistriert
unnamed_client_deleted = Der Client wurde gelöscht
download_queue_full = Der Datenträger ist ausgelastet, und das Token wurde nicht gespeichert. Versuchen Sie es gleich noch einmal
user_deleted = { $user_name } wurde gelöscht
user_enabled = { $user_name } ist aktiviert
user_disabled = { $user_name } ist deaktiviert
user_unlocked = { $user_name } ist entsperrt
user_not_deleted = { $user_name } wurde nicht gelöscht. { $why }
unnamed_not_deleted = Der Benutzer wurde nicht gelöscht. { $why }
not_enabled = Der Benutzer wurde nicht aktiviert. { $why }
not_disabled = Der Benutzer wurde nicht deaktiviert. { $why }
not_unlocked = Der Benutzer wurde nicht entsperrt. { $why }
client_deregistered = { $client } wurde deregistriert
client_deleted = { $client } wurde gelöscht
token_discarded = Das Token für { $client } wurde verworfen, weil die Konsole gesperrt war. Stellen Sie { $client } neu bereit, um ein neues zu erhalten
secret_copied_without_dialog = { $kind ->
    [password] Das Einmalpasswort für { $name } wird in die Zwischenablage kopiert
   *[token] Das Token für { $name } wird in die Zwischenablage kopiert
}
token_saved = Das Token wurde in { $path } gespeichert
token_not_saved = Das Token wurde nicht gespeichert. { $why }
