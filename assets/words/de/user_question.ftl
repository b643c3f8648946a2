# Words of questions about one user.

own_title = Das ist Ihr eigenes Konto
delete_title = { $user_name } löschen?
delete_text = { $clients ->
    [0] { $full_name } kann sich nicht mehr anmelden. Das Konto hat keine Clients. Dies kann nicht rückgängig gemacht werden. Sicherungen enthalten das Konto noch, automatische bis zu fünf Wochen.
    [one] { $full_name } kann sich nicht mehr anmelden. Der 1 Client des Kontos wird ebenfalls gelöscht. Sein Token und seine Zugangsdaten gelten sofort nicht mehr. Dies kann nicht rückgängig gemacht werden. Sicherungen enthalten das Konto noch, automatische bis zu fünf Wochen.
   *[other] { $full_name } kann sich nicht mehr anmelden. Die { $clients } Clients des Kontos werden ebenfalls gelöscht. Ihre Tokens und Zugangsdaten gelten sofort nicht mehr. Dies kann nicht rückgängig gemacht werden. Sicherungen enthalten das Konto noch, automatische bis zu fünf Wochen.
}
disable_title = { $user_name } deaktivieren?
disable_text = { $registered ->
    [one] { $full_name } kann sich nicht mehr anmelden, und 1 registrierter Client arbeitet nicht mehr, bis der Benutzer wieder aktiviert wird.
   *[other] { $full_name } kann sich nicht mehr anmelden, und { $registered } registrierte Clients arbeiten nicht mehr, bis der Benutzer wieder aktiviert wird.
}
