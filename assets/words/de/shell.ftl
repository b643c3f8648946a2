# Words of the frame around the screens.

navigation = Navigation
home = Start
admin = Admin
user_management = Benutzerverwaltung
settings = Einstellungen
profile = Profil
lock = Sperren
messages = Meldungen
no_messages = Noch keine Meldungen
no_messages_text = Meldungen bleiben hier, bis Sie sich abmelden
clear_failed = { $kind ->
    [password] Das Einmalpasswort für { $name } ist noch in der Zwischenablage. { $why }
   *[token] Das Token für { $name } ist noch in der Zwischenablage. { $why }
}
clear_unknown = { $kind ->
    [password] Das Einmalpasswort für { $name } ist möglicherweise noch in der Zwischenablage. { $why }
   *[token] Das Token für { $name } ist möglicherweise noch in der Zwischenablage. { $why }
}
not_administrator = Nur Administratoren können diese Seite sehen
not_administrator_text = Ihre Rolle hat sich geändert. Fragen Sie einen Administrator, wenn Sie den Zugriff noch brauchen
go_home = Zum Start
# The signed-in user, as the Profile menu is read aloud.
who = { $full_name }, { $roles }
