# Words of the dialog Identify a token.

title = Token identifizieren
text = Fügen Sie ein Token ein, um zu sehen, wem es gehört. Es wird weder gespeichert noch protokolliert noch verbraucht.
token = Token
check_words = Prüfwörter
submit = Identifizieren
busy = Token wird gesucht
missing = Fügen Sie zuerst ein Token ein
works = Dieses Token ist gültig: Ein Client kann sich damit registrieren
answer = Über das Token
user = Benutzer
client = Client
status = Client jetzt
deleted = gelöscht
issued = Ausgestellt
expires = Läuft ab
expired = Abgelaufen
never = Nie
hint = …{ $hint }
open = { $user_name } öffnen
used_up = Verbraucht
void_since = Ungültig seit
# A moment in words, with its exact time.
moment = { $told } ({ $exact })
