# Words of what was not done: the cause and the next step.
both = { $cause }. { $next_step }
seconds = { $count } s
minutes = { $count } Min.
hours = { $count } Std.
sign_in_refused = Benutzername oder Passwort ist falsch
sign_in_wait = Sie können es in { $wait } erneut versuchen
sign_in_again = Prüfen Sie beides und versuchen Sie es erneut
session_ended = Ihre Sitzung ist beendet
session_ended_next = Melden Sie sich erneut an. Ihre Eingaben bleiben erhalten
password_needed = Dafür ist Ihr Passwort erforderlich
password_needed_next = Geben Sie es ein, um fortzufahren
account_disabled = Ihr Konto ist deaktiviert
ask_administrator = Wenden Sie sich an einen Administrator
password_must_change = Sie müssen zuerst Ihr Passwort ändern
password_must_change_next = Ändern Sie es und fahren Sie fort
not_administrator = Nur Administratoren können dies tun
own_account = Sie können Ihr eigenes Konto weder deaktivieren noch löschen
own_account_next = Bitten Sie einen anderen Administrator darum
own_password = Sie können für Ihr eigenes Konto kein Einmalpasswort erstellen
own_password_next = Verwenden Sie „Passwort ändern“ im Menü „Profil“
invalid_next = Korrigieren Sie die markierten Felder
user_conflict = Ein anderer Administrator hat diesen Benutzer geändert
user_conflict_by = { $name } hat diesen Benutzer geändert
user_conflict_next = Vergleichen Sie beides und wählen Sie, was gelten soll
client_conflict = Ein anderer Administrator hat diesen Client geändert
client_conflict_by = { $name } hat diesen Client geändert
client_registered = Dieser Client hat sich inzwischen registriert
client_conflict_next = Die Tabelle zeigt jetzt den aktuellen Status. Wählen Sie erneut
user_gone = Dieser Benutzer ist nicht mehr im Verzeichnis
user_gone_next = Schließen Sie den Dialog. Die Tabelle wurde aktualisiert
action_not_allowed = Der Status des Clients erlaubt dies nicht mehr
last_administrator = Dies ist der letzte Administrator, der sich anmelden kann
last_administrator_next = Machen Sie zuerst einen anderen Benutzer zum Administrator
file_failed = { $why ->
    [not-found] { $path } oder der Ordner davon existiert nicht
    [wrong-kind] { $path } ist keine Datei und kein Ordner, die verwendet werden können
    [invalid-name] Das System erlaubt den Namen { $path } nicht
    [read-only] { $path } liegt auf einem Datenträger, der nur gelesen werden kann
    [in-use] Ein anderes Programm verwendet { $path }
    [timed-out] Der Datenträger mit { $path } reagiert nicht
    [code] Das System konnte { $path } nicht lesen oder schreiben (Systemfehler { $code })
   *[other] Das System konnte { $path } nicht lesen oder schreiben
}
file_failed_next = Prüfen Sie Pfad und Datenträger, und versuchen Sie es erneut
no_randomness = Das System hat keine Zufallszahlen geliefert
no_randomness_next = Starten Sie den Computer neu
not_hashed = Der Arbeitsspeicher reicht nicht aus, um das Passwort zu schützen
not_hashed_next = Schließen Sie andere Programme, und versuchen Sie es erneut
queue_full = Das Verzeichnis ist ausgelastet
queue_full_next = Versuchen Sie es gleich noch einmal. Es wurde nichts geändert
defect = Ein interner Fehler ist aufgetreten
restart = Starten Sie Avo Admin neu. Für Einzelheiten starten Sie es mit RUST_LOG=debug und lesen Sie das Protokoll
missing = Unter { $path } gibt es kein Verzeichnis
missing_next = Prüfen Sie den Pfad, oder erstellen Sie ein Verzeichnis mit avo-admin init
moved = Das Verzeichnis { $path } wurde verschoben, gelöscht oder ersetzt, während es geöffnet war
moved_next = Legen Sie die Datei zurück, oder schließen Sie dieses Fenster und öffnen Sie das Verzeichnis erneut. Es wurde nichts geändert
log_gone = Die Datei { $path }, die zum offenen Verzeichnis gehört, wurde gelöscht oder ersetzt
log_gone_next = Schließen Sie alle Fenster und den Dienst zu diesem Verzeichnis normal, nicht gewaltsam, und öffnen Sie es wieder. Die letzte Änderung kann verloren sein
linked = Das Verzeichnis { $path } hat mehr als einen Namen (Hardlink), was es beschädigen würde
linked_next = Löschen Sie die anderen Namen, oder kopieren Sie die geschlossene Datei und öffnen Sie die Kopie
other_path = Ein anderes Programm hat das Verzeichnis { $path } unter einem anderen Pfad geöffnet, was es beschädigen würde
other_path_next = Schließen Sie dieses Programm, oder öffnen Sie das Verzeichnis unter demselben Pfad. Binden Sie in einem Container den Ordner statt der Datei ein
side_file = { $path } gehört zum Verzeichnis, ist aber keine gewöhnliche Datei
side_file_next = Verschieben Sie sie und versuchen Sie es noch einmal
foreign_log = Das Log { $path } gehört nicht zu diesem Verzeichnis. Es würde das Verzeichnis beschädigen oder eine zurückgespielte Kopie rückgängig machen
foreign_log_next = Legen Sie das Log zur Seite (es wird umbenannt, nicht gelöscht); auf der Befehlszeile mit avo-admin restore --set-log-aside. Wenn es hierher gehört, legen Sie die Datei mit der Endung .generation wieder daneben
older_copy = Das Verzeichnis { $path } ist eine ältere Kopie. Seither benutzte Token und entzogene Rechte würden wieder gelten
other_directory = Das Verzeichnis { $path } ist nicht das, das hier zuvor geöffnet war
misplaced_next = Legen Sie die aktuelle Datei zurück, oder nehmen Sie diese als Administrator an (auf der Befehlszeile: avo-admin restore --accept-older)
exists = Unter { $path } gibt es bereits eine Datei
exists_next = Wählen Sie einen anderen Pfad, oder öffnen Sie dieses Verzeichnis
empty = Die Datei { $path } ist leer und daher kein Verzeichnis
foreign = Die Datei { $path } ist kein Verzeichnis von Avo Admin
not_a_file = { $path } ist eine Verknüpfung oder keine gewöhnliche Datei
directory_file = { $path } ist eine der Dateien des Verzeichnisses selbst
directory_file_next = Wählen Sie eine andere Datei
check_path_next = Prüfen Sie den mit --database angegebenen Pfad. Die Datei wurde nicht geändert
newer = Ein neueres Avo Admin hat dieses Verzeichnis erstellt (Version { $found }, dieses Programm unterstützt { $known })
newer_next = Installieren Sie die neuere Version. Die Datei wurde nicht geändert
damaged = Das Verzeichnis ist beschädigt
damaged_next = Lassen Sie die Datei, wie sie ist. Stellen Sie eine Sicherung wieder her (avo-admin restore DATEI), oder exportieren Sie, was lesbar ist (avo-admin salvage DATEI)
unreadable_value = Ein Wert im Verzeichnis ist nicht lesbar
unreadable_value_next = Stellen Sie eine Sicherung wieder her (avo-admin restore DATEI), oder lassen Sie den Wert berichtigen
full = Der Datenträger ist voll
full_next = Schaffen Sie Platz und versuchen Sie es erneut. Es wurde nichts geändert
busy = Ein anderes Programm belegt das Verzeichnis
busy_next = Versuchen Sie es gleich noch einmal. Es wurde nichts geändert
permission = Dieses Konto darf { $path } nicht lesen oder schreiben
permission_next = Geben Sie diesem Konto Lese- und Schreibrechte, oder wählen Sie einen anderen Pfad
network_share = { $path } liegt auf einer Netzwerkfreigabe, wo zwei Schreibende ein Verzeichnis beschädigen können
network_share_next = Wählen Sie einen Pfad auf einem Datenträger dieses Computers
engine = Das Verzeichnis kann nicht verwendet werden (SQLite-Fehler { $code })
engine_next = Versuchen Sie es erneut. Wenn es so bleibt, starten Sie mit RUST_LOG=debug und lesen Sie das Protokoll
backup_encrypted = Die Sicherung ist verschlüsselt
backup_encrypted_next = Geben Sie ihre Passphrase ein, oder nennen Sie die Datei mit ihrem Schlüssel
backup_wrong_key = Falsche Passphrase oder falscher Schlüssel für diese Sicherung
backup_wrong_key_next = Verwenden Sie die Passphrase oder den Schlüssel, mit dem die Sicherung erstellt wurde
backup_damaged = Die Sicherung ist beschädigt
not_a_backup = Diese Datei ist keine Sicherung eines Avo-Admin-Verzeichnisses
another_backup_next = Wählen Sie eine andere Sicherung
no_key_in_file = Die Datei enthält keinen age-Schlüssel
no_key_in_file_next = Nennen Sie die Datei mit der Zeile, die mit AGE-SECRET-KEY-1 beginnt, wie age-keygen sie geschrieben hat
key_file_open = Andere Konten können in die Datei mit dem Schlüssel schreiben
key_file_open_next = Entziehen Sie ihnen dieses Recht (chmod 600), und versuchen Sie es erneut
nothing_readable = Von { $path } ist nichts lesbar
open_elsewhere = Ein anderes Fenster oder Programm hat das Verzeichnis geöffnet
open_elsewhere_next = Schließen Sie es, und versuchen Sie es erneut. Es wurde nichts geändert
open_in_service = Der Registrierungsdienst hat das Verzeichnis geöffnet
open_in_service_next = Beenden Sie den Dienst, und versuchen Sie es erneut. Es wurde nichts geändert
interrupted = Das Lesen wurde angehalten
interrupted_next = Aktualisieren Sie, um erneut zu lesen
