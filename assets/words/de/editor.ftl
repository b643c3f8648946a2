# Words of Edit User, Create User and Token Management.

edit_user = Benutzer bearbeiten
create_user = Benutzer erstellen
token_management = Token-Verwaltung
new_user = Neuer Benutzer in diesem Verzeichnis
tabs = Abschnitte des Dialogs
tab_details = Benutzerdetails
tab_provision = Avo-Assure-Clients
update = Aktualisieren
create = Erstellen
close = Schließen
cancel = Abbrechen
saving = Wird gespeichert
loading = Benutzer wird geladen
try_again = Erneut versuchen
clients_note = Änderungen an Clients gelten sofort. Aktualisieren speichert die Benutzerdetails.
own_clients_note = Ihre eigenen Clients. Änderungen gelten sofort.
create_note = Erstellen speichert den Benutzer und öffnet die Clients
configuration = Konfiguration
secondary_role = Nebenrolle
admin = Admin
admin_dropped = Admin wurde entfernt: Nur ein Quality Manager kann Admin sein
password_kept = Lassen Sie beide Felder leer, um das aktuelle Passwort zu behalten
password_rule = Mindestens 15 Zeichen. Der Benutzer muss es bei der ersten Anmeldung ändern
user_name_help = Kann später nicht geändert werden
conflict_title = Ein anderer Administrator hat diesen Benutzer geändert
conflict_title_by = { $name } hat diesen Benutzer geändert ({ $when })
conflict_title_closed = Dieser Benutzer hat sich geändert, seit das Verzeichnis geschlossen wurde
client_conflict_by = { $name } hat diesen Client geändert ({ $when })
conflict_choose = Wählen Sie, was gelten soll, und dann Aktualisieren
conflict_merged = Ihre Änderungen überschneiden sich nicht. Wählen Sie Aktualisieren, um beide zu speichern
yours = Ihre Angabe
theirs = Andere Angabe
keep_yours = Ihre behalten
take_theirs = Andere übernehmen
in_directory = Im Verzeichnis
take_from_directory = Aus dem Verzeichnis übernehmen
conflict_merged_closed = Ihre Änderungen betreffen andere Felder. Wählen Sie Aktualisieren, um sie zu speichern
client_name_hint = Zum Beispiel build-host-8
generate = Generieren
token = Token
token_none = Noch kein Token. Generieren Sie eines
own_token_none = Noch kein Token. Generieren Sie eines
token_hidden = Verborgen, bis Anzeigen gewählt wird
token_expires = Token läuft ab
client_works_for = Client gilt für
terms_note = Beides gilt für Generieren, Neu registrieren und Neu bereitstellen
own_terms_note = Beides gilt für Generieren und Neu registrieren
never_expires_caution = Ein Token ohne Ablauf gilt, bis es verwendet wird. Wählen Sie dies nur, wenn der Client nicht innerhalb von 30 Tagen registriert werden kann
user_disabled = Dieser Benutzer ist deaktiviert
user_disabled_how = Tokens und Clients werden abgelehnt, bis der Benutzer in der Benutzerverwaltung aktiviert wird
reveal = Anzeigen
hide = Verbergen
copy = Kopieren
check_words = Prüfwörter: { $words }
check_words_how = Der Client zeigt dieselben Wörter, sobald dieses Token eingefügt ist
copy_with_server = Mit Server kopieren
copy_with_server_how = Server, Fingerabdruck und Token in einem Text. Fügen Sie ihn in ein beliebiges Feld des Clients ein
download = Herunterladen
clear_now = Jetzt löschen
copying = Wird kopiert
copied = In die Zwischenablage kopiert
cleared = Aus der Zwischenablage gelöscht
replaced = Durch eine andere Kopie ersetzt
clients = Clients
column_client = Client-Name
column_status = Status
column_expires = Läuft ab
column_host = Host
column_issued = Ausgestellt
column_seen = Gesehen
column_actions = Aktionen
not_yet = nie
never = nie
never_expires_said = Läuft nie ab
nothing_to_expire = –
nothing_to_expire_said = Nichts, das ablaufen kann
no_clients = Noch keine Clients
no_clients_how = Ein Client ist eine Installation, die für diesen Benutzer arbeitet. Geben Sie oben ihren Namen ein und wählen Sie Generieren
no_own_clients_how = Ein Client ist eine Installation, die für Sie arbeitet. Geben Sie oben ihren Namen ein und wählen Sie Generieren
create_first = Erstellen Sie zuerst den Benutzer
create_first_how = Clients gehören zu einem Benutzer. Erstellen Sie den Benutzer, dann können Sie hier Tokens generieren
to_details = Zu den Benutzerdetails
discard_title = Änderungen verwerfen?
discard = Änderungen verwerfen
keep_editing = Weiter bearbeiten
close_anyway = Trotzdem schließen
keep_open = Geöffnet lassen
token_of_disabled = Es wird nur jetzt angezeigt und abgelehnt, bis der Benutzer aktiviert wird.
unsaved = { $count ->
    [0] Keine ungespeicherten Änderungen
    [one] 1 ungespeicherte Änderung
   *[other] { $count } ungespeicherte Änderungen
}
discard_text = { $count ->
    [one] 1 ungespeicherte Änderung geht verloren. Änderungen an Clients gelten bereits und bleiben
   *[other] { $count } ungespeicherte Änderungen gehen verloren. Änderungen an Clients gelten bereits und bleiben
}
token_for = Token für { $client }, für { $user }
token_expiring = Fügen Sie es im Client ein. Es wird nur jetzt angezeigt, gilt einmal und läuft { $expires } ab.
token_never_expiring = Fügen Sie es im Client ein. Es wird nur jetzt angezeigt, gilt einmal und läuft nie ab.
used_by = { $client } wurde registriert. Dieses Token ist verbraucht
used_by_at = { $client } wurde { $at } registriert. Dieses Token ist verbraucht
used_by_on = { $client } wurde von { $host } aus registriert. Dieses Token ist verbraucht
used_by_on_at = { $client } wurde { $at } von { $host } aus registriert. Dieses Token ist verbraucht
spent_file = Das Token in { $path } gilt nicht mehr. Löschen Sie die Datei
token_replaced = Dieses Token ist ungültig: { $client } hat an einer anderen Konsole ein neueres erhalten. Stellen Sie { $client } neu bereit, um ein anderes zu erhalten
token_replaced_own = Dieses Token ist ungültig: { $client } hat an einer anderen Konsole ein neueres erhalten. Deregistrieren Sie { $client } und registrieren Sie ihn neu, um ein anderes zu erhalten
token_deregistered = Dieses Token ist ungültig: { $client } wurde deregistriert. Registrieren Sie { $client } neu, um ein anderes zu erhalten
token_client_deleted = Dieses Token ist ungültig: { $client } wurde gelöscht
token_user_deleted = Dieses Token ist ungültig: Sein Benutzer wurde gelöscht
token_expired = Dieses Token ist abgelaufen. Stellen Sie { $client } neu bereit, um ein anderes zu erhalten
token_expired_own = Dieses Token ist abgelaufen. Deregistrieren Sie { $client } und registrieren Sie ihn neu, um ein anderes zu erhalten
left_suspended = Das Token für { $client } wurde aus der Zwischenablage entfernt: Sein Benutzer ist deaktiviert
left_replaced = Das Token für { $client } wurde aus der Zwischenablage entfernt: Der Client hat an einer anderen Konsole ein neueres erhalten
left_deregistered = Das Token für { $client } wurde aus der Zwischenablage entfernt: Der Client wurde deregistriert
left_client_deleted = Das Token für { $client } wurde aus der Zwischenablage entfernt: Der Client wurde gelöscht
left_user_deleted = Das Token für { $client } wurde aus der Zwischenablage entfernt: Sein Benutzer wurde gelöscht
left_expired = Das Token für { $client } wurde aus der Zwischenablage entfernt: Es ist abgelaufen
expires_at = Läuft { $away } ab, { $exact }
expires_soon = Läuft bald ab, { $away }, { $exact }
expired_at = Abgelaufen { $away }, { $exact }
on_clipboard = In der Zwischenablage, wird in { $secs } s gelöscht
other_on_clipboard = { $kind ->
    [password] Das Einmalpasswort für { $name } ist in der Zwischenablage und wird in { $secs } s gelöscht
   *[token] Das Token für { $name } ist in der Zwischenablage und wird in { $secs } s gelöscht
}
other_copied = { $kind ->
    [password] Das Einmalpasswort für { $name } ist in der Zwischenablage
   *[token] Das Token für { $name } ist in der Zwischenablage
}
copy_failed_because = { $kind ->
    [password] Nicht kopiert. { $why }. Anzeigen funktioniert weiterhin
   *[token] Nicht kopiert. { $why }. Anzeigen und Herunterladen funktionieren weiterhin
}
clear_failed_because = Noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen
clear_unknown_because = Möglicherweise noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen
downloaded = In { $path } gespeichert. Löschen Sie die Datei, sobald der Client registriert ist
strength_or_kept = { $reason }. Lassen Sie beide Felder leer, um das aktuelle Passwort zu behalten.
taken_over_and_choose = Vom anderen Administrator übernommen: { $fields }. { conflict_choose }
taken_over_and_merged = Vom anderen Administrator übernommen: { $fields }. { conflict_merged }
taken_from_directory_and_choose = Aus dem Verzeichnis übernommen: { $fields }. { conflict_choose }
taken_from_directory_and_merged = Aus dem Verzeichnis übernommen: { $fields }. { conflict_merged_closed }
your_value = { yours }: { $value }
their_value = { theirs }: { $value }
directory_value = { in_directory }: { $value }
whose = { $full_name }, { $email }
from_to = { $field } ({ $from } ist jetzt { $to })
choice_group = { $field }, Ihre oder andere Angabe
choice_group_closed = { $field }, Ihre Angabe oder die im Verzeichnis
reprovision_client = { $client } neu bereitstellen
deregister_client = { $client } deregistrieren
reregister_client = { $client } neu registrieren
delete_client = { $client } löschen
reprovision_question = { $client } neu bereitstellen?
deregister_question = { $client } deregistrieren?
reregister_question = { $client } neu registrieren?
delete_question = { $client } löschen?
delete_consequence = { $client } und sein Verlauf in dieser Tabelle werden entfernt, und sein Name ist wieder frei. Dies kann nicht rückgängig gemacht werden
reprovision_consequence = { $client } arbeitet ab sofort nicht mehr, bis er sich mit dem neuen Token registriert
reprovision_consequence_on = { $client } auf { $host } arbeitet ab sofort nicht mehr, bis er sich mit dem neuen Token registriert
reprovision_expired = { $client } ist abgelaufen und kann sich erst wieder verbinden, wenn er sich mit dem neuen Token registriert
reprovision_expired_on = { $client } auf { $host } ist abgelaufen und kann sich erst wieder verbinden, wenn er sich mit dem neuen Token registriert
deregister_consequence = { $client } arbeitet ab sofort nicht mehr. Um ihn wieder zu verwenden, wählen Sie Neu registrieren und registrieren Sie ihn mit einem neuen Token
deregister_consequence_on = { $client } auf { $host } arbeitet ab sofort nicht mehr. Um ihn wieder zu verwenden, wählen Sie Neu registrieren und registrieren Sie ihn mit einem neuen Token
deregister_expired = { $client } ist abgelaufen und kann sich nicht mehr verbinden. Um ihn wieder zu verwenden, wählen Sie Neu registrieren und registrieren Sie ihn mit einem neuen Token
deregister_expired_on = { $client } auf { $host } ist abgelaufen und kann sich nicht mehr verbinden. Um ihn wieder zu verwenden, wählen Sie Neu registrieren und registrieren Sie ihn mit einem neuen Token
replace_title = Token für { $client } ersetzen?
replace_lost = Das Token für { $client } wurde weder kopiert noch heruntergeladen und kann nicht mehr angezeigt werden. Stellen Sie { $client } neu bereit, um ein anderes zu erhalten
replace_lost_own = Das Token für { $client } wurde weder kopiert noch heruntergeladen und kann nicht mehr angezeigt werden. Deregistrieren Sie { $client } und registrieren Sie ihn neu, um ein anderes zu erhalten
replace_own_text = Das Token für { $client } wurde weder kopiert noch heruntergeladen. Das neue ersetzt es, und das alte ist ungültig
lose_title = Ohne das Token für { $client } schließen?
lose_lost = Es wurde weder kopiert noch heruntergeladen und kann nicht mehr angezeigt werden. Stellen Sie { $client } neu bereit, um ein anderes zu erhalten
lose_lost_own = Es wurde weder kopiert noch heruntergeladen und kann nicht mehr angezeigt werden. Deregistrieren Sie { $client } und registrieren Sie ihn neu, um ein anderes zu erhalten
acting_reprovision = Wird neu bereitgestellt
acting_deregister = Wird deregistriert
acting_reregister = Wird neu registriert
acting_delete = Wird gelöscht
waiting_in_short = Wartet auf Client
# What an action stops, and below it which token it replaces.
consequence_and_loss =
    { $consequence }.

    { $loss }
filter_clients = Clients filtern
filter_hint = { $total } Clients filtern
clients_count = { $total } Clients, { $registered } registriert
clients_shown = { $shown } von { $total } Clients, { $registered } registriert
no_client_matches = Kein Client passt
no_client_matches_how = Der Filter sucht im Namen und im Host des Clients
clear_filter = Filter löschen
two_machines = Zwei Computer
used_from_two_machines = Von zwei Computern aus verwendet: { $host } und { $other_host }, { $relative }, { $exact }. Wenn das nicht beabsichtigt ist, deregistrieren Sie den Client
