# Words of signing in and the locked console.

submit = Anmelden
busy = Passwort wird geprüft
user_name = Benutzername
use_it = Verwenden
demo_title = Demonstration
try_now = Sie können es jetzt erneut versuchen
locked = Die Konsole ist gesperrt
demo_account = Beispieldaten, die beim Schließen des Fensters gelöscht werden. Melden Sie sich als { $user_name } an
