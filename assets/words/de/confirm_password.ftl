# Words of confirming a change with the password.

title = Mit Ihrem Passwort bestätigen
text = Zum Ändern einer Rolle und zum Sichern ist Ihr Passwort erforderlich. Danach werden Sie 10 Minuten lang nicht erneut gefragt.
text = Für diese Änderung ist Ihr Passwort erforderlich. Danach werden Sie 10 Minuten lang nicht erneut gefragt.
submit = Bestätigen
