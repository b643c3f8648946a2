# Words of text that is copied and is not a secret.

user_name = Benutzername
email = E-Mail-Adresse
command = Befehl
copy_user_name = Benutzernamen kopieren
copy_email = E-Mail-Adresse kopieren
copy = { $what } kopieren
copied = { $what } kopiert
copied_over_secret = { $kind ->
    [password] { $what } kopiert. Das Einmalpasswort für { $name } ist nicht mehr in der Zwischenablage
   *[token] { $what } kopiert. Das Token für { $name } ist nicht mehr in der Zwischenablage
}
not_copied = { $what } wurde nicht kopiert. { $cause }
