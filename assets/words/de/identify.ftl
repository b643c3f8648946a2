# Words of the dialog Identify a token.

title = Token identifizieren
text = Fügen Sie ein Token ein, um zu sehen, wem es gehört. Es wird weder gespeichert noch protokolliert noch verbraucht.
token = Token
check_words = Prüfwörter
submit = Identifizieren
busy = Token wird gesucht
missing = Fügen Sie zuerst ein Token ein
works = Dieses Token ist gültig: Ein Client kann sich damit registrieren
works_how = Wenn es am falschen Ort gefunden wurde, stellen Sie seinen Client neu bereit oder deregistrieren Sie ihn
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
copy_again = Kopieren Sie das ganze Token noch einmal
check_directory = Prüfen Sie, ob es in diesem Verzeichnis erstellt wurde, oder erstellen Sie ein neues
enable_user = Aktivieren Sie zuerst den Benutzer
reprovision = Stellen Sie den Client neu bereit, um ein neues zu erhalten
reprovision_if_needed = Stellen Sie den Client neu bereit, wenn er sich erneut registrieren muss
use_newest = Verwenden Sie das neueste Token des Clients, oder stellen Sie den Client neu bereit
reregister = Registrieren Sie den Client neu, um ein neues zu erhalten
new_client = Der Client wurde gelöscht. Generieren Sie ein Token für einen neuen
