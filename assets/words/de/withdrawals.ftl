# What a restore takes away, for windows and the command line.

compared = Verglichen mit dem jetzigen Verzeichnis funktioniert Folgendes nicht mehr wie in der Sicherung:
compared_nothing = Verglichen mit dem jetzigen Verzeichnis wurde seit der Sicherung nichts entzogen.
not_compared = Es gibt kein lesbares Verzeichnis, mit dem die Sicherung verglichen werden kann; was seither entzogen wurde, ist also nicht bekannt. Zur Sicherheit funktioniert davon nichts mehr:
not_compared_keep = Es gibt kein lesbares Verzeichnis, mit dem die Sicherung verglichen werden kann. Token und Anmeldedaten funktionieren wie in der Sicherung, auch seither verwendete oder entzogene.
user_change = Benutzer { $name }: { $changes }
client_change = Client { $name } von { $user_name }: { $change }
deleted = gelöscht
deregistered = abgemeldet
disabled = deaktiviert
role_lowered = Rolle herabgesetzt
needs_password = braucht ein Einmalpasswort
must_change = muss das Passwort ändern
more = Und { $count } weitere
secrets = Token der Sicherung, die nicht mehr funktionieren: { $tokens }. Anmeldedaten: { $credentials }
no_administrator = Kein Administrator kann sich mit einem Passwort der Sicherung anmelden. Führen Sie avo-admin reset-password USER für einen aus
