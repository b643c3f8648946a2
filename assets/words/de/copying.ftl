# Words of text that is copied and is not a secret.

user_name = Benutzername
email = E-Mail-Adresse
copy_user_name = Benutzernamen kopieren
copy_email = E-Mail-Adresse kopieren
copy = { $what } kopieren
copied = { $what } kopiert
copied_over_token = { $what } kopiert. Das Token für { $client } ist nicht mehr in der Zwischenablage
not_copied = { $what } wurde nicht kopiert. { $cause }
