# Words of closing the window.

title = Avo Admin beenden?
clear_and_quit = Löschen und beenden
plain_text = Sie haben keine ungespeicherten Änderungen.
clipboard_text = { $kind ->
    [password] Das Einmalpasswort für { $name } ist noch in der Zwischenablage. Es wird entfernt, bevor das Fenster schließt.
   *[token] Das Token für { $name } ist noch in der Zwischenablage. Es wird entfernt, bevor das Fenster schließt.
}
clear_failed_text = { $kind ->
    [password] Das Einmalpasswort für { $name } ist noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen.
   *[token] Das Token für { $name } ist noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen.
}
clear_unknown_text = { $kind ->
    [password] Das Einmalpasswort für { $name } ist möglicherweise noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen.
   *[token] Das Token für { $name } ist möglicherweise noch in der Zwischenablage. { $why }. Kopieren Sie etwas anderes, um es zu ersetzen.
}
