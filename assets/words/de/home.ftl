# Words of Home.

users = Benutzer
clients = Clients
attention = Erfordert Aufmerksamkeit
calm = Nichts erfordert Aufmerksamkeit
calm_text = Keine Tokens oder Clients warten, laufen ab oder sind abgelaufen, und kein Benutzer ist gesperrt oder deaktiviert
all_users = Alle Benutzer
administrators = Administratoren
disabled_users = Deaktivierte Benutzer
locked_users = Gesperrte Benutzer
loading = Verzeichnis wird geladen
account = Ihr Konto
account_text = Administratoren verwalten die Benutzer dieses Verzeichnisses. Wenden Sie sich an einen von ihnen, um Ihre Angaben zu ändern.
last_sign_in = Letzte Anmeldung
role = Hauptrolle
first_steps = Erste Schritte
create_user = Benutzer anlegen
create_user_text = Clients werden für Benutzer registriert
create_user_now = Benutzer anlegen
start_service = Registrierungsdienst starten
hand_over = Token übergeben
hand_over_text = Token erzeugen und in den Client des Benutzers einfügen
generate_token = Token erzeugen
step_done = Erledigt
serve = avo-admin serve --listen 0.0.0.0:8443 --database { $database }
greeting = Angemeldet als { $first_name }
expired = { $count ->
    [one] 1 Token oder Client ist abgelaufen
   *[other] { $count } Tokens oder Clients sind abgelaufen
}
expires_soon = { $count ->
    [one] 1 Token oder Client läuft innerhalb eines Tages ab
   *[other] { $count } Tokens oder Clients laufen innerhalb eines Tages ab
}
provisioned = { $count ->
    [one] 1 Client ist bereit zur Registrierung
   *[other] { $count } Clients sind bereit zur Registrierung
}
waiting = { $count ->
    [one] 1 Client wartet nach Neu registrieren
   *[other] { $count } Clients warten nach Neu registrieren
}
locked = { $count ->
    [one] 1 Benutzer ist nach falschen Passwörtern gesperrt
   *[other] { $count } Benutzer sind nach falschen Passwörtern gesperrt
}
# Two or more spellings of an address, which count as one since an upgrade.
same_email = { $count ->
    [one] 1 Benutzer hat dieselbe E-Mail-Adresse wie ein anderer
   *[other] { $count } Benutzer haben dieselbe E-Mail-Adresse wie ein anderer. Ändern Sie eine davon
}
disabled = { $count ->
    [one] 1 Benutzer ist deaktiviert
   *[other] { $count } Benutzer sind deaktiviert
}
# What is counted, and how many there are.
figure = { $label }: { $count }
clock_ahead = Die Uhr wurde von { $from } auf { $to } vorgestellt
clock_ahead_text = Solange Sie die Zeit nicht bestätigen, ist dadurch nichts endgültig abgelaufen
clock_back = Die Uhr wurde von { $from } auf { $to } zurückgestellt
clock_back_text = Abgelaufenes bleibt abgelaufen. Bestätigen Sie die Zeit, wenn sie jetzt stimmt
confirm_clock = Zeit bestätigen
folder_open = Andere Konten dürfen in den Ordner des Verzeichnisses schreiben
folder_open_text = Sie können das Verzeichnis wegnehmen oder ein anderes an seine Stelle legen. Geben Sie ihm einen eigenen Ordner, den nur sein Besitzer öffnen kann
second_name = Die Datei des Verzeichnisses hat einen zweiten Namen (Hardlink)
second_name_text = Sie lässt sich nicht wieder öffnen, bis der andere Name entfernt ist
backup_overdue = Keine automatische Sicherung seit { $when }
backup_never = Es gibt noch keine automatische Sicherung
backup_overdue_text = Jeden Tag entsteht eine, während Avo Admin oder der Registrierungsdienst läuft
backup_settings = Einstellungen der Sicherungen
