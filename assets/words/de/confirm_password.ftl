# Words of confirming a change with the password.

title = Mit Ihrem Passwort bestätigen
text = Dafür ist Ihr Passwort erforderlich. Danach werden Sie 10 Minuten lang nicht erneut gefragt.
submit = Bestätigen
