# Words of User Management.

table = Benutzer
search = Suchen
search_hint = Name, E-Mail, Client oder Host suchen
role = Rolle
client_status = Client-Status
state = Zustand
all_roles = Alle Rollen
any_client_status = Jeder Client-Status
any_state = Jeder Zustand
administrators = Administratoren
active = Aktiv
expires_soon = Läuft bald ab
same_email = Gleiche E-Mail-Adresse
no_match = Kein passender Benutzer
no_match_text = Versuchen Sie weniger Wörter oder andere Filter
clear_filters = Filter löschen
empty = Noch keine Benutzer
empty_text = Erstellen Sie einen Benutzer, um einem Client ein Token zu geben
loading = Benutzer werden geladen
no_clients = noch keine
menu = Aktionen für den Benutzer
column_edit = Bearbeiten
totals = { $users ->
    [one] 1 Benutzer
   *[other] { $users } Benutzer
}, { $clients ->
    [one] 1 Client
   *[other] { $clients } Clients
}
range = { $first } bis { $last } von { $total }
matches = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}
matches_registered = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 registriertem Client
   *[other] { $clients } registrierten Clients
}
matches_deregistered = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 deregistriertem Client
   *[other] { $clients } deregistrierten Clients
}
matches_provisioned = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 bereitgestelltem Client
   *[other] { $clients } bereitgestellten Clients
}
matches_waiting = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 wartendem Client
   *[other] { $clients } wartenden Clients
}
matches_expired = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 abgelaufenem Client
   *[other] { $clients } abgelaufenen Clients
}
matches_expiring = { $found ->
    [one] 1 von { $total } passt
   *[other] { $found } von { $total } passen
}, mit { $clients ->
    [one] 1 bald ablaufendem Client
   *[other] { $clients } bald ablaufenden Clients
}
set_filter = { $filter }: { $value }
remove_filter = Filter entfernen: { $filter }: { $value }
hidden = { $count ->
    [one] 1 weiterer ist ausgeblendet durch: { $filters }
   *[other] { $count } weitere sind ausgeblendet durch: { $filters }
}
all_hidden = { $count ->
    [one] 1 Benutzer passt zur Suche, ist aber ausgeblendet durch: { $filters }
   *[other] { $count } Benutzer passen zur Suche, sind aber ausgeblendet durch: { $filters }
}
just_created = Gerade erstellt
just_changed = Gerade geändert
left_out_created = { $user_name } wurde gerade erstellt. Die Suche oder die Filter würden diesen Benutzer sonst ausblenden.
left_out_changed = { $user_name } wurde gerade geändert. Die Suche oder die Filter würden diesen Benutzer sonst ausblenden.
found_client = Client { $client }
found_client_on_host = Client { $client } auf { $host }
clients_registered = { $registered } von { $total } registriert
clients_deregistered = { $registered } von { $total }, deregistriert
clients_provisioned = { $registered } von { $total }, { $provisioned } bereitgestellt
clients_waiting = { $waiting ->
    [one] { $registered } von { $total }, 1 wartet
   *[other] { $registered } von { $total }, { $waiting } warten
}
clients_expired = { $registered } von { $total }, { $expired } abgelaufen
clients_expiring = { $expiring ->
    [one] { $registered } von { $total }, 1 läuft bald ab
   *[other] { $registered } von { $total }, { $expiring } laufen bald ab
}
status_count = { $status }: { $count }
of_these_expiring = { $count ->
    [one] Davon läuft 1 bald ab
   *[other] Davon laufen { $count } bald ab
}
column_user_name = Benutzername
column_first_name = Vorname
column_last_name = Nachname
column_email = E-Mail-Adresse
column_role = Hauptrolle
column_configuration = Konfiguration
column_clients = Clients
column_last_sign_in = Anmeldung
column_last_changed = Geändert
