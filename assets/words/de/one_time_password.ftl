# Words of the dialog One-time password, of the question before it, and of the button that asks for it.

title = Einmalpasswort
making = Passwort wird erstellt
done = Fertig
for_new_user = Erstellt den Benutzer mit einem Passwort, das 24 Stunden gilt und bei der ersten Anmeldung geändert werden muss
in_place_of_password = Ersetzt das Passwort durch eines, das 24 Stunden gilt und bei der ersten Anmeldung geändert werden muss
whose = { $full_name }, { $user_name }
works_until = Gilt bis { $expires } und muss bei der ersten Anmeldung geändert werden. Es wird nur jetzt angezeigt.
suspended = { $full_name } ist deaktiviert und kann sich damit anmelden, sobald das Konto aktiviert ist.
question_title = Einmalpasswort für { $user_name } erstellen?
question_text = Das aktuelle Passwort von { $full_name } gilt sofort nicht mehr, und offene Sitzungen enden. Das neue gilt 24 Stunden und muss bei der ersten Anmeldung geändert werden.
question_text_locked = Das aktuelle Passwort von { $full_name } gilt sofort nicht mehr, offene Sitzungen enden, und der Benutzer wird entsperrt. Das neue gilt 24 Stunden und muss bei der ersten Anmeldung geändert werden.
question_text_disabled = Das aktuelle Passwort von { $full_name } gilt sofort nicht mehr. Das neue gilt 24 Stunden, sobald der Benutzer aktiviert ist, und muss bei der ersten Anmeldung geändert werden.
lose_title = Ohne das Passwort für { $user_name } schließen?
lose_text = Es wurde weder kopiert noch angezeigt und kann nicht mehr angezeigt werden. Erstellen Sie ein anderes für { $user_name }, wenn Sie jetzt schließen
replaced = Dieses Passwort gilt nicht mehr: { $full_name } hat ein neueres Einmalpasswort
changed = Dieses Passwort wird nicht mehr benötigt: { $full_name } hat jetzt ein anderes Passwort
user_deleted = Dieses Passwort gilt nicht mehr: Sein Benutzer wurde gelöscht
expired = Dieses Passwort ist abgelaufen. Erstellen Sie ein anderes
discarded = Das Einmalpasswort für { $user_name } wurde verworfen, weil die Konsole gesperrt wurde. Erstellen Sie ein anderes, wenn Sie es nicht weitergegeben haben
left_suspended = Das Einmalpasswort für { $user_name } wurde aus der Zwischenablage entfernt: Der Benutzer ist deaktiviert
left_replaced = Das Einmalpasswort für { $user_name } wurde aus der Zwischenablage entfernt: Der Benutzer hat ein neueres
left_changed = Das Einmalpasswort für { $user_name } wurde aus der Zwischenablage entfernt: Der Benutzer hat jetzt ein anderes Passwort
left_user_deleted = Das Einmalpasswort für { $user_name } wurde aus der Zwischenablage entfernt: Der Benutzer wurde gelöscht
left_expired = Das Einmalpasswort für { $user_name } wurde aus der Zwischenablage entfernt: Es ist abgelaufen
