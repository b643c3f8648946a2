# Wörter über die Zwischenablage: was getan wurde und warum etwas nicht getan wurde.

secret_cleared = { $kind ->
    [password] Das Einmalpasswort wurde aus der Zwischenablage gelöscht
   *[token] Das Token wurde aus der Zwischenablage gelöscht
}
cover = Von Avo Admin gelöscht
put_back = { $kind ->
    [password] Ein Zwischenablage-Manager hat das Passwort zurückgeholt
   *[token] Ein Zwischenablage-Manager hat das Token zurückgeholt
}
put_back_next = { $kind ->
    [password] Wählen Sie Jetzt löschen, und löschen Sie das Passwort aus seinem Verlauf
   *[token] Wählen Sie Jetzt löschen, und löschen Sie das Token aus seinem Verlauf
}
too_large = Der Text in der Zwischenablage ist zu groß
paste_not_responding = Nicht eingefügt: Das Programm, aus dem Sie kopiert haben, reagiert nicht. Kopieren Sie den Text erneut, oder tippen Sie ihn ein
paste_too_large = Nicht eingefügt: Der Text in der Zwischenablage ist zu groß. Kopieren Sie nur, was in das Feld gehört
paste_unavailable = Nicht eingefügt: Die Zwischenablage ist nicht erreichbar. Tippen Sie den Text ein
not_responding = Die Zwischenablage reagiert nicht
not_responding_next = Die Zwischenablage reagiert nicht. Schließen Sie das Programm, aus dem Sie zuletzt kopiert haben, und versuchen Sie es erneut
unavailable = Die Zwischenablage ist nicht erreichbar
unavailable_next = { $kind ->
    [password] Lesen Sie das Passwort mit Anzeigen vor
   *[token] Geben Sie das Token mit Anzeigen oder Herunterladen weiter
}
busy = Ein anderes Programm verwendet die Zwischenablage
try_again_next = { $kind ->
    [password] Versuchen Sie es gleich noch einmal, oder verwenden Sie Anzeigen
   *[token] Versuchen Sie es gleich noch einmal, oder verwenden Sie Anzeigen oder Herunterladen
}
still_there = Das System hat die Zwischenablage nicht gelöscht
still_there_next = Klicken Sie in dieses Fenster und wählen Sie Jetzt löschen, oder kopieren Sie einen anderen Text darüber
failed = { $cause }. { $next_step }
secret_not_copied = { $kind ->
    [password] Das Einmalpasswort wurde nicht kopiert. { $cause }. { $next_step }
   *[token] Das Token wurde nicht kopiert. { $cause }. { $next_step }
}
