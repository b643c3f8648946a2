# Words of rows of the directory that can't be read.
# How many are missing from what is shown.
users = { $count ->
    [one] 1 Benutzer kann nicht angezeigt werden
   *[other] { $count } Benutzer können nicht angezeigt werden
}
clients = { $count ->
    [one] 1 Client kann nicht angezeigt werden
   *[other] { $count } Clients können nicht angezeigt werden
}
audit_entries = { $count ->
    [one] 1 Eintrag des Protokolls kann nicht angezeigt werden
   *[other] { $count } Einträge des Protokolls können nicht angezeigt werden
}
# Which rows of a table of the directory's file: items such as "17 (bo.lindqvist)".
rows = { $count ->
    [one] Zeile { $rows } der Tabelle { $table } ist beschädigt
   *[other] Die Zeilen { $rows } der Tabelle { $table } sind beschädigt
}
# A row whose name can still be read.
named_row = { $id } ({ $name })
# After the first rows.
more_rows = { $count ->
    [one] { $rows } und 1 weitere
   *[other] { $rows } und { $count } weitere
}
# Which rows are missing and why.
told = { $missing }: { $rows }
next_step = Stellen Sie eine Sicherung wieder her (avo-admin restore DATEI), oder lassen Sie die Zeile berichtigen. Alles andere kann verwendet werden
