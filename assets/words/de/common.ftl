# Words of more than one screen or dialog.

app_name = Avo Admin
try_again = Erneut versuchen
cancel = Abbrechen
close = Schließen
dismiss = Ausblenden
quit = Beenden
discard_changes = Änderungen verwerfen
keep_editing = Weiter bearbeiten
clear_now = Jetzt löschen
password = Passwort
confirm_password = Passwort bestätigen
sign_out = Abmelden
edit = Bearbeiten
delete = Löschen
disable = Deaktivieren
enable = Aktivieren
unlock = Entsperren
create = Erstellen
admin = Admin
disabled = Deaktiviert
locked = Gesperrt
never = nie
unsaved_title = Änderungen verwerfen?
unsaved_text = Sie haben Änderungen an einem Benutzer nicht gespeichert. Wenn Sie fortfahren, gehen sie verloren.
token_untaken_text = Das neue Token wurde weder kopiert noch heruntergeladen. Es kann danach nicht mehr angezeigt werden.
password_untaken_text = Das neue Einmalpasswort wurde weder kopiert noch angezeigt. Es kann danach nicht mehr angezeigt werden.
password_help = 15 bis 128 Zeichen, zum Beispiel vier oder fünf Wörter
show_secret = { $field } anzeigen
hide_secret = { $field } verbergen
edit_user = { $user_name } bearbeiten
delete_user = { $user_name } löschen
clipboard_countdown = { $kind ->
    [password] Das Einmalpasswort für { $name } ist in der Zwischenablage und wird in { $secs } s gelöscht
   *[token] Das Token für { $name } ist in der Zwischenablage und wird in { $secs } s gelöscht
}
try_again_in = Sie können es in { $wait } erneut versuchen
window_title = { $file_name } - Avo Admin
# The choice of a drop-down that has an error, as both are read aloud.
choice_with_error = { $choice }. { $error }
new_file_missing = Geben Sie den vollständigen Pfad einer neuen Datei ein
path_not_full = Geben Sie einen vollständigen Pfad ein, etwa { $example }
